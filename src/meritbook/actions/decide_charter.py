"""Approve the charter of a Kaizen event as it was read, or send it back; its sponsor alone, who never wrote it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import KaizenEvent
from meritbook.records.states import KAIZEN_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, event: KaizenEvent, approve: bool, says: str, sha256: str = ""
) -> KaizenEvent:
    """The event, approved or sent back. `sha256` is the charter that the person read: another is refused.

    Raises `ForbiddenError`; `SponsorError`; `CharterError`; `TextError`; `StateError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000, required=not approve)
    with transaction.atomic():
        row = leaning.locked(event)
        role = require(actor, Capability.READ_RESULTS, row, on=on)
        possible.check_sponsor(actor, row)
        move = f"decide_charter ({'approve' if approve else 'send back'})"
        row.status = next_state(KAIZEN_MOVES, move, row.status, of=row.key)
        possible.check_charter_read(row, sha256, approve=approve)
        row.decided_by, row.decided_at, row.says = actor.user, at, says
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decide_charter",
            subject=f"kaizen:{row.key}",
            facts={"approved": approve, "charter": row.sha256},
            records=[row],
        )
    return row
