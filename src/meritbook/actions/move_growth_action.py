"""Say how far an action of one's own development plan is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import growing, policies
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthAction
from meritbook.records.models.common import Vouched


def perform(actor: Actor, *, at: datetime, why: str, action: GrowthAction, state: str, says: str = "") -> GrowthAction:
    """The action in its new state; what is said of it becomes a note.

    Raises `ForbiddenError`; `GrowthOverError`; `StateError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=possible.MOST_WORDS, required=False)
    with transaction.atomic():
        held = growing.locked(action.plan)
        authority = require(actor, Capability.PLAN_GROWTH, held, on=on)
        possible.check_under_way(held)
        row = growing.part_of(held, action)
        row.state = growing.moved(row, state)
        row.save(update_fields=["state"])
        saved: list[Vouched] = [row]
        if says:
            saved += growing.kept_note(actor, held, at=at, says=says, goal=row.goal, action=row)[1]
        growing.entry(
            actor, held, role=authority, at=at, why=why, action="move_growth_action", facts={"action": row.pk},
            records=saved,
        )  # fmt: skip
    return row
