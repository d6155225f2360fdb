"""Add a measure to the charter of a Kaizen event: one of the register, or one of its own with its unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import KaizenEvent, KaizenMeasure, Measure


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    event: KaizenEvent,
    better: str,
    measure: Measure | None = None,
    title: str = "",
    unit: str = "",
) -> KaizenMeasure:
    """The measure. One of the register brings its title and unit; one of the event's own needs both.

    Raises `ForbiddenError`; `LeanError`; `CharterError`; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = leaning.locked(event)
        role = leaning.keeps(actor, held, on=on)
        possible.check_written(held)
        possible.check_measure_free(held, measure.pk if measure else None)
        if measure is not None:
            title, unit = measure.title, leaning.Series([measure.pk]).unit(measure.pk)
        row = KaizenMeasure.objects.create(
            event=held,
            measure=measure,
            title=policies.check_text(title, field="title", longest=200),
            unit=policies.check_text(unit, field="unit", longest=40),
            better=possible.check_better(better),
        )
        held.sha256 = leaning.charter_seal(held)
        held.save(update_fields=["sha256"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="add_event_measure",
            subject=f"kaizen:{held.key}",
            facts={"measure": measure.key if measure else row.title, "charter": held.sha256},
            records=[row, held],
        )
    return row
