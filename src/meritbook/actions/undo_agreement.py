"""Undo that a contract on record was agreed, with the reason, before anything rests on it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import agreement_policies, appointing, contracts, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ContractRecord


def perform(actor: Actor, *, at: datetime, why: str, contract: ContractRecord, reason: str) -> ContractRecord:
    """The contract, not agreed any more. Raises `ForbiddenError`; `OwnCaseError`; `AgreedError`; `TextError`."""
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        held = appointing.locked(contract.appointment)
        role = require(actor, Capability.UNDO_STEP, held, on=on)
        row: ContractRecord = ContractRecord.objects.select_for_update().get(pk=contract.pk)
        before = agreement_policies.check_agreed_here(row)
        agreement_policies.check_nothing_rests(row, on=on)
        row.agreed_on = None
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="undo_agreement",
            subject=f"contract:{row.pk}",
            facts={
                **contracts.told(row, held, None),
                "agreed_on_before": before.isoformat(),
                "reason": reason,
            },
            records=[row],
        )
    return row
