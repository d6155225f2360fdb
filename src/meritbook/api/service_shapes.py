"""What the API takes and answers on the seats of the executive service and on nominations."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.shapes import Asked, Id, Why
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.criteria import Evidence
from meritbook.core.verdict import Verdict

LongText = Annotated[str, Field(max_length=20_000)]
Code = Annotated[str, Field(min_length=1, max_length=32)]
Fte = Annotated[Decimal, Field(ge=0, le=Decimal("999999.99"), decimal_places=2)]


class DepartmentSeats(Schema):
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


class SeatsAnswer(Schema):
    """The ledger of seats on a day."""

    on: date
    cap: int | None
    filled: int
    reserved: int
    vacant: int | None
    over: int | None
    verdict: LawVerdict | None
    departments: list[DepartmentSeats]
    cautions: list[str]


class RecordSize(Asked):
    """FTE of a department from a day on."""

    permanent_fte: Fte
    source: Annotated[str, Field(min_length=1, max_length=300)]
    starts_on: date | None = None
    why: Why


class Authorise(Asked):
    """Seats beyond the entitlement."""

    seats: Annotated[int, Field(ge=1, le=999)]
    cause: Annotated[str, Field(min_length=1, max_length=20_000)]
    starts_on: date | None = None
    ends_before: date | None = None
    why: Why


class EndAuthorisation(Asked):
    """The end of an authorisation; today where none is given."""

    ends_before: date | None = None
    why: Why


class SizeAnswer(Schema):
    """A size as it was recorded."""

    department: str
    permanent_fte: Decimal
    starts_on: date
    ends_before: date | None


class AuthorisationAnswer(Schema):
    """An authorisation as it stands."""

    id: int
    department: str
    seats: int
    cause: str
    starts_on: date
    ends_before: date | None
    taken_back: bool


class TakeOver(Asked):
    """A position that is in the service already."""

    position: Id
    starts_on: date
    executive: Annotated[str, Field(max_length=150)] = ""
    """Username; empty while nobody holds it."""
    entered_on: date | None = None
    salary: Annotated[Decimal, Field(gt=0, le=Decimal("9999999.99"), decimal_places=2)] | None = None
    previous_class: Annotated[str, Field(max_length=200)] = ""
    why: Why


class TakenOverSeat(Schema):
    """A seat that was entered."""

    id: int
    position: int
    starts_on: date
    ends_before: date | None
    origin: str


class Merge(Asked):
    """A department that goes over into another, by their codes."""

    department: Code
    into: Code
    day: date | None = None
    permanent_fte: Fte | None = None
    source: Annotated[str, Field(max_length=300)] = ""
    why: Why


class MergerAnswer(Schema):
    """A merger as it was recorded."""

    department: str
    into: str
    on: date
    positions: int


class NominationLine(Schema):
    """A nomination in the list."""

    id: int
    position: str
    title: str
    department: str
    department_id: int
    status: str
    status_word: str
    nominated_by: str
    nominated_at: datetime
    submissions: int
    decided_at: datetime | None
    starts_on: date | None


class CriterionAnswer(Schema):
    """One criterion: what was read from the description, and how it was judged."""

    fact: str
    says: str
    needed: bool
    read: Verdict
    because: str
    verdict: Verdict | None
    """None while nobody has judged it."""
    judged_says: str
    agrees: bool | None
    evidence: list[Evidence]


class NominationAnswer(NominationLine):
    """One nomination with all that bears on it."""

    rationale: str
    description: int
    in_management_class: bool | None
    review_says: str
    decision_says: str
    criteria: list[CriterionAnswer]
    verdicts: list[LawVerdict]
    decided: list[LawVerdict]
    notices: list[Literal["director", "hr"]]
    acts: list[str]
    """Those that are open to the person as it stands."""


class Nominate(Asked):
    """A nomination."""

    position: Id
    rationale: Annotated[str, Field(min_length=1, max_length=20_000)]
    why: Why


class Resubmit(Asked):
    """A nomination that comes again; an empty rationale keeps the old one."""

    rationale: LongText = ""
    why: Why


class Judge(Asked):
    """The judgement of one criterion."""

    fact: Annotated[str, Field(min_length=1, max_length=80)]
    verdict: Verdict
    says: LongText = ""
    why: Why


class NominationReview(Asked):
    """The review for allocation."""

    in_management_class: bool
    says: LongText = ""
    why: Why


class DecideNomination(Asked):
    """The decision; a refusal needs its reason."""

    approve: bool
    reason: LongText = ""
    why: Why


class Enter(Asked):
    """The day on which the position enters the service."""

    starts_on: date
    why: Why
