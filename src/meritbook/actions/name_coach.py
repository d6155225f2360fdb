"""Name the coach of one's own development plan, another one, or nobody any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import growing, own_sharing
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthPlan, User


def perform(actor: Actor, *, at: datetime, why: str, plan: GrowthPlan, coach: User | None) -> GrowthPlan:
    """The plan; its coach reads it and notes progress, until another is named. Whoever was coach before reads no more.

    Raises `ForbiddenError`; `GrowthOverError`; `GrowthPersonError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = growing.locked(plan)
        if coach is None:
            authority = own_sharing.require_to_end(actor, Capability.PLAN_GROWTH, held, held.person_id, on=on)
        else:
            authority = require(actor, Capability.PLAN_GROWTH, held, on=on)
        before = held.coach
        if (before.pk if before else None) == (coach.pk if coach else None):
            raise possible.GrowthPersonError(
                f"{before.full_name} is the coach already." if before else "The plan has no coach.", where="coach"
            )
        if coach is not None:
            possible.check_under_way(held)
            possible.check_person(coach, held, on, where="coach")
        held.coach = coach
        held.save(update_fields=["coach"])
        facts = {
            "coach": coach.username if coach else None,
            "before": before.username if before else None,
        }
        growing.entry(actor, held, role=authority, at=at, why=why, action="name_coach", facts=facts, records=[held])
    return held
