"""Take a measure out of a charter that is not approved yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import KaizenMeasure


def perform(actor: Actor, *, at: datetime, why: str, measure: KaizenMeasure) -> KaizenMeasure:
    """The measure, not of the charter any more; it stays on record.

    Raises `ForbiddenError`; `CharterError`; `LeanError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = leaning.locked(measure.event)
        role = leaning.keeps(actor, held, on=on)
        possible.check_written(held)
        row = KaizenMeasure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
        if not row.current:
            raise possible.LeanError("This measure was taken out already.", where="measure")
        row.current = False
        row.save(update_fields=["current"])
        held.sha256 = leaning.charter_seal(held)
        held.save(update_fields=["sha256"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="strike_event_measure",
            subject=f"kaizen:{held.key}",
            facts={"measure": row.title, "charter": held.sha256},
            records=[row, held],
        )
    return row
