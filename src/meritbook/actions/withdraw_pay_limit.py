"""Undo a salary limit that was put on record, with the reason; it stays on record as withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, limit_policies, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import PayLimit


def perform(actor: Actor, *, at: datetime, why: str, limit: PayLimit, reason: str) -> PayLimit:
    """The limit, withdrawn: what was decided under it stays as decided. Another may be recorded for its days.

    Raises `ForbiddenError`; `TextError`; `LimitStandsError` for one that is withdrawn already.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        role = require(actor, Capability.RECORD_PAY_LIMIT, on=on)
        row: PayLimit = PayLimit.objects.select_for_update().get(pk=limit.pk)
        limit_policies.check_stands(row)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, reason
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_pay_limit",
            subject=f"pay_limit:{row.pk}",
            facts={
                "amount": str(row.amount),
                "starts_on": row.starts_on.isoformat(),
                "ends_before": row.ends_before.isoformat(),
                "reason": reason,
            },
            records=[row],
        )
    return row
