"""Determinations with their notices, and the precedents that answers have set."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router

from meritbook.actions import overrule_precedent
from meritbook.actions.permissions import Capability, require
from meritbook.api import qualifying_shapes as shapes
from meritbook.api.auth import actor, standing
from meritbook.api.blind import judgement_without_names
from meritbook.api.errors import NoSuchAddressError
from meritbook.api.replies import ERRORS, file_answer, file_in_openapi, page_of, with_errors
from meritbook.api.shapes import Because, Id, Number, Paged
from meritbook.core.qualifications.blind import Blind
from meritbook.desk.paging import paged
from meritbook.desk.questions import said
from meritbook.records import clock
from meritbook.records.models import Determination, Precedent, PrecedentStatus

router = Router(tags=["determinations"])


@router.get("/determinations", response=with_errors(Paged[shapes.DeterminationLine]))
def list_determinations(request: HttpRequest, page: Number = 1) -> Any:
    """The determinations that the person may read, newest first."""
    return page_of(paged(_readable(request).order_by("-determined_at", "-id"), page, determination_line))


@router.get("/determinations/{determination_id}", response=with_errors(shapes.DeterminationAnswer))
def get_determination(request: HttpRequest, determination_id: Id) -> Any:
    """One determination with the judgement that it rests on, as it was."""
    row = _determination(request, determination_id)
    blind = Blind(row.application.person, row.statement.candidate)
    return {
        **determination_line(row),
        "judgement_sha256": row.judgement_sha256,
        "judgement": judgement_without_names(row.judgement, blind),
    }


@router.get(
    "/determinations/{determination_id}/notice.{form}", response=ERRORS, openapi_extra=file_in_openapi("The notice")
)
def notice(request: HttpRequest, determination_id: Id, form: Literal["pdf", "docx"]) -> HttpResponse:
    """The notice as it was kept. It is addressed to the candidate's number."""
    row = _determination(request, determination_id)
    kept = row.notice_pdf if form == "pdf" else row.notice_docx
    if kept is None:
        raise NoSuchAddressError("No notice was kept with this determination.", where=str(determination_id))
    return file_answer(kept, f"notice-{row.pk}.{form}")


@router.get("/precedents", response=with_errors(Paged[shapes.PrecedentLine]))
def list_precedents(request: HttpRequest, status: PrecedentStatus | None = None, page: Number = 1) -> Any:
    """Precedents, newest first; with `status`, those that stand or those that were overruled."""
    require(actor(request), Capability.READ_PRECEDENT, on=clock.today())
    rows = _precedents().order_by("-set_at", "-id")
    return page_of(paged(rows.filter(status=status) if status else rows, page, _precedent))


@router.get("/precedents/{precedent_id}", response=with_errors(shapes.PrecedentLine))
def get_precedent(request: HttpRequest, precedent_id: Id) -> Any:
    """One precedent: the question, the answer, and who gave it why."""
    require(actor(request), Capability.READ_PRECEDENT, on=clock.today())
    return _precedent_answer(precedent_id)


@router.post("/precedents/{precedent_id}/overrule", response=with_errors(shapes.PrecedentLine))
def overrule(request: HttpRequest, precedent_id: Id, body: Because) -> Any:
    """Overrule a precedent, with the reason: the question is open again wherever it is asked."""
    who = actor(request)
    require(who, Capability.OVERRULE_PRECEDENT, on=clock.today())
    row = Precedent.objects.filter(pk=precedent_id).first()
    if row is None:
        raise _no_precedent(precedent_id)
    overrule_precedent.perform(who, at=clock.now(), why=body.why, precedent=row)
    return _precedent_answer(precedent_id)


def determination_line(row: Determination) -> dict[str, Any]:
    """A determination without its judgement."""
    return {
        "id": row.pk,
        "number": row.number,
        "application": row.application_id,
        "candidate": row.application.number,
        "examination": row.application.examination.number,
        "outcome": row.outcome,
        "agrees": row.agrees,
        "reason": row.reason,
        "answer_by": row.answer_by,
        "status": row.status,
        "determined_by": row.determined_by.full_name,
        "determined_at": row.determined_at,
        "notices": [form for form, kept in (("pdf", row.notice_pdf_id), ("docx", row.notice_docx_id)) if kept],
    }


def _readable(request: HttpRequest) -> QuerySet[Determination]:
    return (
        Determination.objects.filter(application__in=standing(request).applications())
        .select_related("application__examination", "determined_by")
        .defer("judgement_json", "application__examination__policy_json")
    )


def _determination(request: HttpRequest, pk: int) -> Determination:
    row = _readable(request).filter(pk=pk).select_related("statement", "notice_pdf", "notice_docx").first()
    if row is None:
        raise NoSuchAddressError("There is no such determination, or it is not open to you.", where=str(pk))
    return row


def _no_precedent(pk: int) -> NoSuchAddressError:
    return NoSuchAddressError("There is no such precedent.", where=str(pk))


def _precedents() -> QuerySet[Precedent]:
    return Precedent.objects.select_related("set_by", "overruled_by")


def _precedent_answer(pk: int) -> dict[str, Any]:
    row = _precedents().filter(pk=pk).first()
    if row is None:
        raise _no_precedent(pk)
    return _precedent(row)


def _precedent(row: Precedent) -> dict[str, Any]:
    return {
        "id": row.pk,
        "question": said(row.question),
        "required_words": row.required_words,
        "evidence": list(row.evidence),
        "policy": row.policy,
        "verdict": row.verdict,
        "months": row.months,
        "why": row.why,
        "set_by": row.set_by.full_name,
        "set_at": row.set_at,
        "status": row.status,
        "overruled_by": row.overruled_by.full_name if row.overruled_by else "",
        "overruled_at": row.overruled_at,
        "overruled_why": row.overruled_why,
    }
