"""`verify`: whether the record is as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import ExitCode
from meritbook.cli.options import AsJson, output_of

if TYPE_CHECKING:
    from meritbook.cli.answers import SeatsVerified, VerifyAnswer
    from meritbook.cli.output import Output

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

    Then every act on seats of the service is taken again, from the ledger alone, and must come to what the tables hold.
    Exit code 1 when something is not as it was written, or not what the acts come to; the place is named.
    """
    from meritbook.cli.answers import FaultLine, SeatsFaultLine, SeatsVerified, VerifyAnswer
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import ledger
    from meritbook.actions.verify_seats import verify_seats

    with output.progress("Verifying", 1) as bar:
        report = ledger.verify(anchor=anchor or None, progress=bar.at)
    with output.progress("Taking the acts on seats again", 1) as bar:
        again = verify_seats(progress=bar.at)
    answer = VerifyAnswer(
        sound=report.sound and again.sound,
        entries=report.entries,
        rows=report.rows,
        anchor=str(report.anchor),
        faults=tuple(FaultLine(**fault.plain()) for fault in report.faults),
        seats=SeatsVerified(
            sound=again.sound,
            acts=again.acts,
            rows=again.rows,
            faults=tuple(SeatsFaultLine(**fault.plain()) for fault in again.faults),
        ),
    )
    if as_json:
        output.json(answer.plain())
    elif answer.sound:
        output.line(
            f"Sound: {answer.entries} ledger entries and {answer.rows} rows are as they were written.", style="green"
        )
        output.line(f"Seats: {answer.seats.rows} rows are what the acts in the ledger come to.", style="green")
        output.line(f"Anchor, to keep elsewhere: {answer.anchor}")
    else:
        _show_faults(answer, output)
        _show_seats(answer.seats, output)
        output.note("What to do: keep the data folder as it is, and compare it with a backup from before.")
    return ExitCode.OK if answer.sound else ExitCode.BAD_NEWS


def _show_faults(answer: VerifyAnswer, output: Output) -> None:
    """What is not as it was written."""
    if answer.faults:
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


def _show_seats(seats: SeatsVerified, output: Output) -> None:
    """What of the record of seats is not what the acts come to."""
    if seats.faults:
        count = len(seats.faults)
        output.line(
            f"Seats: {count} place{' is' if count == 1 else 's are'} not what the acts in the ledger come to.",
            style="bold red",
        )
        for fault in seats.faults[:_SHOWN]:
            output.line(f"  {fault.where}: {fault.says}")
            if fault.told or fault.kept:
                output.line(f"    by the acts {fault.told or '(nothing)'}")
                output.line(f"    kept        {fault.kept or '(nothing)'}")
        if count > _SHOWN:
            output.line(f"  and {count - _SHOWN} more (all of them with --json)")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(verify)
