"""Close a Kaizen event with its results, once its values, actions and savings are all settled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import KaizenEvent
from meritbook.records.states import KAIZEN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, event: KaizenEvent, results: str) -> KaizenEvent:
    """The event, closed. Raises `ForbiddenError`; `NotFinishedError`; `TextError`; `StateError`."""
    on = clock.day_of(at)
    results = policies.check_text(results, field="results", longest=10_000)
    with transaction.atomic():
        row = leaning.locked(event)
        role = leaning.keeps(actor, row, on=on)
        row.status = next_state(KAIZEN_MOVES, "close_event", row.status, of=row.key)
        possible.check_finished(row, leaning.lean_policy(on))
        row.results, row.ended_by, row.ended_at = results, actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="close_event",
            subject=f"kaizen:{row.key}",
            facts={"charter": row.sha256},
            records=[row],
        )
    return row
