"""`results`: propose, decide, start, verify and end an investment; a unit of the budget and what it has spent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.acting import (
    Because,
    OfDepartment,
    Says,
    Why,
    begin,
    department_of,
    entry,
    figure,
    given,
    one_of,
    standing_of,
)
from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, AsUser
from meritbook.cli.returns import tell_return, unit_line

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.records.models import BudgetUnit, ReturnCase

results = typer.Typer()
Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of the investment.")]
Case = Annotated[
    Path, typer.Argument(metavar="FILE", help="Words and figures as JSON, as `return --json` has them: `text`.")
]
Seal = Annotated[str, typer.Option("--sha256", metavar="HASH", help="The seal that `return` showed.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The code of the budget unit.")]


def _read(user: str, key: str) -> tuple[Standing, ReturnCase]:
    from meritbook.desk import returns as read

    standing = standing_of(user)
    return standing, read.get(standing, key)


@results.command("propose-return")
def propose(
    context: typer.Context,
    key: Key,
    file: Case,
    user: AsUser,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")],
    why: Why,
    department: OfDepartment = "",
    as_json: AsJson = False,
) -> None:
    """Propose an investment from a file with its costs and benefits by fiscal year; figures may be missing."""
    text = entry(file)
    output = begin(context, as_json)
    from meritbook.actions import propose_return

    standing = standing_of(user)
    row = propose_return.perform(
        **given(user, why), key=key, title=title, department=department_of(department), text=text
    )
    tell_return(standing, row, output)


@results.command("change-return")
def change(
    context: typer.Context,
    key: Key,
    file: Case,
    user: AsUser,
    sha256: Seal,
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Change the words and figures of a proposed investment: its next version, with the reason."""
    text = entry(file)
    output = begin(context, as_json)
    from meritbook.actions import change_return

    standing, row = _read(user, key)
    change_return.perform(**given(user, why), case=row, text=text, because=why, sha256=sha256)
    tell_return(standing, row, output)


@results.command("decide-return")
def decide(
    context: typer.Context,
    key: Key,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="approve or refuse.")],
    user: AsUser,
    sha256: Seal,
    says: Says,
    why: Why = "An investment is decided.",
    as_json: AsJson = False,
) -> None:
    """Approve or refuse the version of an investment that was read; never by whoever proposed it."""
    one_of(decision, "DECISION", ("approve", "refuse"))
    output = begin(context, as_json)
    from meritbook.actions import decide_return

    standing, row = _read(user, key)
    done = decide_return.perform(**given(user, why), case=row, approve=decision == "approve", says=says, sha256=sha256)
    tell_return(standing, done, output)


@results.command("start-return")
def start(
    context: typer.Context,
    key: Key,
    user: AsUser,
    started_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day from which it is under way.")],
    why: Why = "An investment is under way.",
    as_json: AsJson = False,
) -> None:
    """Record that an approved investment is under way."""
    from meritbook.cli.dates import day

    first = day(started_on, where="--on")
    output = begin(context, as_json)
    from meritbook.actions import start_return

    standing, row = _read(user, key)
    tell_return(standing, start_return.perform(**given(user, why), case=row, started_on=first), output)


@results.command("verify-return")
def verify(
    context: typer.Context,
    key: Key,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What came, as JSON: through, figures, unproven.")],
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="How it was verified.")],
    why: Why = "An investment is verified.",
    as_json: AsJson = False,
) -> None:
    """Verify what an investment cost and brought, from a file; never by whoever made the case."""
    came = entry(file)
    output = begin(context, as_json)
    from meritbook.actions import verify_return

    standing, row = _read(user, key)
    verify_return.perform(**given(user, why), case=row, realised=came, says=says)
    tell_return(standing, row, output)


@results.command("end-return")
def end(context: typer.Context, key: Key, user: AsUser, why: Because, as_json: AsJson = False) -> None:
    """End an investment with the reason; all that was recorded of it stays."""
    output = begin(context, as_json)
    from meritbook.actions import end_return

    standing, row = _read(user, key)
    tell_return(standing, end_return.perform(**given(user, why), case=row, because=why), output)


def _tell_unit(standing: Standing, row: BudgetUnit, year: int | None, output: Output) -> None:
    from meritbook.core.results.periods import fiscal_year
    from meritbook.desk import spending as read

    now = read.year_of(standing.on)
    of = now if year is None else fiscal_year(year, now.year_starts_in)
    (shown,) = read.of_year(standing, [row], of)
    line = unit_line(shown)
    if output.as_json:
        output.json(line.plain())
        return
    output.line(f"{line.title} ({line.code}), {of.label}: {shown.says}")


@results.command("budget-unit")
def enter_unit(
    context: typer.Context,
    code: Code,
    user: AsUser,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")],
    why: Why,
    department: OfDepartment = "",
    as_json: AsJson = False,
) -> None:
    """Put a unit of the budget on record, which measures name in their entry."""
    output = begin(context, as_json)
    from meritbook.actions import record_budget_unit

    standing = standing_of(user)
    row = record_budget_unit.perform(**given(user, why), code=code, title=title, department=department_of(department))
    _tell_unit(standing, row, None, output)


@results.command("record-spending")
def record_spending(
    context: typer.Context,
    code: Code,
    user: AsUser,
    year: Annotated[int, typer.Option(metavar="YEAR", help="The calendar year in which the fiscal year ends.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where the figures were read.")],
    appropriated: Annotated[str, typer.Option(metavar="DOLLARS", help="What it was given; none is not zero.")] = "",
    spent: Annotated[str, typer.Option(metavar="DOLLARS", help="What it has spent; none is not zero.")] = "",
    through: Annotated[str, typer.Option(metavar="DATE", help="The last day that the spending covers.")] = "",
    why: Why = "Figures of the budget.",
    as_json: AsJson = False,
) -> None:
    """Record what a budget unit was given and has spent in a fiscal year; what was known before stays."""
    from meritbook.cli.dates import day

    if not (appropriated or spent):
        raise UsageError("Give --appropriated, --spent or both.")
    had = figure(appropriated, "--appropriated") if appropriated else None
    used = figure(spent, "--spent") if spent else None
    last = day(through, where="--through") if through else None
    output = begin(context, as_json)
    from meritbook.actions import record_spending
    from meritbook.desk import spending as read

    standing = standing_of(user)
    row = read.unit(code)
    made = record_spending.perform(
        **given(user, why), unit=row, year=year, source=source, appropriated=had, spent=used, spent_through=last
    )
    _tell_unit(standing, row, made.year, output)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
