"""Appraisals of contracts: read with their results, written, shown, made final, acknowledged; and calibration."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from meritbook.actions import (
    acknowledge_appraisal,
    appraising,
    comment_appraisal,
    finish_appraisal,
    record_refusal_to_acknowledge,
    show_appraisal,
    undo_appraisal,
    write_appraisal,
)
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import ERRORS, file_answer, with_errors
from meritbook.api.shapes import Asked, Because, Id, Number, Words
from meritbook.core.contracts.measures import MeasureFinding
from meritbook.core.contracts.rating import missing, needs_reason, remarks
from meritbook.core.law.answer import LawVerdict
from meritbook.desk import appraisals as read
from meritbook.desk import calibration as side_by_side
from meritbook.desk.contracts import contract
from meritbook.records import clock
from meritbook.records.models import Appraisal, AppraisalKind

router = Router(tags=["ratings"])
Said = Annotated[str, Field(max_length=20_000)]


class MarkBody(Asked):
    """A mark with its words. Anything but a whole number from 1 to 4, or null, is refused with `rating.mark`."""

    mark: int | float | str | bool | None = None
    says: Said = ""
    reason: Said = ""
    """Why a 4 is given beside a target that was missed."""


class WriteAppraisal(Because):
    """An appraisal, whole: what is left out is not rated."""

    kind: Literal["self", "rater"]
    marks: dict[Annotated[str, Field(max_length=120)], MarkBody]
    says: Said = ""
    interim: bool = False
    seen: Annotated[str, Field(max_length=64)] | None = None
    """`seen` of the answer that the writer began with; leave it out to overwrite whatever is there."""


class SaysBody(Because):
    """Words."""

    says: Said


class AcknowledgeBody(Because):
    """An acknowledgement, with words if there are any."""

    says: Said = ""


class FinishBody(Because):
    """The day of the meeting; none where no meeting was held."""

    meeting_on: date | None = None


class UndoBody(Because):
    """Why it is taken back."""

    reason: Said


class MarkAnswer(Schema):
    """A mark with its words."""

    mark: int | None
    says: str
    reason: str


class RemarkAnswer(Schema):
    """What the results say against a mark."""

    key: str
    kind: Literal["reason", "caution"]
    says: str


class AppraisalAnswer(Schema):
    """One appraisal with the results beside it: as of today, and once it is final as they were then."""

    id: int
    contract: int
    kind: str
    interim: bool
    status: str
    says: str
    marks: dict[str, MarkAnswer]
    missing: list[str]
    """Keys of what is not rated."""
    remarks: list[RemarkAnswer]
    reasons_missing: list[str]
    """Keys of what carries a 4 beside a missed target without a reason; it becomes final with none of them."""
    results: list[MeasureFinding]
    corrected: list[str]
    """Keys of measures that were corrected since it became final."""
    seen: str
    written_by: str
    written_at: datetime
    shown_at: datetime | None
    meeting_on: date | None
    executive_says: str
    final_by: str
    final_at: datetime | None
    sha256: str
    verdicts: list[LawVerdict]
    acknowledged_at: datetime | None
    acknowledged_says: str
    refused_at: datetime | None
    refused_says: str
    undone_at: datetime | None
    undone_because: str
    has_letter: bool


class GroupAnswer(Schema):
    """How many of a group carry which rating."""

    name: str
    counts: list[tuple[int, int]]
    """Rating and number."""
    unrated: int
    spread: str


class GroupsAnswer(Schema):
    """Groups of one kind."""

    heading: str
    groups: list[GroupAnswer]


class CalibratedAnswer(Schema):
    """One executive, in the order of positions."""

    contract: int
    department: str
    position: str
    executive: str
    unit: str
    rater: str
    overall: int | None
    areas: list[tuple[str, int | None]]
    results: str
    state: str


class CalibrationAnswer(Schema):
    """The ratings of a year side by side. No distribution is asked for; nobody is ranked."""

    year: int
    department: str
    groups: list[GroupsAnswer]
    executives: list[CalibratedAnswer]
    """A page of them."""
    page: int
    pages: int
    total: int


def _answer(request: HttpRequest, pk: int) -> dict[str, Any]:
    row = read.appraisal_of(standing(request), pk)
    shown = read.sheet(standing(request), row.contract, row.pk)
    text = shown.version.text
    if row.version is not None and row.final_at is not None:
        text = row.version.text
    results = [one for rated in shown.rows for one in rated.measured]
    marks = appraising.marks_of(row, text)
    return {
        "id": row.pk,
        "contract": row.contract_id,
        "kind": row.kind,
        "interim": row.interim,
        "status": row.status,
        "says": row.says,
        "marks": {key: one.plain() for key, one in marks.items()},
        "missing": [one.key for one in missing(text, marks)],
        "remarks": [one.plain() for one in remarks(text, marks, results)],
        "reasons_missing": [one.key for one in needs_reason(text, marks, results)]
        if row.kind == AppraisalKind.RATER
        else [],
        "results": results,
        "corrected": [one.measure for one in shown.corrected],
        "seen": appraising.seen_of(row),
        "written_by": row.written_by.full_name,
        "written_at": row.written_at,
        "shown_at": row.shown_at,
        "meeting_on": row.meeting_on,
        "executive_says": row.executive_says,
        "final_by": row.final_by.full_name if row.final_by is not None else "",
        "final_at": row.final_at,
        "sha256": row.sha256,
        "verdicts": [LawVerdict.model_validate(one) for one in json.loads(row.verdicts_json)],
        "acknowledged_at": row.acknowledged_at,
        "acknowledged_says": row.acknowledged_says,
        "refused_at": row.refused_at,
        "refused_says": row.refused_says,
        "undone_at": row.undone_at,
        "undone_because": row.undone_because,
        "has_letter": row.document_id is not None,
    }


def _asked(request: HttpRequest, pk: int, capability: Capability | None = None) -> Appraisal:
    """The appraisal, if the person may read it and act on it."""
    row = read.appraisal_of(standing(request), pk)
    require(actor(request), capability or appraising.capability_of(row.kind), row, on=standing(request).on)
    return row


@router.get("/performance/{contract_id}/appraisals", response=with_errors(list[AppraisalAnswer]))
def list_appraisals(request: HttpRequest, contract_id: Id) -> Any:
    """The appraisals of a contract that the person may read, the newest first."""
    row = contract(standing(request), contract_id)
    return [_answer(request, one.pk) for one in appraising.readable(standing(request), row)[:100]]


@router.post("/performance/{contract_id}/appraisals", response=with_errors(AppraisalAnswer, 201))
def write(request: HttpRequest, contract_id: Id, body: WriteAppraisal) -> Any:
    """Save a draft, as rater, or as the executive the self-assessment."""
    row = contract(standing(request), contract_id)
    require(actor(request), appraising.capability_of(body.kind), row, on=standing(request).on)
    taken = body.model_dump(exclude={"why"})
    done = write_appraisal.perform(actor(request), at=clock.now(), why=body.why, contract=row, **taken)
    return Status(201, _answer(request, done.pk))


@router.get("/appraisals/{appraisal_id}", response=with_errors(AppraisalAnswer))
def get_appraisal(request: HttpRequest, appraisal_id: Id) -> Any:
    """One appraisal with the results beside it."""
    return _answer(request, appraisal_id)


@router.get(
    "/appraisals/{appraisal_id}/letter.pdf",
    response=ERRORS,
    openapi_extra={
        "responses": {
            200: {
                "description": "The appraisal",
                "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def letter(request: HttpRequest, appraisal_id: Id) -> HttpResponse:
    """The final appraisal as PDF, byte for byte as it was kept."""
    row = read.appraisal_of(standing(request), appraisal_id)
    if row.document is None:
        raise read.NoSuchAppraisalError("This appraisal is not final and has no letter.", where=str(appraisal_id))
    return file_answer(row.document, f"appraisal-{row.pk}.pdf")


@router.post("/appraisals/{appraisal_id}/show", response=with_errors(AppraisalAnswer))
def show(request: HttpRequest, appraisal_id: Id, body: Because) -> Any:
    """Show a draft to the other side."""
    row = _asked(request, appraisal_id)
    show_appraisal.perform(actor(request), at=clock.now(), why=body.why, appraisal=row)
    return _answer(request, row.pk)


@router.post("/appraisals/{appraisal_id}/comment", response=with_errors(AppraisalAnswer))
def comment(request: HttpRequest, appraisal_id: Id, body: SaysBody) -> Any:
    """The executive's comments, before it is final."""
    row = _asked(request, appraisal_id, Capability.ASSESS_SELF)
    comment_appraisal.perform(actor(request), at=clock.now(), why=body.why, appraisal=row, says=body.says)
    return _answer(request, row.pk)


@router.post("/appraisals/{appraisal_id}/finish", response=with_errors(AppraisalAnswer))
def finish(request: HttpRequest, appraisal_id: Id, body: FinishBody) -> Any:
    """Make it final: marks, words and results stand still from then on."""
    row = _asked(request, appraisal_id, Capability.RATE_EXECUTIVE)
    confirm_password(request)
    finish_appraisal.perform(actor(request), at=clock.now(), why=body.why, appraisal=row, meeting_on=body.meeting_on)
    return _answer(request, row.pk)


@router.post("/appraisals/{appraisal_id}/acknowledge", response=with_errors(AppraisalAnswer))
def acknowledge(request: HttpRequest, appraisal_id: Id, body: AcknowledgeBody) -> Any:
    """The executive acknowledges it; that is not to agree."""
    row = _asked(request, appraisal_id, Capability.ASSESS_SELF)
    confirm_password(request)
    acknowledge_appraisal.perform(actor(request), at=clock.now(), why=body.why, appraisal=row, says=body.says)
    return _answer(request, row.pk)


@router.post("/appraisals/{appraisal_id}/refusal", response=with_errors(AppraisalAnswer))
def refusal(request: HttpRequest, appraisal_id: Id, body: SaysBody) -> Any:
    """Record, as rater, that the executive would not acknowledge it."""
    row = _asked(request, appraisal_id, Capability.RATE_EXECUTIVE)
    confirm_password(request)
    record_refusal_to_acknowledge.perform(actor(request), at=clock.now(), why=body.why, appraisal=row, says=body.says)
    return _answer(request, row.pk)


@router.post("/appraisals/{appraisal_id}/undo", response=with_errors(AppraisalAnswer))
def undo(request: HttpRequest, appraisal_id: Id, body: UndoBody) -> Any:
    """Take it back, with the reason."""
    row = read.appraisal_of(standing(request), appraisal_id)
    require(actor(request), undo_appraisal.asked(standing(request), row), row, on=standing(request).on)
    confirm_password(request)
    undo_appraisal.perform(actor(request), at=clock.now(), why=body.why, appraisal=row, reason=body.reason)
    return _answer(request, row.pk)


@router.get("/calibration", response=with_errors(CalibrationAnswer))
def get_calibration(
    request: HttpRequest, department: Words = "", year: int | None = None, page: Number = 1, unrated: bool = False
) -> Any:
    """The ratings of a fiscal year side by side, for those entitled: counts, spread, and people by position.

    `unrated` leaves only the people of whom no overall rating is open; the counts are of all.
    """
    found = side_by_side.calibration(
        standing(request), department=department.replace("\0", ""), year=year, number=page, unrated_only=unrated
    )
    return {
        "year": found.year,
        "department": found.department.code if found.department is not None else "",
        "groups": [
            {
                "heading": heading,
                "groups": [
                    {"name": one.name, "counts": one.counts, "unrated": one.unrated, "spread": one.spread}
                    for one in groups
                ],
            }
            for heading, groups in found.groups
        ],
        "executives": [asdict(one) for one in found.lines],
        "page": found.page.number,
        "pages": found.page.of,
        "total": found.page.total,
    }
