"""Show somebody one's own development plan."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import growing
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthPlan, GrowthShare, User


def perform(actor: Actor, *, at: datetime, why: str, plan: GrowthPlan, reader: User) -> GrowthShare:
    """The reader reads the plan with its notes and files, and changes nothing, until it is taken back.

    Raises `ForbiddenError`; `GrowthPersonError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = growing.locked(plan)
        authority = require(actor, Capability.PLAN_GROWTH, held, on=on)
        possible.check_person(reader, held, on, where="reader")
        possible.check_not_shown(held, reader)
        row = GrowthShare.objects.create(plan=held, reader=reader, shared_at=at)
        growing.entry(
            actor, held, role=authority, at=at, why=why, action="show_growth_plan",
            facts={"reader": reader.username}, records=[row],
        )  # fmt: skip
    return row
