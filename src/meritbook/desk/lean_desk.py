"""Lean work on a desk: charters and gates to decide, values to measure, actions, savings to verify, what fell back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from meritbook.actions.lean_readings import due, series_of
from meritbook.actions.leaning import Series, lean_policy
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.core.results.decay import Hold
from meritbook.core.results.lean_policy import LeanPolicy
from meritbook.desk.acts import MOST, Act, Section
from meritbook.desk.lean import findings, measured
from meritbook.records.models import (
    DesignGate,
    EventActionState,
    EventStatus,
    GateOutcome,
    KaizenAction,
    KaizenEvent,
    KaizenMeasure,
    ProjectStatus,
    Saving,
    SavingStatus,
)

HEADING = "Lean"
SOON = timedelta(days=14)
"""How long before its day an action comes onto the desk."""
READ = 40
"""Rows of one kind that a desk reads at most."""


def lean_section(standing: Standing) -> Section | None:
    """The acts on Lean work; none where nothing waits for the person."""
    if standing.user is None or not standing.may(Capability.READ_RESULTS):
        return None
    policy = lean_policy(standing.on)
    events = _events(standing)
    acts = sorted(
        (*_charters(standing, events), *_gates(standing, policy), *_actions(standing), *_savings(standing),
         *_measures(standing, events, policy)),
        key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title),
    )  # fmt: skip
    if not acts:
        return None
    return Section(heading=HEADING, acts=tuple(acts[:MOST]), total=len(acts), empty="Nothing waits.", view="web:lean")


def _events(standing: Standing) -> list[KaizenEvent]:
    """The events that the person sponsors, leads or wrote the charter of, without those that were dropped."""
    me = standing.user
    rows = KaizenEvent.objects.filter(Q(sponsor=me) | Q(lead=me) | Q(written_by=me))
    return list(
        rows.exclude(status=EventStatus.DROPPED).select_related("written_by").order_by("-last_day", "pk")[:READ]
    )


def _charters(standing: Standing, events: list[KaizenEvent]) -> Iterator[Act]:
    assert standing.user is not None  # noqa: S101  # asked of nobody else
    me = standing.user.pk
    mine = {EventStatus.CHARTERED: "sponsor_id", EventStatus.RETURNED: "written_by_id"}
    for row in events:
        if getattr(row, mine.get(EventStatus(row.status), "pk"), None) != me or row.status not in mine:
            continue
        waits = row.status == EventStatus.CHARTERED
        yield Act(
            title=f"{'Approve a charter or send it back' if waits else 'Mend a charter'}: {row.title}",
            view="web:lean_event",
            id=None,
            key=row.key,
            detail=f"Written by {row.written_by.full_name}; the event begins on {day_in_words(row.starts_on)}"
            if waits
            else f"Sent back: {row.says}",
            without="Until it is approved, nothing is measured and nothing is done.",
            last_day=row.starts_on,
            since=row.written_at,
        )


def _gates(standing: Standing, policy: LeanPolicy) -> Iterator[Act]:
    rows = DesignGate.objects.filter(
        outcome=GateOutcome.ASKED, project__sponsor=standing.user, project__status=ProjectStatus.OPEN
    ).exclude(asked_by=standing.user)
    for row in rows.select_related("project", "asked_by").order_by("asked_at", "pk")[:READ]:
        yield Act(
            title=f"Decide on the gate {policy.phase(row.phase).title}: {row.project.title}",
            view="web:lean_project",
            id=None,
            key=row.project.key,
            detail=f"{row.asked_by.full_name} asks for it",
            without="The next phase does not begin.",
            since=row.asked_at,
        )


def _actions(standing: Standing) -> Iterator[Act]:
    rows = KaizenAction.objects.filter(
        owner=standing.user,
        state__in=[EventActionState.PLANNED, EventActionState.UNDER_WAY],
        due_on__lte=standing.on + SOON,
        event__status__in=[EventStatus.APPROVED, EventStatus.HELD],
    )
    for row in rows.select_related("event").order_by("due_on", "pk")[:READ]:
        yield Act(
            title=f"Do what the event left to do: {row.what}",
            view="web:lean_event",
            id=None,
            key=row.event.key,
            detail=f"{row.event.title}, due on {day_in_words(row.due_on)}",
            without="The event cannot be closed.",
            last_day=row.due_on,
        )


def _savings(standing: Standing) -> Iterator[Act]:
    if not standing.may(Capability.VERIFY_SAVINGS):
        return
    reach = standing.results(Capability.VERIFY_SAVINGS)
    me = standing.user
    events = KaizenEvent.objects.filter(reach).exclude(
        Q(sponsor=me) | Q(lead=me) | Q(written_by=me) | Q(members__person=me)
    )
    rows = Saving.objects.filter(status=SavingStatus.CLAIMED, event__in=events).exclude(claimed_by=standing.user)
    for row in rows.select_related("event", "claimed_by").order_by("claimed_at", "pk")[:READ]:
        yield Act(
            title=f"Verify a saving: {row.event.title}",
            view="web:lean_event",
            id=None,
            key=row.event.key,
            detail=f"{row.claimed_by.full_name} claims {row.claimed:,.2f} {row.unit}",
            without="It counts nowhere until somebody has verified it.",
            since=row.claimed_at,
        )


def _measures(standing: Standing, events: list[KaizenEvent], policy: LeanPolicy) -> Iterator[Act]:
    """Of events that the person leads or sponsors: values that are due, and improvements that have fallen back."""
    assert standing.user is not None  # noqa: S101  # asked of nobody else
    me, begun = standing.user.pk, (EventStatus.APPROVED, EventStatus.HELD, EventStatus.CLOSED)
    mine = [one for one in events if one.status in begun and me in (one.lead_id, one.sponsor_id)]
    rows = list(measured(mine)) if mine else []
    series = series_of(rows)
    found = findings(rows, on=standing.on, series=series) if rows else {}
    for row in rows:
        event, one = row.event, found[row.pk]
        if one.asks:
            told = "has fallen back" if one.held.hold is Hold.RETURNED else "did not come"
            yield Act(
                title=f"Has the improvement held? {row.title}",
                view="web:lean_event",
                id=None,
                key=event.key,
                detail=f"{event.title}: it {told}. {one.held.because}",
                without="What was saved is counted, though the cause of it may be gone.",
            )
        if event.lead_id == me:
            yield from _due(standing, row, policy, series)


def _due(standing: Standing, row: KaizenMeasure, policy: LeanPolicy, series: Series) -> Iterator[Act]:
    event = row.event
    if event.status == EventStatus.CLOSED:
        return
    had = {one.days for one in row.readings.all()}
    for days in (0, *policy.measured_after_days):
        wanted = due(row, event, days, policy, series)
        if days in had or standing.on < (wanted.opens_on if days else wanted.due_on - SOON):
            continue
        period = f"the value of {wanted.period.words}, " if wanted.period else ""
        yield Act(
            title=f"Measure {f'again after {days} days' if days else 'before the event'}: {row.title}",
            view="web:lean_event",
            id=None,
            key=event.key,
            detail=f"{event.title}, {period}due on {day_in_words(wanted.due_on)}",
            without="Nobody can say whether the event helped, and it cannot be closed.",
            last_day=wanted.due_on,
        )
        return
