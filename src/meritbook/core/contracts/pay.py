"""What a proposed salary means: the change, the cap of the law, the range, the budget, and several salaries at once.

Salaries are for a month; a budget is for a term. What a salary costs in a term is counted by calendar months, a month
of which it covers a part by the share of its days, and rounded to the cent. What is not known is never nought.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal, TypeVar

from meritbook.core.contracts.limits import BASE, CAP, CENT, LimitOn, a_month, dollars, limit_on, whole_cents
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Law
from meritbook.core.law.parameter import decimals
from meritbook.core.service.appeals import APPEAL_SAYS
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

AT_CONTRACT, BEFORE_PAY = "pay.at_contract", "rating.before_pay"
GROUNDS = "pay.grounds"
MOST = Decimal(10_000_000)
"""What no salary for a month reaches, in dollars."""
RIGHTS_TABLE, REDUCTION = "rights.list", "appeal-of-reduction"
RestsOn = Literal["contract", "decision", "proposal"]


def amount_fault(salary: Decimal) -> str:
    """Why an amount cannot be a salary for a month; empty where it can."""
    if not salary.is_finite() or salary >= MOST:
        return "The salary is not an amount of money for a month."
    if salary < 0:
        return f"A salary of {salary} is less than nothing."
    if salary == 0:
        return "A salary of nothing is none."
    if decimals(salary) > 2:
        return f"{salary} has more than two decimals."
    return ""


class Change(Value):
    """What changes from one contract to the next, for a month."""

    before: Decimal
    after: Decimal

    @property
    def amount(self) -> Decimal:
        """In dollars for a month; less than nought where it goes down."""
        return self.after - self.before

    @property
    def percent(self) -> Decimal:
        """In percent of the salary before, to a hundredth."""
        return (self.amount * 100 / self.before).quantize(CENT, ROUND_HALF_UP)

    @property
    def direction(self) -> Literal["up", "down", "same"]:
        """Whether it goes up, down or stays."""
        return "same" if not self.amount else "up" if self.amount > 0 else "down"

    @property
    def says(self) -> str:
        """The change in a sentence, with the base of the percentage."""
        if not self.amount:
            return f"It stays at {a_month(self.after)}."
        word = "more" if self.amount > 0 else "less"
        share = abs(self.percent)
        named = f"{share} percent" if share else "less than a hundredth of one percent"
        return f"{a_month(abs(self.amount))} {word}: {named} of the {dollars(self.before)} that are paid before."


class Ground(Value):
    """A ground of the law's list on which a salary rests, with the words of whoever decides."""

    key: str
    title: str = ""
    says: str


class Range(Value):
    """The pay range of the class of the service on a day, as far as the law's pack tells it."""

    highest: Decimal | None
    """The range maximum for a month; the salary limit lies above it."""
    limit: LimitOn | None
    """None where the law limits no salary."""

    @property
    def cap(self) -> Decimal | None:
        """The highest salary for a month; none where no figure is known."""
        return self.limit.amount if self.limit is not None else None

    @property
    def says(self) -> str:
        """The range and the limit in words: what is known, else what is missing and who can put it on record."""
        if self.limit is None:
            return "The law of this office limits no salary."
        if self.highest is None or self.cap is None:
            return self.limit.says
        return (
            f"The range maximum is {a_month(self.highest)} and the salary limit {a_month(self.cap)}. "
            "The least of the range stands in no text that was read: it is not known."
        )


class Judged(Value):
    """What the law says of a salary that is proposed for the next contract."""

    salary: Decimal
    starts_on: date
    range: Range
    cap: LawVerdict | None
    """By the law on the first day on which it is paid."""
    at_contract: LawVerdict | None
    before_pay: LawVerdict | None
    change: Change | None
    """None where no salary before is known."""
    reduction: str = ""
    """Where it goes down: that this cannot be appealed, as the law has it."""

    @property
    def verdicts(self) -> tuple[LawVerdict, ...]:
        """Those that the pack gives."""
        return tuple(one for one in (self.cap, self.at_contract, self.before_pay) if one is not None)

    @property
    def over_cap(self) -> Decimal | None:
        """By how much it lies over the cap; none where it does not, or no cap is known."""
        if self.range.cap is None or self.salary <= self.range.cap:
            return None
        return self.salary - self.range.cap


def grounds_of(law: Law) -> dict[str, str]:
    """The lawful grounds by key, with their words; empty where the pack has no such list."""
    table = law.tables.get(GROUNDS)
    return {row.key: row.says for row in table.rows} if table is not None else {}


def range_on(law: Law, on: date) -> Range:
    """The range and the cap by the law on a day."""
    found = limit_on(law, on)
    highest = Judge(law, on).figure(BASE) if found is not None else None
    return Range(highest=None if highest is None else whole_cents(highest), limit=found)


def reduction_says(law: Law) -> str:
    """What a lower salary means for an appeal, with the row of the table of rights; empty where the pack is silent."""
    if AT_CONTRACT not in law.rules:
        return ""
    says = f"It is less than before. {APPEAL_SAYS[law.rules[AT_CONTRACT].effect.appeal]}"
    table = law.tables.get(RIGHTS_TABLE)
    row = next((one for one in table.rows if one.key == REDUCTION), None) if table is not None else None
    if row is None or row.holds:
        return says
    cited = law.cite(row.citation or table.citation) if table is not None else None
    where = f" ({cited.title}, {cited.place})" if cited is not None else ""
    return f"{says} The executive has no right: {row.says[0].lower()}{row.says[1:].rstrip('.')}{where}."


def judged(
    law: Law,
    *,
    salary: Decimal,
    before: Decimal | None,
    starts_on: date,
    on: date,
    grounds: Iterable[str] | None = None,
    rating_final: date | bool | None = None,
) -> Judged:
    """What the law says of the salary, as of the day `on`; of the cap, on the first day on which it is paid.

    `grounds` are keys of the law's list, none while nobody has said which. `rating_final` is the day on which the
    appraisal became final, false where it is not, none where nobody knows.
    """
    approved: dict[str, object] = {
        "pay.approved": on,
        "pay.salary": before,
        "pay.next_salary": salary,
        "pay.recorded_grounds": None if grounds is None else sorted(set(grounds)),
        "rating.final": rating_final,
    }
    change = Change(before=before, after=salary) if before is not None and before > 0 else None
    return Judged(
        salary=salary,
        starts_on=starts_on,
        range=range_on(law, starts_on),
        cap=_ask(law, CAP, {"pay.salary": salary}, starts_on),
        at_contract=_ask(law, AT_CONTRACT, approved, on),
        # A rating may still become final on the day; what is asked is whether it was when the salary was approved.
        before_pay=_ask(law, BEFORE_PAY, approved, on + timedelta(days=1) if rating_final is False else on),
        change=change,
        reduction=reduction_says(law) if change is not None and change.direction == "down" else "",
    )


def _ask(law: Law, rule: str, facts: dict[str, object], on: date) -> LawVerdict | None:
    if rule not in law.rules:
        return None
    read = set(law.facts_of(rule))
    known = {name: value for name, value in facts.items() if name in read and name in law.facts}
    return Judge(law, on).check(read_case(law, known, on=on), [rule])[0]


def months_in(starts_on: date, ends_before: date) -> Fraction:
    """Calendar months from the first day up to `ends_before`; of a month covered in part, the share of its days.

    Fifteen days of June are half a month.
    """
    total, day = Fraction(0), starts_on
    while day < ends_before:
        length = calendar.monthrange(day.year, day.month)[1]
        left = length - day.day + 1
        taken = min(left, (ends_before - day).days)
        total += Fraction(taken, length)
        day += timedelta(days=taken)
    return total


def cost_of(salary: Decimal, starts_on: date, ends_before: date) -> Decimal:
    """What a salary for a month costs from the first day up to `ends_before`, to the cent, half a cent upward."""
    if ends_before <= starts_on:
        return Decimal("0.00")
    cents = Fraction(salary) * 100 * months_in(starts_on, ends_before)
    whole = (cents.numerator * 2 + cents.denominator) // (cents.denominator * 2)
    return Decimal(whole).scaleb(-2)


class Commitment(Value):
    """A salary that is paid from the budget in a part of its term."""

    appointment: int
    position: str
    executive: str
    salary: Decimal
    starts_on: date
    ends_before: date
    rests_on: RestsOn

    @property
    def cost(self) -> Decimal:
        """In dollars for the days that it covers."""
        return cost_of(self.salary, self.starts_on, self.ends_before)


class OpenSalary(Value):
    """An executive for whom neither a contract nor a decision says a salary for a part of the term."""

    appointment: int
    position: str
    executive: str
    starts_on: date
    ends_before: date


_Paid = TypeVar("_Paid", Commitment, OpenSalary)


class Budget(Value):
    """The department's salary budget for a term: what is committed, and what remains."""

    department: str
    starts_on: date
    ends_before: date
    amount: Decimal | None
    """For the whole term; none where no budget is on record."""
    source: str = ""
    commitments: tuple[Commitment, ...] = ()
    open: tuple[OpenSalary, ...] = ()

    @property
    def committed(self) -> Decimal:
        """By contracts and decisions, and by what is proposed where that is tried."""
        return sum((one.cost for one in self.commitments), Decimal("0.00"))

    @property
    def remaining(self) -> Decimal | None:
        """What is left; less than nought where more is committed, none where no budget is on record."""
        return None if self.amount is None else self.amount - self.committed

    @property
    def verdict(self) -> Verdict:
        """Whether what is committed lies within the budget; undetermined without one, or while salaries are open."""
        if self.remaining is None:
            return Verdict.UNDETERMINED
        if self.remaining < 0:
            return Verdict.NOT_MET
        return Verdict.UNDETERMINED if self.open else Verdict.MET

    @property
    def says(self) -> str:
        """Where the budget stands, in words."""
        last = self.ends_before - timedelta(days=1)
        term = f"{day_in_words(self.starts_on)} to {day_in_words(last)}"
        held = f" Salaries of {len(self.open)} are not settled and not counted." if self.open else ""
        if self.remaining is None:
            return (
                f"No salary budget of {self.department} is on record for {term}: what remains is not known. "
                f"{dollars(self.committed)} are committed.{held}"
            )
        if self.remaining < 0:
            return (
                f"{dollars(self.committed)} are committed from {term}, which is {dollars(-self.remaining)} more than "
                f"the budget of {dollars(self.amount)}.{held}"
            )
        return (
            f"Of {dollars(self.amount)} for {term}, {dollars(self.committed)} are committed and "
            f"{dollars(self.remaining)} remain.{held}"
        )

    def supposing(self, proposals: Sequence[Commitment]) -> Budget:
        """The budget as it would be with these salaries; each takes the place of what it shares days with."""
        taken = {one.appointment: one for one in proposals}
        kept = tuple(
            part
            for one in self.commitments
            for part in (_outside(one, taken[one.appointment]) if one.appointment in taken else (one,))
        )
        still = tuple(
            part
            for one in self.open
            for part in (_outside(one, taken[one.appointment]) if one.appointment in taken else (one,))
        )
        inside = tuple(
            one.model_copy(
                update={
                    "starts_on": max(one.starts_on, self.starts_on),
                    "ends_before": min(one.ends_before, self.ends_before),
                }
            )
            for one in proposals
            if one.starts_on < self.ends_before and one.ends_before > self.starts_on
        )
        every = sorted((*kept, *inside), key=lambda one: (one.position, one.starts_on, one.appointment))
        return self.model_copy(update={"commitments": tuple(every), "open": still})


def _outside(one: _Paid, taken: Commitment) -> tuple[_Paid, ...]:
    """What is left of a row beside the days of the proposal."""
    parts = []
    if one.starts_on < taken.starts_on:
        parts.append(one.model_copy(update={"ends_before": min(one.ends_before, taken.starts_on)}))
    if one.ends_before > taken.ends_before:
        parts.append(one.model_copy(update={"starts_on": max(one.starts_on, taken.ends_before)}))
    return tuple(parts)


class Peer(Value):
    """Another executive of the department: what is known of the salary and the rating. Never a ranking of people."""

    position: str
    class_title: str = ""
    executive: str
    salary: Decimal | None
    """For a month, by the contract of the day; none where none is on record."""
    rating: int | None = None
    """The overall rating of the contract year, where it is final."""


def by_position(peers: Iterable[Peer]) -> tuple[Peer, ...]:
    """In the order of their positions."""
    return tuple(sorted(peers, key=lambda one: (one.position, one.executive)))
