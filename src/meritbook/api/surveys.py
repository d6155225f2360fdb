"""Surveys: the list, one with what came of it, preview and sending of answers, and the acts of who keeps one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.decorators import decorate_view

from meritbook.actions import (
    answer_survey,
    change_survey,
    close_survey,
    draw_survey,
    open_survey,
    withdraw_survey,
)
from meritbook.actions.measuring import of_department_or_all
from meritbook.actions.permissions import Capability, require
from meritbook.actions.surveying_policies import check_asked
from meritbook.api import development_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.filling import filled, shorter_than_most, spare
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Number, Paged, Words
from meritbook.desk import seats
from meritbook.desk import surveys as read
from meritbook.records import clock
from meritbook.records.models import Survey

router = Router(tags=["surveys"])
KEEP = Capability.KEEP_DEVELOPMENT
ONE = "/results/surveys/{key}"


def _in_office(request: HttpRequest) -> None:
    require(actor(request), Capability.ANSWER_SURVEY, on=clock.today())


def _kept(request: HttpRequest, key: str) -> Survey:
    _in_office(request)
    row = read.by_key(standing(request), key)
    require(actor(request), KEEP, row, on=clock.today())
    return row


def _page(request: HttpRequest, key: str, group: str | None = None) -> dict[str, Any]:
    return shapes.survey(read.page(standing(request), read.by_key(standing(request), key), group=group))


@router.get("/results/surveys", response=with_errors(Paged[shapes.SurveyLineAnswer]))
def list_surveys(request: HttpRequest, state: Words = "", q: Words = "", page: Number = 1) -> Any:
    """The surveys that ask the person, and those that they keep or read."""
    _in_office(request)
    found = read.lines(standing(request), state=state, words=q.replace("\0", ""), number=page)
    rows = [shapes.survey_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/surveys", response=with_errors(shapes.SurveyAnswer, 201))
def draw(request: HttpRequest, body: shapes.DrawSurvey) -> Any:
    """Draw up a survey."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), KEEP, of_department_or_all(Survey, department), on=clock.today())
    row = draw_survey.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        key=body.key,
        title=body.title,
        department=department,
        questions={"items": body.questions},
        follows=None if body.follows is None else read.by_key(standing(request), body.follows),
    )
    return Status(201, _page(request, row.key))


@router.get(ONE, response=with_errors(shapes.SurveyAnswer))
def get_survey(request: HttpRequest, key: str, group: Words = "") -> Any:
    """One survey; `group` is a group of its result, its codes joined by `+`, and an unknown one is all together."""
    _in_office(request)
    return _page(request, key, group or None)


@router.post(ONE + "/questions", response=with_errors(shapes.SurveyAnswer, 201))
def change(request: HttpRequest, key: str, body: shapes.ChangeSurvey) -> Any:
    """Change the questions of a draft, as its next version."""
    row = _kept(request, key)
    change_survey.perform(
        actor(request), at=clock.now(), why=body.why, survey=row, questions={"items": body.questions}
    )  # fmt: skip
    return Status(201, _page(request, key))


@router.post(ONE + "/opening", response=with_errors(shapes.SurveyAnswer))
def open_it(request: HttpRequest, key: str, body: shapes.OpenSurvey) -> Any:
    """Open it between two days; its questions stand still from then on."""
    row = _kept(request, key)
    open_survey.perform(actor(request), at=clock.now(), survey=row, **body.model_dump())
    return _page(request, key)


@router.post(ONE + "/preview", response=with_errors(shapes.PreviewAnswer))
@decorate_view(filled)
def preview(request: HttpRequest, key: str, body: shapes.PreviewSurvey) -> Any:
    """Look at answers before they are sent: what in them may tell who wrote them. Nothing is kept."""
    _in_office(request)
    row = read.by_key(standing(request), key)
    check_asked(actor(request), row, clock.today())
    found = read.preview(row, body.answers)
    scales = [(question, said) for question, said, _ in found.lines if question.kind == "scale"]
    spare(request, sum(shorter_than_most([said], (*one.points, read.NOT_ANSWERED)) for one, said in scales))
    return shapes.preview(found)


@router.post(ONE + "/answers", response=with_errors(shapes.AnsweredAnswer, 201))
@decorate_view(filled)
def answer(request: HttpRequest, key: str, body: shapes.AnswerSurvey) -> Any:
    """Send answers that were looked at. Nobody can find them again; nothing of them is in the answer."""
    _in_office(request)
    row = read.by_key(standing(request), key)
    answer_survey.perform(
        actor(request), at=clock.now(), why=answer_survey.WHY, survey=row, answers=body.answers, seen=body.seen
    )
    return Status(201, {"survey": row.key, "answered": True})


@router.post(ONE + "/closing", response=with_errors(shapes.SurveyAnswer))
def close_it(request: HttpRequest, key: str, body: shapes.CloseSurvey) -> Any:
    """Close it after its last day: its answers become counts, and are destroyed."""
    row = _kept(request, key)
    close_survey.perform(actor(request), at=clock.now(), why=body.why, survey=row)
    return _page(request, key)


@router.post(ONE + "/withdrawal", response=with_errors(shapes.SurveyAnswer))
def withdraw(request: HttpRequest, key: str, body: shapes.WithdrawSurvey) -> Any:
    """Withdraw it; its answers are destroyed."""
    row = _kept(request, key)
    confirm_password(request)
    withdraw_survey.perform(actor(request), at=clock.now(), survey=row, **body.model_dump())
    return _page(request, key)
