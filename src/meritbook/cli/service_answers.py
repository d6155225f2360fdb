"""What `seats`, `nominations` and `simulate` answer with `--json`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from meritbook.core.law.answer import LawVerdict
from meritbook.core.values import Value


class DepartmentLine(Value):
    """The seats of one department; null where it cannot be said."""

    code: str
    name: str
    ended: bool
    fte: Decimal | None
    entitlement: int | None
    authorised: int
    filled: int
    reserved: int
    vacant: int | None
    over: int | None
    verdict: LawVerdict | None


class SeatsAnswer(Value):
    """`meritbook seats --json`: the ledger of seats on a day."""

    on: date
    cap: int | None
    filled: int
    reserved: int
    vacant: int | None
    over: int | None
    verdict: LawVerdict | None
    departments: tuple[DepartmentLine, ...]
    cautions: tuple[str, ...]


class NominationLine(Value):
    """A nomination in the list."""

    id: int
    position: str
    title: str
    department: str
    status: str
    nominated_by: str
    nominated_at: datetime
    submissions: int
    decided_at: datetime | None
    starts_on: date | None


class NominationsAnswer(Value):
    """`meritbook nominations --json`: those that the person may read, a page at a time."""

    nominations: tuple[NominationLine, ...]
    page: int
    pages: int
    total: int


class ChangedLine(Value):
    """One department under the law as it is, and as it would be; money for a month and for a year."""

    code: str
    name: str
    taken: int
    allowed_now: int | None
    allowed_then: int | None
    over_now: int | None
    over_then: int | None
    above_now_month: Decimal
    above_then_month: Decimal
    above_then_year: Decimal
    unknown_then: int
    """Executives of whom no salary is on record, or for whom the law has no cap on the day."""


class SimulationAnswer(Value):
    """`meritbook simulate --json`: the state with some figures of the law changed. Nothing is changed by it."""

    on: date
    changed: dict[str, Decimal]
    was: dict[str, Decimal | None]
    now: SeatsAnswer
    then: SeatsAnswer
    pay_cap_now: Decimal | None
    pay_cap_then: Decimal | None
    above_now: int
    above_then: int
    """Executives who are paid above the cap."""
    above_then_month: Decimal
    above_then_year: Decimal
    unknown_then: int
    departments: tuple[ChangedLine, ...]
