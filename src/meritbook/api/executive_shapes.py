"""What the API takes and answers about executives, seats, appointments and contracts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.shapes import Because

Money = Annotated[Decimal, Field(gt=0, lt=10_000_000)]
"""Dollars for a month; more than two decimals are refused by the act, with the reason."""
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Maybe = Annotated[str, Field(max_length=20_000)]


class SeatLine(Schema):
    """A seat in a list, as on the day of the request."""

    seat: int
    position: str
    title: str
    department: str
    department_name: str
    executive: str
    since: date | None
    until: date | None
    state: str
    contract_until: date | None
    salary: str


class ContractAnswer(Schema):
    """A contract on record."""

    id: int
    appointment: int
    starts_on: date
    ends_before: date
    salary: str
    agreed_on: date | None
    states_criteria: bool
    on_standard_form: bool
    at_department_hr_on: date | None
    at_central_hr_on: date | None
    filed_on: date | None
    taken_from_file_on: date | None
    verdicts: list[dict[str, Any]]
    """What the law says of it on the day of the request, as `meritbook law check --json` prints verdicts."""


class NoticeAnswer(Schema):
    """A notice of dismissal."""

    id: int
    appointment: int
    reason: str
    served_on: date
    served_how: str
    in_writing: bool
    separation_on: date
    appeal_until: date | None
    insisted_because: str
    withdrawn_at: datetime | None


class MissingLine(Schema):
    """What an open appointment waits for, and whom to ask."""

    question: str
    ask: str
    about: str


class AppointmentAnswer(Schema):
    """An appointment: where it stands, and what it waits for while it is open."""

    id: int
    seat: int
    position: str
    executive: str
    """Username."""
    full_name: str
    method: str
    status: str
    recorded_as_promotion: bool
    salary: str | None
    starts_on: date
    ends_before: date | None
    ended_cause: str
    released: bool | None
    """None where nobody has to release the executive."""
    acknowledged: bool
    qualification: str
    qualification_says: str
    missing: list[MissingLine]
    verdicts: list[dict[str, Any]]


class SeatAnswer(SeatLine):
    """A seat with what was recorded of it, newest first, and what the law says of it."""

    appointments: list[int]
    contracts: list[int]
    notices: list[NoticeAnswer]
    verdicts: list[dict[str, Any]]


class ReviewAnswer(Schema):
    """A review of the criteria."""

    id: int
    seat: int
    on: date
    still_met: bool
    says: str


class Propose(Because):
    """A person for a seat."""

    executive: Annotated[str, Field(min_length=1, max_length=150)]
    """Username."""
    method: Literal["open_competition", "promotional_competition", "transfer", "with_position", "reinstatement"]
    merit_says: Text
    salary: Money
    starts_on: date
    previous_class: Annotated[str, Field(max_length=200)] = ""
    recorded_as_promotion: bool = False


class Make(Because):
    """An appointment to be made."""

    qualification_because: Maybe = ""
    """Required while the qualification check is undetermined."""


class Reason(Because):
    """An act with its reason, which stays on record."""

    reason: Text


class ContractDays(Because):
    """The days of a contract; a field that is left out stays as it is, and null has not happened."""

    agreed_on: date | None = None
    states_criteria: bool = False
    on_standard_form: bool = False
    at_department_hr_on: date | None = None
    at_central_hr_on: date | None = None
    filed_on: date | None = None
    taken_from_file_on: date | None = None


class Contract(ContractDays):
    """A contract to record."""

    starts_on: date
    ends_before: date
    salary: Money


class ContractChange(ContractDays):
    """What became of a contract; term and salary while it is not agreed."""

    starts_on: date | None = None
    ends_before: date | None = None
    salary: Money | None = None


class Notice(Because):
    """A notice of dismissal to serve today; one that was served before is recorded on the site, with its paper."""

    reason: Text
    served_on: date
    served_how: Literal["hand", "mail", "e-mail", "fax"]
    in_writing: bool = True
    insisted_because: Maybe = ""


class Review(Because):
    """A review of the criteria."""

    still_met: bool
    says: Text
    starts_on: date | None = None


class End(Because):
    """The end of an appointment."""

    cause: Literal["resignation", "retirement", "death", "layoff", "discipline"]
    last_day: date
    reason: Text
    paper_on_file: bool | None = None
    """Of a disciplinary action, which is taken as for other employees: whether its paper is on file."""
