"""Enter the class plans that Meritbook ships. Run again, it enters only what is new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, storing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.classes.layout import lay_out
from meritbook.core.classes.model import ClassPlan
from meritbook.core.values import digest
from meritbook.plans import load_shipped
from meritbook.records import clock
from meritbook.records.models import PlanRevision


def _stands(plan: ClassPlan) -> bool:
    """Whether a revision of the plan that was not imported holds these very facts."""
    return any(
        digest(lay_out(plan.model_copy(update={"revision": kept.revision}))[0]) == kept.digest
        for kept in PlanRevision.objects.filter(key=plan.key, source__isnull=True)
    )


def perform(
    actor: Actor, *, at: datetime, why: str, progress: Callable[[int, int], None] | None = None
) -> tuple[PlanRevision, ...]:
    """The revisions that were entered: none when all stand already, and then nothing is written to the ledger.

    A plan is in effect from the day on which it is entered, unless its source gives a full effective day.
    A shipped plan never takes the place of an imported one: where a document was imported, its revision stays in
    effect. Raises `ForbiddenError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.INSTALL_PLANS, on=on)
    shipped = load_shipped()
    entered: list[PlanRevision] = []
    changed: list[PlanRevision] = []
    with transaction.atomic():
        for done, (key, text) in enumerate(sorted(shipped.items()), start=1):
            if progress is not None:
                progress(done, len(shipped))
            if _stands(text.plan):
                continue
            newest = PlanRevision.objects.select_for_update().filter(key=key).order_by("-revision").first()
            current = PlanRevision.objects.filter(key=key, withdrawn_at__isnull=True, ends_before__isnull=True).first()
            if current is not None and current.source_id is not None:
                continue
            starts_on = on if current is not None else storing.first_day(text.plan, on)
            if current is not None:
                if current.starts_on >= starts_on:
                    continue
                storing.give_way(actor, at=at, current=current, starts_on=starts_on)
                changed.append(current)
            plan, document = lay_out(text.plan.model_copy(update={"revision": newest.revision + 1 if newest else 1}))
            entered.append(
                storing.keep_plan(
                    actor,
                    at=at,
                    plan=plan,
                    laid_out=document,
                    source=None,
                    starts_on=starts_on,
                    ends_before=plan.effective.ends_before if plan.effective else None,
                )
            )
        if entered:
            ledger.write(
                actor,
                role=role,
                at=at,
                why=why,
                action="install_shipped_plans",
                subject="plans:shipped",
                facts={"plans": [{"plan": str(revision), "digest": revision.digest} for revision in entered]},
                records=[*changed, *entered],
            )
    return tuple(entered)
