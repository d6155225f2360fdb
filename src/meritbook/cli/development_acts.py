"""`results`: assess a department area by area, show it, answer it, and plan and report what is done about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from meritbook.cli.acting import Because, Due, Owner, Why, begin, given, numbered, person, standing_of
from meritbook.cli.dates import day
from meritbook.cli.development import assessment_line, improvement_line, tell_assessment
from meritbook.cli.options import AsJson, AsUser

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.readers.attachments import Attachment
    from meritbook.records.models import DevelopmentAssessment, Improvement, Measure, StrategicPlan

Keyed = TypeVar("Keyed", "Measure", "StrategicPlan")
results = typer.Typer()
Number = Annotated[int, typer.Argument(metavar="N", help="The number of the assessment.")]
AreaKey = Annotated[str, typer.Argument(metavar="AREA", help="The key of an area, such as leadership.")]
PlanKey = Annotated[str, typer.Option("--plan", metavar="KEY", help="The key of a plan.")]


def _read(user: str, number: int) -> tuple[Standing, DevelopmentAssessment]:
    from meritbook.desk import development as read

    standing = standing_of(user, "read_development")
    return standing, read.get(standing, numbered(number))


def _keyed(model: type[Keyed], key: str, where: str) -> Keyed | None:
    """The plan or measure of the key, whatever its case; none where none was typed. Raises `DevelopmentError`."""
    from meritbook.actions.developing_policies import DevelopmentError

    found = model.objects.filter(key__iexact=key).first() if key else None
    if key and found is None:
        raise DevelopmentError(f"No {where} carries the key {key}.", where=where)
    return found


def _file(path: Path | None) -> Attachment | None:
    from io import BytesIO

    from meritbook.actions import attach_file
    from meritbook.cli.files import bytes_of

    return attach_file.take(BytesIO(bytes_of(path)), name=path.name) if path is not None else None


@results.command("open-assessment")
def open_(
    context: typer.Context,
    department: Annotated[str, typer.Argument(metavar="CODE", help="The department that is assessed.")],
    user: AsUser,
    year: Annotated[int, typer.Option(metavar="YEAR", help="The year that it is of.")],
    assessed_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day whose state it describes.")],
    assessor: Annotated[list[str], typer.Option(metavar="USER", help="The username of who assesses; once for each.")],
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Open the assessment of a department for a year; who opens it need not be one who assesses."""
    described = day(assessed_on, where="--on")
    output = begin(context, as_json)
    from meritbook.actions import open_development_assessment
    from meritbook.actions.developing_policies import DevelopmentError
    from meritbook.cli.development_answers import DevelopmentAnswer
    from meritbook.desk import development as read
    from meritbook.desk import seats

    standing = standing_of(user, "keep_development")
    row = open_development_assessment.perform(
        **given(user, why),
        department=seats.department(department),
        year=year,
        assessed_on=described,
        assessors=[person(one, DevelopmentError, "assessors") for one in assessor],
    )
    # Who opens an assessment without assessing may not read it before it is shown: the line is all that is told.
    line = assessment_line(read.line_of(row))
    if as_json:
        output.json(
            DevelopmentAnswer(on=standing.on, page=1, pages=1, total=1, assessments=(line,), assessment=None).plain()
        )
        return
    output.line(f"Assessment {line.id} of {line.department}, {line.year}: {line.state}, {line.areas} areas to write.")


@results.command("write-finding")
def write(
    context: typer.Context,
    number: Number,
    area: AreaKey,
    user: AsUser,
    strengths: Annotated[str, typer.Option(metavar="TEXT", help="What is strong.")] = "",
    opportunities: Annotated[str, typer.Option(metavar="TEXT", help="What could be better.")] = "",
    level: Annotated[str, typer.Option(metavar="KEY", help="A level of the area; none where one cannot tell.")] = "",
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why it is this level.")] = "",
    why: Why = "What was found is written.",
    as_json: AsJson = False,
) -> None:
    """Write all that was found in an area, as its next version: for those who assess the department."""
    output = begin(context, as_json)
    from meritbook.actions import record_area_finding

    standing, row = _read(user, number)
    record_area_finding.perform(
        **given(user, why),
        assessment=row,
        area=area,
        strengths=strengths,
        opportunities=opportunities,
        level=level,
        because=because,
    )
    tell_assessment(standing, row, output)


@results.command("add-evidence")
def add_evidence(
    context: typer.Context,
    number: Number,
    area: AreaKey,
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What it shows.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where it can be read; words alone name it.")] = "",
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="A file to keep beside the area.")] = None,
    measure: Annotated[str, typer.Option(metavar="KEY", help="The key of a measure.")] = "",
    plan: PlanKey = "",
    goal: Annotated[str, typer.Option(metavar="KEY", help="The key of a goal of that plan.")] = "",
    why: Why = "Evidence is added.",
    as_json: AsJson = False,
) -> None:
    """Put evidence beside an area: a file, a measure, a goal of a plan, or words with their source."""
    output = begin(context, as_json)
    from meritbook.actions import add_area_evidence
    from meritbook.records.models import Measure, StrategicPlan

    standing, row = _read(user, number)
    add_area_evidence.perform(
        **given(user, why),
        assessment=row,
        area=area,
        says=says,
        source=source,
        file=_file(file),
        measure=_keyed(Measure, measure, "measure"),
        plan=_keyed(StrategicPlan, plan, "plan"),
        goal=goal,
    )
    tell_assessment(standing, row, output)


@results.command("show-assessment")
def show(
    context: typer.Context,
    number: Number,
    user: AsUser,
    why: Why = "An assessment is shown to its department.",
    as_json: AsJson = False,
) -> None:
    """Show an assessment to its department; what was found stands still from then on."""
    output = begin(context, as_json)
    from meritbook.actions import show_development_assessment

    standing, row = _read(user, number)
    tell_assessment(standing, show_development_assessment.perform(**given(user, why), assessment=row), output)


@results.command("take-back-assessment")
def take_back(context: typer.Context, number: Number, user: AsUser, why: Because, as_json: AsJson = False) -> None:
    """Take a shown assessment back to be written on, before its department has answered."""
    output = begin(context, as_json)
    from meritbook.actions import reopen_development_assessment

    standing, row = _read(user, number)
    done = reopen_development_assessment.perform(**given(user, why), assessment=row, because=why)
    tell_assessment(standing, done, output)


@results.command("answer-assessment")
def answer(
    context: typer.Context,
    number: Number,
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What the department says.")],
    why: Why = "An assessment is answered.",
    as_json: AsJson = False,
) -> None:
    """Answer an assessment for the department: for its director, who did not assess it."""
    output = begin(context, as_json)
    from meritbook.actions import answer_development_assessment

    standing, row = _read(user, number)
    done = answer_development_assessment.perform(**given(user, why), assessment=row, answer=says)
    tell_assessment(standing, done, output)


@results.command("plan-improvement")
def plan_improvement_(
    context: typer.Context,
    number: Number,
    area: AreaKey,
    user: AsUser,
    what: Annotated[str, typer.Option(metavar="TEXT", help="What is done.")],
    owner: Owner,
    due_on: Due,
    plan: PlanKey = "",
    action: Annotated[str, typer.Option(metavar="KEY", help="The key of an action of that plan.")] = "",
    why: Why = "An improvement is planned.",
    as_json: AsJson = False,
) -> None:
    """Decide what is done about an opportunity, by whom and by when, or by the action of a plan."""
    due = day(due_on, where="--due")
    output = begin(context, as_json)
    from meritbook.actions import plan_improvement
    from meritbook.actions.developing_policies import DevelopmentError
    from meritbook.records.models import StrategicPlan

    _, row = _read(user, number)
    made = plan_improvement.perform(
        **given(user, why),
        assessment=row,
        area=area,
        what=what,
        owner=person(owner, DevelopmentError, "owner"),
        due_on=due,
        plan=_keyed(StrategicPlan, plan, "plan"),
        action=action,
    )
    _tell(made, output)


@results.command("report-improvement")
def report(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="IMPROVEMENT", help="Its number, as `development N` shows it.")],
    state: Annotated[str, typer.Argument(metavar="STATE", help="planned, under_way, done or dropped.")],
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="How far it is.")],
    why: Why = "An improvement is reported on.",
    as_json: AsJson = False,
) -> None:
    """Say how far an improvement is: for who owns it, or keeps the assessment."""
    output = begin(context, as_json)
    from meritbook.actions import report_improvement
    from meritbook.desk import development as read

    held = read.improvement(standing_of(user, "report_action"), numbered(number))
    _tell(report_improvement.perform(**given(user, why), improvement=held, state=state, says=says), output)


def _tell(row: Improvement, output: Output) -> None:
    line = improvement_line(row)
    if output.as_json:
        output.json(line.plain())
        return
    output.line(f"Improvement {line.id}, {line.what}: {line.state}, due {line.due_on}, by {line.owner}")
    if line.says:
        output.line(f"  {line.says}")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
