"""`results boards …`: what is put on record of a board's year: children, money, indicators, and help given."""

from __future__ import annotations

from typing import Annotated

import typer

from meritbook.cli.acting import Says, Why, begin, figure, given, one_of, person
from meritbook.cli.board_acts import board_read
from meritbook.cli.boards import BoardKey, group, tell_board
from meritbook.cli.dates import day
from meritbook.cli.options import AsJson, AsUser

acts = typer.Typer()
Year = Annotated[
    int, typer.Option("--year", metavar="N", help="The fiscal year, by the calendar year in which it ends.")
]
Amount = Annotated[str, typer.Option(metavar="DOLLARS", help="Dollars and cents, such as 1250.50.")]
Source = Annotated[str, typer.Option(metavar="TEXT", help="Where it can be read.")]


@acts.command("count-children")
def count_children(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    year: Year,
    children: Annotated[int, typer.Option(metavar="N", help="From birth to five, in the area of the board.")],
    source: Source,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Record how many children live in the area of a board; the count before it stays on record."""
    output = begin(context, as_json)
    from meritbook.actions import count_board_children

    standing, row = board_read(user, key)
    count_board_children.perform(**given(user, why), board=row, fiscal_year=year, children=children, source=source)
    tell_board(standing, row, year, output)


@acts.command("amend-money")
def amend(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    year: Year,
    amount: Amount,
    says: Says,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Amend what is allocated to a board: below zero where money is taken away."""
    dollars = figure(amount, "--amount")
    output = begin(context, as_json)
    from meritbook.actions import amend_board_money

    standing, row = board_read(user, key)
    amend_board_money.perform(**given(user, why), board=row, fiscal_year=year, amount=dollars, says=says)
    tell_board(standing, row, year, output)


@acts.command()
def pay(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    year: Year,
    amount: Amount,
    paid_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the payment.")],
    says: Says,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Record a payment to a board: below zero where it was taken back. No more is paid than is there."""
    dollars, paid = figure(amount, "--amount"), day(paid_on, where="--on")
    output = begin(context, as_json)
    from meritbook.actions import record_board_payment

    standing, row = board_read(user, key)
    record_board_payment.perform(
        **given(user, why), board=row, fiscal_year=year, amount=dollars, paid_on=paid, says=says
    )
    tell_board(standing, row, year, output)


@acts.command("carry-money")
def carry(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    year: Year,
    amount: Amount,
    says: Says,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Carry what a board did not spend in a fiscal year into the next, which is shown."""
    dollars = figure(amount, "--amount")
    output = begin(context, as_json)
    from meritbook.actions import carry_board_money

    standing, row = board_read(user, key)
    carry_board_money.perform(**given(user, why), board=row, fiscal_year=year, amount=dollars, says=says)
    tell_board(standing, row, year + 1, output)


@acts.command("record-indicator")
def record_indicator(
    context: typer.Context,
    key: BoardKey,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="The key of an indicator of its plan.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The figure.")],
    user: AsUser,
    year: Year,
    source: Source,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Record a board's own value of an indicator; the value before it stays on record."""
    found = figure(value, "VALUE")
    output = begin(context, as_json)
    from meritbook.actions import record_board_indicator

    standing, row = board_read(user, key)
    record_board_indicator.perform(
        **given(user, why), board=row, fiscal_year=year, indicator=indicator, value=found, source=source
    )
    tell_board(standing, row, year, output)


@acts.command("record-assistance")
def record_assistance(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    kind: Annotated[str, typer.Option(metavar="KIND", help="training or assistance.")],
    given_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which it was given.")],
    hours: Annotated[str, typer.Option(metavar="HOURS", help="How long it took.")],
    topic: Annotated[str, typer.Option(metavar="TEXT", help="What it was about.")],
    people: Annotated[int, typer.Option(metavar="N", help="How many took part.")],
    why: Why,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What else is to be said of it.")] = "",
    by: Annotated[str, typer.Option(metavar="USER", help="The username of who gave it; else who records it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Record training or technical assistance that was given to a board."""
    one_of(kind, "--kind", ("training", "assistance"))
    held_on, took = day(given_on, where="--on"), figure(hours, "--hours")
    output = begin(context, as_json)
    from meritbook.actions import record_board_assistance
    from meritbook.actions.boarding_policies import BoardError

    standing, row = board_read(user, key)
    record_board_assistance.perform(
        **given(user, why),
        board=row,
        kind=kind,
        given_on=held_on,
        hours=took,
        topic=topic,
        people=people,
        says=says,
        given_by=person(by, BoardError, "given_by") if by else None,
    )
    tell_board(standing, row, 0, output)


def register(results: typer.Typer) -> None:
    """Add the commands of this module to `results boards`."""
    del results
    group.registered_commands.extend(acts.registered_commands)
