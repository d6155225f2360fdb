"""What the law drafted: the list, one with its verdict, confirming and staying it, and how far the law worked."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from meritbook.actions import confirm_consequence, stay_consequence
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import ERRORS, file_answer, page_of, with_errors
from meritbook.api.shapes import Asked, Because, Id, Number, Paged, Words
from meritbook.core.law.answer import LawVerdict
from meritbook.desk import consequences as read
from meritbook.records import clock
from meritbook.records.models import Consequence

router = Router(tags=["consequences"])


class ConsequenceLine(Schema):
    """A consequence in a list."""

    id: int
    rule: str
    draft: str
    act: str
    position: str
    title: str
    department: str
    executive: str
    due_on: date
    status: str
    status_word: str
    says: str


class ConsequenceAnswer(ConsequenceLine):
    """One consequence with what it rests on."""

    pack: str
    drafted_on: date
    steps: list[str]
    """What is done on confirmation."""
    appeal: str
    """Whether it can be appealed, to whom and until when, if notice were had today; empty once it is settled."""
    appeal_until: date | None
    settled_by: str
    settled_at: datetime | None
    settled_says: str
    stayed_until: date | None
    overtaken_on: date | None
    overtaken_because: str
    has_letter: bool
    verdict: LawVerdict


class Confirm(Because):
    """Confirm what was drafted."""

    says: Annotated[str, Field(max_length=5000)] = ""
    """Remarks for the letter."""
    served_on: date | None = None
    """The day on which the letter reaches the executive; today when none is given."""


class Stay(Asked):
    """Stay what was drafted, with the reason."""

    reason: Annotated[str, Field(min_length=1, max_length=5000)]
    until: date | None = None
    """After that day it comes back; none for good."""


class LawDaysAnswer(Schema):
    """How far the law was worked through."""

    newest: date | None
    first: date | None
    today: date
    lag: int
    """Days up to today that are still to be worked."""
    pack: str


@router.get("/consequences", response=with_errors(Paged[ConsequenceLine]))
def list_consequences(
    request: HttpRequest,
    status: Literal["", "drafted", "confirmed", "stayed", "overtaken"] = "",
    rule: Words = "",
    department: Words = "",
    page: Number = 1,
) -> Any:
    """What the law drafted, as far as the person may read it, by the day on which it is due."""
    asked = read.Asked(status, rule.replace("\0", ""), department.replace("\0", ""))
    return page_of(read.consequences(standing(request), page, asked))


@router.get("/law-days", response=with_errors(LawDaysAnswer))
def law_days(request: HttpRequest) -> Any:
    """How far the law was worked through."""
    require(actor(request), Capability.READ_SERVICE, on=clock.today())
    state = read.law_state(clock.today())
    return {**asdict(state), "lag": state.lag}


@router.get("/consequences/{consequence_id}", response=with_errors(ConsequenceAnswer))
def get_consequence(request: HttpRequest, consequence_id: Id) -> Any:
    """One consequence with the verdict that it rests on."""
    return _answer(_readable(request, consequence_id))


@router.get(
    "/consequences/{consequence_id}/letter.pdf",
    response=ERRORS,
    openapi_extra={
        "responses": {
            200: {
                "description": "The letter",
                "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def letter(request: HttpRequest, consequence_id: Id) -> HttpResponse:
    """The letter of what was confirmed, byte for byte as it was kept."""
    row = _readable(request, consequence_id)
    if row.document is None:
        raise read.NoSuchConsequenceError("It has no letter.", where=str(consequence_id))
    return file_answer(row.document, f"act-{row.pk}.pdf")


@router.post("/consequences/{consequence_id}/confirm", response=with_errors(ConsequenceAnswer))
def confirm(request: HttpRequest, consequence_id: Id, body: Confirm) -> Any:
    """Confirm what the law drafted: the act is done, and its letter is kept."""
    who, row = actor(request), _readable(request, consequence_id)
    require(who, Capability.SETTLE_CONSEQUENCE, row, on=clock.today())
    confirm_password(request)
    confirm_consequence.perform(
        who, at=clock.now(), why=body.why, consequence=row, says=body.says, served_on=body.served_on
    )
    return _answer(_readable(request, consequence_id))


@router.post("/consequences/{consequence_id}/stay", response=with_errors(ConsequenceAnswer))
def stay(request: HttpRequest, consequence_id: Id, body: Stay) -> Any:
    """Stay what the law drafted, with the reason."""
    who, row = actor(request), _readable(request, consequence_id)
    stay_consequence.perform(who, at=clock.now(), why=body.reason, consequence=row, says=body.reason, until=body.until)
    return _answer(_readable(request, consequence_id))


def _readable(request: HttpRequest, number: int) -> Consequence:
    return read.consequence(standing(request), number)


def _answer(row: Consequence) -> dict[str, Any]:
    shown = read.shown(row, today=clock.today())
    return {
        **asdict(read.line(row)),
        "pack": row.pack,
        "drafted_on": row.drafted_on.on,
        "steps": list(shown.act.steps),
        "appeal": shown.rights.says if shown.rights else "",
        "appeal_until": shown.rights.last_day if shown.rights else None,
        "settled_by": row.settled_by.full_name if row.settled_by else "",
        "settled_at": row.settled_at,
        "settled_says": row.settled_says,
        "stayed_until": row.stayed_until,
        "overtaken_on": row.overtaken_on,
        "overtaken_because": row.overtaken_because,
        "has_letter": row.document_id is not None,
        "verdict": shown.verdict,
    }
