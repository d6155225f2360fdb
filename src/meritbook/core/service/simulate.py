"""What other figures of the law would mean for the state: who is over, and what it costs, department by department.

A cap, a ratio or a percent of the law is set to another number, the same rules are judged again, and both answers stand
side by side. Money is for a month and for twelve of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Law
from meritbook.core.service.seats import DepartmentSeats, SeatsLaw, SeatsRecord, StateSeats, ledger
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

PAY_CAP = "pay.cap"
MONTHS = 12


class PaidSeat(Value):
    """A seat with the salary for a month that is paid in it, and the department of its position."""

    seat: int
    position: str
    department: int
    salary: Decimal | None
    """None while no salary is on record."""


class PayAbove(Value):
    """Pay above a cap: how many, how much for a month, and of how many no salary is on record."""

    executives: int
    month: Decimal
    unknown: int

    @property
    def year(self) -> Decimal:
        """The same for twelve months."""
        return self.month * MONTHS


class ChangedDepartment(Value):
    """One department under the law as it is, and as it would be."""

    now: DepartmentSeats
    then: DepartmentSeats
    above_now: PayAbove
    above_then: PayAbove

    @property
    def differs(self) -> bool:
        """Whether the change makes any difference here."""
        seats = (self.now.entitlement, self.now.over) != (self.then.entitlement, self.then.over)
        return seats or self.above_now != self.above_then


class AbovePay(Value):
    """A seat that is paid above the cap as it would be, with the verdict."""

    seat: int
    position: str
    department: int
    salary: Decimal
    above: Decimal
    """For a month."""
    verdict: LawVerdict


class Simulation(Value):
    """The state under the law as it is, and with some of its figures changed."""

    on: date
    changed: dict[str, Decimal]
    was: dict[str, Decimal | None]
    """What the law says of the same figures."""
    now: StateSeats
    then: StateSeats
    cap_now: Decimal | None
    """The highest salary for a month; none where the law has none on the day."""
    cap_then: Decimal | None
    departments: tuple[ChangedDepartment, ...]
    above_now: PayAbove
    above_then: PayAbove
    paid_above: tuple[AbovePay, ...]
    """By how much they are above, the most first."""


def pay_cap(law: SeatsLaw) -> Decimal | None:
    """The highest salary for a month by the rule on it; none where the law has no value on the day, or no such rule."""
    if PAY_CAP not in law.law.rules:
        return None
    return law.judging.step(PAY_CAP, "cap", read_case(law.law, {}, on=law.on))


def simulate(
    law: Law, record: SeatsRecord, paid: Iterable[PaidSeat], *, on: date, changed: Mapping[str, Decimal]
) -> Simulation:
    """Both answers on a day; raises `UnknownParameterError` for a figure that the law does not have."""
    as_is, as_changed = SeatsLaw(law, on), SeatsLaw(law, on, changed=changed)
    now, then = ledger(record, as_is), ledger(record, as_changed)
    seats = list(paid)
    cap_now, cap_then = pay_cap(as_is), pay_cap(as_changed)
    by_department: dict[int, list[PaidSeat]] = defaultdict(list)
    for one in seats:
        by_department[one.department].append(one)
    departments = tuple(
        ChangedDepartment(
            now=before,
            then=after,
            above_now=_above(by_department[before.department.id], cap_now),
            above_then=_above(by_department[before.department.id], cap_then),
        )
        for before, after in zip(now.departments, then.departments, strict=True)
    )
    return Simulation(
        on=on,
        changed=dict(changed),
        was={name: as_is.judging.figure(name) for name in changed},
        now=now,
        then=then,
        cap_now=cap_now,
        cap_then=cap_then,
        departments=departments,
        above_now=_above(seats, cap_now),
        above_then=_above(seats, cap_then),
        paid_above=_paid_above(law, as_changed.judging, seats, cap_then),
    )


def _above(seats: Iterable[PaidSeat], cap: Decimal | None) -> PayAbove:
    rows = list(seats)
    known = [one.salary for one in rows if one.salary is not None]
    more = [salary - cap for salary in known if cap is not None and salary > cap]
    unknown = len(rows) if cap is None else len(rows) - len(known)
    return PayAbove(executives=len(more), month=sum(more, Decimal(0)), unknown=unknown)


def _paid_above(law: Law, judging: Judge, seats: Iterable[PaidSeat], cap: Decimal | None) -> tuple[AbovePay, ...]:
    if cap is None:
        return ()
    found = []
    for one in seats:
        if one.salary is None or one.salary <= cap:
            continue
        case = read_case(law, {"pay.salary": one.salary}, on=judging.on)
        verdict = judging.check(case, [PAY_CAP])[0]
        if verdict.verdict is Verdict.NOT_MET:
            found.append(
                AbovePay(
                    seat=one.seat,
                    position=one.position,
                    department=one.department,
                    salary=one.salary,
                    above=one.salary - cap,
                    verdict=verdict,
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.above, one.position)))
