"""Decide from which period on the limits of a measure's control chart are reckoned anew, or which limits are kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, measuring, policies
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.core.results.charts import LEAST
from meritbook.records import clock
from meritbook.records.models import BaselineDecision, BaselineKind, Measure


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    measure: Measure,
    starts_on: date,
    because: str,
    ends_before: date | None = None,
) -> BaselineDecision:
    """The decision: limits from the period that begins on `starts_on` on; with `ends_before`, of the periods between
    them, kept for all that follow. A later decision on the same first day takes its place.

    Raises `ForbiddenError`; `BaselineError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4000)
    with transaction.atomic():
        held = measuring.locked(measure)
        role = require(actor, Capability.KEEP_MEASURE, held, on=on)
        for day in (starts_on, *([ends_before] if ends_before else [])):
            policies.check_day_in_range(day, where="starts_on")
        stand = held.values.filter(current=True)
        if not stand.filter(starts_on=starts_on).exists():
            raise possible.BaselineError(
                f"No period with a value begins on {day_in_words(starts_on)}.", where="starts_on"
            )
        if ends_before is not None:
            count = stand.filter(starts_on__gte=starts_on, ends_before__lte=ends_before).count()
            if count < LEAST:
                raise possible.BaselineError(
                    f"{count} values lie in these periods; limits are reckoned from {LEAST} at least.",
                    where="ends_before",
                )
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BaselineDecision.objects.create(
            measure=held,
            kind=BaselineKind.FREEZE if ends_before else BaselineKind.SHIFT,
            starts_on=starts_on,
            ends_before=ends_before,
            because=because,
            decided_by=actor.user,
            decided_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decide_baseline",
            subject=f"measure:{held.key}",
            facts={
                "kind": str(row.kind),
                "starts_on": starts_on.isoformat(),
                "ends_before": ends_before.isoformat() if ends_before else None,
                "because": because,
            },
            records=[row],
        )
    return row
