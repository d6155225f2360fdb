"""Acknowledge a final appraisal, as the executive: to have seen it is not to agree with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appraising, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Appraisal
from meritbook.records.states import APPRAISAL_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, appraisal: Appraisal, says: str = "") -> Appraisal:
    """The appraisal, acknowledged, with the executive's words. Raises `ForbiddenError`; `TextError`; `StateError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=20_000, required=False)
    with transaction.atomic():
        row = appraising.locked(appraisal)
        role = require(actor, Capability.ASSESS_SELF, row, on=on)
        row.status = next_state(APPRAISAL_MOVES, "acknowledge_appraisal", row.status, of="The appraisal")
        row.acknowledged_by, row.acknowledged_at, row.acknowledged_says = actor.user, at, says
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="acknowledge_appraisal",
            subject=f"appraisal:{row.pk}",
            facts={**appraising.told(row), "sha256": row.sha256},
            records=[row],
        )
    return row
