"""`results boards …`: the annual report of a board, from drawing it up to its acceptance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.acting import Says, Why, begin, given, numbered, one_of
from meritbook.cli.board_acts import board_read
from meritbook.cli.board_money_acts import Year
from meritbook.cli.boards import BoardKey, group
from meritbook.cli.dates import day
from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, AsUser

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.records.models import BoardReport

acts = typer.Typer()
Number = Annotated[int, typer.Argument(metavar="REPORT", help="The number of the report, as `show` has it.")]
Seal = Annotated[str, typer.Option("--sha256", metavar="HASH", help="The seal that `report` showed.")]


def _read(user: str, key: str, number: int) -> tuple[Standing, BoardReport]:
    from meritbook.desk import board_pages

    standing, row = board_read(user, key)
    return standing, board_pages.report(row, numbered(number))


def _tell(standing: Standing, row: BoardReport, output: Output) -> None:
    from meritbook.cli.boards_answers import BoardReportAnswer, BoardReportLine
    from meritbook.desk import board_pages
    from meritbook.desk import boards as read

    shown = board_pages.report_page(standing, board_pages.report(read.get(row.board.key), row.pk))
    held = shown.row
    votes = held.votes_for
    answer = BoardReportAnswer(
        board=held.board.key,
        line=BoardReportLine(
            id=held.pk, fiscal_year=held.fiscal_year, number=held.number, status=held.status, sha256=held.sha256
        ),
        complete=str(shown.complete),
        due=shown.due,
        findings=shown.findings,
        votes=None if votes is None else (votes, held.votes_against or 0, held.votes_abstained or 0),
        decision=held.decision_says,
        content=shown.content,
    )
    if output.as_json:
        output.json(answer.plain())
        return
    line, said = answer.line, answer.content
    output.line(f"Report {line.id} of {said.title} on {line.fiscal_year}: {line.status}, due on {answer.due}")
    for one in answer.findings:
        output.line(f"  {one.verdict.replace('_', ' ')}: {one.says} {one.cure}".rstrip())
    if answer.votes is not None:
        output.line(f"Approved by {answer.votes[0]} to {answer.votes[1]}, {answer.votes[2]} abstained")
    if answer.decision:
        output.line(f"Decision: {answer.decision}")
    output.line(said.narrative or "The board says nothing of its own.")
    output.line(f"Seal: {line.sha256}")


@acts.command()
def report(context: typer.Context, key: BoardKey, number: Number, user: AsUser, as_json: AsJson = False) -> None:
    """Show an annual report of a board as it was drawn up, with what it lacks and its seal."""
    output = begin(context, as_json)
    _tell(*_read(user, key, number), output)


@acts.command("draw-report")
def draw(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    year: Year,
    why: Why,
    narrative: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The board's own words, as text; `-` reads standard input.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draw up the annual report of a board from the record; one that is not submitted yet gives way to it."""
    words = _words(narrative) if narrative is not None else ""
    output = begin(context, as_json)
    from meritbook.actions import draw_board_report

    standing, row = board_read(user, key)
    _tell(
        standing,
        draw_board_report.perform(**given(user, why), board=row, fiscal_year=year, narrative=words),
        output,
    )


def _words(file: Path) -> str:
    from meritbook.cli.files import bytes_of

    try:
        return bytes_of(file).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UsageError(f"{file.name} is no text in UTF-8.", where=file.name) from problem


@acts.command("approve-report")
def approve(
    context: typer.Context,
    key: BoardKey,
    number: Number,
    user: AsUser,
    sha256: Seal,
    approved_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which the board voted.")],
    votes_for: Annotated[int, typer.Option("--for", metavar="N", help="Votes for it.")],
    against: Annotated[int, typer.Option(metavar="N", help="Votes against it.")] = 0,
    abstained: Annotated[int, typer.Option(metavar="N", help="Members who abstained.")] = 0,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What else is to be said of the vote.")] = "",
    why: Why = "A board approved its report.",
    as_json: AsJson = False,
) -> None:
    """Record that a board approved the report that it read, with the day and the votes."""
    voted = day(approved_on, where="--on")
    output = begin(context, as_json)
    from meritbook.actions import record_board_approval

    standing, row = _read(user, key, number)
    done = record_board_approval.perform(
        **given(user, why),
        report=row,
        approved_on=voted,
        votes_for=votes_for,
        against=against,
        abstained=abstained,
        says=says,
        sha256=sha256,
    )
    _tell(standing, done, output)


@acts.command("submit-report")
def submit(
    context: typer.Context,
    key: BoardKey,
    number: Number,
    user: AsUser,
    why: Why = "A report is submitted.",
    as_json: AsJson = False,
) -> None:
    """Submit an annual report that is approved and complete, to whoever accepts it."""
    output = begin(context, as_json)
    from meritbook.actions import submit_board_report

    standing, row = _read(user, key, number)
    _tell(standing, submit_board_report.perform(**given(user, why), report=row), output)


@acts.command("decide-report")
def decide(
    context: typer.Context,
    key: BoardKey,
    number: Number,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="accept or return.")],
    user: AsUser,
    sha256: Seal,
    says: Says,
    why: Why = "A report is decided.",
    as_json: AsJson = False,
) -> None:
    """Accept the annual report that was read, or return it; never by who drew it up or submitted it."""
    one_of(decision, "DECISION", ("accept", "return"))
    output = begin(context, as_json)
    from meritbook.actions import decide_board_report

    standing, row = _read(user, key, number)
    done = decide_board_report.perform(
        **given(user, why), report=row, accept=decision == "accept", says=says, sha256=sha256
    )
    _tell(standing, done, output)


def register(results: typer.Typer) -> None:
    """Add the commands of this module to `results boards`."""
    del results
    group.registered_commands.extend(acts.registered_commands)
