"""Development in the demonstration: a department assessed in two years, a survey that was answered, one that is open.

Each act looks first whether it is on record already: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files
from typing import Any

from meritbook.actions import (
    add_area_evidence,
    answer_development_assessment,
    answer_survey,
    close_survey,
    draw_survey,
    open_development_assessment,
    open_survey,
    plan_improvement,
    record_area_finding,
    show_development_assessment,
    surveying,
)
from meritbook.actions.actor import Actor
from meritbook.core.results.survey import answers_of
from meritbook.core.results.survey_lines import questions_in
from meritbook.demo.serving import WHY, actor
from meritbook.records import clock
from meritbook.records.models import AssessmentState, Department, DevelopmentAssessment, Survey, SurveyState, User

KEEPER = "results"
OPEN_FOR = timedelta(days=18)
Tick = Callable[[int, int], None]


def told() -> dict[str, Any]:
    """The story as the file has it."""
    text = files("meritbook.demo").joinpath("data", "development.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def tell(tick: Tick) -> None:
    """The assessments, and the survey of January with its answers."""
    story = told()
    department = Department.objects.get(code=story["department"])
    for one in story["assessment"]:
        _assessment(one, department)
    _answer(_survey(story["survey"]["key"], story["survey"]["title"], story), story, tick)


def tell_on() -> None:
    """After the days of the first survey: what came of it, and the next one, which is open."""
    story = told()
    first = Survey.objects.get(key=story["survey"]["key"])
    if first.state == SurveyState.OPEN and first.ends_before is not None and clock.today() >= first.ends_before:
        close_survey.perform(actor(KEEPER), **_now(), survey=first)
    _survey(story["survey"]["after_key"], story["survey"]["after"], story, follows=first)


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def _assessment(one: dict[str, Any], department: Department) -> None:
    keeper = User.objects.get(username=KEEPER)
    row = DevelopmentAssessment.objects.filter(department=department, year=one["year"]).first()
    if row is None:
        row = open_development_assessment.perform(
            actor(KEEPER),
            **_now(),
            department=department,
            year=one["year"],
            assessed_on=one["assessed_on"],
            assessors=[keeper],
        )
    if row.state == AssessmentState.DRAFT:
        for found in one["finding"]:
            _finding(row, found)
        row = show_development_assessment.perform(actor(KEEPER), **_now(), assessment=row)
    if row.state == AssessmentState.SHOWN:
        director = actor(f"director.{department.code.lower()}")
        row = answer_development_assessment.perform(director, **_now(), assessment=row, answer=one["answer"])
    for planned in one.get("improvement", ()):
        if not row.improvements.filter(what=planned["what"]).exists():
            owner = User.objects.get(username=f"hr.{department.code.lower()}")
            plan_improvement.perform(actor(KEEPER), **_now(), assessment=row, owner=owner, **planned)


def _finding(row: DevelopmentAssessment, found: dict[str, Any]) -> None:
    said = {name: words for name, words in found.items() if name != "evidence"}
    if not row.findings.filter(area=found["area"]).exists():
        record_area_finding.perform(actor(KEEPER), **_now(), assessment=row, **said)
    for says, source in found.get("evidence", ()):
        if not row.evidence.filter(says=says).exists():
            add_area_evidence.perform(
                actor(KEEPER), **_now(), assessment=row, area=found["area"], says=says, source=source
            )


def _survey(key: str, title: str, story: dict[str, Any], *, follows: Survey | None = None) -> Survey:
    row = Survey.objects.filter(key=key).first()
    if row is None:
        row = draw_survey.perform(
            actor(KEEPER),
            **_now(),
            key=key,
            title=title,
            department=None,
            questions=questions_in(story["survey"]["questions"]),
            follows=follows if follows is not None and follows.state == SurveyState.CLOSED else None,
        )
    if row.state == SurveyState.DRAFT:
        today = clock.today()
        row = open_survey.perform(actor(KEEPER), **_now(), survey=row, starts_on=today, last_day=today + OPEN_FOR)
    return row


def _answer(survey: Survey, story: dict[str, Any], tick: Tick) -> None:
    """Half of those whom it asks answer, while it is open."""
    over = survey.ends_before is None or clock.today() >= survey.ends_before
    if survey.state != SurveyState.OPEN or over:
        return
    questions = surveying.questions_of(surveying.current(survey))
    have = set(survey.participants.values_list("user", flat=True))
    asked = [user for n, user in enumerate(sorted(surveying.asked(survey, clock.today()))) if n % 2 == 0]
    people = User.objects.in_bulk(asked)
    words = story["survey"]["words"]
    for n, user in enumerate(asked):
        if user not in have:
            # How somebody fares moves all of their answers; the last of them is asked the other way round.
            fares = n * 7 % 11 % 5
            given: dict[str, Any] = {
                "expected": min(5, 2 + fares - n % 2),
                "heard": max(1, fares - n % 3 % 2),
                "tools": min(5, 1 + fares + n % 2),
                "worn": max(1, 5 - fares),
            }
            if n % 9 == 4 and n // 9 < len(words):
                given["change"] = words[n // 9]
            seen = answers_of(questions, given).sha256
            answer_survey.perform(
                Actor(people[user]), at=clock.now(), why=answer_survey.WHY, survey=survey, answers=given, seen=seen
            )
        tick(n + 1, len(asked))
