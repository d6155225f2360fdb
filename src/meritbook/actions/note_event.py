"""Write a note of a day of a Kaizen event; the first one says that it is held."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import KaizenEvent, KaizenNote
from meritbook.records.states import KAIZEN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, event: KaizenEvent, noted_on: date, says: str) -> KaizenNote:
    """The note. Raises `ForbiddenError`; `LeanError`; `TextError`; `DayRangeError`; `StateError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=10_000)
    with transaction.atomic():
        held = leaning.locked(event)
        role = leaning.keeps(actor, held, on=on)
        held.status = next_state(KAIZEN_MOVES, "note_event", held.status, of=held.key)
        possible.check_note_day(held, noted_on, on=on)
        held.save(update_fields=["status"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = KaizenNote.objects.create(event=held, noted_on=noted_on, says=says, written_by=actor.user, written_at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="note_event",
            subject=f"kaizen:{held.key}",
            facts={"noted_on": noted_on.isoformat()},
            records=[row, held],
        )
    return row
