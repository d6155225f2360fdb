"""`results development`, `surveys`, `survey`, `answer-survey` and `close-survey`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.development_answers import (
        AssessmentDetail,
        AssessmentLine,
        ImprovementLine,
        SurveyAnswer,
        SurveyLine,
    )
    from meritbook.cli.output import Output
    from meritbook.desk.development import AssessmentLine as ShownLine
    from meritbook.desk.development import AssessmentShown
    from meritbook.desk.surveys import Shown, SurveyShown
    from meritbook.desk.surveys import SurveyLine as ShownSurvey
    from meritbook.records.models import DevelopmentAssessment, Improvement, Survey

SurveyKey = Annotated[str, typer.Argument(metavar="KEY", help="The key of the survey.")]


def _standing(user: str, capability: str) -> Any:
    """What the person may read on the day of the office; raises `ForbiddenError`."""
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    require(actor, Capability(capability), on=clock.today())
    return Standing(actor.user, clock.today())


def development(
    context: typer.Context,
    user: AsUser,
    number: Annotated[int | None, typer.Argument(metavar="[N]", help="The number of one assessment.")] = None,
    department: Annotated[str, typer.Option(metavar="CODE", help="Only those of this department.")] = "",
    page: Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List the assessments of departments, or show one with its areas and the year before."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.development_answers import DevelopmentAnswer
    from meritbook.desk import development as read
    from meritbook.desk import seats

    standing = _standing(user, "read_development")
    if number is not None:
        tell_assessment(standing, read.get(standing, number if 0 < number < 2**62 else 0), output)
        return
    chosen = seats.department(department).pk if department else None
    found = read.lines(standing, department=chosen, number=page)
    answer = DevelopmentAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        assessments=tuple(assessment_line(one) for one in found.rows),
        assessment=None,
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Number", "Department", "Year", "State", "Levels", "Improvements under way"),
        [
            (str(one.id), one.department, str(one.year), one.state, f"{one.levels} of {one.areas}",
             str(one.improvements_open))
            for one in answer.assessments
        ],
    )  # fmt: skip
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def tell_assessment(standing: Standing, row: DevelopmentAssessment, output: Output) -> None:
    """Print one assessment as it stands, area by area."""
    from meritbook.cli.development_answers import DevelopmentAnswer
    from meritbook.desk import development as read

    detail = _detail(read.page(standing, read.get(standing, row.pk)))
    if not output.as_json:
        _show_detail(detail, output)
        return
    one = (detail.line,)
    output.json(DevelopmentAnswer(on=standing.on, page=1, pages=1, total=1, assessments=one, assessment=detail).plain())


def improvement_line(one: Improvement) -> ImprovementLine:
    """An improvement as it is answered."""
    from meritbook.cli.development_answers import ImprovementLine

    return ImprovementLine(
        id=one.pk,
        area=one.area,
        what=one.what,
        owner=one.owner.username,
        due_on=one.due_on,
        state=one.state,
        says=one.says,
        plan_action=f"{one.plan.key}/{one.action}" if one.plan else None,
    )


def assessment_line(one: ShownLine) -> AssessmentLine:
    """An assessment as it is listed."""
    from meritbook.cli.development_answers import AssessmentLine

    return AssessmentLine(
        id=one.row.pk,
        department=one.row.department.code,
        year=one.row.year,
        state=one.row.state,
        levels=one.levels,
        areas=one.areas,
        improvements_open=one.open,
    )


def _detail(shown: AssessmentShown) -> AssessmentDetail:
    from meritbook.cli.development_answers import AreaLine, AssessmentDetail, AssessmentLine

    row = shown.row
    improvements = [held for one in shown.areas for held in one.improvements]
    return AssessmentDetail(
        line=AssessmentLine(
            id=row.pk,
            department=row.department.code,
            year=row.year,
            state=row.state,
            levels=sum(one.level is not None for one in shown.areas),
            areas=len(shown.areas),
            improvements_open=sum(one.state in ("planned", "under_way") for one in improvements),
        ),
        assessed_on=row.assessed_on,
        policy=row.policy,
        assessors=shown.assessors,
        areas=tuple(
            AreaLine(
                area=one.area.key,
                name=one.area.name,
                level=one.level.key if one.level else None,
                because=one.finding.because if one.finding else "",
                strengths=one.finding.strengths if one.finding else "",
                opportunities=one.finding.opportunities if one.finding else "",
                moved=one.moved,
                evidence=tuple(str(held) for held in one.evidence),
                improvements=tuple(improvement_line(held) for held in one.improvements),
            )
            for one in shown.areas
        ),
        answer=row.answer,
    )


def _show_detail(detail: AssessmentDetail, output: Output) -> None:
    line = detail.line
    output.line(f"{line.department}, {line.year}: {line.state}, by {', '.join(detail.assessors)}")
    for one in detail.areas:
        output.line(f"{one.name}: {one.level or 'no level'}. {one.moved}".rstrip())
        for label, said in (
            ("Why", one.because), ("Strengths", one.strengths), ("Opportunities", one.opportunities)
        ):  # fmt: skip
            if said:
                output.line(f"  {label}: {said}")
        for said in one.evidence:
            output.line(f"  {said}")
        for held in one.improvements:
            output.line(f"  Improvement {held.id}, {held.what}: {held.state}, due {held.due_on}, by {held.owner}")
    output.line(f"The department says: {detail.answer or 'nothing yet'}")


def surveys(
    context: typer.Context,
    user: AsUser,
    state: Annotated[
        str, typer.Option(metavar="STATE", help="Only those that are draft, open, closed or withdrawn.")
    ] = "",
    page: Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List the surveys that ask a person, and those that they keep or read."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.development_answers import SurveysAnswer
    from meritbook.desk import surveys as read

    standing = _standing(user, "answer_survey")
    found = read.lines(standing, state=state, number=page)
    answer = SurveysAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        surveys=tuple(_survey(one) for one in found.rows),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Survey", "Title", "Asks", "State", "Last day", "You"),
        [
            (
                one.key,
                one.title,
                one.department or "the enterprise",
                one.state,
                str(one.last_day or "not set"),
                "asks you" if one.asks_me else "answered" if one.answered_by_me else "–",
            )
            for one in answer.surveys
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def _survey(one: ShownSurvey) -> SurveyLine:
    from meritbook.cli.development_answers import SurveyLine

    return SurveyLine(
        key=one.row.key,
        title=one.row.title,
        department=one.row.department.code if one.row.department else None,
        state=one.row.state,
        starts_on=one.row.starts_on,
        last_day=one.last_day,
        asks_me=one.asks_me,
        answered_by_me=one.answered_by_me,
    )


def survey(
    context: typer.Context,
    key: SurveyKey,
    user: AsUser,
    group: Annotated[
        str, typer.Option(metavar="CODES", help="A group that is shown, its codes joined by +; else all together.")
    ] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help="Print what came of it as CSV.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show one survey, and once it is closed, what came of it in groups that are large enough."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import surveys as read

    standing = _standing(user, "answer_survey")
    row = read.by_key(standing, key)
    if as_csv:
        typer.echo(read.table(standing, row), nl=False)
        return
    tell_survey(standing, row, output, group=group or None)


def tell_survey(standing: Standing, row: Survey, output: Output, group: str | None = None) -> None:
    """Print one survey as it stands, and once it is closed, what came of it."""
    from meritbook.desk import surveys as read

    shown = read.page(standing, read.by_key(standing, row.key), group=group)
    _show_survey(_survey_answer(shown), output)


def _survey_answer(shown: SurveyShown) -> SurveyAnswer:
    from meritbook.cli.development_answers import QuestionLine, SurveyAnswer

    result = shown.result
    held = result.result if result else None
    lines = [
        QuestionLine(
            key=one.question.key,
            says=one.question.says,
            answers=one.row.n if one.row else None,
            favourable=_interval(one.row.favourable) if one.row else None,
            mean=_interval(one.row.mean) if one.row else None,
            change=one.change,
        )
        for one in (result.questions if result else ())
    ]
    return SurveyAnswer(
        survey=_survey(shown.line),
        answered=shown.answered,
        minimum=held.minimum if held else None,
        asked=held.asked if held else None,
        groups=held.cells if held else (),
        group=result.chosen.name if result and result.chosen else None,
        questions=tuple(lines)
        or tuple(
            QuestionLine(key=one.key, says=one.says, answers=None, favourable=None, mean=None, change=None)
            for one in shown.questions.items
        ),
        items=shown.questions.items,
        tallies=held.tallies if held else (),
        texts={question.key: said for question, said in result.texts} if result else {},
        alpha=result.alpha if result else None,
    )


def _interval(one: Shown) -> Any:
    from meritbook.core.results.survey_statistics import Interval

    return Interval(at=one.at, low=one.low, high=one.high)


def _show_survey(answer: SurveyAnswer, output: Output) -> None:
    if output.as_json:
        output.json(answer.plain())
        return
    one = answer.survey
    output.line(f"{one.title} ({one.key}), {one.department or 'the enterprise'}: {one.state}")
    if answer.answered:
        output.line(f"Answered: {answer.answered}")
    if answer.minimum is None:
        for question in answer.questions:
            output.line(f"  {question.key}: {question.says}")
        return
    output.line(f"Shown: {answer.group or 'all together'}; no group of fewer than {answer.minimum}.")
    output.table(
        ("Question", "Answers", "Favourable", "Mean", "Change"),
        [
            (
                question.says,
                str(question.answers) if question.answers else "not shown",
                f"{question.favourable.at:.0%}" if question.favourable else "not shown",
                f"{question.mean.at:.2f}" if question.mean else "not shown",
                "–"
                if question.change is None
                else f"{question.change.favourable.at * 100:+.0f} points{', noise' if question.change.noise else ''}",
            )
            for question in answer.questions
        ],
    )
    for key, texts in answer.texts.items():
        output.line(f"{key}:")
        for said in texts:
            output.line(f"  {said}")


def answer_one(
    context: typer.Context,
    key: SurveyKey,
    answers: Annotated[
        Path, typer.Argument(metavar="FILE", help="A JSON object: by the key of each question a number or words.")
    ],
    user: AsUser,
    seen: Annotated[
        str, typer.Option(metavar="HASH", help="What the preview printed; without it nothing is sent, only shown.")
    ] = "",
) -> None:
    """Answer a survey: first without --seen, to look at the answers; then with it, to send them."""
    from meritbook.cli.home import open_records

    output = output_of(context, False)
    open_records()
    from meritbook.actions import Actor, answer_survey
    from meritbook.core.results.survey import SurveyAnswerError
    from meritbook.desk import surveys as read
    from meritbook.records import clock

    standing = _standing(user, "answer_survey")
    row = read.by_key(standing, key)
    try:
        given = json.loads(answers.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise SurveyAnswerError(f"{answers.name} is no JSON file that can be read.", where=answers.name) from error
    if not isinstance(given, dict):
        raise SurveyAnswerError(f"{answers.name} holds no JSON object.", where=answers.name)
    if seen:
        answer_survey.perform(
            Actor(standing.user), at=clock.now(), why=answer_survey.WHY, survey=row, answers=given, seen=seen
        )
        output.line("Your answers are in. Nobody can tell which of them are yours; delete the file.")
        return
    found = read.preview(row, given)
    for question, said, warnings in found.lines:
        output.line(f"{question.says}\n  {said}")
        for one in warnings:
            output.line(f"  ! {one}")
    output.line(f"Nothing is sent yet. To send it: --seen {found.sha256}")


def close_one(
    context: typer.Context,
    key: SurveyKey,
    user: AsUser,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why it is closed; it is written to the ledger.")],
    as_json: AsJson = False,
) -> None:
    """Close a survey after its last day: its answers become counts, and are destroyed."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, close_survey
    from meritbook.desk import surveys as read
    from meritbook.records import clock

    standing = _standing(user, "answer_survey")
    row = read.by_key(standing, key)
    close_survey.perform(Actor(standing.user), at=clock.now(), why=why, survey=row)
    tell_survey(standing, row, output)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.command()(development)
    group.command()(surveys)
    group.command()(survey)
    group.command("answer-survey")(answer_one)
    group.command("close-survey")(close_one)
