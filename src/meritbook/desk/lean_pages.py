"""One Kaizen event with all that is on record of it, its maps compared, and one design project with its gates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meritbook.actions.lean_readings import by_days, due, series_of
from meritbook.actions.leaning import OPEN, Series, amounts_of, lean_policy, stream_of
from meritbook.actions.leaning_policies import unfinished
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.contracts.measures import with_unit
from meritbook.core.results.lean_policy import Kind, LeanPolicy
from meritbook.core.results.value_stream import Compared, Stream, ValueStream, compare, figures
from meritbook.desk.lean import Finding, ProjectLine, findings, measured, project_line, projects
from meritbook.records.models import (
    DesignGate,
    DesignProject,
    EventActionState,
    EventStatus,
    GateOutcome,
    KaizenAction,
    KaizenEvent,
    KaizenMeasure,
    KaizenNote,
    KaizenReading,
    MapKind,
    ProjectStatus,
    Saving,
    SavingStatus,
    StreamMap,
    User,
    WasteSeen,
)

MOST_NOTES = 200


@dataclass(frozen=True)
class Cell:
    """The value of a measure before the event, or so many days after it."""

    days: int
    reading: KaizenReading | None
    shown: str
    """The value with its unit; that it is missing, when it is due, or that it could not be had."""
    due_on: date
    may_record: bool
    period: str = ""
    """The period of the register whose value it is; empty where it is of none."""


@dataclass(frozen=True)
class MeasureShown:
    """A measure of the event with its values."""

    row: KaizenMeasure
    cells: tuple[Cell, ...]
    finding: Finding
    answers: tuple[tuple[str, str, date], ...]
    """Who said what of its falling back, and when; the newest first."""


@dataclass(frozen=True)
class ActionShown:
    """An action with whether it is late."""

    row: KaizenAction
    late: bool
    may_move: bool


@dataclass(frozen=True)
class SavingShown:
    """A saving with its years."""

    row: Saving
    kind: str
    words: str
    years: tuple[tuple[int, Decimal, Decimal | None], ...]
    """Fiscal year, what was claimed and what was verified of it."""
    may_verify: bool
    may_withdraw: bool


@dataclass(frozen=True)
class MapShown:
    """A map with its figures."""

    row: StreamMap
    stream: ValueStream
    figures: Stream


@dataclass(frozen=True)
class EventShown:
    """All that the page of an event shows."""

    event: KaizenEvent
    status_words: str
    team: tuple[User, ...]
    days: tuple[int, ...]
    """0 and the days after the event on which is measured."""
    measures: tuple[MeasureShown, ...]
    actions: tuple[ActionShown, ...]
    notes: tuple[KaizenNote, ...]
    wastes: tuple[tuple[Kind, tuple[WasteSeen, ...]], ...]
    """By their kinds, in the order of the policy."""
    maps: tuple[MapShown, ...]
    """The newest of each kind, as it is before as it shall be."""
    savings: tuple[SavingShown, ...]
    open: tuple[str, ...]
    """What keeps it from being closed."""
    acts: frozenset[str]
    """What the person may do with it now."""


def event_page(standing: Standing, row: KaizenEvent) -> EventShown:
    """The page: fifteen statements or so, whatever its history."""
    policy = lean_policy(standing.on)
    keeps = standing.may(Capability.KEEP_LEAN, row)
    rows = list(measured([row]))
    series = series_of(rows)
    found = findings(rows, on=standing.on, series=series)
    acts = _acts(standing, row, keeps)
    savings = row.savings.select_related("claimed_by", "decided_by").order_by("pk")
    verifies = standing.may(Capability.VERIFY_SAVINGS, row)
    reports = standing.may(Capability.REPORT_ACTION)
    return EventShown(
        event=row,
        status_words=str(row.get_status_display()),
        team=tuple(one.person for one in row.members.filter(current=True).select_related("person").order_by("pk")),
        days=(0, *policy.measured_after_days),
        measures=tuple(_measure(one, found[one.pk], policy, series, standing.on, "value" in acts) for one in rows),
        actions=tuple(
            _action(standing, one, keeps, reports)
            for one in row.actions.select_related("owner").order_by("due_on", "pk")
        ),
        notes=tuple(row.notes.select_related("written_by").order_by("noted_on", "pk")[:MOST_NOTES]),
        wastes=_wastes(row, policy),
        maps=maps_of(row),
        savings=tuple(_saving(standing, one, policy, verifies, keeps) for one in savings),
        open=unfinished(row, policy) if row.status == EventStatus.HELD else (),
        acts=acts,
    )


def _acts(standing: Standing, row: KaizenEvent, keeps: bool) -> frozenset[str]:
    acts: set[str] = set()
    user = standing.user
    if row.status == EventStatus.CHARTERED and user is not None and user.pk == row.sponsor_id != row.written_by_id:
        acts.add("decide")
    if not keeps:
        return frozenset(acts)
    if row.status in (EventStatus.CHARTERED, EventStatus.RETURNED):
        acts |= {"charter", "measure"}
    if row.status in (EventStatus.APPROVED, EventStatus.HELD):
        acts |= {"note", "action", "value"}
    if row.status in (EventStatus.HELD, EventStatus.CLOSED):
        acts |= {"saving", "answer"}
    if row.status in OPEN:
        acts |= {"map", "waste", "drop"}
    if row.status == EventStatus.HELD:
        acts.add("close")
    return frozenset(acts)


def _measure(
    row: KaizenMeasure, finding: Finding, policy: LeanPolicy, series: Series, on: date, may: bool
) -> MeasureShown:
    readings = {one.days: one for one in row.readings.all()}
    cells = []
    for days in (0, *policy.measured_after_days):
        wanted = due(row, row.event, days, policy, series)
        # That it cannot be had is said from its own day on, whatever the register waits for.
        opens = min(wanted.opens_on, by_days(row.event, days, policy).opens_on)
        period = wanted.period.words if wanted.period else ""
        shown = _shown(row, readings.get(days))
        cells.append(Cell(days, readings.get(days), shown, wanted.due_on, may and on >= opens, period))
    answers = sorted(row.answers.all(), key=lambda one: -one.pk)
    return MeasureShown(
        row=row,
        cells=tuple(cells),
        finding=finding,
        answers=tuple((one.answered_by.full_name, one.says, one.answered_at.date()) for one in answers),
    )


def _shown(row: KaizenMeasure, reading: KaizenReading | None) -> str:
    if reading is None:
        return ""
    if reading.value is None:
        return "Could not be had"
    return with_unit(Decimal(f"{reading.value.normalize():f}"), row.unit)


def _action(standing: Standing, row: KaizenAction, keeps: bool, reports: bool) -> ActionShown:
    left = row.state in (EventActionState.PLANNED, EventActionState.UNDER_WAY)
    working = row.event.status in (EventStatus.APPROVED, EventStatus.HELD)
    mine = standing.user is not None and row.owner_id == standing.user.pk
    may = working and (keeps or (mine and reports))
    return ActionShown(row, late=left and row.due_on < standing.on, may_move=may)


def _wastes(row: KaizenEvent, policy: LeanPolicy) -> tuple[tuple[Kind, tuple[WasteSeen, ...]], ...]:
    seen: dict[str, list[WasteSeen]] = {one.key: [] for one in policy.wastes}
    for one in row.wastes.select_related("seen_by").order_by("pk"):
        seen.setdefault(one.kind, []).append(one)
    return tuple((policy.waste(key), tuple(rows)) for key, rows in seen.items() if rows)


def _saving(standing: Standing, row: Saving, policy: LeanPolicy, verifies: bool, keeps: bool) -> SavingShown:
    kind = policy.saving(row.kind)
    verified = dict(amounts_of(row.verified_json))
    waits = row.status == SavingStatus.CLAIMED
    apart = standing.user is not None and standing.user.pk != row.claimed_by_id
    return SavingShown(
        row=row,
        kind=kind.title if kind else row.kind,
        words=str(row.get_status_display()),
        years=tuple((year, amount, verified.get(year)) for year, amount in amounts_of(row.amounts_json)),
        may_verify=waits and apart and verifies,
        may_withdraw=waits and keeps,
    )


def maps_of(row: KaizenEvent) -> tuple[MapShown, ...]:
    """The newest map of each kind, as it is before as it shall be; one statement."""
    rows = row.maps.filter(current=True).select_related("drawn_by").order_by("kind")
    return tuple(shown_map(one) for one in rows)


def shown_map(row: StreamMap) -> MapShown:
    """A map with its figures."""
    stream = stream_of(row)
    return MapShown(row, stream, figures(stream))


def compared(maps: tuple[MapShown, ...]) -> Compared | None:
    """As it is against as it shall be; none where one of them is not drawn."""
    by_kind = {one.row.kind: one.stream for one in maps}
    if MapKind.CURRENT not in by_kind or MapKind.FUTURE not in by_kind:
        return None
    return compare(by_kind[MapKind.CURRENT], by_kind[MapKind.FUTURE])


@dataclass(frozen=True)
class PhaseShown:
    """A phase of a project with the gates that were asked for at its end."""

    phase: Kind
    gates: tuple[DesignGate, ...]
    now: bool
    """Whether it is under way."""
    passed: bool


@dataclass(frozen=True)
class ProjectShown:
    """All that the page of a project shows."""

    line: ProjectLine
    phases: tuple[PhaseShown, ...]
    waiting: DesignGate | None
    may_ask: bool
    may_decide: bool
    may_stop: bool


def project_page(standing: Standing, row: DesignProject) -> ProjectShown:
    """The page: a few statements, whatever its history."""
    policy = lean_policy(standing.on)
    gates = list(row.gates.select_related("asked_by", "decided_by").order_by("pk"))
    by_phase: dict[str, list[DesignGate]] = {one.key: [] for one in policy.phases}
    for one in gates:
        by_phase.setdefault(one.phase, []).append(one)
    waiting = next((one for one in gates if one.outcome == GateOutcome.ASKED), None)
    keeps = standing.may(Capability.KEEP_LEAN, row)
    user, is_open = standing.user, row.status == ProjectStatus.OPEN
    may_decide = False
    if waiting is not None and user is not None and is_open:
        apart = user.pk not in (waiting.lead_id, waiting.asked_by_id)
        may_decide = apart and (keeps or user.pk == row.sponsor_id)
    return ProjectShown(
        line=project_line(projects().get(pk=row.pk), policy),
        phases=tuple(
            PhaseShown(
                phase=policy.phase(key),
                gates=tuple(rows),
                now=is_open and row.phase == key,
                passed=any(one.outcome == GateOutcome.PASSED for one in rows),
            )
            for key, rows in by_phase.items()
        ),
        waiting=waiting,
        may_ask=keeps and is_open and waiting is None,
        may_decide=may_decide,
        may_stop=keeps and is_open and waiting is None,
    )
