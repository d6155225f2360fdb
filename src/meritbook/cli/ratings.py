"""`appraisals`: how far the ratings of a fiscal year are, and whether what is final is still as it was sealed."""

from __future__ import annotations

from typing import Annotated

import typer

from meritbook.cli.options import AsJson, output_of


def appraisals(
    context: typer.Context,
    year: Annotated[int, typer.Option("--year", metavar="YEAR", help="Contracts that begin from July of this year.")],
    department: Annotated[str, typer.Option(metavar="CODE", help="Only those of this department.")] = "",
    as_json: AsJson = False,
) -> None:
    """List how far the appraisals of a fiscal year are, by position. Marks are not shown: they are read on the site."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.people import department_named
    from meritbook.cli.ratings_answers import AppraisalLine, AppraisalsAnswer
    from meritbook.desk.appraisal_states import states

    row = department_named(department) if department else None
    found = states(year, row.pk if row is not None else None)
    answer = AppraisalsAnswer(year=year, appraisals=tuple(AppraisalLine.model_validate(one) for one in found))
    if as_json:
        output.json(answer.plain())
        return
    table = [
        (
            line.department,
            line.position,
            line.executive,
            line.state,
            line.final_on.isoformat() if line.final_on else "–",
            line.meeting_on.isoformat() if line.meeting_on else "–",
            {True: "as sealed", False: "ALTERED", None: "–"}[line.sound],
        )
        for line in answer.appraisals
    ]
    output.table(("Department", "Position", "Executive", "State", "Final on", "Meeting on", "Seal"), table)
    if not table:
        output.line("No signed contract begins in that fiscal year.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(appraisals)
