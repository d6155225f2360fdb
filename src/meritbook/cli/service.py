"""`seats`, `nominations`, `simulate`: the executive service in figures, and under other figures of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, AsUser, output_of
from meritbook.cli.output import MARKS, STYLES, Output

if TYPE_CHECKING:
    from datetime import date

    from meritbook.cli.service_answers import SeatsAnswer, SimulationAnswer
    from meritbook.core.law.answer import LawVerdict
    from meritbook.core.service.seats import StateSeats
    from meritbook.core.service.simulate import Simulation

On = Annotated[str, typer.Option("--on", metavar="DATE", help="On which day; else today.")]
UNKNOWN = "undetermined"


def seats(
    context: typer.Context,
    on: On = "",
    department: Annotated[str, typer.Option(metavar="CODE", help="One department only.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show the seats of the state and of each department on a day: allowed, filled, reserved, vacant, over."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    when = _day(on)
    open_records()
    from meritbook.cli.people import department_named
    from meritbook.desk import seats as read

    only = department_named(department).code if department else ""
    answer = _seats(read.state(_today(when)), only)
    if as_json:
        output.json(answer.plain())
        return
    output.line(
        f"On {answer.on.isoformat()}: {answer.filled} filled, {answer.reserved} reserved, "
        f"{_n(answer.vacant)} vacant, {_n(answer.over)} over; the state may have {_n(answer.cap)}."
    )
    _verdict(answer.verdict, output)
    head = ("Department", "FTE", "Allowed", "Filled", "Reserved", "Vacant", "Over", "Name")
    rows = [
        (
            one.code,
            f"{one.fte:,}" if one.fte is not None else "not on record",
            _n(None if one.entitlement is None else one.entitlement + one.authorised),
            str(one.filled),
            str(one.reserved),
            _n(one.vacant),
            _n(one.over),
            f"{one.name}{' (ended)' if one.ended else ''}",
        )
        for one in answer.departments
    ]
    output.table(head, rows)
    if only:
        for one in answer.departments:
            _verdict(one.verdict, output)
    for caution in answer.cautions:
        output.note(f"Caution: {caution}")


def nominations(
    context: typer.Context,
    as_user: AsUser,
    status: Annotated[
        str, typer.Option(metavar="STATE", help="open, submitted, returned, reviewed, approved, refused, withdrawn, …")
    ] = "",
    department: Annotated[str, typer.Option(metavar="CODE", help="Of one department only.")] = "",
    page: Annotated[int, typer.Option(min=1, help="Which page of 25.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List the nominations for the executive service that the person may read, the newest first."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.permissions import Standing
    from meritbook.cli.people import actor_named, department_named
    from meritbook.cli.service_answers import NominationLine, NominationsAnswer
    from meritbook.desk import nominations as read
    from meritbook.records import clock
    from meritbook.records.models import NominationStatus

    known = (read.UNDER_WAY, *NominationStatus.values)
    if status and status not in known:
        raise UsageError(f"There is no state “{status}”. There are: {', '.join(known)}.", where="--status")
    found = read.nominations(
        Standing(actor_named(as_user).user, clock.today()),
        page,
        status=status,
        department=department_named(department).code if department else "",
    )
    answer = NominationsAnswer(
        nominations=tuple(
            NominationLine(
                id=one.id,
                position=one.position,
                title=one.title,
                department=one.department,
                status=one.status,
                nominated_by=one.nominated_by,
                nominated_at=one.nominated_at,
                submissions=one.submissions,
                decided_at=one.decided_at,
                starts_on=one.starts_on,
            )
            for one in found.rows
        ),
        page=found.number,
        pages=found.of,
        total=found.total,
    )
    if as_json:
        output.json(answer.plain())
        return
    rows = [
        (str(one.id), one.position, one.status, clock.day_of(one.nominated_at).isoformat(), one.department)
        for one in answer.nominations
    ]
    output.table(("Number", "Position", "State", "Nominated", "Department"), rows)
    output.note(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def simulate(
    context: typer.Context,
    change: Annotated[
        list[str],
        typer.Option("--change", metavar="NAME=NUMBER", help="A number of the law, such as seats.statewide_most=120."),
    ],
    on: On = "",
    as_json: AsJson = False,
) -> None:
    """Show what other figures of the law would mean: who is over, what it costs. Nothing is changed."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    when = _day(on)
    said: dict[str, str] = {}
    for one in change:
        name, sign, value = one.partition("=")
        if not sign or name in said:
            raise UsageError(f"“{one}” is not NAME=NUMBER, each name once.", where="--change")
        said[name.strip()] = value
    open_records()
    from meritbook.desk import seats as read

    answer = _simulation(read.simulated(_today(when), read.read_changes(said)))
    if as_json:
        output.json(answer.plain())
        return
    for name, figure in answer.changed.items():
        was = answer.was[name]
        output.line(f"{name}: {figure:,} instead of {'nothing' if was is None else f'{was:,}'}")
    output.line(f"Cap of the state: {_n(answer.now.cap)}, then {_n(answer.then.cap)}")
    output.line(f"Over: {_n(answer.now.over)}, then {_n(answer.then.over)}")
    output.line(
        f"Paid above the cap: {answer.above_now}, then {answer.above_then}: "
        f"{answer.above_then_month:,.2f} a month, {answer.above_then_year:,.2f} a year"
        f"{f'; of {answer.unknown_then} it cannot be said' if answer.unknown_then else ''}"
    )
    _verdict(answer.then.verdict, output)
    rows = [
        (
            one.code,
            str(one.taken),
            f"{_n(one.allowed_now)} > {_n(one.allowed_then)}",
            f"{_n(one.over_now)} > {_n(one.over_then)}",
            f"{one.above_then_month:,.2f}",
            one.name,
        )
        for one in answer.departments
    ]
    output.table(("Department", "Taken", "Allowed", "Over", "Pay above, a month", "Name"), rows)


def _day(text: str) -> date | None:
    from meritbook.cli.dates import day

    return day(text, where="--on") if text else None


def _today(when: date | None) -> date:
    from meritbook.records import clock

    return when or clock.today()


def _n(number: int | None) -> str:
    return UNKNOWN if number is None else str(number)


def _verdict(verdict: LawVerdict | None, output: Output) -> None:
    if verdict is None:
        return
    output.line(f"  {verdict.rule}: {MARKS[verdict.verdict.value]}", style=STYLES[verdict.verdict.value])
    output.line(f"    {verdict.sentence}")
    for missing in verdict.missing:
        output.line(f"    Ask the {missing.ask.replace('_', ' ')}: {missing.question}")


def _seats(state: StateSeats, only: str = "") -> SeatsAnswer:
    from meritbook.cli.service_answers import DepartmentLine, SeatsAnswer

    return SeatsAnswer(
        on=state.on,
        cap=state.cap,
        filled=state.filled,
        reserved=state.reserved,
        vacant=state.vacant,
        over=state.over,
        verdict=state.verdict,
        departments=tuple(
            DepartmentLine(
                code=one.department.code,
                name=one.department.name,
                ended=one.ended,
                fte=one.fte,
                entitlement=one.entitlement,
                authorised=one.authorised,
                filled=one.filled,
                reserved=one.reserved,
                vacant=one.vacant,
                over=one.over,
                verdict=one.verdict,
            )
            for one in state.departments
            if only in ("", one.department.code)
        ),
        cautions=state.cautions,
    )


def _simulation(found: Simulation) -> SimulationAnswer:
    from meritbook.cli.service_answers import ChangedLine, SimulationAnswer

    return SimulationAnswer(
        on=found.on,
        changed=found.changed,
        was=found.was,
        now=_seats(found.now),
        then=_seats(found.then),
        pay_cap_now=found.cap_now,
        pay_cap_then=found.cap_then,
        above_now=found.above_now.executives,
        above_then=found.above_then.executives,
        above_then_month=found.above_then.month,
        above_then_year=found.above_then.year,
        unknown_then=found.above_then.unknown,
        departments=tuple(
            ChangedLine(
                code=one.now.department.code,
                name=one.now.department.name,
                taken=one.now.taken,
                allowed_now=one.now.allowed,
                allowed_then=one.then.allowed,
                over_now=one.now.over,
                over_then=one.then.over,
                above_now_month=one.above_now.month,
                above_then_month=one.above_then.month,
                above_then_year=one.above_then.year,
                unknown_then=one.above_then.unknown,
            )
            for one in found.departments
        ),
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (seats, nominations, simulate):
        app.command()(command)
