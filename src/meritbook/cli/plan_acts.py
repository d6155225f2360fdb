"""`results`: draw up a plan, write it or take it in from StratML, check and adopt it, amend it, report on an action."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.acting import (
    Because,
    OfDepartment,
    Says,
    Why,
    begin,
    department_of,
    entry,
    given,
    one_of,
    standing_of,
)
from meritbook.cli.errors import ExitCode, UsageError
from meritbook.cli.options import AsJson, AsUser
from meritbook.cli.results_plans import PlanKey, tell_plan

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.records.models import PlanVersion

results = typer.Typer()
Document = Annotated[Path, typer.Argument(metavar="FILE", help="A document in StratML.")]
Seal = Annotated[
    str, typer.Option("--sha256", metavar="HASH", help="The seal of the draft that was read; others are refused.")
]


def _draft(standing: Standing, key: str) -> PlanVersion:
    from meritbook.desk import strategic_plans as read

    return read.draft(standing, read.plan(standing, key))


def _document(path: Path) -> bytes:
    """At most one byte more than a document may have: the reader refuses it then."""
    from meritbook.cli.errors import UnreadableFileError
    from meritbook.readers.stratml import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise UnreadableFileError(f"{path} cannot be read.", where=str(path)) from problem


@results.command("draw-plan")
def draw(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key that it is to have.")],
    as_user: AsUser,
    starts_on: Annotated[str, typer.Option("--from", metavar="DATE", help="Its first day.")],
    last_day: Annotated[str, typer.Option("--last-day", metavar="DATE", help="Its last day.")],
    why: Why,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Its name; else that of the document.")] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help="strategic or operational.")] = "strategic",
    department: OfDepartment = "",
    unit: Annotated[str, typer.Option(metavar="TEXT", help="The local entity whose plan it is.")] = "",
    deploys: Annotated[str, typer.Option(metavar="KEY", help="The plan above that it serves.")] = "",
    stratml: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take its first words in from this document.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draw up a plan as a draft, empty or with the words of a StratML document, which is kept."""
    from meritbook.cli.dates import day

    first, last = day(starts_on, where="--from"), day(last_day, where="--last-day")
    one_of(kind, "--kind", ("strategic", "operational"))
    if not (title or stratml):
        raise UsageError("Give --title, or a document with --stratml.")
    data = _document(stratml) if stratml else None
    output = begin(context, as_json)
    from django.db import transaction

    from meritbook.actions import draw_plan, take_in_stratml
    from meritbook.desk import strategic_plans as read
    from meritbook.readers.stratml import read_stratml

    standing, who = standing_of(as_user, "keep_plan"), given(as_user, why)
    named: dict[str, Any] = {"name": stratml.name} if stratml else {}
    if data is not None and not title:
        title = read_stratml(data, **named).text.name
    # The plan and its words together, or neither: a document that is refused leaves no empty plan behind.
    with transaction.atomic():
        done = draw_plan.perform(
            **who,
            key=key,
            kind=kind,
            title=title,
            department=department_of(department),
            starts_on=first,
            ends_before=last + timedelta(days=1),
            unit=unit,
            deploys=read.plan(standing, deploys) if deploys else None,
        )
        if data is not None:
            done = take_in_stratml.perform(**who, version=done, data=data, base_sha256=done.sha256, **named)
    tell_plan(done, output)


@results.command("take-stratml")
def take(
    context: typer.Context,
    key: PlanKey,
    file: Document,
    as_user: AsUser,
    why: Why,
    seen: Annotated[
        str, typer.Option(metavar="HASH", help="What the preview printed; without it nothing is taken in, only shown.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Take the words of a plan's draft in from StratML: first without --seen, to look; then with it, to take them."""
    data = _document(file)
    output = begin(context, as_json)
    from meritbook.actions import take_in_stratml
    from meritbook.actions.permissions import Capability, require
    from meritbook.cli.acts_answers import StratmlTakenAnswer

    standing, who = standing_of(as_user, "keep_plan"), given(as_user, why)
    draft = _draft(standing, key)
    require(who["actor"], Capability.KEEP_PLAN, draft.plan, on=standing.on)
    found = take_in_stratml.look(draft, data, name=file.name)
    if seen:
        draft = take_in_stratml.perform(**who, version=draft, data=data, name=file.name, base_sha256=seen)
    answer = StratmlTakenAnswer(
        key=key,
        number=draft.number,
        taken=bool(seen),
        sha256=draft.sha256,
        text=draft.text if seen else found.text,
        notes=found.notes,
        lost=found.lost,
    )
    if as_json:
        output.json(answer.plain())
        return
    for note in answer.notes:
        output.line(f"  {note}")
    for one in answer.lost:
        output.line(f"Not in the document, with what is tied to it: “{one}”.")
    strategies = sum(len(goal.strategies) for goal in answer.text.goals)
    output.line(f"{answer.text.name}: {len(answer.text.goals)} goals, {strategies} strategies.")
    if seen:
        output.line(f"Taken in. The document is kept beside version {answer.number}. Seal: {answer.sha256}")
    else:
        output.line(f"Nothing is taken in yet. To take it in: --seen {answer.sha256}")


@results.command("write-plan")
def write(
    context: typer.Context,
    key: PlanKey,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The words as JSON, as `plan --json` has them: `text`.")],
    as_user: AsUser,
    sha256: Seal,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Save the words of a draft from a file; what somebody else saved in between is not overwritten."""
    words = entry(file)
    output = begin(context, as_json)
    from meritbook.actions import save_plan_draft

    draft = _draft(standing_of(as_user, "keep_plan"), key)
    text = words.get("text", words) if isinstance(words.get("text"), dict) else words
    tell_plan(save_plan_draft.perform(**given(as_user, why), version=draft, text=text, base_sha256=sha256), output)


@results.command("check-plan")
def check(context: typer.Context, key: PlanKey, as_user: AsUser, as_json: AsJson = False) -> None:
    """Show the draft of a plan with its problems, those that keep it from being adopted first (exit code 1)."""
    output = begin(context, as_json)
    answer = tell_plan(_draft(standing_of(as_user), key), output)
    if any(one.blocks for one in answer.problems):
        raise typer.Exit(ExitCode.BAD_NEWS)


@results.command("adopt-plan")
def adopt(
    context: typer.Context, key: PlanKey, as_user: AsUser, sha256: Seal, why: Because, as_json: AsJson = False
) -> None:
    """Adopt the draft of a plan as it was read; its words stand still from then on."""
    output = begin(context, as_json)
    from meritbook.actions import adopt_plan

    draft = _draft(standing_of(as_user, "adopt_plan"), key)
    tell_plan(adopt_plan.perform(**given(as_user, why), version=draft, sha256=sha256, because=why), output)


@results.command("amend-plan")
def amend(context: typer.Context, key: PlanKey, as_user: AsUser, why: Why, as_json: AsJson = False) -> None:
    """Begin an amendment: a draft with the words in force, which stay in force until it is adopted."""
    output = begin(context, as_json)
    from meritbook.actions import amend_plan
    from meritbook.desk import strategic_plans as read

    row = read.plan(standing_of(as_user, "keep_plan"), key)
    tell_plan(amend_plan.perform(**given(as_user, why), plan=row), output)


@results.command("withdraw-plan")
def withdraw(
    context: typer.Context,
    key: PlanKey,
    as_user: AsUser,
    version: Annotated[int, typer.Option("--version", metavar="N", help="The version to withdraw.", min=1, max=2**31)],
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Withdraw a version of a plan, a draft or the one in force; it stays on record with the reason."""
    output = begin(context, as_json)
    from meritbook.actions import withdraw_plan
    from meritbook.desk import strategic_plans as read

    standing = standing_of(as_user, "keep_plan")
    row = read.version(standing, read.plan(standing, key), version)
    tell_plan(withdraw_plan.perform(**given(as_user, why), version=row, because=why), output)


@results.command("confirm-tie")
def confirm(
    context: typer.Context,
    key: PlanKey,
    part: Annotated[str, typer.Argument(metavar="PART", help="The key of the goal or strategy below.")],
    as_user: AsUser,
    why: Why,
    says: Says = "",
    as_json: AsJson = False,
) -> None:
    """Confirm that a part of a plan serves what it names above, after that was reworded."""
    output = begin(context, as_json)
    from meritbook.actions import confirm_alignment
    from meritbook.desk import strategic_plans as read

    standing = standing_of(as_user, "keep_plan")
    row = read.version(standing, read.plan(standing, key))
    confirm_alignment.perform(**given(as_user, why), version=row, part=part, says=says)
    tell_plan(row, output)


@results.command("report-action")
def report(
    context: typer.Context,
    key: PlanKey,
    action: Annotated[str, typer.Argument(metavar="ACTION", help="The key of the action, as `plan` shows it.")],
    progress: Annotated[str, typer.Argument(metavar="PROGRESS", help="under_way, done or dropped.")],
    as_user: AsUser,
    says: Says,
    why: Why = "An action of a plan is reported on.",
    as_json: AsJson = False,
) -> None:
    """Report how an action of a plan in force goes."""
    output = begin(context, as_json)
    from meritbook.actions import report_action
    from meritbook.cli.acts_answers import ActionReportedAnswer
    from meritbook.desk import strategic_plans as read

    row = read.plan(standing_of(as_user), key)
    done = report_action.perform(**given(as_user, why), plan=row, action=action, progress=progress, says=says)
    answer = ActionReportedAnswer(plan=key, action=done.action, progress=done.progress, says=done.says)
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"{answer.action}: {answer.progress.replace('_', ' ')}. {answer.says}")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
