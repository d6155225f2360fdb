"""Record how far a treatment is: planned, under way, done or dropped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import RiskTreatment, TreatmentState


def perform(actor: Actor, *, at: datetime, why: str, treatment: RiskTreatment, state: str, says: str) -> RiskTreatment:
    """The treatment. Raises `ForbiddenError`; `RiskError`; `TextError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = risking.locked(treatment.risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        row = RiskTreatment.objects.select_for_update().get(pk=treatment.pk)
        if state not in TreatmentState.values or state == row.state:
            raise possible.RiskError("Choose another state than the one it is in.", where="state")
        before = row.state
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.state, row.says, row.changed_by, row.changed_at = state, says, actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="move_risk_treatment",
            subject=f"risk:{held.key}",
            facts={"treatment": row.pk, "before": before, "after": state},
            records=[row],
        )
    return row
