"""Retire a measure from a day on: no value is owed of later periods. What it has on record stays, with the reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, measuring, policies
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Measure


def perform(actor: Actor, *, at: datetime, why: str, measure: Measure, ends_before: date, because: str) -> Measure:
    """The measure, retired. Raises `ForbiddenError`; `RetiredError`; `TextError`; `DayRangeError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4000)
    with transaction.atomic():
        held = measuring.locked(measure)
        role = require(actor, Capability.KEEP_MEASURE, held, on=on)
        possible.check_retire(held, ends_before)
        held.ends_before, held.retired_because = ends_before, because
        held.save(update_fields=["ends_before", "retired_because"])
        measuring.restand([held])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="retire_measure",
            subject=f"measure:{held.key}",
            facts={"ends_before": ends_before.isoformat(), "because": because},
            records=[held],
        )
    return held
