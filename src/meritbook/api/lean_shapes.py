"""What the API takes and answers about Lean work."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe, Text
from meritbook.api.risk_shapes import Figure, Key, Line, Name, money
from meritbook.api.shapes import Because
from meritbook.core.results.value_stream import Compared, Stream, ValueStream
from meritbook.desk.lean import EventLine, ProjectLine
from meritbook.desk.lean_pages import EventShown, MapShown, ProjectShown

Kind = Literal["current", "future"]
Title = Annotated[str, Field(min_length=1, max_length=200)]


class CharterWords(Because):
    """The words, people and days of a charter; people by their usernames."""

    title: Title
    problem: Text
    scope_in: Text
    scope_out: Maybe = ""
    goal: Text
    others: Maybe = ""
    sponsor: Name
    lead: Name
    team: Annotated[list[Name], Field(max_length=40)] = []
    starts_on: date
    last_day: date


class WriteCharter(CharterWords):
    """A new charter."""

    key: Key
    department: str | None = None
    """A code; null for the enterprise as a whole."""


class ChangeCharter(CharterWords):
    """A charter written anew, before it is approved."""


class DecideCharter(Because):
    """The sponsor's decision on the charter that was read."""

    approve: bool
    says: Maybe = ""
    sha256: Annotated[str, Field(min_length=64, max_length=64)]


class AddEventMeasure(Because):
    """A measure of the register by its key, or one of the event's own with name and unit."""

    measure: Key | None = None
    title: Annotated[str, Field(max_length=200)] = ""
    unit: Annotated[str, Field(max_length=40)] = ""
    better: Literal["lower", "higher"]


class RecordEventValue(Because):
    """A value; of a measure of the register none is given, and the register's own is taken."""

    days: Annotated[int, Field(ge=0, le=730)]
    read_on: date | None = None
    value: Figure | None = None
    says: Maybe = ""


class AnswerDecay(Because):
    """What is done about an improvement that has fallen back."""

    rests_on: Annotated[str, Field(min_length=1, max_length=64)]
    says: Text


class NoteEvent(Because):
    """A note of a day."""

    noted_on: date
    says: Text


class AddEventAction(Because):
    """An action."""

    what: Line
    owner: Name
    due_on: date


class MoveEventAction(Because):
    """How far an action is."""

    state: Literal["planned", "under_way", "done", "dropped"]
    says: Text


class DrawMap(Because):
    """A map; what is not known is null."""

    stream: ValueStream
    because: Maybe = ""


class NoteWaste(Because):
    """Waste that was seen; `step` is the name of a step of the current map."""

    kind: Key
    step: Annotated[str, Field(max_length=120)] = ""
    says: Text


class YearAmount(Schema):
    """Dollars or hours of a fiscal year."""

    year: Annotated[int, Field(ge=1900, le=2200)]
    amount: Figure


class ClaimSaving(Because):
    """A saving to claim."""

    kind: Key
    amounts: Annotated[list[YearAmount], Field(max_length=10)]
    basis: Text
    """How it is worked out; once verified it stands in the public annual report."""
    evidence: Text


class VerifySaving(Because):
    """What was verified of each year; without amounts the saving is not verified."""

    amounts: Annotated[list[YearAmount], Field(max_length=10)]
    says: Text


class EndEvent(Because):
    """The results with which an event is closed."""

    results: Text


class EndLean(Because):
    """The reason for dropping an event, or withdrawing a saving."""

    because: Text


class StartDesign(Because):
    """A new design project."""

    key: Key
    title: Title
    department: str | None = None
    purpose: Text
    sponsor: Name
    lead: Name
    starts_on: date


class AskGate(Because):
    """A gate to ask for."""

    rests_on: Text


class DecideGate(Because):
    """A decision on a gate."""

    passes: bool
    says: Text


class EventAnswer(Schema):
    """An event in a list; only verified savings count."""

    key: str
    title: str
    department: str | None
    status: str
    starts_on: date
    last_day: date
    sponsor: str
    lead: str
    verified_dollars: str
    verified_hours: str
    savings_waiting: int


class EventPageAnswer(Schema):
    """One event with all that is on record of it."""

    event: EventAnswer
    charter: dict[str, Any]
    sha256: str
    """The charter as its sponsor reads and decides on it."""
    measures: list[dict[str, Any]]
    actions: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    waste: list[dict[str, Any]]
    savings: list[dict[str, Any]]
    maps: list[dict[str, Any]]
    open: list[str]
    """What keeps it from being closed."""


class MapAnswer(Schema):
    """A map with its figures; a figure that is undetermined is null, with what it lacks."""

    kind: str
    version: int
    sha256: str
    stream: ValueStream
    figures: Stream


class ComparedAnswer(Schema):
    """Two maps, step by step and as wholes."""

    compared: Compared


class ProjectAnswer(Schema):
    """A design project in a list."""

    key: str
    title: str
    department: str | None
    status: str
    phase: str
    passed: int
    phases: int
    gate_waits: bool
    sponsor: str
    lead: str


class ProjectPageAnswer(Schema):
    """A design project with its gates."""

    project: ProjectAnswer
    purpose: str
    gates: list[dict[str, Any]]


def event_answer(line: EventLine) -> dict[str, Any]:
    """An event of a list."""
    row = line.event
    return {
        "key": row.key,
        "title": row.title,
        "department": row.department.code if row.department else None,
        "status": row.status,
        "starts_on": row.starts_on,
        "last_day": row.last_day,
        "sponsor": row.sponsor.username,
        "lead": row.lead.username,
        "verified_dollars": f"{line.dollars:.2f}",
        "verified_hours": f"{line.hours:.2f}",
        "savings_waiting": line.waiting,
    }


def page_answer(line: EventLine, shown: EventShown) -> dict[str, Any]:
    """The page of an event."""
    row = shown.event
    words = ("problem", "scope_in", "scope_out", "goal", "others", "says", "results")
    return {
        "event": event_answer(line),
        "charter": {**{name: getattr(row, name) for name in words}, "team": [one.username for one in shown.team]},
        "sha256": row.sha256,
        "measures": [
            {
                "id": one.row.pk,
                "measure": one.row.measure.key if one.row.measure else None,
                "title": one.row.title,
                "unit": one.row.unit,
                "better": one.row.better,
                "values": [
                    {
                        "days": cell.days,
                        "value": _figure(cell.reading.value),
                        "read_on": cell.reading.read_on.isoformat(),
                        "says": cell.reading.says,
                    }
                    for cell in one.cells
                    if cell.reading is not None
                ],
                "holds": str(one.finding.held.hold),
                "because": one.finding.held.because,
                "rests_on": one.finding.rests_on,
                "asks": one.finding.asks,
            }
            for one in shown.measures
        ],
        "actions": [
            {
                "id": one.row.pk,
                "what": one.row.what,
                "owner": one.row.owner.username,
                "due_on": one.row.due_on.isoformat(),
                "state": one.row.state,
                "late": one.late,
            }
            for one in shown.actions
        ],
        "notes": [{"noted_on": one.noted_on.isoformat(), "says": one.says} for one in shown.notes],
        "waste": [
            {"kind": kind.key, "step": one.step, "says": one.says} for kind, rows in shown.wastes for one in rows
        ],
        "savings": [
            {
                "id": one.row.pk,
                "kind": one.row.kind,
                "unit": one.row.unit,
                "status": one.row.status,
                "claimed": money(one.row.claimed),
                "verified": money(one.row.verified),
                "claimed_by": one.row.claimed_by.username,
                "decided_by": one.row.decided_by.username if one.row.decided_by else None,
                "years": [
                    {"year": year, "claimed": money(amount), "verified": money(verified)}
                    for year, amount, verified in one.years
                ],
                "basis": one.row.basis,
                "evidence": one.row.evidence,
                "says": one.row.says,
            }
            for one in shown.savings
        ],
        "maps": [{"kind": one.row.kind, "version": one.row.number, "sha256": one.row.sha256} for one in shown.maps],
        "open": list(shown.open),
    }


def map_answer(shown: MapShown) -> dict[str, Any]:
    """A map."""
    return {
        "kind": shown.row.kind,
        "version": shown.row.number,
        "sha256": shown.row.sha256,
        "stream": shown.stream,
        "figures": shown.figures,
    }


def project_answer(line: ProjectLine) -> dict[str, Any]:
    """A project of a list."""
    row = line.project
    return {
        "key": row.key,
        "title": row.title,
        "department": row.department.code if row.department else None,
        "status": row.status,
        "phase": row.phase,
        "passed": line.passed,
        "phases": line.phases,
        "gate_waits": line.waits,
        "sponsor": row.sponsor.username,
        "lead": row.lead.username,
    }


def project_page(shown: ProjectShown) -> dict[str, Any]:
    """The page of a project."""
    return {
        "project": project_answer(shown.line),
        "purpose": shown.line.project.purpose,
        "gates": [
            {
                "id": gate.pk,
                "phase": gate.phase,
                "number": gate.number,
                "outcome": gate.outcome,
                "rests_on": gate.rests_on,
                "says": gate.says,
                "asked_by": gate.asked_by.username,
                "decided_by": gate.decided_by.username if gate.decided_by else None,
            }
            for phase in shown.phases
            for gate in phase.gates
        ],
    }


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
