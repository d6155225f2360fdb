"""`day`: which day the office lives on, and moving a demonstration forward; and the fixed day of a served site."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from meritbook.cli.options import AsJson, output_of


def day(
    context: typer.Context,
    move_to: Annotated[str, typer.Option(metavar="DATE", help="Move a demonstration forward to this day.")] = "",
    as_user: Annotated[
        str,
        typer.Option("--as", metavar="USER", help="The system administrator who moves it; else the program itself."),
    ] = "",
    why: Annotated[str, typer.Option(help="The reason, for the ledger.")] = "Moved on the command line.",
    as_json: AsJson = False,
) -> None:
    """Show the day on which the office lives, or move that of a demonstration forward.

    A real office lives on today, and nobody moves it. The day of a demonstration never goes back.
    """
    from meritbook.cli.answers import DayAnswer
    from meritbook.cli.dates import day as read_day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    to = read_day(move_to, where="--move-to") if move_to else None
    open_records()
    from meritbook.actions import SYSTEM, days
    from meritbook.cli.people import actor_named
    from meritbook.desk.days import day_page
    from meritbook.records import clock

    if to is not None:
        days.go_on(actor_named(as_user) if as_user else SYSTEM, at=clock.now(), why=why, on=to)
    found = day_page()
    answer = DayAnswer(on=found.on.isoformat(), demo=found.demo, fixed=found.fixed, moved=to is not None)
    if as_json:
        output.json(answer.plain())
        return
    place = "the demonstration" if answer.demo else "the office"
    held = ", held fixed by MERITBOOK_ON" if answer.fixed else ""
    output.line(f"{found.on:%A} {found.on.day} {found.on:%B %Y} ({answer.on}): the day of {place}{held}.")


def hold_day(on: str) -> None:
    """Hold this process and those that it starts on the day, before the settings are read; raises `DateError`."""
    from meritbook.cli.dates import day as read_day

    os.environ["MERITBOOK_ON"] = read_day(on, where="--on").isoformat()


def check_held_day(on: str) -> None:
    """That the served record is a demonstration which can live on the day; raises what the policies raise."""
    from meritbook.actions import day_policies, policies
    from meritbook.cli.dates import day as read_day
    from meritbook.records import clock

    held = read_day(on, where="--on")
    policies.check_day_in_range(held, where="on")
    day_policies.check_demonstration()
    day_policies.check_not_back(held, standing=clock.demo_day() or held)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(day)
