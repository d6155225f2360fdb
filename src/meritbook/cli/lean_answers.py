"""What the commands of `results lean` answer with `--json`."""

from __future__ import annotations

from datetime import date
from typing import Any

from meritbook.core.results.value_stream import Compared, Stream, ValueStream
from meritbook.core.values import Value


class LeanEventLine(Value):
    """An event in a list; only verified savings count, dollars and hours apart."""

    key: str
    title: str
    department: str | None
    """A code; null for the enterprise as a whole."""
    status: str
    starts_on: date
    last_day: date
    lead: str
    verified_dollars: str
    verified_hours: str
    savings_waiting: int


class LeanEventsAnswer(Value):
    """One page of the events, the newest first."""

    page: int
    pages: int
    total: int
    events: tuple[LeanEventLine, ...]


class LeanMeasureLine(Value):
    """A measure of an event: its values by the days after the event, null where one could not be had."""

    id: int
    title: str
    unit: str
    measure: str | None
    """Its key in the register; null for one of the event's own."""
    values: dict[str, str | None]
    holds: str
    """`holds`, `returned`, `never_came` or `undetermined`."""
    because: str
    rests_on: str
    """What an answer to its falling back names; empty where none is asked for."""


class LeanEventAnswer(Value):
    """One event with its measures, actions and savings, and what keeps it from being closed."""

    event: LeanEventLine
    charter: dict[str, Any]
    """Its words; sponsor, lead and team by their usernames."""
    sha256: str
    """The charter as its sponsor reads and decides on it."""
    measures: tuple[LeanMeasureLine, ...]
    actions: tuple[dict[str, Any], ...]
    savings: tuple[dict[str, Any], ...]
    open: tuple[str, ...]


class LeanMapAnswer(Value):
    """A map with its figures; a figure that is undetermined is null, with what it lacks."""

    event: str
    kind: str
    version: int
    stream: ValueStream
    figures: Stream


class LeanCompareAnswer(Value):
    """The work as it is against the work as it shall be."""

    event: str
    compared: Compared


class LeanProjectLine(Value):
    """A design project in a list."""

    key: str
    title: str
    department: str | None
    status: str
    phase: str
    passed: int
    phases: int
    gate_waits: bool


class LeanProjectsAnswer(Value):
    """One page of the design projects, the newest first."""

    page: int
    pages: int
    total: int
    projects: tuple[LeanProjectLine, ...]


class LeanProjectAnswer(Value):
    """A design project with its gates."""

    project: LeanProjectLine
    purpose: str
    gates: tuple[dict[str, Any], ...]


class CharterEntry(Value):
    """The charter of an event as a file has it; people by their usernames."""

    title: str
    problem: str
    scope_in: str
    scope_out: str = ""
    goal: str
    others: str = ""
    sponsor: str
    lead: str
    team: tuple[str, ...] = ()
    starts_on: date
    last_day: date
