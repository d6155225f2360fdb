"""What `executives` answers with `--json`; `rights` answers with the core's own value."""

from __future__ import annotations

from datetime import date

from meritbook.core.values import Value


class ExecutiveLine(Value):
    """A seat as on the day, and who holds it."""

    seat: int
    position: str
    title: str
    department: str
    department_name: str
    executive: str
    """Empty while the seat is vacant."""
    since: date | None
    until: date | None
    """The last day, where it is known."""
    state: str
    contract_until: date | None
    salary: str
    """For a month, by the contract that covers the day."""


class ExecutivesAnswer(Value):
    """The executives and vacant seats on a day."""

    on: date
    executives: tuple[ExecutiveLine, ...]
