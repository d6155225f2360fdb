"""Take back a saving that was claimed and is not verified yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import Saving
from meritbook.records.states import SAVING_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, saving: Saving, because: str) -> Saving:
    """The saving, withdrawn; it stays on record. Raises `ForbiddenError`; `SavingError`; `TextError`; `StateError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        event = leaning.locked(saving.event)
        role = leaning.keeps(actor, event, on=on)
        row = Saving.objects.select_for_update(of=("self",)).get(pk=saving.pk)
        possible.check_claimed(row)
        row.status = next_state(SAVING_MOVES, "withdraw_saving", row.status, of="The saving")
        row.decided_by, row.decided_at, row.decided_as, row.says = actor.user, at, role, because
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_saving",
            subject=f"kaizen:{event.key}",
            facts={"saving": row.pk},
            records=[row],
        )
    return row
