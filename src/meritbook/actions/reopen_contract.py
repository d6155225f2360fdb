"""Take a proposal back, or open agreed words again, before all have signed: the next version is a draft once more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import contracting, ledger, policies, subjects
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import ContractStatus, ContractVersion
from meritbook.records.states import CONTRACT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, version: ContractVersion, reason: str) -> ContractVersion:
    """The next version, a draft of the actor's side with the same words; the version before is superseded.

    A proposal is taken back by the side that made it; what is agreed, by either. Signatures that it has stay with it,
    and bind nobody to the next words. Raises `TextError`; `ForbiddenError`; `OwnCaseError`; `StateError`;
    `NotYourSideError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason", longest=4000)
    with transaction.atomic():
        held = contracting.locked_version(version)
        row = held.version
        side, role = contracting.require_side(actor, row, held.appointment, on=on)
        possible.check_not_withdrawn(held.contract)
        before = row.status
        row.status = next_state(CONTRACT_MOVES, "reopen_contract", before, of=f"Version {row.number}")
        if before == ContractStatus.PROPOSED:
            possible.check_own_proposal(row, side)
        row.closed_because = reason
        row.save(update_fields=["status", "closed_because"])
        draft = contracting.make_version(held, actor, row.text, at=at, keeps=row)
        draft.save()
        signed = row.signatures.filter(withdrawn_at__isnull=True).exclude(kind="refused").count()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="reopen_contract",
            subject=subjects.of_contract(held.contract),
            facts=contracting.told(
                held.contract, draft, side=side, reopens=row.number, was=str(before), reason=reason, signed=signed
            ),
            records=[row, draft],
        )
    return draft
