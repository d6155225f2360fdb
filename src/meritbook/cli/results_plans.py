"""`results`: plans, one plan, plans as StratML documents, and the line of sight up from a contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.cli.output import Output
    from meritbook.cli.results_answers import ResultsPlanAnswer
    from meritbook.records.models import PlanVersion

results = typer.Typer()
PlanKey = Annotated[str, typer.Argument(metavar="KEY", help="The key of the plan, as the list has it.")]
OfVersion = Annotated[int, typer.Option("--version", metavar="N", help="This version; else the one in force.")]


@results.command("plans")
def plans_(context: typer.Context, as_user: AsUser, as_json: AsJson = False) -> None:
    """List the plans that the person may read, those of the enterprise first."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from dataclasses import asdict

    from meritbook.actions.permissions import Standing
    from meritbook.cli.people import actor_named
    from meritbook.cli.results_answers import ResultsPlanLine, ResultsPlansAnswer
    from meritbook.desk import strategic_plans as read
    from meritbook.records import clock

    who = Standing(actor_named(as_user).user, clock.today())
    first = read.lines(who)
    rows = [*first.rows]
    for number in range(2, first.of + 1):
        rows += read.lines(who, number=number).rows
    lines = tuple(ResultsPlanLine(**asdict(one)) for one in rows)
    if as_json:
        output.json(ResultsPlansAnswer(plans=lines).plain())
        return
    output.table(
        ("Key", "Plan", "Of", "From", "To", "Where it stands"),
        [(one.key, one.title, one.of, one.starts_on.isoformat(), one.last_day.isoformat(), one.state) for one in lines],
    )
    if not lines:
        output.line("No plan is open to this person.")


@results.command()
def plan(
    context: typer.Context, key: PlanKey, as_user: AsUser, version: OfVersion = 0, as_json: AsJson = False
) -> None:
    """Show a version of a plan: its goals, what they serve, its actions, and what is to be said of it."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.permissions import Standing
    from meritbook.cli.people import actor_named
    from meritbook.desk import strategic_plans as read
    from meritbook.records import clock

    who = Standing(actor_named(as_user).user, clock.today())
    tell_plan(read.version(who, read.plan(who, key), version or None), output)


def tell_plan(chosen: PlanVersion, output: Output) -> ResultsPlanAnswer:
    """Show a version of a plan, with all that is to be said of its words."""
    from meritbook.actions import planning
    from meritbook.cli.results_answers import ResultsPlanAnswer
    from meritbook.desk import strategic_plans as read

    text = chosen.text
    answer = ResultsPlanAnswer(
        key=chosen.plan.key,
        number=chosen.number,
        status=chosen.status,
        sha256=chosen.sha256,
        text=text,
        ties=tuple(one.tie for one in read.tie_lines(chosen).values()),
        unserved=read.unserved_of(chosen),
        problems=planning.problems_of(chosen.plan, text),
    )
    if output.as_json:
        output.json(answer.plain())
        return answer
    output.line(f"{text.name}, version {chosen.number}, {chosen.get_status_display().lower()}", style="bold")
    ties = {one.part: one for one in answer.ties}
    for goal in text.goals:
        tie = ties.get(goal.key)
        serves = f" -> {tie.above or tie.serves} ({tie.state})" if tie is not None and tie.serves else ""
        output.line(f"Goal {goal.key}: {goal.called}{serves}")
        for one in goal.strategies:
            output.line(f"  Strategy {one.key}: {one.called}")
            for action in one.actions:
                by = f", by {action.last_day.isoformat()}" if action.last_day else ""
                output.line(f"    Action {action.key}: {action.says}{by}")
    for missing in answer.unserved:
        output.line(f"No plan below serves “{missing.called}”.")
    for problem in answer.problems:
        output.line(f"{'Blocks' if problem.blocks else 'Look'}: {problem.says}")
    output.line(f"Seal: {answer.sha256}")
    return answer


@results.command()
def stratml(
    context: typer.Context,
    key: PlanKey,
    as_user: AsUser,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it; nothing is written over.")],
    version: OfVersion = 0,
) -> None:
    """Write a version of a plan as a StratML document."""
    from meritbook.cli.home import open_records

    output = output_of(context)
    open_records()
    from meritbook.actions.permissions import Standing
    from meritbook.cli.errors import UnknownNameError
    from meritbook.cli.people import actor_named
    from meritbook.desk import strategic_plans as read
    from meritbook.records import clock
    from meritbook.writers.stratml import write_stratml

    who = Standing(actor_named(as_user).user, clock.today())
    written = write_stratml(read.version(who, read.plan(who, key), version or None).text)
    try:
        with out.open("xb") as file:
            file.write(written.data)
    except OSError as problem:
        raise UnknownNameError(
            f"{out} cannot be written.", where=str(out), remedy="Name a file that is not there, in a folder that is."
        ) from problem
    output.line(f"Written to {out}.")
    for one in written.leaves_out:
        output.line(f"  left out: {one}")


@results.command("stratml-check")
def stratml_check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document in StratML.")],
    as_json: AsJson = False,
) -> None:
    """Read a StratML document and say what is in it, and what is not as the standard has it. Nothing is kept."""
    from meritbook.cli.results_answers import StratmlCheckAnswer
    from meritbook.readers.errors import FileMissingError
    from meritbook.readers.stratml import MOST_BYTES, read_stratml

    output = output_of(context, as_json)
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise FileMissingError(f"{file} cannot be read.", where=str(file)) from problem
    found = read_stratml(data, name=file.name)
    if as_json:
        output.json(StratmlCheckAnswer(text=found.text, notes=found.notes).plain())
        return
    strategies = sum(len(goal.strategies) for goal in found.text.goals)
    output.line(f"{found.text.name}: {len(found.text.goals)} goals, {strategies} strategies.")
    for note in found.notes:
        output.line(f"  {note}")


@results.command("line-of-sight")
def line_of_sight(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the contract.", min=1, max=2**31 - 1)],
    as_user: AsUser,
    as_json: AsJson = False,
) -> None:
    """Show the way up from each measure of a contract to the goals of the enterprise."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.permissions import Standing
    from meritbook.cli.people import actor_named
    from meritbook.cli.results_answers import LineOfSightAnswer, SightLine
    from meritbook.desk import contracts, plan_sight
    from meritbook.records import clock

    who = Standing(actor_named(as_user).user, clock.today())
    rows = plan_sight.of_contract(who, contracts.contract(who, number))
    lines = tuple(
        SightLine(
            says=one.says,
            measure=one.measure,
            key=one.key,
            sights=one.sights,
            frozen=one.frozen.sentence if one.frozen else "",
            frozen_on=one.frozen_on,
            corrected=one.corrected.sentence if one.corrected else "",
        )
        for one in rows
    )
    if as_json:
        output.json(LineOfSightAnswer(contract=number, objectives=lines).plain())
        return
    for line in lines:
        output.line(f"{line.says}: {line.measure}", style="bold")
        if line.frozen_on is not None:
            output.line(f"  frozen at the rating of {line.frozen_on.isoformat()}: {line.frozen}")
        if line.corrected:
            output.line(f"  corrected since: {line.corrected}")
        if not line.key:
            output.line("  the contract's own measure, tied to none of the register")
        for sight in line.sights:
            for step in sight.steps:
                output.line(f"  -> {step.kind} of {step.of}: {step.called}")
            if sight.ends:
                output.line(f"  it goes no further: {sight.ends}")
    if not lines:
        output.line("No signed words with measures are on record.")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
