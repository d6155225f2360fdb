"""Withdraw a line of a crosswalk, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import competency_model_policies as possible
from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import CompetencyCrosswalk


def perform(actor: Actor, *, at: datetime, why: str, line: CompetencyCrosswalk, because: str) -> CompetencyCrosswalk:
    """The line as withdrawn. Raises `ForbiddenError`; `CrosswalkStandsError`; `TextError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = CompetencyCrosswalk.objects.select_for_update(of=("self",)).get(pk=line.pk)
        role = require(actor, Capability.KEEP_COMPETENCIES, held, on=on)
        possible.check_drawn(held)
        held.withdrawn_because = policies.check_text(because, field="because", longest=2_000)
        held.save(update_fields=["withdrawn_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_crosswalk",
            subject=f"crosswalk:{held.pk}",
            facts={"because": held.withdrawn_because},
            records=[held],
        )
    return held
