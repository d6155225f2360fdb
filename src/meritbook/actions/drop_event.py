"""Drop a Kaizen event that is not held, or not followed to its end, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import KaizenEvent
from meritbook.records.states import KAIZEN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, event: KaizenEvent, because: str) -> KaizenEvent:
    """The event, dropped; all of it stays on record. Raises `ForbiddenError`; `TextError`; `StateError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        row = leaning.locked(event)
        role = leaning.keeps(actor, row, on=on)
        before = row.status
        row.status = next_state(KAIZEN_MOVES, "drop_event", row.status, of=row.key)
        row.results, row.ended_by, row.ended_at = because, actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="drop_event",
            subject=f"kaizen:{row.key}",
            facts={"before": before},
            records=[row],
        )
    return row
