"""The Lean work of the demonstration: an event closed with verified savings, one under way, a project at a gate.

`tell` does what the story has come to by its day. Each act looks first whether it is on record already: a run that was
killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from meritbook.actions import (
    add_event_action,
    add_event_measure,
    ask_gate,
    charter_event,
    claim_saving,
    close_event,
    decide_charter,
    decide_gate,
    draw_stream_map,
    move_event_action,
    note_event,
    note_waste,
    record_event_value,
    start_design,
    verify_saving,
)
from meritbook.core.results.durations import minutes_of
from meritbook.demo.serving import WHY, actor
from meritbook.records import clock
from meritbook.records.models import (
    Department,
    DesignGate,
    DesignProject,
    EventActionState,
    EventStatus,
    GateOutcome,
    KaizenEvent,
    SavingStatus,
    User,
)

KEEPER, LEAD, VERIFIER = "results", "results2", "auditor"
"""Who writes charters, who leads, and who verifies without a part in them."""
Tick = Callable[[int, int], None]


def told() -> dict[str, Any]:
    """The story's events and projects as the file has them."""
    return tomllib.loads(files("meritbook.demo").joinpath("data", "lean.toml").read_text(encoding="utf-8"))


def tell(tick: Tick) -> None:
    """Put everything on record that the story has come to and that is not there yet."""
    story, on = told(), clock.today()
    count = len(story["event"]) + len(story["project"])
    for done, one in enumerate(story["event"], start=1):
        _event(one, on)
        tick(done, count)
    for done, one in enumerate(story["project"], start=len(story["event"]) + 1):
        _project(one, on)
        tick(done, count)


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def _user(username: str) -> User:
    found: User = User.objects.get(username=username)
    return found


def _event(one: dict[str, Any], on: date) -> None:
    if on < one["written_on"]:
        return
    row = KaizenEvent.objects.filter(key=one["key"]).first() or _charter(one)
    for measure in one["measure"]:
        if not row.measures.filter(title=measure["title"]).exists():
            words = {name: measure[name] for name in ("title", "unit", "better")}
            add_event_measure.perform(actor(KEEPER), **_now(), event=row, **words)
    if row.status == EventStatus.CHARTERED and on >= one["approved_on"]:
        row = decide_charter.perform(actor(one["sponsor"]), **_now(), event=row, approve=True, says=one["approved"])
    if row.status in (EventStatus.CHARTERED, EventStatus.CLOSED):
        return
    _values(row, one, on)
    if on < one["followed_on"]:
        return
    _held(row, one)
    _savings(row, one, on)
    row.refresh_from_db()
    if row.status == EventStatus.HELD and "closed_on" in one and on >= one["closed_on"]:
        close_event.perform(actor(LEAD), **_now(), event=row, results=one["results"])


def _charter(one: dict[str, Any]) -> KaizenEvent:
    names = ("key", "title", "problem", "scope_in", "goal", "starts_on", "last_day")
    return charter_event.perform(
        actor(KEEPER),
        **_now(),
        department=Department.objects.get(code=one["department"]),
        sponsor=_user(one["sponsor"]),
        lead=_user(one["lead"]),
        team=[_user(name) for name in one["team"]],
        scope_out=one.get("scope_out", ""),
        others=one.get("others", ""),
        **{name: one[name] for name in names},
    )


def _values(row: KaizenEvent, one: dict[str, Any], on: date) -> None:
    for measure in one["measure"]:
        held = row.measures.get(title=measure["title"])
        for days, read_on, value, says in measure["values"]:
            if read_on <= on and not held.readings.filter(days=days).exists():
                record_event_value.perform(
                    actor(LEAD), **_now(), measure=held, days=days, read_on=read_on, value=Decimal(value), says=says
                )


def _held(row: KaizenEvent, one: dict[str, Any]) -> None:
    """Notes, actions, maps and waste."""
    for noted_on, says in one["notes"]:
        if not row.notes.filter(noted_on=noted_on, says=says).exists():
            note_event.perform(actor(LEAD), **_now(), event=row, noted_on=noted_on, says=says)
    for action in one["action"]:
        held = row.actions.filter(what=action["what"]).first()
        if held is None:
            taken = {"what": action["what"], "owner": _user(action["owner"]), "due_on": action["due_on"]}
            held = add_event_action.perform(actor(LEAD), **_now(), event=row, **taken)
        if "done" in action and held.state != EventActionState.DONE:
            state = {"state": EventActionState.DONE, "says": action["done"]}
            move_event_action.perform(actor(action["owner"]), **_now(), action=held, **state)
    for kind in ("current", "future"):
        if kind in one and not row.maps.filter(kind=kind).exists():
            draw_stream_map.perform(actor(LEAD), **_now(), event=row, kind=kind, stream=stream(one[kind]))
    for waste in one["waste"]:
        if not row.wastes.filter(says=waste["says"]).exists():
            note_waste.perform(actor(LEAD), **_now(), event=row, **waste)


def _savings(row: KaizenEvent, one: dict[str, Any], on: date) -> None:
    for saving in one.get("saving", ()):
        held = row.savings.filter(kind=saving["kind"]).first()
        if held is None:
            words = {name: saving[name] for name in ("kind", "basis", "evidence")}
            held = claim_saving.perform(actor(LEAD), **_now(), event=row, amounts=_amounts(saving["amounts"]), **words)
        if held.status == SavingStatus.CLAIMED and on >= one["closed_on"]:
            amounts = _amounts(saving.get("verified", []))
            verify_saving.perform(actor(VERIFIER), **_now(), saving=held, amounts=amounts, says=saving["says"])


def _amounts(rows: list[list[int]]) -> list[tuple[int, Decimal]]:
    return [(year, Decimal(amount)) for year, amount in rows]


def stream(told_of_it: dict[str, Any]) -> dict[str, Any]:
    """A map of the file as the act takes it."""
    day = minutes_of(told_of_it["available"], day=None)
    steps = [
        {
            "name": one["name"],
            "process": minutes_of(one.get("process", ""), day=day),
            "waiting": minutes_of(one.get("waiting", ""), day=day),
            "people": one.get("people"),
            "complete_accurate": one.get("right"),
            "back_to": one.get("back_to"),
        }
        for one in told_of_it["steps"]
    ]
    return {**{name: told_of_it[name] for name in ("title", "unit", "demand")}, "available": day, "steps": steps}


def _project(one: dict[str, Any], on: date) -> None:
    if on < one["started_on"]:
        return
    row = DesignProject.objects.filter(key=one["key"]).first()
    if row is None:
        names = ("key", "title", "purpose", "starts_on")
        row = start_design.perform(
            actor(KEEPER),
            **_now(),
            department=None,
            sponsor=_user(one["sponsor"]),
            lead=_user(one["lead"]),
            **{name: one[name] for name in names},
        )
    for gate in one["gate"]:
        if on >= gate["asked_on"]:
            _gate(row, gate, one["sponsor"], on)


def _gate(row: DesignProject, one: dict[str, Any], sponsor: str, on: date) -> None:
    held: DesignGate | None = row.gates.filter(rests_on=one["rests_on"]).first()
    if held is None:
        held = ask_gate.perform(actor(LEAD), **_now(), project=row, rests_on=one["rests_on"])
    if held.outcome == GateOutcome.ASKED and "decided_on" in one and on >= one["decided_on"]:
        decide_gate.perform(actor(sponsor), **_now(), gate=held, passes=True, says=one["says"])
