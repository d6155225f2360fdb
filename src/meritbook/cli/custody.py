"""`custody`: what nobody answers for on a day, who stands in, and what is to be handed over."""

from __future__ import annotations

from typing import Annotated

import typer

from meritbook.cli.options import AsJson, output_of


def custody(
    context: typer.Context,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="As on this day; else today.")] = "",
    department: Annotated[str, typer.Option(metavar="CODE", help="Only this department.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the contracts that nobody answers for, the delegations that stand, and the hand-overs to come."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    asked = day(on, where="--on") if on else None
    open_records()
    from meritbook.actions.permissions import Standing
    from meritbook.cli.custody_answers import CustodyAnswer, HandOverAnswer, LentAnswer, OrphanAnswer
    from meritbook.cli.people import department_named
    from meritbook.desk import custody as read
    from meritbook.records import clock

    when = asked or clock.today()
    within = [department_named(department).pk] if department else None
    nobody = Standing(None, when)
    answer = CustodyAnswer(
        on=when,
        orphans=tuple(
            OrphanAnswer(
                department=one.department,
                position=one.position,
                executive=one.executive,
                kind=one.orphan.kind,
                says=one.orphan.says,
                remedy=one.orphan.remedy,
                next_day=one.orphan.next_day,
            )
            for one in read.orphans(within, when)
        ),
        delegations=tuple(
            LentAnswer(
                department=one.department,
                role=one.role,
                giver=one.giver,
                holder=one.holder,
                covers=one.covers,
                starts_on=one.starts_on,
                last_day=one.last_day,
            )
            for one in read.lent(nobody, within)
        ),
        hand_overs=tuple(
            HandOverAnswer(
                department=one.department,
                role=one.role,
                giver=one.giver,
                successor=one.successor,
                starts_on=one.starts_on,
                positions=one.positions,
            )
            for one in read.hand_overs(nobody, within)
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.line("Nobody answers for it", style="bold")
    output.table(
        ("Department", "Position", "Executive", "What is missing", "Next day"),
        [
            (one.department, one.position, one.executive, one.says, one.next_day.isoformat() if one.next_day else "–")
            for one in answer.orphans
        ],
    )
    output.line("Who stands in", style="bold")
    output.table(
        ("Department", "Who", "For", "Part", "From", "Until"),
        [
            (one.department, one.holder, one.giver, one.role, one.starts_on.isoformat(), one.last_day.isoformat())
            for one in answer.delegations
        ],
    )
    output.line("Hand-overs to come", style="bold")
    output.table(
        ("Department", "From", "To", "Part", "On", "Positions"),
        [
            (one.department, one.giver, one.successor, one.role, one.starts_on.isoformat(), ", ".join(one.positions))
            for one in answer.hand_overs
        ],
    )


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(custody)
