"""`pay-limit …`: the salary limits by the law and on record; put a published one on record, undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.cli.pay_limits_answers import PayLimitLine
    from meritbook.records.models import PayLimit

limits = typer.Typer(no_args_is_help=True, help="The highest salary for a month, by fiscal year.")
Because = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the ledger.")]


@limits.command("list")
def list_limits(context: typer.Context, as_json: AsJson = False) -> None:
    """List the salary limits of the law and those on record, and say for which coming year none is known."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import service_law
    from meritbook.actions.pay_limits import limit_on
    from meritbook.cli.pay_limits_answers import KnownLimitLine, PayLimitsAnswer
    from meritbook.core.contracts.limits import known_limits
    from meritbook.core.service.due import next_year_starting
    from meritbook.desk.pay_limits import rows
    from meritbook.records import clock

    law, today = service_law.service_law(), clock.today()
    days = [today, *([coming] if (coming := next_year_starting(law, today)) else [])]
    answer = PayLimitsAnswer(
        law=tuple(KnownLimitLine(**one.plain()) for one in known_limits(law)),
        recorded=tuple(_line(one) for one in rows()),
        says=tuple(found.says for found in map(limit_on, days) if found is not None),
    )
    if as_json:
        output.json(answer.plain())
        return
    for one in answer.says:
        output.line(one)
    output.table(
        ("Number", "First day", "Ends before", "A month", "State", "Published"),
        [
            (str(one.id), one.starts_on.isoformat(), one.ends_before.isoformat(), f"${one.amount:,.2f}",
             "undone" if one.withdrawn else "stands", one.source)
            for one in answer.recorded
        ],
    )  # fmt: skip


@limits.command()
def record(
    context: typer.Context,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="The highest salary for a month, in dollars.")],
    starts_on: Annotated[str, typer.Argument(metavar="FIRST_DAY", help="The first day on which it holds.")],
    ends_before: Annotated[str, typer.Argument(metavar="ENDS_BEFORE", help="The first day on which it does not.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where it was published.")],
    as_user: AsUser,
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Put the published limit of a term on record, as central human resources."""
    from decimal import Decimal, InvalidOperation

    from meritbook.cli.dates import day
    from meritbook.cli.errors import UsageError
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    first, end = day(starts_on, where="FIRST_DAY"), day(ends_before, where="ENDS_BEFORE")
    try:
        figure = Decimal(amount)
    except InvalidOperation as problem:
        raise UsageError(f"“{amount}” is not an amount, such as 11086.00.") from problem
    open_records()
    from meritbook.actions import record_pay_limit
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    row = record_pay_limit.perform(
        actor_named(as_user), at=clock.now(), why=why, amount=figure, starts_on=first, ends_before=end, source=source
    )
    if as_json:
        output.json(_line(row).plain())
        return
    output.line(f"Limit {row.pk} is on record: ${row.amount:,.2f} a month from {first.isoformat()}.")


@limits.command()
def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the limit in the list.")],
    as_user: AsUser,
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Undo a limit on record, with the reason; what was decided under it stays."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import withdraw_pay_limit
    from meritbook.cli.people import actor_named
    from meritbook.desk.pay_limits import NoSuchLimitError, limit
    from meritbook.records import clock

    if not 0 < number < 2**62:
        raise NoSuchLimitError(f"There is no salary limit {number}.", where=str(number))
    row = withdraw_pay_limit.perform(actor_named(as_user), at=clock.now(), why=why, limit=limit(number), reason=why)
    if as_json:
        output.json(_line(row).plain())
        return
    output.line(f"Limit {row.pk} is undone. It stays on record as undone.")


def _line(row: PayLimit) -> PayLimitLine:
    from meritbook.cli.pay_limits_answers import PayLimitLine

    return PayLimitLine(
        id=row.pk,
        amount=row.amount,
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        source=row.source,
        recorded_by=row.recorded_by.username,
        withdrawn=row.withdrawn_at is not None,
        withdrawn_because=row.withdrawn_because,
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(limits, name="pay-limit")
