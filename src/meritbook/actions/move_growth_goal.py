"""Say how far a goal of one's own development plan is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import growing, policies
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthGoal


def perform(actor: Actor, *, at: datetime, why: str, goal: GrowthGoal, state: str, says: str = "") -> GrowthGoal:
    """The goal in its new state, with what is said of it.

    Raises `ForbiddenError`; `GrowthOverError`; `StateError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=possible.MOST_WORDS, required=False)
    with transaction.atomic():
        held = growing.locked(goal.plan)
        authority = require(actor, Capability.PLAN_GROWTH, held, on=on)
        possible.check_under_way(held)
        row = growing.part_of(held, goal)
        row.state, row.says_of_state = growing.moved(row, state), says
        row.save(update_fields=["state", "says_of_state"])
        growing.entry(
            actor, held, role=authority, at=at, why=why, action="move_growth_goal", facts={"goal": row.pk},
            records=[row],
        )  # fmt: skip
    return row
