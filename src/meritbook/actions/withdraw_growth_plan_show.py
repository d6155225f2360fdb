"""Take back what was shown of one's own development plan."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import growing, own_sharing
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability
from meritbook.records import clock
from meritbook.records.models import GrowthShare


def perform(actor: Actor, *, at: datetime, why: str, share: GrowthShare) -> GrowthShare:
    """The reader reads the plan no more from now on; it takes no role. Raises `ForbiddenError`; `GrowthPersonError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = growing.locked(share.plan)
        authority = own_sharing.require_to_end(actor, Capability.PLAN_GROWTH, held, held.person_id, on=on)
        row: GrowthShare = GrowthShare.objects.select_related("reader").get(pk=share.pk)
        possible.check_shown(row)
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        growing.entry(
            actor, held, role=authority, at=at, why=why, action="withdraw_growth_plan_show",
            facts={"reader": row.reader.username}, records=[row],
        )  # fmt: skip
    return row
