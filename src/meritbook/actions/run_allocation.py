"""Compute the allocation of a position description against one class plan or all that are in effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.allocation.engine import PlanText, allocate
from meritbook.core.positions.check import require_sound_percentages
from meritbook.core.values import canonical_json, digest
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import AllocationRun, PlanRevision, PositionVersion

_NONE: Mapping[str, Verdict] = MappingProxyType({})


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    version: PositionVersion,
    plans: Sequence[PlanRevision] | None = None,
    overrides: Mapping[str, Verdict] = _NONE,
) -> AllocationRun:
    """The run with its result; it decides nothing. Without `plans`: every plan in effect on the day.

    `overrides` turns clauses by the id of their criterion; each is marked in the result. The same description,
    plans and overrides give the same bytes. Raises `ForbiddenError`; `OwnCaseError`; `NoPlansError`;
    `PercentTotalError` for a draft whose percentages do not total 100.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.RUN_ALLOCATION, version, on=on)
    chosen = list(plans if plans is not None else PlanRevision.objects.effective(on))
    chosen.sort(key=lambda revision: (revision.key, revision.revision))
    policies.check_plans(chosen)
    with transaction.atomic():
        version = PositionVersion.objects.select_for_update(of=("self",)).select_related("position").get(pk=version.pk)
        require_sound_percentages(version.description)
        result = allocate(
            version.description,
            [PlanText(revision.plan, revision.document) for revision in chosen],
            overrides=dict(overrides),
        )
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        run = AllocationRun.objects.create(
            position_version=version,
            number=version.runs.count() + 1,
            result_json=canonical_json(result),
            result_sha256=digest(result),
            status=result.allocation.status,
            run_by=actor.user,
            run_at=at,
        )
        run.plan_revisions.set(chosen)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="run_allocation",
            subject=f"allocationrun:{run.pk}",
            facts={
                "position": version.position.number,
                "version": version.version,
                "description": version.digest,
                "plans": [{"plan": str(revision), "digest": revision.digest} for revision in chosen],
                "overrides": {key: str(verdict) for key, verdict in sorted(overrides.items())},
                "result": run.result_sha256,
                "status": run.status,
            },
            records=[run],
        )
    return run
