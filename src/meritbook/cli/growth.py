"""`competencies growth …`: development plans of one's own, those that one coaches, and those that one is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.cli.growth_answers import GrowthNoteLine, GrowthPlanAnswer, GrowthPlanLine
    from meritbook.cli.output import Output
    from meritbook.desk.growth import PlanLine, PlanShown
    from meritbook.records.models import GrowthNote

group = typer.Typer(no_args_is_help=True, help="Individual development plans.")
PlanNumber = Annotated[int, typer.Argument(metavar="N", help="The number of the plan, as the list has it.")]
GoalNumber = Annotated[int, typer.Argument(metavar="GOAL", help="The number of the goal, as the plan shows it.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why; it is written to the ledger, so nothing of the plan.")]
Due = Annotated[str, typer.Option("--due", metavar="DATE", help="Due by, as YYYY-MM-DD.")]
Says = Annotated[str, typer.Option("--says", metavar="TEXT", help="What there is to say.")]


def _who(user: str) -> tuple[Any, Any]:
    """The actor, and what they may read on the day of the office; raises `ForbiddenError`, `ConfidentialError`."""
    from meritbook.actions import Actor
    from meritbook.cli.confidential import own_standing

    standing = own_standing(user, "plan_growth", "the development plans")
    return Actor(standing.user), standing


def _number(given: int) -> int:
    return given if 0 < given < 2**31 else 0


def _opened(context: typer.Context, as_json: bool = False) -> Output:
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    return output


def _day(text: str, where: str) -> Any:
    from meritbook.cli.dates import day

    return day(text, where=where)


@group.command("list")
def list_plans(
    context: typer.Context,
    user: AsUser,
    whose: Annotated[str, typer.Option(metavar="WHOSE", help="own, coached or shown; else all.")] = "",
    state: Annotated[str, typer.Option(metavar="STATE", help="under_way, done or dropped; else all.")] = "",
    page: Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List the development plans that a person may read."""
    output = _opened(context, as_json)
    from meritbook.cli.growth_answers import GrowthPlansAnswer
    from meritbook.desk import growth as read

    _, standing = _who(user)
    found = read.lines(standing, whose=whose, state=state, number=page)
    lines = tuple(_line(one) for one in found.rows)
    if as_json:
        output.json(GrowthPlansAnswer(page=found.number, pages=found.of, total=found.total, plans=lines).plain())
        return
    output.table(
        ("No.", "Plan", "Whose", "State", "Actions done", "Late", "Last day"),
        [
            (
                str(one.id),
                one.title,
                one.person,
                one.stands,
                f"{one.progress.done} of {one.progress.of}" if one.progress.of else "none is planned",
                str(one.progress.late),
                one.last_day.isoformat(),
            )
            for one in lines
        ],
    )
    output.line(f"{found.total} in all, page {found.number} of {found.of}.")


def _line(one: PlanLine | PlanShown) -> GrowthPlanLine:
    from meritbook.cli.growth_answers import GrowthPlanLine

    return GrowthPlanLine(
        id=one.row.pk,
        title=one.row.title,
        person=one.row.person.username,
        coach=one.row.coach.username if one.row.coach else None,
        as_what=one.as_what,
        state=one.row.state,
        starts_on=one.row.starts_on,
        last_day=one.last_day,
        progress=one.progress,
    )


def _note(one: GrowthNote) -> GrowthNoteLine:
    from meritbook.cli.growth_answers import GrowthNoteLine

    return GrowthNoteLine(
        id=one.pk,
        goal=one.goal_id,
        action=one.action_id,
        says=one.says,
        file=one.name if one.document_id else None,
        noted_by=one.noted_by.username,
    )


def _answer(shown: PlanShown) -> GrowthPlanAnswer:
    from meritbook.cli.growth_answers import GrowthActionLine, GrowthGoalLine, GrowthPlanAnswer

    row = shown.row
    actions = ("kind", "what", "with_whom", "state", "due_on")
    goals = ("says", "competency", "requirement", "objective", "state", "due_on")
    held = [note for goal in shown.goals for one in goal.actions for note in one.notes]
    notes = (*shown.notes, *(note for goal in shown.goals for note in goal.notes), *held)
    return GrowthPlanAnswer(
        plan=_line(shown),
        model=shown.model.key,
        role=row.role,
        aims_plan=row.aims_plan,
        aims_class=row.aims_class,
        says=row.says,
        goals=tuple(
            GrowthGoalLine(
                id=one.row.pk,
                contract=one.row.contract_id,
                late=one.late,
                actions=tuple(
                    GrowthActionLine(
                        id=each.row.pk, late=each.late, **{name: getattr(each.row, name) for name in actions}
                    )
                    for each in one.actions
                ),
                **{name: getattr(one.row, name) for name in goals},
            )
            for one in shown.goals
        ),
        notes=tuple(_note(one) for one in notes),
        readers=tuple(one.reader.username for one in shown.shares),
    )


@group.command()
def show(context: typer.Context, number: PlanNumber, user: AsUser, as_json: AsJson = False) -> None:
    """Show one plan with its goals, actions and notes."""
    output = _opened(context, as_json)
    from meritbook.desk import growth as read

    _, standing = _who(user)
    answer = _answer(read.page(standing, read.plan(standing, _number(number))))
    if as_json:
        output.json(answer.plain())
        return
    told = answer.plan.progress
    output.line(f"{answer.plan.title}, {answer.plan.person}: {answer.plan.stands}, until {answer.plan.last_day}")
    output.line(f"{told.done} of {told.of} actions done, {told.late} late" if told.of else "No action is planned.")
    for goal in answer.goals:
        late = " (late)" if goal.late else ""
        output.line(f"Goal {goal.id}, {goal.stands}, due {goal.due_on}: {goal.says}{late}")
        for one in goal.actions:
            late = " (late)" if one.late else ""
            output.line(f"  Action {one.id}, {one.kind}, {one.stands}, due {one.due_on}: {one.what}{late}")
    for note in answer.notes:
        output.line(f"Note {note.id}, {note.noted_by}: {note.says}{f' [{note.file}]' if note.file else ''}")


@group.command()
def make(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the plan is called.")],
    user: AsUser,
    model: Annotated[str, typer.Option(metavar="KEY", help="The competency model.")],
    role: Annotated[str, typer.Option(metavar="KEY", help="The role of the model in which the person works.")],
    last_day: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day, as YYYY-MM-DD.")],
    starts_on: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day; else today.")] = "",
    aims: Annotated[str, typer.Option(metavar="PLAN:CLASS", help="The class that is aimed at.")] = "",
    says: Says = "",
    why: Why = "Made on the command line.",
) -> None:
    """Make a development plan of one's own."""
    output = _opened(context)
    from meritbook.actions import make_growth_plan
    from meritbook.desk import growth_choices as offered
    from meritbook.records import clock

    actor, standing = _who(user)
    plan, _, code = aims.partition(":")
    row = make_growth_plan.perform(
        actor,
        at=clock.now(),
        why=why,
        title=title,
        version=offered.version_in_use(model),
        role=role,
        starts_on=_day(starts_on, "--from") if starts_on else standing.on,
        last_day=_day(last_day, "--until"),
        aims_plan=plan,
        aims_class=code,
        says=says,
    )
    output.line(f"Plan {row.pk} is made. Nobody but its person reads it.")


@group.command()
def goal(
    context: typer.Context,
    number: PlanNumber,
    says: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be reached.")],
    user: AsUser,
    due: Due,
    competency: Annotated[str, typer.Option(metavar="KEY", help="A competency of the model of the plan.")] = "",
    why: Why = "Set on the command line.",
) -> None:
    """Set a goal of one's own plan."""
    output = _opened(context)
    from meritbook.actions import set_growth_goal
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    row = set_growth_goal.perform(
        actor,
        at=clock.now(),
        why=why,
        plan=read.plan(standing, _number(number)),
        says=says,
        due_on=_day(due, "--due"),
        competency=competency,
    )
    output.line(f"Goal {row.pk} is set.")


@group.command()
def action(
    context: typer.Context,
    number: PlanNumber,
    goal: GoalNumber,
    what: Annotated[str, typer.Argument(metavar="TEXT", help="What is done.")],
    user: AsUser,
    kind: Annotated[str, typer.Option(metavar="KIND", help="experience, relationship or course.")],
    due: Due,
    with_whom: Annotated[str, typer.Option("--with", metavar="TEXT", help="With whom.")] = "",
    why: Why = "Planned on the command line.",
) -> None:
    """Plan an action towards a goal of one's own plan."""
    output = _opened(context)
    from meritbook.actions import plan_growth_action
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    row = plan_growth_action.perform(
        actor,
        at=clock.now(),
        why=why,
        goal=read.goal(standing, _number(number), _number(goal)),
        kind=kind,
        what=what,
        with_whom=with_whom,
        due_on=_day(due, "--due"),
    )
    output.line(f"Action {row.pk} is planned.")


@group.command("move-goal")
def move_goal(
    context: typer.Context,
    number: PlanNumber,
    goal: GoalNumber,
    state: Annotated[str, typer.Argument(metavar="STATE", help="under_way, done or dropped.")],
    user: AsUser,
    says: Says = "",
    why: Why = "Moved on the command line.",
) -> None:
    """Say how far a goal of one's own plan is."""
    output = _opened(context)
    from meritbook.actions import move_growth_goal
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    held = read.goal(standing, _number(number), _number(goal))
    row = move_growth_goal.perform(actor, at=clock.now(), why=why, goal=held, state=state, says=says)
    output.line(f"Goal {row.pk}: {row.get_state_display().lower()}.")


@group.command("move-action")
def move_action(
    context: typer.Context,
    number: PlanNumber,
    action: Annotated[int, typer.Argument(metavar="ACTION", help="The number of the action, as the plan shows it.")],
    state: Annotated[str, typer.Argument(metavar="STATE", help="under_way, done or dropped.")],
    user: AsUser,
    says: Says = "",
    why: Why = "Moved on the command line.",
) -> None:
    """Say how far an action of one's own plan is; what is said of it becomes a note."""
    output = _opened(context)
    from meritbook.actions import move_growth_action
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    held = read.action(standing, _number(number), _number(action))
    row = move_growth_action.perform(actor, at=clock.now(), why=why, action=held, state=state, says=says)
    output.line(f"Action {row.pk}: {row.get_state_display().lower()}.")


@group.command()
def note(
    context: typer.Context,
    number: PlanNumber,
    says: Annotated[str, typer.Argument(metavar="TEXT", help="What there is to note.")],
    user: AsUser,
    goal: Annotated[int | None, typer.Option(metavar="GOAL", help="The goal that it is of.")] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="A file as evidence.")] = None,
    why: Why = "Noted on the command line.",
) -> None:
    """Note progress in a plan of one's own, or one that one coaches."""
    output = _opened(context)
    from meritbook.actions import attach_file, note_growth
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    row = read.plan(standing, _number(number))
    taken = None
    if file is not None:
        with file.open("rb") as stream:
            taken = attach_file.take(stream, name=file.name)
    made = note_growth.perform(
        actor,
        at=clock.now(),
        why=why,
        plan=row,
        says=says,
        goal=None if goal is None else read.goal(standing, row.pk, _number(goal)),
        file=taken,
    )
    output.line(f"Note {made.pk} is on record.")


@group.command()
def coach(
    context: typer.Context,
    number: PlanNumber,
    user: AsUser,
    person: Annotated[str, typer.Option("--coach", metavar="USER", help="The coach; nobody where left out.")] = "",
    why: Why = "Named on the command line.",
) -> None:
    """Name the coach of one's own plan, or nobody any more."""
    output = _opened(context)
    from meritbook.actions import name_coach
    from meritbook.cli.people import actor_named
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    whom = actor_named(person).user if person else None
    row = name_coach.perform(actor, at=clock.now(), why=why, plan=read.plan(standing, _number(number)), coach=whom)
    output.line(f"{row.coach.full_name} coaches plan {row.pk}." if row.coach else f"Plan {row.pk} has no coach.")


@group.command("show-to")
def show_to(
    context: typer.Context,
    number: PlanNumber,
    person: Annotated[str, typer.Argument(metavar="USER", help="The username of who is to read it.")],
    user: AsUser,
    why: Why = "Shown on the command line.",
) -> None:
    """Show one's own plan to somebody."""
    output = _opened(context)
    from meritbook.actions import show_growth_plan
    from meritbook.cli.people import actor_named
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    whom = actor_named(person).user
    assert whom is not None  # noqa: S101  # a name always gives a person
    plan = read.plan(standing, _number(number))
    show_growth_plan.perform(actor, at=clock.now(), why=why, plan=plan, reader=whom)
    output.line(f"{whom.full_name} reads plan {plan.pk} now.")


@group.command("take-back")
def take_back(
    context: typer.Context,
    number: PlanNumber,
    person: Annotated[str, typer.Argument(metavar="USER", help="The username of who is to read it no more.")],
    user: AsUser,
    why: Why = "Taken back on the command line.",
) -> None:
    """Take back what was shown of one's own plan."""
    output = _opened(context)
    from meritbook.actions import withdraw_growth_plan_show
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    share = read.share_with(standing, _number(number), person)
    withdraw_growth_plan_show.perform(actor, at=clock.now(), why=why, share=share)
    output.line(f"{share.reader.full_name} reads plan {share.plan_id} no more.")


@group.command()
def end(
    context: typer.Context,
    number: PlanNumber,
    says: Annotated[str, typer.Argument(metavar="TEXT", help="What came of it.")],
    user: AsUser,
    given_up: Annotated[bool, typer.Option("--given-up", help="It is given up; else it is reached.")] = False,
    why: Why = "Ended on the command line.",
) -> None:
    """End one's own plan."""
    output = _opened(context)
    from meritbook.actions import end_growth_plan
    from meritbook.desk import growth as read
    from meritbook.records import clock

    actor, standing = _who(user)
    row = end_growth_plan.perform(
        actor, at=clock.now(), why=why, plan=read.plan(standing, _number(number)), reached=not given_up, says=says
    )
    output.line(f"Plan {row.pk}: {row.get_state_display().lower()}.")


def register(competencies: typer.Typer) -> None:
    """Add this group to `competencies`."""
    competencies.add_typer(group, name="growth")
