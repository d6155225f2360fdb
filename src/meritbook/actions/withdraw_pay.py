"""Withdraw the decision on a salary, with the reason, before the next contract rests on it; it stays on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, pay_policies, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import PayDecision


def perform(actor: Actor, *, at: datetime, why: str, decision: PayDecision, reason: str) -> PayDecision:
    """The decision, withdrawn. Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `PayStandsError`."""
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        held = appointing.locked(decision.appointment)
        role = require(actor, Capability.APPROVE_PAY, held, on=on)
        row = PayDecision.objects.select_for_update().get(pk=decision.pk)
        pay_policies.check_nothing_rests(row)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, reason
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_pay",
            subject=f"pay:{row.pk}",
            facts={
                "position": held.seat.position.number,
                "executive": held.executive.username,
                "starts_on": row.starts_on.isoformat(),
                "salary": str(row.salary),
                "reason": reason,
            },
            records=[row],
        )
    return row
