"""`verify`: whether the record is as it was written."""

from __future__ import annotations

from typing import Annotated

import typer

from meritbook.cli.errors import ExitCode
from meritbook.cli.options import AsJson, output_of

_SHOWN = 50


def verify(
    context: typer.Context,
    anchor: Annotated[
        str,
        typer.Option(
            metavar="COUNT:HASH",
            help="The end of the ledger as an earlier run printed it: finds entries cut off since.",
        ),
    ] = "",
    as_json: AsJson = False,
) -> int:
    """Check the whole ledger, each row that it vouches for, and each stored original. Changes nothing.

    Exit code 1 when something is not as it was written; the place is named.
    """
    from meritbook.cli.answers import FaultLine, VerifyAnswer
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import ledger

    with output.progress("Verifying", 1) as bar:
        report = ledger.verify(anchor=anchor or None, progress=bar.at)
    answer = VerifyAnswer(
        sound=report.sound,
        entries=report.entries,
        rows=report.rows,
        anchor=str(report.anchor),
        faults=tuple(FaultLine(**fault.plain()) for fault in report.faults),
    )
    if as_json:
        output.json(answer.plain())
    elif answer.sound:
        output.line(
            f"Sound: {answer.entries} ledger entries and {answer.rows} rows are as they were written.", style="green"
        )
        output.line(f"Anchor, to keep elsewhere: {answer.anchor}")
    else:
        count = len(answer.faults)
        output.line(
            f"Altered: {count} place{' in the record is' if count == 1 else 's in the record are'} not as written.",
            style="bold red",
        )
        for fault in answer.faults[:_SHOWN]:
            output.line(f"  {fault.where}: {fault.says}")
            if fault.stored or fault.computed:
                output.line(f"    vouched for or stored {fault.stored or '(nothing)'}")
                output.line(f"    computed              {fault.computed or '(nothing)'}")
        if count > _SHOWN:
            output.line(f"  and {count - _SHOWN} more (all of them with --json)")
        output.note("What to do: keep the data folder as it is, and compare it with a backup from before.")
    return ExitCode.OK if answer.sound else ExitCode.BAD_NEWS


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(verify)
