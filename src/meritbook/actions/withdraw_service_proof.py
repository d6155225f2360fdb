"""Withdraw the proof that a notice was served, with the reason; it stays on record, and another may be recorded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, policies, service_policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ProofOfService


def perform(actor: Actor, *, at: datetime, why: str, proof: ProofOfService, reason: str) -> ProofOfService:
    """The proof, withdrawn. Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `ProofStandsError`."""
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        held = appointing.locked(proof.notice.appointment)
        role = require(actor, Capability.PROVE_SERVICE, held, on=on)
        row = ProofOfService.objects.select_for_update().get(pk=proof.pk)
        service_policies.check_proof_stands(row)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, reason
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_service_proof",
            subject=f"notice:{row.notice_id}",
            facts={
                "position": held.seat.position.number,
                "executive": held.executive.username,
                "proof": row.pk,
                "reason": reason,
            },
            records=[row],
        )
    return row
