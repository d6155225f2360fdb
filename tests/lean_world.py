"""Lean work of the register for tests: events in several states, maps, a saving that waits, and a project at a gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from year_stage import do

FIRST_DAY, LAST_DAY = date(2025, 10, 6), date(2025, 10, 10)
"""Of the event that was held: its ninety days are over on the day of the tests, 2 March 2026."""
AFTER = LAST_DAY + timedelta(days=30)


@dataclass(frozen=True)
class Lean:
    """What is on record of Lean work on 2 March 2026."""

    held: Any
    """Of the Department of Revenue: held in October 2025, with maps, waste, an action and a saving that waits."""
    fresh: Any
    """Of the Department of Revenue: its charter waits for the director."""
    elsewhere: Any
    """Of the Department of Transport, by the enterprise."""
    own: Any
    """The held event's own measure: forms sent back; 40 percent before, 12 after 30 days."""
    tied: Any
    """The held event's measure of the register: days to a refund."""
    fresh_own: Any
    """The measure in the charter that waits."""
    action: Any
    """Owned by the owner of measures."""
    current: Any
    future: Any
    waste: Any
    saving: Any
    """Claimed by the practitioner: 12,000 dollars in 2026 and 12,000 in 2027."""
    project: Any
    """Led by the practitioner, sponsored by the director; its first gate waits."""
    gate: Any


def charter(people: Any, **more: Any) -> dict[str, Any]:
    """The words and people of a charter."""
    return {
        "title": "Refund forms right the first time",
        "problem": "Two forms in five come back, because a line is empty or a paper is missing.",
        "scope_in": "From the request for a form to its acceptance.",
        "scope_out": "The amount of the refund.",
        "goal": "One form in ten comes back at most.",
        "others": "Two taxpayers.",
        "sponsor": people.department_director,
        "lead": people.results_practitioner,
        "team": [people.measure_owner],
        "starts_on": FIRST_DAY,
        "last_day": LAST_DAY,
        **more,
    }


def step(name: str, **more: Any) -> dict[str, Any]:
    """A step as plain data."""
    return {"name": name, "process": "10", "waiting": "450", "people": "2", "complete_accurate": "80", **more}


def stream(**more: Any) -> dict[str, Any]:
    """A map as plain data: three steps, the last of which sends one in five back to the first."""
    return {
        "title": "A refund form",
        "unit": "form",
        "demand": "40",
        "available": "450",
        "steps": [step("Open mail"), step("Check", process="25"), step("Accept", back_to=1)],
        **more,
    }


def lean(people: Any, departments: Any, measures: Any, at: datetime) -> Lean:
    """The work, made by the acts themselves."""
    keeper, writer, sponsor = people.results_practitioner, people.results_facilitator, people.department_director
    revenue = departments.revenue
    held = do("charter_event", keeper, at, key="refund-forms", department=revenue, **charter(people))
    tied = do("add_event_measure", keeper, at, event=held, measure=measures.refunds, better="lower")
    own = do("add_event_measure", keeper, at, event=held, title="Forms sent back", unit="%", better="lower")
    do("decide_charter", sponsor, at, event=held, approve=True, says="Begin.")
    do("record_event_value", keeper, at, measure=tied, days=0)
    for days, value in ((0, "40"), (30, "12")):
        do(
            "record_event_value", keeper, at, measure=own, days=days, value=Decimal(value), says="Count of a week.",
            read_on=AFTER if days else FIRST_DAY,
        )  # fmt: skip
    do("note_event", keeper, at, event=held, noted_on=LAST_DAY, says="The form lost nine lines.")
    action = do(
        "add_event_action", keeper, at, event=held, what="Print the short form", owner=people.measure_owner,
        due_on=LAST_DAY + timedelta(days=20),
    )  # fmt: skip
    current = do("draw_stream_map", keeper, at, event=held, kind="current", stream=stream())
    better = [step("Open mail"), step("Accept", waiting="30", complete_accurate="95")]
    future = do("draw_stream_map", keeper, at, event=held, kind="future", stream=stream(steps=better))
    waste = do("note_waste", keeper, at, event=held, kind="waiting", step="Check", says="Forms lie for a day.")
    saving = do(
        "claim_saving", keeper, at, event=held, kind="spending-ends", basis="One temporary clerk less.",
        evidence="Contract with the agency, ended on 31 January 2026.",
        amounts=[(2026, Decimal(12_000)), (2027, Decimal(12_000))],
    )  # fmt: skip
    soon = {"starts_on": date(2026, 3, 16), "last_day": date(2026, 3, 20)}
    fresh = do(
        "charter_event", writer, at, key="dealer-licences", department=revenue,
        **charter(people, title="Dealer licences in a week", **soon),
    )  # fmt: skip
    fresh_own = do("add_event_measure", writer, at, event=fresh, title="Days to a licence", unit="days", better="lower")
    admin = people.results_administrator
    elsewhere = do(
        "charter_event", admin, at, key="bridge-permits", department=departments.transport,
        **charter(people, title="Permits for heavy loads", lead=admin, team=[], **soon),
    )  # fmt: skip
    project = do(
        "start_design", keeper, at, key="one-counter", title="One counter for all licences", department=revenue,
        purpose="Whoever opens a shop goes to five counters; no mending of the five makes one of them.",
        sponsor=sponsor, lead=keeper, starts_on=date(2026, 1, 12),
    )  # fmt: skip
    gate = do("ask_gate", keeper, at, project=project, rests_on="Charter of 20 January; forty owners asked.")
    held.refresh_from_db()
    return Lean(
        held, fresh, elsewhere, own, tied, fresh_own, action, current, future, waste, saving, project, gate
    )  # fmt: skip


def more(people: Any, departments: Any, held: Lean, first: int, last: int, at: datetime) -> None:
    """Further events and projects; and further measures, values, actions, maps, wastes and savings of one event."""
    keeper, revenue, event = people.results_practitioner, departments.revenue, held.held
    for n in range(first, last):
        row = do(
            "charter_event", keeper, at, key=f"more-{n:03}", department=revenue,
            **charter(people, title=f"More {n}"),
        )  # fmt: skip
        tied = do("add_event_measure", keeper, at, event=row, measure=held.tied.measure, better="lower")
        do("decide_charter", people.department_director, at, event=row, approve=True, says="Begin.")
        do("record_event_value", keeper, at, measure=tied, days=0)
        do("note_event", keeper, at, event=row, noted_on=LAST_DAY, says="Held.")
        do(
            "add_event_action", keeper, at, event=event, what=f"More {n}", owner=people.measure_owner,
            due_on=LAST_DAY + timedelta(days=n % 20),
        )  # fmt: skip
        do("note_event", keeper, at, event=event, noted_on=LAST_DAY, says=f"Note {n}.")
        do("note_waste", keeper, at, event=event, kind="piles", says=f"A pile {n}.")
        do("draw_stream_map", keeper, at, event=event, kind="current", stream=stream(title=f"Version {n}"))
        do(
            "claim_saving", keeper, at, event=event, kind="hours-freed", basis="More.", evidence="More.",
            amounts=[(2026, Decimal(1 + n))],
        )  # fmt: skip
        for days in (30, 60):
            do(
                "record_event_value", keeper, at, measure=held.own, days=days, value=Decimal(n), says="Again.",
                read_on=LAST_DAY + timedelta(days=days),
            )  # fmt: skip
        project = do(
            "start_design", keeper, at, key=f"project-{n:03}", title=f"Project {n}", department=revenue,
            purpose="More.", sponsor=people.department_director, lead=keeper, starts_on=FIRST_DAY,
        )  # fmt: skip
        do("ask_gate", keeper, at, project=project, rests_on="More.")
