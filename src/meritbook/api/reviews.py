"""The quarterly reviews of results: lists, one review with its pack, its acts, and follow-ups."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    call_off_results_review,
    call_results_review,
    close_results_review,
    give_follow_up,
    open_results_review,
    record_results_decision,
    report_follow_up,
    settle_follow_up,
)
from meritbook.actions.permissions import Capability, require
from meritbook.actions.reviewing import of_department_or_all
from meritbook.actions.reviewing_policies import FollowUpOwnerError, ReviewError
from meritbook.api import review_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.persons import person
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Words
from meritbook.desk import review_pack, seats
from meritbook.desk import reviews as read
from meritbook.records import clock
from meritbook.records.models import ResultsReview

router = Router(tags=["reviews"])
HOLD = Capability.HOLD_REVIEW


def _held(request: HttpRequest, pk: int) -> ResultsReview:
    require(actor(request), Capability.READ_RISK, on=clock.today())
    row = read.get(standing(request), pk)
    require(actor(request), HOLD, row, on=clock.today())
    return row


def _page(request: HttpRequest, row: ResultsReview) -> dict[str, Any]:
    row = read.get(standing(request), row.pk)
    return shapes.review_answer(read.show(standing(request), row))


@router.get("/results/reviews", response=with_errors(Paged[shapes.ReviewLine]))
def list_reviews(request: HttpRequest, page: Number = 1) -> Any:
    """The reviews that the person may read, the newest quarter first."""
    require(actor(request), Capability.READ_RISK, on=clock.today())
    found = read.reviews(standing(request), number=page)
    rows = [shapes.review_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/reviews", response=with_errors(shapes.QuarterlyReviewAnswer, 201))
def call(request: HttpRequest, body: shapes.CallReview) -> Any:
    """Call the review of a quarter."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), HOLD, of_department_or_all(ResultsReview, department), on=clock.today())
    taken = body.model_dump(exclude={"department"})
    row = call_results_review.perform(actor(request), at=clock.now(), department=department, **taken)
    return Status(201, _page(request, row))


@router.get("/results/reviews/{review_id}", response=with_errors(shapes.QuarterlyReviewAnswer))
def get_review(request: HttpRequest, review_id: Id) -> Any:
    """One review with its pack, decisions, follow-ups and minutes."""
    require(actor(request), Capability.READ_RISK, on=clock.today())
    return _page(request, read.get(standing(request), review_id))


@router.post("/results/reviews/{review_id}/opening", response=with_errors(shapes.QuarterlyReviewAnswer))
def open_meeting(request: HttpRequest, review_id: Id, body: shapes.OpenReview) -> Any:
    """Open the meeting on the pack that was read: its seal is compared with that of the record as it stands now."""
    row = _held(request, review_id)
    confirm_password(request)
    pack = review_pack.draw(standing(request), row)
    if pack.seal() != body.sha256:
        raise ReviewError(
            "The record has changed since the pack was read.",
            where="sha256",
            remedy="Read the review again, and open the meeting on what it says now.",
        )
    open_results_review.perform(actor(request), at=clock.now(), why=body.why, review=row, pack=pack)
    return _page(request, row)


@router.post("/results/reviews/{review_id}/calling-off", response=with_errors(shapes.QuarterlyReviewAnswer))
def call_off(request: HttpRequest, review_id: Id, body: shapes.CallReviewOff) -> Any:
    """Call a review off before it opens."""
    row = _held(request, review_id)
    call_off_results_review.perform(actor(request), at=clock.now(), review=row, **body.model_dump())
    return _page(request, row)


@router.post("/results/reviews/{review_id}/decisions", response=with_errors(shapes.QuarterlyReviewAnswer, 201))
def decide(request: HttpRequest, review_id: Id, body: shapes.RecordDecision) -> Any:
    """Record what the meeting decided."""
    row = _held(request, review_id)
    record_results_decision.perform(actor(request), at=clock.now(), review=row, **body.model_dump())
    return Status(201, _page(request, row))


@router.post("/results/reviews/{review_id}/follow-ups", response=with_errors(shapes.QuarterlyReviewAnswer, 201))
def give(request: HttpRequest, review_id: Id, body: shapes.GiveFollowUp) -> Any:
    """Give somebody a follow-up."""
    row = _held(request, review_id)
    owner = person(body.owner, FollowUpOwnerError, "owner")
    taken = body.model_dump(exclude={"owner"})
    give_follow_up.perform(actor(request), at=clock.now(), review=row, owner=owner, **taken)
    return Status(201, _page(request, row))


@router.post("/results/reviews/{review_id}/closing", response=with_errors(shapes.QuarterlyReviewAnswer))
def close(request: HttpRequest, review_id: Id, body: shapes.CloseReview) -> Any:
    """Close the meeting and seal its minutes."""
    row = _held(request, review_id)
    confirm_password(request)
    close_results_review.perform(actor(request), at=clock.now(), review=row, **body.model_dump())
    return _page(request, row)


@router.get("/results/follow-ups", response=with_errors(Paged[shapes.FollowUpAnswer]))
def list_follow_ups(request: HttpRequest, show: Words = "", page: Number = 1) -> Any:
    """The follow-ups that the person may read; `show` is open, late or mine, and all without it."""
    require(actor(request), Capability.READ_RESULTS, on=clock.today())
    found = read.follow_ups(standing(request), show=show, number=page)
    rows = [shapes.follow_up_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/follow-ups/{follow_up_id}/report", response=with_errors(shapes.FollowUpAnswer))
def report(request: HttpRequest, follow_up_id: Id, body: shapes.ReportFollowUp) -> Any:
    """Report a follow-up done."""
    require(actor(request), Capability.READ_RESULTS, on=clock.today())
    line = read.follow_up(standing(request), follow_up_id)
    report_follow_up.perform(actor(request), at=clock.now(), follow_up=line.row, **body.model_dump())
    return shapes.follow_up_answer(read.follow_up(standing(request), follow_up_id))


@router.post("/results/follow-ups/{follow_up_id}/settlement", response=with_errors(shapes.FollowUpAnswer))
def settle(request: HttpRequest, follow_up_id: Id, body: shapes.SettleFollowUp) -> Any:
    """Accept a follow-up, give it back, or drop it; never by its owner or whoever reported it."""
    require(actor(request), Capability.READ_RESULTS, on=clock.today())
    line = read.follow_up(standing(request), follow_up_id)
    settle_follow_up.perform(actor(request), at=clock.now(), follow_up=line.row, **body.model_dump())
    return shapes.follow_up_answer(read.follow_up(standing(request), follow_up_id))
