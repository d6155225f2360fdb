"""`executives`, `rights`: who holds which seat of the service on a day, and what an executive may claim."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from meritbook.cli.errors import UnknownNameError
from meritbook.cli.law import DEFAULT_PACK, PackName, law_named
from meritbook.cli.law_show import rank_text
from meritbook.cli.options import AsJson, output_of


def executives(
    context: typer.Context,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="As on this day; else today.")] = "",
    department: Annotated[str, typer.Option(metavar="CODE", help="Only those of this department.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the executives and the vacant seats of the service on a day, with the contract that covers it."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    asked = day(on, where="--on") if on else None
    open_records()
    from dataclasses import asdict

    from meritbook.actions.service_record import seats_on
    from meritbook.cli.executives_answers import ExecutiveLine, ExecutivesAnswer
    from meritbook.cli.people import department_named
    from meritbook.desk.executives import lines_of
    from meritbook.records import clock

    when = asked or clock.today()
    rows = seats_on(when)
    if department:
        rows = rows.filter(position__department=department_named(department))
    lines = tuple(ExecutiveLine.model_validate(asdict(one)) for one in lines_of(rows, when))
    answer = ExecutivesAnswer(on=when, executives=lines)
    if as_json:
        output.json(answer.plain())
        return
    table = [
        (
            line.department,
            line.position,
            line.executive or "vacant",
            line.since.isoformat() if line.since else "–",
            line.contract_until.isoformat() if line.contract_until else "–",
            line.salary or "–",
            line.state or "–",
        )
        for line in answer.executives
    ]
    output.table(("Department", "Position", "Executive", "Since", "Contract until", "Salary", "What stands out"), table)
    if not table:
        output.line("No position is in the service on the day.")


def rights(context: typer.Context, pack: PackName = "", as_json: AsJson = False) -> None:
    """Show what an executive has and gives up, each with where it stands; of the office's law pack, or of --pack."""
    from meritbook.core.service.rights import rights_of

    output = output_of(context, as_json)
    name = pack or os.environ.get("MERITBOOK_SERVICE_LAW", "").strip() or DEFAULT_PACK
    found = rights_of(law_named(name))
    if found is None:
        raise UnknownNameError(
            f"The pack {name} has no table of rights.", where=name, remedy="Name another pack with --pack."
        )
    if as_json:
        output.json(found.plain())
        return
    for heading, rows in (("Has", found.gained), ("Gives up", found.given_up)):
        output.line(heading, style="bold")
        for one in rows:
            instead = f" In its place: {one.instead}" if one.instead and not one.held else f" {one.instead}".rstrip()
            output.line(f"  - {one.says}{instead}")
            output.line(f"    {rank_text(one.citation)}")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(executives)
    app.command()(rights)
