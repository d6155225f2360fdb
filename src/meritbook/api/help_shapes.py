"""What the API takes and answers about help in the results initiatives, hours and assignments."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe, Text
from meritbook.api.shapes import Because
from meritbook.desk.help_desk import InitiativeLine
from meritbook.records.models import HelpRequest, WorkAssignment, WorkHours

Name = Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")]
Key = Annotated[str, Field(pattern=r"^[a-z_-]{1,40}$")]
Hours = Annotated[Decimal, Field(gt=0, le=24)]


class AskHelp(Because):
    """A request for help."""

    department: str | None = None
    """A code; null for the enterprise as a whole."""
    initiative: Key
    kind: Key
    subject: Annotated[str, Field(min_length=1, max_length=200)]
    needs: Text
    wanted_by: date | None = None


class AnswerHelp(Because):
    """Why a request is declined or withdrawn."""

    because: Text


class FinishHelp(Because):
    """What was given."""

    says: Text


class RateHelp(Because):
    """How satisfied the person is who asked, from 1 to 5."""

    satisfaction: Annotated[int, Field(ge=1, le=5)]
    says: Maybe = ""


class RecordHours(Because):
    """One's own hours on a day, in quarters."""

    department: str | None = None
    """A code; null for the enterprise as a whole."""
    initiative: Key
    kind: Key
    worked_on: date
    hours: Hours
    people: Annotated[int, Field(ge=1, le=10_000)] | None = None
    request: Annotated[int, Field(ge=1, lt=2**63)] | None = None
    says: Maybe = ""


class WithdrawHours(Because):
    """Why hours are withdrawn."""

    because: Text


class AssignWork(Because):
    """Somebody to assign to an initiative."""

    person: Name
    """A username."""
    initiative: Key
    results_class: Key
    department: str | None = None
    """A code; null for all departments."""
    starts_on: date


class EndAssignment(Because):
    """The last day of an assignment."""

    last_day: date


class HelpAnswer(Schema):
    """A request for help."""

    id: int
    initiative: str
    kind: str
    subject: str
    needs: str
    department: str | None
    status: str
    asked_by: str
    asked_at: datetime
    wanted_by: date | None
    taken_by: str | None
    says: str
    satisfaction: int | None
    satisfaction_says: str


class HoursAnswer(Schema):
    """Hours of somebody on a day."""

    id: int
    person: str
    worked_on: date
    initiative: str
    kind: str
    hours: str
    people: int | None
    department: str | None
    request: int | None
    says: str
    withdrawn: bool


class AssignmentAnswer(Schema):
    """Who works in which initiative."""

    id: int
    person: str
    initiative: str
    results_class: str
    department: str | None
    starts_on: date
    ends_before: date | None


class InitiativeAnswer(Schema):
    """What a fiscal year of an initiative comes to; `satisfied` is null where fewer than five people rated."""

    initiative: str
    hours: dict[str, str]
    total: str
    trained: int
    asked: int
    waiting: int
    rated: int
    satisfied: int | None


def _code(row: Any) -> str | None:
    return row.department.code if row.department else None


def help_answer(row: HelpRequest) -> dict[str, Any]:
    """The request as the API gives it."""
    names = ("initiative", "kind", "subject", "needs", "status", "asked_at", "wanted_by", "says", "satisfaction")
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in names},
        "satisfaction_says": row.satisfaction_says,
        "department": _code(row),
        "asked_by": row.asked_by.username,
        "taken_by": row.taken_by.username if row.taken_by else None,
    }


def hours_answer(row: WorkHours) -> dict[str, Any]:
    """The hours as the API gives them."""
    return {
        "id": row.pk,
        "person": row.person.username,
        "department": _code(row),
        "hours": f"{row.hours:.2f}",
        "request": row.request_id,
        "withdrawn": row.withdrawn_at is not None,
        **{name: getattr(row, name) for name in ("worked_on", "initiative", "kind", "people", "says")},
    }


def assignment_answer(row: WorkAssignment) -> dict[str, Any]:
    """The assignment as the API gives it."""
    return {
        "id": row.pk,
        "person": row.person.username,
        "department": _code(row),
        **{name: getattr(row, name) for name in ("initiative", "results_class", "starts_on", "ends_before")},
    }


def year_answer(line: InitiativeLine) -> dict[str, Any]:
    """A line of the year as the API gives it."""
    return {
        "initiative": line.key,
        "hours": {kind: f"{told:.2f}" for kind, told in line.hours.items()},
        "total": f"{line.total:.2f}",
        **{name: getattr(line, name) for name in ("trained", "asked", "waiting", "rated", "satisfied")},
    }
