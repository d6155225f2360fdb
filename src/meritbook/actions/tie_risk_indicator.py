"""Tie a measure of the register to a risk as its indicator, or give it other thresholds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import ledger, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Measure, Risk, RiskIndicator


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    risk: Risk,
    measure: Measure,
    bad_when: str,
    watch: Decimal,
    trip: Decimal,
) -> RiskIndicator:
    """The indicator; `bad_when` is `high` or `low`. Raises `ForbiddenError`; `IndicatorError`; `RiskError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        possible.check_open(held)
        found = possible.check_thresholds(bad_when, watch, trip)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row, _ = RiskIndicator.objects.update_or_create(
            risk=held,
            measure=measure,
            defaults={
                "bad_when": found.bad_when,
                "watch": found.watch,
                "trip": found.trip,
                "tied_by": actor.user,
                "tied_at": at,
            },
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="tie_risk_indicator",
            subject=f"risk:{held.key}",
            facts={
                "measure": measure.key,
                "bad_when": found.bad_when,
                "watch": str(found.watch),
                "trip": str(found.trip),
            },
            records=[row],
        )
    return row
