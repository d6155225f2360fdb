"""Decisions on allocations, their withdrawal, and their letters."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from meritbook.actions import decide_allocation, undo_decision
from meritbook.actions.permissions import Capability, require
from meritbook.api import shapes
from meritbook.api.allocations import run_of
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import ERRORS, file_answer, file_in_openapi, page_of, with_errors
from meritbook.desk import positions as read
from meritbook.desk.paging import paged
from meritbook.records import clock
from meritbook.records.models import AllocationRun, ClassEntry, Decision

router = Router(tags=["decisions"])


@router.get("/decisions", response=with_errors(shapes.Paged[shapes.DecisionLine]))
def list_decisions(request: HttpRequest, page: shapes.Number = 1) -> Any:
    """The decisions that the person may read, newest first."""
    rows = read.decision_rows(standing(request).decisions()).order_by("-decided_at", "-id")
    return page_of(paged(rows, page, read.decision_line))


@router.get("/decisions/{decision_id}", response=with_errors(shapes.DecisionAnswer))
def get_decision(request: HttpRequest, decision_id: shapes.Id) -> Any:
    """One decision with its reason."""
    return _decision(read.decision(standing(request), decision_id))


@router.post("/allocations/{run_id}/decision", response=with_errors(shapes.DecisionAnswer, 201))
def decide(request: HttpRequest, run_id: shapes.Id, body: shapes.Decide) -> Any:
    """Accept the answer of a run, or decide otherwise with a reason. The decision letter is written with it."""
    who = actor(request)
    run = run_of(standing(request), run_id)
    require(who, Capability.DECIDE_ALLOCATION, run, on=clock.today())
    confirm_password(request)
    if body.outcome == "accept" and run.status == "undetermined":
        raise InvalidRequestError("The allocation is undetermined: there is no answer to accept.", where="body.outcome")
    entry: ClassEntry | None = None
    if body.outcome == "accept":
        entry = decide_allocation.answered_class(run)
    elif body.outcome == "class":
        entry = _class(run, body.class_name)
    decision = decide_allocation.perform(
        who,
        at=clock.now(),
        why=body.why,
        run=run,
        class_entry=entry,
        reason=body.reason,
        starts_on=body.starts_on,
    )
    return Status(201, _decision(decision))


@router.post("/decisions/{decision_id}/undo", response=with_errors(shapes.DecisionAnswer, 201))
def undo(request: HttpRequest, decision_id: shapes.Id, body: shapes.Undo) -> Any:
    """Withdraw a decision by a new one with its reason."""
    who = actor(request)
    row = read.decision(standing(request), decision_id)
    require(who, Capability.UNDO_DECISION, row, on=clock.today())
    confirm_password(request)
    return Status(
        201, _decision(undo_decision.perform(who, at=clock.now(), why=body.reason, decision=row, reason=body.reason))
    )


@router.get("/decisions/{decision_id}/letter.{form}", response=ERRORS, openapi_extra=file_in_openapi("The letter"))
def letter(request: HttpRequest, decision_id: shapes.Id, form: Literal["pdf", "docx"]) -> HttpResponse:
    """The decision letter, byte for byte as it was kept."""
    row = read.decision(standing(request), decision_id)
    kept = row.letter_pdf if form == "pdf" else row.letter_docx
    if kept is None:
        raise read.NoSuchPositionError("This decision has no letter.", where=str(decision_id))
    return file_answer(kept, f"decision-{row.pk}.{form}")


def _class(run: AllocationRun, name: str) -> ClassEntry:
    plan, _, ref = name.partition("/")
    entry = ClassEntry.objects.filter(
        plan_revision__in=run.plan_revisions.all(), plan_revision__key=plan.replace("\0", ""), ref=ref.replace("\0", "")
    ).first()
    if entry is None:
        raise InvalidRequestError(
            f"The run considered no class “{name}”; name it as plan/ref.", where="body.class_name"
        )
    return entry


def _decision(row: Decision) -> dict[str, Any]:
    entry = row.class_entry
    return {
        **asdict(read.decision_line(row)),
        "outcome": row.outcome,
        "plan": entry.plan_revision.key if entry else "",
        "class_ref": entry.ref if entry else "",
        "class_code": entry.code if entry else "",
        "reason": row.reason,
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "allocation": row.run_id,
        "letters": [form for form, kept in (("pdf", row.letter_pdf_id), ("docx", row.letter_docx_id)) if kept],
    }
