"""`results lean …`: charter an event and decide on it, measure, note and act, claim and verify savings, close it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.acting import (
    Because,
    Due,
    OfDepartment,
    Owner,
    Says,
    Why,
    amounts,
    begin,
    department_of,
    figure,
    given,
    numbered,
    one_of,
    person,
    shaped,
    standing_of,
)
from meritbook.cli.errors import UsageError
from meritbook.cli.lean import EventKey, lean, tell_event
from meritbook.cli.options import AsJson, AsUser

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.lean_answers import CharterEntry
    from meritbook.records.models import KaizenEvent, KaizenMeasure, User

acts = typer.Typer()
Charter = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="The charter as JSON, as the API takes it: title, problem, scope_in, goal, sponsor, lead, starts_on, "
        "last_day; also scope_out, others, team.",
    ),
]
Measure = Annotated[int, typer.Argument(metavar="MEASURE", help="The number of the measure, as `event` shows it.")]
Saving = Annotated[int, typer.Argument(metavar="SAVING", help="The number of the saving, as `event` shows it.")]
Amounts = Annotated[
    list[str] | None, typer.Option("--amount", metavar="YEAR=AMOUNT", help="Of a fiscal year; once for each.")
]


def _read(user: str, key: str) -> tuple[Standing, KaizenEvent]:
    from meritbook.desk import lean as read

    standing = standing_of(user)
    return standing, read.event(key)


def _part(row: KaizenEvent, what: str, number: int) -> Any:
    from meritbook.desk import lean as read

    rows: Any = {"measure": row.measures, "action": row.actions, "saving": row.savings}[what]
    return read.part(rows.select_related("event"), numbered(number), what)


def _measure(row: KaizenEvent, number: int) -> KaizenMeasure:
    found: KaizenMeasure = _part(row, "measure", number)
    return found


def named(username: str, where: str) -> User:
    """Somebody with a part in Lean work; raises `LeanError`."""
    from meritbook.actions.leaning_policies import LeanError

    return person(username, LeanError, where)


def _words(taken: CharterEntry) -> dict[str, Any]:
    return {
        **taken.model_dump(),
        "sponsor": named(taken.sponsor, "sponsor"),
        "lead": named(taken.lead, "lead"),
        "team": [named(one, "team") for one in taken.team],
    }


@acts.command()
def charter(
    context: typer.Context,
    key: EventKey,
    file: Charter,
    user: AsUser,
    why: Why,
    department: OfDepartment = "",
    as_json: AsJson = False,
) -> None:
    """Write the charter of a Kaizen event from a file; its sponsor decides on it once a measure is added."""
    from meritbook.cli.lean_answers import CharterEntry

    taken = shaped(file, CharterEntry)
    output = begin(context, as_json)
    from meritbook.actions import charter_event

    standing = standing_of(user)
    row = charter_event.perform(**given(user, why), key=key, department=department_of(department), **_words(taken))
    tell_event(standing, row, output)


@acts.command("change-charter")
def change(
    context: typer.Context, key: EventKey, file: Charter, user: AsUser, why: Why, as_json: AsJson = False
) -> None:
    """Write a charter anew that is not approved yet; it waits for the sponsor again."""
    from meritbook.cli.lean_answers import CharterEntry

    taken = shaped(file, CharterEntry)
    output = begin(context, as_json)
    from meritbook.actions import change_charter

    standing, row = _read(user, key)
    tell_event(standing, change_charter.perform(**given(user, why), event=row, **_words(taken)), output)


@acts.command("decide-charter")
def decide(
    context: typer.Context,
    key: EventKey,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="approve or return.")],
    user: AsUser,
    sha256: Annotated[str, typer.Option(metavar="HASH", help="The seal that `event` showed; another is refused.")],
    says: Says = "",
    why: Why = "The charter is decided.",
    as_json: AsJson = False,
) -> None:
    """Approve the charter that was read, or send it back with a reason; its sponsor alone."""
    one_of(decision, "DECISION", ("approve", "return"))
    output = begin(context, as_json)
    from meritbook.actions import decide_charter

    standing, row = _read(user, key)
    done = decide_charter.perform(
        **given(user, why), event=row, approve=decision == "approve", says=says, sha256=sha256
    )
    tell_event(standing, done, output)


@acts.command("add-measure")
def add_measure(
    context: typer.Context,
    key: EventKey,
    user: AsUser,
    better: Annotated[str, typer.Option(metavar="SIDE", help="lower or higher.")],
    why: Why,
    measure: Annotated[str, typer.Option(metavar="KEY", help="A measure of the register.")] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="The name of one of the event's own.")] = "",
    unit: Annotated[str, typer.Option(metavar="TEXT", help="Its unit.")] = "",
    as_json: AsJson = False,
) -> None:
    """Add a measure to a charter: one of the register, or one of the event's own with name and unit."""
    if bool(measure) == bool(title or unit):
        raise UsageError("Give --measure, or --title with --unit.")
    output = begin(context, as_json)
    from meritbook.actions import add_event_measure
    from meritbook.desk import measure_page

    standing, row = _read(user, key)
    held = measure_page.measure(measure) if measure else None
    add_event_measure.perform(**given(user, why), event=row, better=better, measure=held, title=title, unit=unit)
    tell_event(standing, row, output)


@acts.command("strike-measure")
def strike(
    context: typer.Context, key: EventKey, number: Measure, user: AsUser, why: Why, as_json: AsJson = False
) -> None:
    """Take a measure out of a charter that is not approved yet."""
    output = begin(context, as_json)
    from meritbook.actions import strike_event_measure

    standing, row = _read(user, key)
    strike_event_measure.perform(**given(user, why), measure=_measure(row, number))
    tell_event(standing, row, output)


@acts.command("record-value")
def record(
    context: typer.Context,
    key: EventKey,
    number: Measure,
    user: AsUser,
    days: Annotated[int, typer.Option(metavar="N", help="0 before the event, else days after it: 30, 60 or 90.")],
    value: Annotated[str, typer.Option(metavar="FIGURE", help="None for a measure of the register.")] = "",
    read_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which it was read.")] = "",
    says: Annotated[
        str, typer.Option(metavar="TEXT", help="How it was counted; without a value, why it cannot be had.")
    ] = "",
    why: Why = "A value of the event.",
    as_json: AsJson = False,
) -> None:
    """Record the value of a measure before an event or days after it; one of the register is taken from there."""
    from meritbook.cli.dates import day

    seen = day(read_on, where="--on") if read_on else None
    counted = figure(value, "--value") if value else None
    output = begin(context, as_json)
    from meritbook.actions import record_event_value

    standing, row = _read(user, key)
    record_event_value.perform(
        **given(user, why), measure=_measure(row, number), days=days, read_on=seen, value=counted, says=says
    )
    tell_event(standing, row, output)


@acts.command("answer-decay")
def answer(
    context: typer.Context,
    key: EventKey,
    number: Measure,
    user: AsUser,
    rests_on: Annotated[str, typer.Option("--rests-on", metavar="TEXT", help="What fell back, as `event` shows it.")],
    says: Says,
    why: Why = "An improvement fell back.",
    as_json: AsJson = False,
) -> None:
    """Say what is done about an improvement that has fallen back."""
    output = begin(context, as_json)
    from meritbook.actions import answer_decay

    standing, row = _read(user, key)
    answer_decay.perform(**given(user, why), measure=_measure(row, number), rests_on=rests_on, says=says)
    tell_event(standing, row, output)


@acts.command()
def note(
    context: typer.Context,
    key: EventKey,
    user: AsUser,
    noted_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the event.")],
    says: Says,
    why: Why = "A day of the event.",
    as_json: AsJson = False,
) -> None:
    """Write a note of a day of an event; the first one says that it is held."""
    from meritbook.cli.dates import day

    held_on = day(noted_on, where="--on")
    output = begin(context, as_json)
    from meritbook.actions import note_event

    standing, row = _read(user, key)
    note_event.perform(**given(user, why), event=row, noted_on=held_on, says=says)
    tell_event(standing, row, output)


@acts.command("note-waste")
def waste(
    context: typer.Context,
    key: EventKey,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="A kind of waste of the policy, such as waiting.")],
    user: AsUser,
    says: Says,
    step: Annotated[str, typer.Option(metavar="TEXT", help="A step of the current map; else of the whole.")] = "",
    why: Why = "Waste that was seen.",
    as_json: AsJson = False,
) -> None:
    """Put waste that somebody saw on record."""
    output = begin(context, as_json)
    from meritbook.actions import note_waste

    standing, row = _read(user, key)
    note_waste.perform(**given(user, why), event=row, kind=kind, says=says, step=step)
    tell_event(standing, row, output)


@acts.command("add-action")
def add_action(
    context: typer.Context,
    key: EventKey,
    user: AsUser,
    what: Annotated[str, typer.Option(metavar="TEXT", help="What is to be done.")],
    owner: Owner,
    due_on: Due,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Decide what an event leaves to do, by whom and by when."""
    from meritbook.cli.dates import day

    due = day(due_on, where="--due")
    output = begin(context, as_json)
    from meritbook.actions import add_event_action

    standing, row = _read(user, key)
    add_event_action.perform(**given(user, why), event=row, what=what, owner=named(owner, "owner"), due_on=due)
    tell_event(standing, row, output)


@acts.command("move-action")
def move_action(
    context: typer.Context,
    key: EventKey,
    number: Annotated[int, typer.Argument(metavar="ACTION", help="Its number, as `event` shows it.")],
    state: Annotated[str, typer.Argument(metavar="STATE", help="planned, under_way, done or dropped.")],
    user: AsUser,
    says: Says,
    why: Why = "An action moved.",
    as_json: AsJson = False,
) -> None:
    """Say how far an action of an event is."""
    output = begin(context, as_json)
    from meritbook.actions import move_event_action

    standing, row = _read(user, key)
    move_event_action.perform(**given(user, why), action=_part(row, "action", number), state=state, says=says)
    tell_event(standing, row, output)


@acts.command("claim-saving")
def claim(
    context: typer.Context,
    key: EventKey,
    user: AsUser,
    kind: Annotated[str, typer.Option(metavar="KEY", help="A kind of saving of the policy, such as hours-freed.")],
    basis: Annotated[str, typer.Option(metavar="TEXT", help="How it is worked out; public once verified.")],
    evidence: Annotated[str, typer.Option(metavar="TEXT", help="Where it can be seen.")],
    why: Why,
    amount: Amounts = None,
    as_json: AsJson = False,
) -> None:
    """Claim a saving of an event, which somebody without a part in it verifies."""
    taken = amounts(amount or [], "--amount")
    output = begin(context, as_json)
    from meritbook.actions import claim_saving

    standing, row = _read(user, key)
    claim_saving.perform(**given(user, why), event=row, kind=kind, amounts=taken, basis=basis, evidence=evidence)
    tell_event(standing, row, output)


@acts.command("verify-saving")
def verify(
    context: typer.Context,
    key: EventKey,
    number: Saving,
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What was looked at.")],
    amount: Amounts = None,
    refuse: Annotated[bool, typer.Option("--refuse", help="Nothing of it can be seen.")] = False,
    why: Why = "A saving is verified.",
    as_json: AsJson = False,
) -> None:
    """Verify a saving with the amounts that can be seen, or refuse it; never by who claimed it or took part."""
    taken = amounts(amount or [], "--amount")
    if bool(taken) == refuse:
        raise UsageError("Give --amount for each fiscal year that can be seen, or --refuse alone.")
    output = begin(context, as_json)
    from meritbook.actions import verify_saving

    standing, row = _read(user, key)
    verify_saving.perform(**given(user, why), saving=_part(row, "saving", number), amounts=taken, says=says)
    tell_event(standing, row, output)


@acts.command("withdraw-saving")
def withdraw_saving(
    context: typer.Context, key: EventKey, number: Saving, user: AsUser, why: Because, as_json: AsJson = False
) -> None:
    """Take back a saving that is not verified."""
    output = begin(context, as_json)
    from meritbook.actions import withdraw_saving

    standing, row = _read(user, key)
    withdraw_saving.perform(**given(user, why), saving=_part(row, "saving", number), because=why)
    tell_event(standing, row, output)


@acts.command()
def close(
    context: typer.Context,
    key: EventKey,
    user: AsUser,
    results: Annotated[str, typer.Option(metavar="TEXT", help="What came of it.")],
    why: Why = "The event is over.",
    as_json: AsJson = False,
) -> None:
    """Close an event with its results, once nothing of it is open."""
    output = begin(context, as_json)
    from meritbook.actions import close_event

    standing, row = _read(user, key)
    tell_event(standing, close_event.perform(**given(user, why), event=row, results=results), output)


@acts.command()
def drop(context: typer.Context, key: EventKey, user: AsUser, why: Because, as_json: AsJson = False) -> None:
    """Drop an event; all of it stays on record."""
    output = begin(context, as_json)
    from meritbook.actions import drop_event

    standing, row = _read(user, key)
    tell_event(standing, drop_event.perform(**given(user, why), event=row, because=why), output)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results lean`."""
    del group
    lean.registered_commands.extend(acts.registered_commands)
