"""The A3 of a Kaizen event, drawn from what is on record: problem, work as it is, goal, what was done, results."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from meritbook.core.dates import day_in_words
from meritbook.desk.lean_pages import EventShown, MapShown
from meritbook.desk.lean_pictures import said
from meritbook.records.models import MapKind, SavingStatus
from meritbook.writers.a3 import A3, A3Box, A3Table

NOTHING = "Nothing is on record yet."


def a3(shown: EventShown, *, on: date) -> A3:
    """The page as a value."""
    event = shown.event
    maps = {one.row.kind: one for one in shown.maps}
    team = ", ".join(one.full_name for one in shown.team) or "none named"
    return A3(
        title=event.title,
        reference=f"Kaizen event {event.key}",
        jurisdiction=settings.MERITBOOK_GOVERNMENT or "Meritbook",
        office=event.department.name if event.department else "The enterprise as a whole",
        written_on=on,
        people=(
            f"{day_in_words(event.starts_on)} to {day_in_words(event.last_day)}: {shown.status_words.lower()}",
            f"Sponsor {event.sponsor.full_name}, lead {event.lead.full_name}, team {team}"
            + (f"; besides {event.others}" if event.others else ""),
        ),
        left=(
            A3Box(heading="Problem", says=(event.problem,)),
            A3Box(heading="Scope", says=_full(f"In: {event.scope_in}", event.scope_out and f"Out: {event.scope_out}")),
            _work("The work as it is", maps.get(MapKind.CURRENT)),
            A3Box(heading="Goal", says=(event.goal,)),
            A3Box(
                heading="Waste that was seen",
                says=() if shown.wastes else (NOTHING,),
                lines=tuple(
                    f"{kind.title}{f', at {one.step}' if one.step else ''}: {one.says}"
                    for kind, rows in shown.wastes
                    for one in rows
                ),
            ),
        ),
        right=(
            _work("The work as it shall be", maps.get(MapKind.FUTURE)),
            A3Box(
                heading="What was done",
                says=() if shown.notes else (NOTHING,),
                lines=tuple(f"{day_in_words(one.noted_on)}: {one.says}" for one in shown.notes),
            ),
            _actions(shown),
            _results(shown),
            _savings(shown),
        ),
    )


def _full(*words: str) -> tuple[str, ...]:
    return tuple(one for one in words if one)


def _work(heading: str, drawn: MapShown | None) -> A3Box:
    if drawn is None:
        return A3Box(heading=heading, says=("No map is drawn.",))
    found = drawn.figures
    rows = (
        ("Process time", said(found.process)),
        ("Lead time", said(found.lead)),
        ("Activity ratio", said(found.activity, "percent")),
        ("Rolled percent complete and accurate", said(found.rolled, "percent")),
        ("Takt time", said(found.takt)),
        ("Expected work with rework", said(found.effort)),
    )
    steps = " → ".join(one.name for one in drawn.stream.steps)
    return A3Box(
        heading=heading,
        says=(steps, found.sentence),
        table=A3Table(says=heading, head=("Figure", f"Of one {drawn.stream.unit}"), rows=rows),
    )


def _actions(shown: EventShown) -> A3Box:
    rows = tuple(
        (one.row.what, one.row.owner.full_name, day_in_words(one.row.due_on), str(one.row.get_state_display()))
        for one in shown.actions
    )
    table = A3Table(says="Actions", head=("Action", "By", "Due", "State"), rows=rows) if rows else None
    return A3Box(heading="Actions", says=() if rows else (NOTHING,), table=table)


def _results(shown: EventShown) -> A3Box:
    head = ("Measure", *("Before" if days == 0 else f"{days} days" for days in shown.days), "Does it hold?")
    rows = tuple(
        (one.row.title, *(cell.shown or "–" for cell in one.cells), f"{one.finding.held.because}")
        for one in shown.measures
    )
    table = A3Table(says="Results", head=head, rows=rows) if rows else None
    return A3Box(heading="Results", says=_full(shown.event.results) if rows else (NOTHING,), table=table)


def _savings(shown: EventShown) -> A3Box:
    held = [one for one in shown.savings if one.row.status != SavingStatus.WITHDRAWN]
    rows = tuple(
        (
            one.kind,
            f"{one.row.claimed:,.2f} {one.row.unit}",
            one.words if one.row.verified is None else f"{one.row.verified:,.2f} {one.row.unit}",
        )
        for one in held
    )
    table = A3Table(says="Savings", head=("Saving", "Claimed", "Verified"), rows=rows) if rows else None
    return A3Box(heading="Savings", says=() if rows else (NOTHING,), table=table)
