"""End the query by which a measure asks another system; its values are entered by people again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, measuring
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.policies import PolicyError
from meritbook.records import clock
from meritbook.records.models import Measure, ValueQuery


class NoQueryError(PolicyError):
    """A measure that asks no other system."""

    code = "results.no_query"
    remedy = "Set a query on the page of the measure first."


def query_of(measure: Measure) -> ValueQuery:
    """The query that is in use; raises `NoQueryError`."""
    found: ValueQuery | None = measure.queries.filter(ended_at__isnull=True).select_related("set_by").first()
    if found is None:
        raise NoQueryError(f"{measure.title} asks no other system for its values.", where=measure.key)
    return found


def perform(actor: Actor, *, at: datetime, why: str, measure: Measure) -> ValueQuery:
    """The query, ended; its runs stay on record. Raises `ForbiddenError`; `NoQueryError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = measuring.locked(measure)
        role = require(actor, Capability.KEEP_MEASURE, held, on=on)
        row = query_of(held)
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_value_query",
            subject=f"measure:{held.key}",
            facts={"connection": row.connection},
            records=[row],
        )
    return row
