"""Allocation runs, and what-if: an answer with clauses turned, which is kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import run_allocation
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.api import shapes
from meritbook.api.auth import actor, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.positions import version_of
from meritbook.api.replies import with_errors
from meritbook.core.allocation.engine import PlanText, allocate
from meritbook.core.allocation.model import AllocationResult
from meritbook.core.allocation.published import published
from meritbook.core.positions.check import require_sound_percentages
from meritbook.desk import plans as plans_read
from meritbook.desk.positions import NoSuchPositionError
from meritbook.records import clock
from meritbook.records.models import AllocationRun, PlanRevision

router = Router(tags=["allocations"])


@router.post("/positions/{position_id}/allocations", response=with_errors(shapes.RunAnswer, 201))
def run(request: HttpRequest, position_id: shapes.Id, body: shapes.Allocate) -> Any:
    """Allocate a version of the description against the plans named, or all in effect, and keep the run."""
    who = actor(request)
    row = version_of(standing(request), position_id, body.version)
    require(who, Capability.RUN_ALLOCATION, row.position, on=clock.today())
    kept = run_allocation.perform(
        who, at=clock.now(), why=body.why, version=row, plans=_revisions(body.plans) if body.plans else None
    )
    return Status(201, _run(kept))


@router.get("/allocations/{run_id}", response=with_errors(shapes.RunAnswer))
def get_run(request: HttpRequest, run_id: shapes.Id) -> Any:
    """A kept run with its whole answer."""
    return _run(run_of(standing(request), run_id))


@router.post("/positions/{position_id}/what-if", response=with_errors(AllocationResult))
def what_if(request: HttpRequest, position_id: shapes.Id, body: shapes.WhatIf) -> Any:
    """The answer with clauses turned by the reader and marked as theirs. Nothing is kept."""
    who = standing(request)
    row = version_of(who, position_id, body.version)
    require(actor(request), Capability.READ_ALLOCATION, row.position, on=clock.today())
    require_sound_percentages(row.description)
    chosen = plans_read.plan_texts(clock.today())
    if body.plans:
        keys = {one.key for one in _revisions(body.plans)}
        chosen = tuple(one for one in chosen if one[2] in keys)
    texts = [PlanText(*plans_read.parsed(record, digest)) for record, digest, _, _ in chosen]
    clauses = {
        clause.id
        for text in texts
        for series in text.plan.series
        for clause in (*series.criteria, *(one for job in series.classes for one in job.criteria))
    }
    unknown = sorted(set(body.overrides) - clauses)
    if unknown:
        raise InvalidRequestError(
            f"No plan considered has a clause “{unknown[0]}”.", where="body.overrides", details={"unknown": unknown}
        )
    return published(allocate(row.description, texts, overrides=body.overrides))


def run_of(who: Standing, run_id: int) -> AllocationRun:
    """A run that the person may read; raises `NoSuchPositionError`."""
    row = who.runs().select_related("position_version__position").filter(pk=run_id).first()
    if row is None:
        raise NoSuchPositionError("There is no such allocation among those that you may read.", where=str(run_id))
    return row


def _revisions(keys: Sequence[str]) -> list[PlanRevision]:
    rows = {one.key: one for one in PlanRevision.objects.effective(clock.today()).select_related("source")}
    unknown = [key for key in keys if key not in rows]
    if unknown:
        raise InvalidRequestError(
            f"No plan “{unknown[0]}” is in effect. There are: {', '.join(sorted(rows))}.", where="body.plans"
        )
    return [rows[key] for key in dict.fromkeys(keys)]


def _run(row: AllocationRun) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "position": row.position_version.position_id,
        "version": row.position_version.version,
        "status": row.status,
        "run_at": row.run_at,
        "result": published(row.result).plain(),
    }
