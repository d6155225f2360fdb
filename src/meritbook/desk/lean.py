"""The Lean work of the register as lists: Kaizen events with what they saved, and design projects with their gates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from meritbook.actions.lean_readings import series_of
from meritbook.actions.leaning import Series, lean_policy
from meritbook.actions.permissions import Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.decay import Better, Held, Hold, by_readings, by_register, together
from meritbook.core.results.lean_policy import LeanPolicy
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    DesignGate,
    DesignProject,
    EventStatus,
    GateOutcome,
    KaizenEvent,
    KaizenMeasure,
    KaizenReading,
    ProjectStatus,
    Saving,
    SavingStatus,
)

ENTERPRISE = "enterprise"
"""What the filter calls the enterprise as a whole."""


class NoSuchLeanError(MeritbookError):
    """No event, project or part of one carries this key or number."""

    code = "results.no_such_lean"
    remedy = "Open the list of Lean work; it holds all that is on record."
    http_status = 404


@dataclass(frozen=True)
class EventFilter:
    """What a list of events is narrowed to; empty parts narrow nothing."""

    words: str = ""
    department: str = ""
    """A number, or `enterprise`."""
    state: str = ""
    waiting: bool = False
    """Only those with a saving that waits for verification."""


@dataclass(frozen=True)
class EventLine:
    """An event in a list. Dollars and hours are never added up; only what was verified counts."""

    event: KaizenEvent
    status_words: str
    dollars: Decimal
    hours: Decimal
    waiting: int
    """Savings that wait for verification."""


@dataclass(frozen=True)
class ProjectLine:
    """A design project in a list."""

    project: DesignProject
    status_words: str
    phase: str
    passed: int
    phases: int
    waits: bool
    """Whether a gate waits for a decision."""


def _chosen(rows: QuerySet[Any], words: str, department: str) -> QuerySet[Any]:
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(key__icontains=words))
    if department == ENTERPRISE:
        return rows.filter(department__isnull=True)
    if department.isascii() and department.isdigit() and len(department) < 10:
        return rows.filter(department=int(department))
    return rows


def with_savings(rows: QuerySet[KaizenEvent]) -> QuerySet[Any]:
    """The events with `dollars` and `hours` that were verified, and how many savings are `waiting`."""
    savings = Saving.objects.filter(event=OuterRef("pk")).order_by()

    def total(unit: str) -> Any:
        verified = savings.filter(status=SavingStatus.VERIFIED, unit=unit).values("event")
        return Coalesce(Subquery(verified.annotate(total=Sum("verified")).values("total")), Decimal(0))

    waits = savings.filter(status=SavingStatus.CLAIMED).values("event").annotate(number=Count("pk")).values("number")
    return rows.annotate(dollars=total("dollars"), hours=total("hours"), waiting=Coalesce(Subquery(waits), 0))


def lines(by: EventFilter, number: int = 1) -> Page[EventLine]:
    """One page of the events, the newest first: two statements."""
    rows = with_savings(KaizenEvent.objects.select_related("department", "lead", "sponsor"))
    rows = _chosen(rows, by.words, by.department).order_by("-starts_on", "key")
    if by.state:
        rows = rows.filter(status=by.state)
    if by.waiting:
        rows = rows.filter(waiting__gt=0)
    return paged(rows, number, line)


def line(row: Any) -> EventLine:
    """A row of `with_savings` as a line."""
    return EventLine(row, str(EventStatus(row.status).label), row.dollars, row.hours, row.waiting)


def project_lines(standing: Standing, *, words: str, department: str, number: int = 1) -> Page[ProjectLine]:
    """One page of the design projects, the newest first: two statements."""
    policy = lean_policy(standing.on)
    rows = _chosen(projects(), words, department).order_by("-starts_on", "key")
    return paged(rows, number, lambda row: project_line(row, policy))


def projects() -> QuerySet[Any]:
    """The projects with how many gates they `passed`, and whether one `waits`."""
    gates = DesignGate.objects.filter(project=OuterRef("pk")).order_by()
    passed = gates.filter(outcome=GateOutcome.PASSED).values("project").annotate(number=Count("pk")).values("number")
    return DesignProject.objects.select_related("department", "lead", "sponsor").annotate(
        passed=Coalesce(Subquery(passed), 0), waits=Exists(gates.filter(outcome=GateOutcome.ASKED))
    )


def project_line(row: Any, policy: LeanPolicy) -> ProjectLine:
    """A row of `projects` as a line."""
    return ProjectLine(
        project=row,
        status_words=str(ProjectStatus(row.status).label),
        phase=policy.phase(row.phase).title,
        passed=row.passed,
        phases=len(policy.phases),
        waits=row.waits,
    )


def event(key: str) -> KaizenEvent:
    """The event of a key; raises `NoSuchLeanError`."""
    rows = KaizenEvent.objects.select_related("department", "sponsor", "lead", "written_by", "decided_by", "ended_by")
    found = rows.filter(key__iexact=key.replace("\0", "")[:100]).first()
    if found is None:
        raise NoSuchLeanError(f"There is no Kaizen event “{key[:80]}”.", where=key[:80])
    return found


def project(key: str) -> DesignProject:
    """The project of a key; raises `NoSuchLeanError`."""
    rows = DesignProject.objects.select_related("department", "sponsor", "lead", "started_by")
    found = rows.filter(key__iexact=key.replace("\0", "")[:100]).first()
    if found is None:
        raise NoSuchLeanError(f"There is no design project “{key[:80]}”.", where=key[:80])
    return found


def part(rows: Any, pk: int, what: str) -> Any:
    """A part of an event or project by its number; raises `NoSuchLeanError`."""
    found = rows.filter(pk=pk).first() if 0 < pk < 2**62 else None
    if found is None:
        raise NoSuchLeanError(f"There is no such {what} here.", where=str(pk))
    return found


@dataclass(frozen=True)
class Finding:
    """Whether the improvement of a measure holds, and whether the question waits for an answer."""

    held: Held
    rests_on: str
    """What it rests on, by which an answer is bound to it."""
    asks: bool
    """Whether it has fallen back and nobody has said yet what is done about it."""


def measured(events: Iterable[KaizenEvent]) -> QuerySet[KaizenMeasure]:
    """The measures of the charters of the events, with their values and answers at hand."""
    readings = KaizenReading.objects.filter(current=True).select_related("recorded_by").order_by("days")
    rows = KaizenMeasure.objects.filter(event__in=[one.pk for one in events], current=True)
    return rows.select_related("measure", "event").prefetch_related(
        Prefetch("readings", queryset=readings), "answers__answered_by"
    )


def findings(rows: Sequence[KaizenMeasure], *, on: date, series: Series | None = None) -> dict[int, Finding]:
    """Of each measure whether its improvement holds on the day: two statements more for those of the register.

    `rows` are those of `measured`, `series` the values of those that are of the register, where they are at hand.
    """
    policy = lean_policy(on)
    series = series or series_of(rows)
    return {one.pk: _finding(one, series, policy, on) for one in rows}


def _finding(row: KaizenMeasure, series: Series, policy: LeanPolicy, on: date) -> Finding:
    better: Better = "lower" if row.better == "lower" else "higher"
    readings = list(row.readings.all())
    before = next((one.value for one in readings if one.days == 0), None)
    after = [(one.days, one.value) for one in readings if one.days and one.value is not None]
    held = by_readings(better, before, after, returned_percent=policy.returned_percent)
    rests_on = f"{after[-1][0]}:{after[-1][1].normalize():f}" if after else ""
    if row.measure_id is not None:
        entry = series.entry(row.measure_id)
        told = by_register(
            better,
            series.of(row.measure_id, on=on),
            starts_on=row.event.starts_on,
            last_day=row.event.last_day,
            year_starts_in=entry.year_starts_in if entry else 1,
        )
        held = together(held, told)
        if held is told and told.rests_on is not None:
            rests_on = f"register:{told.rests_on.isoformat()}"
    answered = {one.rests_on for one in row.answers.all()}
    fallen = held.hold in (Hold.RETURNED, Hold.NEVER_CAME)
    followed = row.event.status in (EventStatus.HELD, EventStatus.CLOSED)
    return Finding(held, rests_on, asks=fallen and followed and rests_on not in answered)
