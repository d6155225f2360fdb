"""End an investment with the reason: a proposal taken back, a change given up, or a gain that is watched no longer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, returning
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ReturnCase
from meritbook.records.states import RETURN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, case: ReturnCase, because: str) -> ReturnCase:
    """The case, ended; all that was recorded of it stays. Raises `ForbiddenError`; `StateError`; `TextError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        row = returning.locked(case)
        role = require(actor, Capability.KEEP_RETURN, row, on=on)
        before = row.status
        row.status = next_state(RETURN_MOVES, "end_return", before, of=row.key)
        row.ended_because, row.verify_by = because, None
        row.save(update_fields=["status", "ended_because", "verify_by"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_return",
            subject=returning.subject(row),
            facts={"before": before},
            records=[row],
        )
    return row
