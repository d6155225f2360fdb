"""Take back what was agreed for the bench of talent: from this moment on nobody reads it any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, own_sharing
from meritbook.actions import talenting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability
from meritbook.records import clock
from meritbook.records.models import TalentConsent

WHY = "Taken back by the person themselves."


def perform(actor: Actor, *, at: datetime, why: str, consent: TalentConsent) -> TalentConsent:
    """What was agreed, taken back; no reason is owed, and no role needed.

    Raises `ForbiddenError`; `TalentWithdrawnError`; `TextError`.
    """
    with transaction.atomic():
        row: TalentConsent = TalentConsent.objects.select_for_update().get(pk=consent.pk)
        role = own_sharing.require_to_end(actor, Capability.SHARE_TALENT, row, row.person_id, on=clock.day_of(at))
        possible.check_stands(row)
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_talent",
            subject=f"talent:{row.pk}",
            facts={"agreed_at": row.agreed_at.isoformat()},
            records=[row],
        )
    return row
