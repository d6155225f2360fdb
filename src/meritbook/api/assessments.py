"""Competency assessments: what one is asked, preview and sending of answers, and the acts of who keeps one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.decorators import decorate_view

from meritbook.actions import (
    answer_assessment,
    assessing,
    close_assessment,
    competency_models,
    decline_rating,
    delegate_rating,
    draw_assessment,
    name_rater,
    open_assessment,
    rating_drafts,
    remove_rater,
    take_back_declining,
    take_back_rating,
    withdraw_assessment,
)
from meritbook.actions.permissions import Capability, require
from meritbook.api import assessment_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.filling import filled, shorter_than_most, spare
from meritbook.api.persons import person
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Words
from meritbook.core.competencies.answers import NOT_OBSERVED, RaterGroup, RatingAnswerError
from meritbook.desk import assessment_form, assessment_requests
from meritbook.desk import assessments as read
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, MultiraterAssessment

router = Router(tags=["competency assessments"])
ANSWER, KEEP, OWN = Capability.ANSWER_ASSESSMENT, Capability.KEEP_ASSESSMENT, Capability.READ_OWN_REPORT
ASKED, ONE = "/competencies/asked/{rater_id}", "/competencies/assessments/{assessment_id}"


def _asked(request: HttpRequest, rater_id: int) -> AssessmentRater:
    require(actor(request), ANSWER, on=clock.today())
    return read.request_of(standing(request), rater_id)


def _kept(request: HttpRequest, assessment_id: int) -> MultiraterAssessment:
    require(actor(request), KEEP, on=clock.today())
    row = read.by_pk(standing(request), assessment_id)
    require(actor(request), KEEP, row, on=clock.today())
    return row


def _page(request: HttpRequest, assessment_id: int) -> dict[str, Any]:
    held = standing(request)
    return shapes.assessment(read.page(held, read.by_pk(held, assessment_id)))


@router.get("/competencies/asked", response=with_errors(list[shapes.RatingAskedAnswer]))
def list_asked(request: HttpRequest) -> Any:
    """What the person is asked on assessments that are open."""
    require(actor(request), ANSWER, on=clock.today())
    return [shapes.asked(one) for one in read.asked(standing(request))]


@router.get(ASKED, response=with_errors(shapes.RatingFormAnswer))
@decorate_view(filled)
def get_asked(request: HttpRequest, rater_id: Id) -> Any:
    """All that is asked on one assessment, with the person's own draft."""
    row = _asked(request, rater_id)
    held = standing(request)
    assessment_requests.check_now(row, held)
    model = assessing.model_of(row.assessment)
    given, comments = assessment_requests.draft_of(row)
    shown = assessment_form.form_of(model, row.assessment.role, given, comments)
    policy = assessing.policy_of(row.assessment)
    chosen = (each.chosen for one in shown.competencies for each in one.behaviours)
    spare(request, shorter_than_most(chosen, (NOT_OBSERVED, *(place for place, _ in shown.points))))
    return shapes.form(read.asked_of(held, row), shown, model=model.key, minimum=policy.minimum)


@router.put(ASKED + "/draft", response=with_errors(shapes.DraftKeptAnswer))
@decorate_view(filled)
def keep_draft(request: HttpRequest, rater_id: Id, body: shapes.PreviewRating) -> Any:
    """Keep what is typed and not sent, sealed, in place of what was kept before."""
    row = _asked(request, rater_id)
    rating_drafts.save(actor(request), at=clock.now(), rater=row, given=body.given, comments=body.comments)
    return {"kept": True}


@router.post(ASKED + "/preview", response=with_errors(shapes.RatingPreviewAnswer))
@decorate_view(filled)
def preview(request: HttpRequest, rater_id: Id, body: shapes.PreviewRating) -> Any:
    """Look at answers before they are sent: what in the words may tell who wrote them. Nothing is kept."""
    row = _asked(request, rater_id)
    assessment_requests.check_now(row, standing(request))
    one, asked = row.assessment, read.asked_of(standing(request), row)
    model = assessing.model_of(one)
    found = assessment_form.preview_of(
        model, one.role, body.given, body.comments, subject=asked.subject, author=asked.author
    )
    answers = (line.answer for part in found.parts for line in part.lines)
    counts = 2 * len(str(found.asked)) - len(str(found.rated)) - len(str(found.not_observed))
    spare(request, shorter_than_most(answers, (*model.scale.points, *assessment_form.WORDS.values())) + counts)
    return shapes.preview(found)


@router.post(ASKED + "/answers", response=with_errors(shapes.ReceiptAnswer, 201))
@decorate_view(filled)
def answer(request: HttpRequest, rater_id: Id, body: shapes.SendRating) -> Any:
    """Send answers that were looked at. Nobody can find them again but by the receipt, which is given this once."""
    row = _asked(request, rater_id)
    receipt = answer_assessment.perform(
        actor(request), at=clock.now(), why=answer_assessment.WHY, rater=row, **body.model_dump()
    )
    return Status(201, {"receipt": receipt})


@router.post(ASKED + "/decline", response=with_errors(shapes.StandingAnswer))
def decline(request: HttpRequest, rater_id: Id, body: shapes.DeclineRating) -> Any:
    """Say that one does not answer."""
    row = _asked(request, rater_id)
    decline_rating.perform(actor(request), at=clock.now(), why=decline_rating.WHY, rater=row, because=body.because)
    return {"done": True}


@router.post(ASKED + "/decline/taken-back", response=with_errors(shapes.StandingAnswer))
def take_declining_back(request: HttpRequest, rater_id: Id, body: shapes.TakeDecliningBack) -> Any:
    """Take back that one declined, while it is open; one may answer again."""
    del body
    row = _asked(request, rater_id)
    take_back_declining.perform(actor(request), at=clock.now(), why=take_back_declining.WHY, rater=row)
    return {"done": True}


@router.post(ASKED + "/delegate", response=with_errors(shapes.StandingAnswer))
def delegate(request: HttpRequest, rater_id: Id, body: shapes.DelegateRating) -> Any:
    """Name somebody who answers instead."""
    row = _asked(request, rater_id)
    instead = person(body.delegate, RatingAnswerError, "delegate")
    delegate_rating.perform(actor(request), at=clock.now(), why=delegate_rating.WHY, rater=row, delegate=instead)
    return {"done": True}


@router.get("/competencies/assessments", response=with_errors(Paged[shapes.CompetencyAssessmentLine]))
def list_assessments(request: HttpRequest, state: Words = "", q: Words = "", page: Number = 1) -> Any:
    """The assessments of other people that the person keeps."""
    require(actor(request), KEEP, on=clock.today())
    found = read.lines(standing(request), state=state, words=q.replace("\0", ""), number=page)
    rows = [shapes.line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.get("/competencies/own", response=with_errors(list[shapes.CompetencyAssessmentLine]))
def list_own(request: HttpRequest) -> Any:
    """The person's own assessments."""
    require(actor(request), OWN, on=clock.today())
    return [shapes.line(one) for one in read.own_lines(standing(request))]


@router.post("/competencies/assessments", response=with_errors(shapes.CompetencyAssessmentAnswer, 201))
def draw(request: HttpRequest, body: shapes.DrawCompetencyAssessment) -> Any:
    """Draw up an assessment by the current version of a model."""
    require(actor(request), KEEP, on=clock.today())
    model = read.usable_models().filter(key__iexact=body.model).first()
    if model is None:
        raise RatingAnswerError(f"No model that is in use carries the key {body.model}.", where="model")
    row = draw_assessment.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        subject=person(body.subject, RatingAnswerError, "subject"),
        version=competency_models.current(model),
        role=body.role,
        follows=None if body.follows is None else read.followed_by_pk(standing(request), body.follows),
    )
    return Status(201, _page(request, row.pk))


@router.get(ONE, response=with_errors(shapes.CompetencyAssessmentAnswer))
def get_assessment(request: HttpRequest, assessment_id: Id) -> Any:
    """One assessment: for who keeps it, and for who is assessed."""
    if not standing(request).may(KEEP):
        require(actor(request), OWN, on=clock.today())
    return _page(request, assessment_id)


@router.post(ONE + "/raters", response=with_errors(shapes.CompetencyAssessmentAnswer, 201))
def add_rater(request: HttpRequest, assessment_id: Id, body: shapes.NameRater) -> Any:
    """Name somebody who is asked."""
    row = _kept(request, assessment_id)
    name_rater.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        assessment=row,
        group=RaterGroup(body.group),
        user=None if body.user is None else person(body.user, RatingAnswerError, "user"),
        guest=body.guest,
        address=body.address,
        because=body.because,
    )
    return Status(201, _page(request, assessment_id))


@router.post(ONE + "/raters/{rater_id}/removal", response=with_errors(shapes.CompetencyAssessmentAnswer))
def take_off(request: HttpRequest, assessment_id: Id, rater_id: Id, body: shapes.RemoveRater) -> Any:
    """Do not ask somebody any more."""
    row = _kept(request, assessment_id)
    held = read.rater_of(row, rater_id)
    remove_rater.perform(actor(request), at=clock.now(), why=body.why, rater=held, because=body.because)
    return _page(request, assessment_id)


@router.post(ONE + "/opening", response=with_errors(shapes.CompetencyAssessmentAnswer))
def open_it(request: HttpRequest, assessment_id: Id, body: shapes.OpenCompetencyAssessment) -> Any:
    """Open it between two days; model, policy and promise stand still from then on."""
    row = _kept(request, assessment_id)
    open_assessment.perform(actor(request), at=clock.now(), assessment=row, **body.model_dump())
    return _page(request, assessment_id)


@router.post(ONE + "/closing", response=with_errors(shapes.CompetencyAssessmentAnswer))
def close_it(request: HttpRequest, assessment_id: Id, body: shapes.CloseCompetencyAssessment) -> Any:
    """Close it after its last day: its answers become what may be told, and are destroyed."""
    row = _kept(request, assessment_id)
    close_assessment.perform(actor(request), at=clock.now(), why=body.why, assessment=row)
    return _page(request, assessment_id)


@router.post(ONE + "/withdrawal", response=with_errors(shapes.CompetencyAssessmentAnswer))
def withdraw(request: HttpRequest, assessment_id: Id, body: shapes.WithdrawCompetencyAssessment) -> Any:
    """Withdraw it; its answers are destroyed."""
    row = _kept(request, assessment_id)
    confirm_password(request)
    withdraw_assessment.perform(actor(request), at=clock.now(), assessment=row, **body.model_dump())
    return _page(request, assessment_id)


@router.post(ONE + "/taken-back", response=with_errors(shapes.StandingAnswer))
def take_back(request: HttpRequest, assessment_id: Id, body: shapes.TakeRatingBack) -> Any:
    """Take one's own answers back with the receipt of their sending."""
    require(actor(request), ANSWER, on=clock.today())
    row = assessment_requests.answered_of(standing(request), assessment_id)
    take_back_rating.perform(
        actor(request), at=clock.now(), why=take_back_rating.WHY, assessment=row, receipt=body.receipt
    )
    return {"done": True}
