"""`results report …`: leave a stale measure out again; people and money that were moved, for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.acting import (
    Because,
    OfDepartment,
    begin,
    department_of,
    figure,
    given,
    numbered,
    standing_of,
)
from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, AsUser
from meritbook.cli.reports import Key, report, tell_draft

if TYPE_CHECKING:
    from meritbook.cli.output import Output
    from meritbook.records.models import ResourceMove

acts = typer.Typer()


@acts.command("leave-out")
def leave_out(
    context: typer.Context,
    key: Key,
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="The key of a measure that is included.")],
    user: AsUser,
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Leave a stale measure out of a draft again that was included by name."""
    output = begin(context, as_json)
    from meritbook.actions import end_report_inclusion
    from meritbook.actions.reporting_policies import EditionError
    from meritbook.desk import annual_reports as read

    standing = standing_of(user)
    edition = read.draft(standing, read.report(standing, key))
    rows = edition.inclusions.select_related("measure", "edition")
    held = rows.filter(measure__key__iexact=measure, ended_at__isnull=True).first()
    if held is None:
        raise EditionError(f"{measure} is not included by name.", where=measure)
    end_report_inclusion.perform(**given(user, why), inclusion=held, because=why)
    tell_draft(user, edition, output)


@acts.command("record-move")
def record_move(
    context: typer.Context,
    user: AsUser,
    moved_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the move.")],
    moved_from: Annotated[str, typer.Option("--from", metavar="TEXT", help="What they were used for.")],
    moved_to: Annotated[str, typer.Option("--to", metavar="TEXT", help="What they are used for now.")],
    result: Annotated[str, typer.Option(metavar="TEXT", help="What came of it.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where it can be read.")],
    why: Because,
    people: Annotated[str, typer.Option(metavar="FTE", help="Full-time equivalents.")] = "",
    money: Annotated[str, typer.Option(metavar="DOLLARS", help="Dollars.")] = "",
    department: OfDepartment = "",
    as_json: AsJson = False,
) -> None:
    """Put people or money on record that were moved from one use to another; annual reports tell of it."""
    from meritbook.cli.dates import day

    if not (people or money):
        raise UsageError("Give --people, --money or both.")
    held_on = day(moved_on, where="--on")
    staff = figure(people, "--people") if people else None
    dollars = figure(money, "--money") if money else None
    output = begin(context, as_json)
    from meritbook.actions import record_resource_move

    row = record_resource_move.perform(
        **given(user, why),
        department=department_of(department),
        moved_on=held_on,
        moved_from=moved_from,
        moved_to=moved_to,
        because=why,
        result=result,
        source=source,
        people=staff,
        money=dollars,
    )
    _tell_move(row, output)


@acts.command("withdraw-move")
def withdraw_move(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the record.")],
    user: AsUser,
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Withdraw a record of resources moved that was wrong."""
    output = begin(context, as_json)
    from meritbook.actions import withdraw_resource_move
    from meritbook.desk import report_drafts

    standing_of(user, "keep_plan")
    row = report_drafts.move(numbered(number))
    withdraw_resource_move.perform(**given(user, why), move=row, because=why)
    row.refresh_from_db()
    _tell_move(row, output)


def _tell_move(row: ResourceMove, output: Output) -> None:
    from meritbook.cli.acts_answers import ResourceMoveAnswer

    answer = ResourceMoveAnswer(
        id=row.pk,
        department=row.department.code if row.department else None,
        moved_on=row.moved_on,
        people=None if row.people is None else f"{row.people.normalize():f}",
        money=None if row.money is None else f"{row.money:.2f}",
        moved_from=row.moved_from,
        moved_to=row.moved_to,
        because=row.because,
        result=row.result,
        source=row.source,
        withdrawn_because=row.withdrawn_because,
    )
    if output.as_json:
        output.json(answer.plain())
        return
    moved = " and ".join(
        [*([f"{answer.people} people"] if answer.people else []), *([f"${answer.money}"] if answer.money else [])]
    )
    ended = f" Withdrawn: {answer.withdrawn_because}" if answer.withdrawn_because else ""
    output.line(f"Move {answer.id}: {moved} from {answer.moved_from} to {answer.moved_to}.{ended}")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results report`."""
    del group
    report.registered_commands.extend(acts.registered_commands)
