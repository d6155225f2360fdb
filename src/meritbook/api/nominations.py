"""Nominations for the executive service, and each step of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from meritbook.actions import (
    decide_nomination,
    judge_criterion,
    nominate_position,
    resubmit_nomination,
    return_nomination,
    review_nomination,
    set_entry_day,
    withdraw_nomination,
)
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.api import service_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import ERRORS, file_answer, page_of, with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Words
from meritbook.desk import nominations as read
from meritbook.desk import positions as read_positions
from meritbook.records import clock
from meritbook.records.models import Nomination

router = Router(tags=["service"])
PDF = {
    "responses": {
        200: {
            "description": "The notice",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get("/nominations", response=with_errors(Paged[shapes.NominationLine]))
def list_nominations(
    request: HttpRequest, page: Number = 1, q: Words = "", status: Words = "", department: Words = ""
) -> Any:
    """The nominations that the person may read, newest first; `status=open` are those under way."""
    found = read.nominations(
        standing(request),
        page,
        asked=q.replace("\0", ""),
        status=status,
        department=department.replace("\0", ""),
    )
    return page_of(found)


@router.post("/nominations", response=with_errors(shapes.NominationAnswer, 201))
def nominate(request: HttpRequest, body: shapes.Nominate) -> Any:
    """Nominate a position, as the director of its department. Refused with the verdict where no seat is free."""
    who = actor(request)
    require(who, Capability.NOMINATE_POSITION, on=clock.today())
    position = read_positions.position(standing(request), body.position)
    made = nominate_position.perform(who, at=clock.now(), why=body.why, position=position, rationale=body.rationale)
    return Status(201, _answer(request, made))


@router.get("/nominations/{nomination_id}", response=with_errors(shapes.NominationAnswer))
def get_nomination(request: HttpRequest, nomination_id: Id) -> Any:
    """One nomination: its criteria with evidence, what the law says of it, the acts that are open to the person."""
    return _answer(request, read.nomination(standing(request), nomination_id))


@router.get("/nominations/{nomination_id}/notice-{to}.pdf", response=ERRORS, openapi_extra=PDF)
def notice(request: HttpRequest, nomination_id: Id, to: Literal["director", "hr"]) -> HttpResponse:
    """The notice of the decision, byte for byte as it was kept."""
    row = read.nomination(standing(request), nomination_id)
    kept = row.director_notice if to == "director" else row.hr_notice
    if kept is None:
        raise read.NoSuchNominationError("The nomination was not decided, so that there is no notice.")
    return file_answer(kept, f"nomination-{row.pk}-{to}.pdf")


@router.post("/nominations/{nomination_id}/return", response=with_errors(shapes.NominationAnswer))
def return_(request: HttpRequest, nomination_id: Id, body: Because) -> Any:
    """Return it for completion: it loses its place in the row."""
    row = _open(request, nomination_id, "return")
    return_nomination.perform(actor(request), at=clock.now(), why=body.why, nomination=row)
    return _again(request, row)


@router.post("/nominations/{nomination_id}/resubmit", response=with_errors(shapes.NominationAnswer))
def resubmit(request: HttpRequest, nomination_id: Id, body: shapes.Resubmit) -> Any:
    """Submit it again: it takes a seat that is free now, or is refused with the verdict."""
    row = _open(request, nomination_id, "resubmit")
    resubmit_nomination.perform(actor(request), at=clock.now(), nomination=row, **body.dict())
    return _again(request, row)


@router.post("/nominations/{nomination_id}/withdraw", response=with_errors(shapes.NominationAnswer))
def withdraw(request: HttpRequest, nomination_id: Id, body: Because) -> Any:
    """Withdraw it: its seat is free."""
    row = _open(request, nomination_id, "withdraw")
    withdraw_nomination.perform(actor(request), at=clock.now(), why=body.why, nomination=row)
    return _again(request, row)


@router.post("/nominations/{nomination_id}/judgements", response=with_errors(shapes.NominationAnswer, 201))
def judge(request: HttpRequest, nomination_id: Id, body: shapes.Judge) -> Any:
    """Judge one criterion; a judgement other than what was read needs its reason."""
    row = _open(request, nomination_id, "judge")
    judge_criterion.perform(actor(request), at=clock.now(), nomination=row, **body.dict())
    return Status(201, _again(request, row))


@router.post("/nominations/{nomination_id}/review", response=with_errors(shapes.NominationAnswer))
def review(request: HttpRequest, nomination_id: Id, body: shapes.NominationReview) -> Any:
    """Review the allocation on the decision of the bench."""
    row = _open(request, nomination_id, "review")
    review_nomination.perform(actor(request), at=clock.now(), nomination=row, **body.dict())
    return _again(request, row)


@router.post("/nominations/{nomination_id}/decision", response=with_errors(shapes.NominationAnswer))
def decide(request: HttpRequest, nomination_id: Id, body: shapes.DecideNomination) -> Any:
    """Decide it, finally. The notices are written with it."""
    row = _open(request, nomination_id, "decide")
    confirm_password(request)
    decide_nomination.perform(actor(request), at=clock.now(), nomination=row, **body.dict())
    return _again(request, row)


@router.post("/nominations/{nomination_id}/entry", response=with_errors(shapes.NominationAnswer))
def enter(request: HttpRequest, nomination_id: Id, body: shapes.Enter) -> Any:
    """Set the day on which the position enters the service."""
    row = _open(request, nomination_id, "enter")
    set_entry_day.perform(actor(request), at=clock.now(), nomination=row, **body.dict())
    return _again(request, row)


def _open(request: HttpRequest, pk: int, act: str) -> Nomination:
    """The nomination, for somebody who may take the act on it: before anything of the request is weighed."""
    row = read.nomination(standing(request), pk)
    if not read.may(standing(request), act, row):
        raise ForbiddenError("This act is not open to the roles that you hold, or you have a part in the case.")
    return row


def _again(request: HttpRequest, row: Nomination) -> dict[str, Any]:
    return _answer(request, read.nomination(standing(request), row.pk))


def _answer(request: HttpRequest, row: Nomination) -> dict[str, Any]:
    shown = read.page(standing(request), row)
    return {
        **asdict(shown.line),
        "rationale": row.rationale,
        "description": row.description.version,
        "in_management_class": row.in_management_class,
        "review_says": row.review_says,
        "decision_says": row.decision_says,
        "criteria": [
            {
                "fact": one.fact,
                "says": one.suggestion.criterion.says,
                "needed": one.suggestion.criterion.needed,
                "read": one.suggestion.verdict,
                "because": one.suggestion.because,
                "verdict": one.judgement.verdict if one.judgement else None,
                "judged_says": one.judgement.says if one.judgement else "",
                "agrees": one.judgement.agrees if one.judgement else None,
                "evidence": list(one.evidence),
            }
            for one in shown.criteria
        ],
        "verdicts": list(shown.verdicts),
        "decided": list(shown.decided),
        "notices": [to for to, kept in (("director", row.director_notice_id), ("hr", row.hr_notice_id)) if kept],
        "acts": [one.name for one in shown.acts],
    }
