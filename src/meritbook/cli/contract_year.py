"""`contracts year`: what the measures of a contract show on a day, and which reviews were held."""

from __future__ import annotations

from typing import Annotated

import typer

from meritbook.cli.errors import UnknownNameError
from meritbook.cli.options import AsJson, output_of


def year(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the contract.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="As on this day; else the day of the office.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show the measures of a contract with their values, and the reviews held. Evidence is not shown here."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    asked = day(on, where="--on") if on else None
    open_records()
    from meritbook.cli.contract_year_answers import ContractYearAnswer, ReviewLine
    from meritbook.desk.contract_year import findings_of
    from meritbook.records import clock
    from meritbook.records.models import PerformanceContract

    when = asked or clock.today()
    row = (
        PerformanceContract.objects.filter(pk=number)
        .select_related("appointment__executive", "appointment__seat__position")
        .first()
        if number < 2**62
        else None
    )
    if row is None:
        raise UnknownNameError(
            f"There is no contract {number}.",
            where=str(number),
            remedy="The list of contracts on the site numbers them.",
        )
    reviews = row.reviews.filter(withdrawn_at__isnull=True).prefetch_related("steps").order_by("held_on", "pk")
    answer = ContractYearAnswer(
        contract=row.pk,
        position=row.appointment.seat.position.number,
        executive=row.appointment.executive.full_name,
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        on=when,
        findings=findings_of(row, on=when),
        reviews=tuple(
            ReviewLine(
                held_on=one.held_on,
                kind=one.kind,
                answered=one.answered_at is not None,
                steps_open=sum(1 for step in one.steps.all() if step.closed_at is None),
            )
            for one in reviews
            if one.held_on <= when
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"{answer.executive}, position {answer.position}, on {when.isoformat()}", style="bold")
    words = {"met": "met", "not_met": "not met", "undetermined": "undetermined"}
    output.table(
        ("Measure", "Answer", "How it stands"),
        [(one.measure, words[one.verdict], one.sentence) for one in answer.findings],
    )
    for one in answer.findings:
        for missing in one.missing:
            output.line(f"  {missing.question} Ask the {missing.ask.replace('_', ' ')}.")
    held = ", ".join(one.held_on.isoformat() for one in answer.reviews)
    output.line(f"Reviews held: {held or 'none on record; a meeting each quarter is encouraged, and not required'}.")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to those on contracts."""
    group.command()(year)
