"""What `results requests`, `results hours` and `results assignments` answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.values import Value


class RequestLine(Value):
    """A request for help in the list."""

    id: int
    initiative: str
    kind: str
    subject: str
    department: str | None
    """A code; null for the enterprise as a whole."""
    status: str
    asked_by: str
    taken_by: str | None
    wanted_by: date | None
    satisfaction: int | None


class RequestsAnswer(Value):
    """One page of the requests that the person may look into."""

    page: int
    pages: int
    total: int
    requests: tuple[RequestLine, ...]


class YearLine(Value):
    """What the fiscal year of an initiative comes to; `satisfied` is null where fewer than five people rated."""

    initiative: str
    hours: dict[str, str]
    total: str
    trained: int
    asked: int
    waiting: int
    rated: int
    satisfied: int | None


class HoursAnswer(Value):
    """The fiscal year of every initiative."""

    since: date
    initiatives: tuple[YearLine, ...]


class AssignmentLine(Value):
    """Somebody in an initiative."""

    id: int
    person: str
    initiative: str
    results_class: str
    department: str | None
    starts_on: date
    ends_before: date | None


class AssignmentsAnswer(Value):
    """One page of who works in which initiative."""

    page: int
    pages: int
    total: int
    assignments: tuple[AssignmentLine, ...]
