"""Withdraw the acceptance of a risk, or the request for one, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AcceptanceStatus, RiskAcceptance, RiskStatus
from meritbook.records.states import RISK_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, acceptance: RiskAcceptance, because: str) -> RiskAcceptance:
    """The acceptance, withdrawn; it stays on record. A request is withdrawn by who keeps the risk.

    Raises `ForbiddenError`; `AcceptanceError`; `TextError`; `StateError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = risking.locked(acceptance.risk)
        row = RiskAcceptance.objects.select_for_update().get(pk=acceptance.pk)
        asked = row.status == AcceptanceStatus.ASKED
        # Of one's own risk, too: to bear less needs nobody's leave. The capability is asked over the risk.
        role = require(actor, Capability.KEEP_RISK if asked else Capability.ACCEPT_RISK, held, on=on)
        if row.status not in (AcceptanceStatus.ASKED, AcceptanceStatus.ACCEPTED):
            raise possible.AcceptanceError("It does not stand any more.", where="acceptance")
        if not asked and held.status == RiskStatus.ACCEPTED:
            held.status = next_state(RISK_MOVES, "withdraw_risk_acceptance", held.status, of=held.key)
            held.save(update_fields=["status"])
        row.status, row.ended_at, row.ended_because = AcceptanceStatus.WITHDRAWN, at, because
        row.save(update_fields=["status", "ended_at", "ended_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_risk_acceptance",
            subject=f"risk:{held.key}",
            facts={"acceptance": row.pk, "was_asked": asked},
            records=[row, held],
        )
    return row
