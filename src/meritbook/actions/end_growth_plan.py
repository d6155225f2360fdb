"""End one's own development plan: what it set out to is reached, or it is given up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import growing, policies
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthPlan
from meritbook.records.states import GROWTH_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, plan: GrowthPlan, reached: bool, says: str) -> GrowthPlan:
    """The plan, which stands still from then on; goals and actions stay where they are.

    Raises `ForbiddenError`; `GrowthOverError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=possible.MOST_WORDS)
    with transaction.atomic():
        held = growing.locked(plan)
        authority = require(actor, Capability.PLAN_GROWTH, held, on=on)
        possible.check_under_way(held)
        how = "reached" if reached else "given up"
        held.state = next_state(GROWTH_MOVES, f"end_growth_plan ({how})", held.state, of="The plan")
        held.says = says
        held.save(update_fields=["state", "says"])
        growing.entry(actor, held, role=authority, at=at, why=why, action="end_growth_plan", facts={}, records=[held])
    return held
