"""The ledger of seats on a day: for each department and the state what is allowed, filled, reserved, vacant and over.

A position in the service fills a seat. A nomination that is under way, and a position whose first day in the service is
still to come, keep one reserved. What the law says of the numbers is judged by its own rules; where the FTE of a
department are not on record the answer is undetermined, never zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import Case, read_case
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Law
from meritbook.core.terms import Term
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

STATE_CAP, ENTITLEMENT, STATE_MOST = "seats.state_cap", "seats.department_entitlement", "seats.statewide_most"


class DepartmentOnRecord(Value):
    """A department with its term."""

    id: int
    code: str
    name: str
    starts_on: date
    ends_before: date | None = None

    def stands(self, on: date) -> bool:
        """Whether it stands on the day."""
        return Term(starts_on=self.starts_on, ends_before=self.ends_before).covers(on)


class SizeOnRecord(Value):
    """FTE of a department's permanent positions from a day on."""

    department: int
    fte: Decimal
    starts_on: date
    ends_before: date | None = None
    source: str = ""


class AuthorisationOnRecord(Value):
    """Seats beyond a department's entitlement, authorised for a cause and a term; none that was taken back is here."""

    id: int
    department: int
    seats: int
    cause: str
    starts_on: date
    ends_before: date | None = None


class FilledSeat(Value):
    """A position in the service, with the department that it lies in today."""

    seat: int
    position: int
    department: int
    starts_on: date
    ends_before: date | None = None
    entered_on: date | None = None
    """Since when it is known, for one that was entered ahead of its first day."""


class Reservation(Value):
    """A nomination that keeps a seat: from its submission until it ends, returns or becomes a seat."""

    nomination: int
    position: int
    department: int
    starts_on: date
    ends_before: date | None = None


class Merger(Value):
    """A department that went over into another on a day, with the positions that went with it."""

    department: int
    into: int
    on: date
    positions: frozenset[int] = frozenset()


class SeatsRecord(Value):
    """All that the ledger of seats is worked out from."""

    departments: tuple[DepartmentOnRecord, ...] = ()
    sizes: tuple[SizeOnRecord, ...] = ()
    authorisations: tuple[AuthorisationOnRecord, ...] = ()
    seats: tuple[FilledSeat, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    mergers: tuple[Merger, ...] = ()

    def department_of(self, position: int, now_in: int, on: date) -> int:
        """The department that a position lay in on a day: mergers after that day are taken back."""
        found = now_in
        for merger in sorted(self.mergers, key=lambda one: one.on, reverse=True):
            if merger.on > on and merger.into == found and position in merger.positions:
                found = merger.department
        return found


class DepartmentSeats(Value):
    """The seats of one department on a day."""

    department: DepartmentOnRecord
    ended: bool
    """Whether it was abolished, or went over into another, by the day."""
    fte: Decimal | None
    """None while it is not on record."""
    entitlement: int | None
    """By its size; none while that is not known. `authorised` come on top."""
    authorised: int
    filled: int
    reserved: int
    vacant: int | None
    over: int | None
    verdict: LawVerdict | None
    """What the law says of all that are filled and reserved; none where the pack has no such rule."""

    @property
    def allowed(self) -> int | None:
        """Entitlement and what is authorised beyond; none while that is not known."""
        return None if self.entitlement is None else self.entitlement + self.authorised

    @property
    def taken(self) -> int:
        """Filled and reserved."""
        return self.filled + self.reserved

    @property
    def left_behind(self) -> bool:
        """Whether seats are left in a department that ended: a case for the State Personnel Director."""
        return self.ended and self.taken > 0


class StateSeats(Value):
    """The seats of the whole state on a day."""

    on: date
    cap: int | None
    """None where the law has no value on the day."""
    filled: int
    reserved: int
    vacant: int | None
    over: int | None
    verdict: LawVerdict | None
    departments: tuple[DepartmentSeats, ...]
    cautions: tuple[str, ...] = ()

    @property
    def taken(self) -> int:
        """Filled and reserved."""
        return self.filled + self.reserved

    def of(self, department: int) -> DepartmentSeats | None:
        """The seats of one department, if it is among them."""
        return next((one for one in self.departments if one.department.id == department), None)


class SeatsLaw:
    """The law of seats on a day: its figures and its verdicts, as they are or with some figures changed."""

    def __init__(self, law: Law, on: date, *, changed: Mapping[str, Decimal] | None = None) -> None:
        self.law = law
        self.on = on
        self.judging = Judge(law, on, changed=changed)

    @property
    def state_cap(self) -> int | None:
        """The most positions of the whole state; none where the law has no value on the day."""
        figure = self.judging.figure(STATE_MOST)
        return None if figure is None else int(figure)

    def entitlement(self, fte: Decimal | None) -> int | None:
        """Positions that a department of that size is allowed; none while the size or the law is not known."""
        if ENTITLEMENT not in self.law.rules:
            return None
        allowed = self.judging.step(ENTITLEMENT, "entitlement", self._case({"department.permanent_fte": fte}))
        return None if allowed is None else int(allowed)

    def state(self, taken: int) -> LawVerdict | None:
        """What the law says of so many positions in the whole state; none where the pack has no such rule."""
        return self._said(STATE_CAP, {"seats.filled_statewide": taken})

    def department(self, taken: int, fte: Decimal | None, authorised: int) -> LawVerdict | None:
        """What the law says of so many positions in a department of that size."""
        facts = {
            "department.positions": taken,
            "department.permanent_fte": fte,
            "department.more_for_cause": authorised,
        }
        return self._said(ENTITLEMENT, facts)

    def _case(self, facts: Mapping[str, Any]) -> Case:
        known = {name: value for name, value in facts.items() if name in self.law.facts}
        return read_case(self.law, known, on=self.on)

    def _said(self, rule: str, facts: Mapping[str, Any]) -> LawVerdict | None:
        return self.judging.check(self._case(facts), [rule])[0] if rule in self.law.rules else None


def size_on(record: SeatsRecord, department: int, on: date) -> SizeOnRecord | None:
    """The size of a department on a day; none while it is not on record."""
    return next((one for one in record.sizes if one.department == department and _covers(one, on)), None)


def authorised_on(record: SeatsRecord, department: int, on: date) -> int:
    """Seats that are authorised beyond the entitlement of a department on a day."""
    return sum(one.seats for one in record.authorisations if one.department == department and _covers(one, on))


def ledger(record: SeatsRecord, law: SeatsLaw) -> StateSeats:
    """The seats of the state and of each department on the law's day.

    A department is listed while it stands, and afterwards as long as seats are left in it.
    """
    on = law.on
    filled: dict[int, int] = defaultdict(int)
    reserved: dict[int, int] = defaultdict(int)
    for seat in record.seats:
        where = record.department_of(seat.position, seat.department, on)
        if _covers(seat, on):
            filled[where] += 1
        elif seat.starts_on > on and (seat.entered_on is None or seat.entered_on <= on):
            reserved[where] += 1
    for held in record.reservations:
        if _covers(held, on):
            reserved[record.department_of(held.position, held.department, on)] += 1
    sizes = {one.department: one for one in record.sizes if _covers(one, on)}
    more: dict[int, int] = defaultdict(int)
    for granted in record.authorisations:
        if _covers(granted, on):
            more[granted.department] += granted.seats
    rows = tuple(
        _department(one, law, sizes.get(one.id), more[one.id], filled[one.id], reserved[one.id])
        for one in record.departments
        if one.stands(on) or (one.starts_on <= on and filled[one.id] + reserved[one.id] > 0)
    )
    all_filled, all_reserved = sum(filled.values()), sum(reserved.values())
    cap, taken = law.state_cap, all_filled + all_reserved
    return StateSeats(
        on=on,
        cap=cap,
        filled=all_filled,
        reserved=all_reserved,
        vacant=None if cap is None else max(cap - taken, 0),
        over=None if cap is None else max(taken - cap, 0),
        verdict=law.state(taken),
        departments=rows,
        cautions=law.judging.cautions,
    )


def _department(
    one: DepartmentOnRecord, law: SeatsLaw, size: SizeOnRecord | None, authorised: int, filled: int, reserved: int
) -> DepartmentSeats:
    ended = not one.stands(law.on)
    # A department that ended has no permanent positions any more: that is known, and not a gap in the record.
    fte = Decimal(0) if ended else (size.fte if size else None)
    authorised = 0 if ended else authorised
    entitlement, taken = law.entitlement(fte), filled + reserved
    allowed = None if entitlement is None else entitlement + authorised
    return DepartmentSeats(
        department=one,
        ended=ended,
        fte=fte,
        entitlement=entitlement,
        authorised=authorised,
        filled=filled,
        reserved=reserved,
        vacant=None if allowed is None else max(allowed - taken, 0),
        over=None if allowed is None else max(taken - allowed, 0),
        verdict=law.department(taken, fte, authorised),
    )


def peak(terms: Iterable[Term], *, within: Term) -> int:
    """The most of the terms that hold at once on any day of `within`."""
    inside = [one for one in terms if one.overlaps(within)]
    days = {within.starts_on, *(one.starts_on for one in inside if one.starts_on >= within.starts_on)}
    return max(sum(one.covers(day) for one in inside) for day in days)


def taken_terms(record: SeatsRecord, *, on: date, without: int | None = None) -> tuple[Term, ...]:
    """The terms of all seats, and of what is reserved from the day on; `without` leaves one nomination out.

    What is reserved becomes a seat on a day that is not known yet, so it counts from the day without an end.
    """
    seats = [Term(starts_on=one.starts_on, ends_before=one.ends_before) for one in record.seats]
    held = [
        Term(starts_on=min(one.starts_on, on))
        for one in record.reservations
        if _covers(one, on) and one.nomination != without
    ]
    return (*seats, *held)


def free_seat(
    record: SeatsRecord, law: SeatsLaw, department: int, term: Term, *, without: int | None = None
) -> tuple[LawVerdict, ...]:
    """What the law says if one more position of the department is in the service for the term: the state first.

    Counted is the most that is taken at once on any day of the term. `without` is the nomination that asks, when it
    keeps a seat already.
    """
    on = law.on
    within = term
    everywhere = peak(taken_terms(record, on=on, without=without), within=within) + 1
    own = SeatsRecord(
        seats=tuple(
            one for one in record.seats if record.department_of(one.position, one.department, on) == department
        ),
        reservations=tuple(
            one for one in record.reservations if record.department_of(one.position, one.department, on) == department
        ),
    )
    here = peak(taken_terms(own, on=on, without=without), within=within) + 1
    size = size_on(record, department, on)
    said = (
        law.state(everywhere),
        law.department(here, size.fte if size else None, authorised_on(record, department, on)),
    )
    return tuple(one for one in said if one is not None)


def refusing(verdicts: Sequence[LawVerdict]) -> LawVerdict | None:
    """The verdict for which a further seat is refused: one not met, else one undetermined; none when a seat is free.

    What cannot be said is no free seat: the missing fact is recorded first.
    """
    binding = [one for one in verdicts if one.force == "binding" and one.applies is not Verdict.NOT_MET]
    for wanted in (Verdict.NOT_MET, Verdict.UNDETERMINED):
        for one in binding:
            if one.verdict is wanted:
                return one
    return None


def _covers(one: SizeOnRecord | AuthorisationOnRecord | FilledSeat | Reservation, on: date) -> bool:
    return one.starts_on <= on and (one.ends_before is None or on < one.ends_before)
