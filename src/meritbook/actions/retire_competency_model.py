"""Retire a competency model: no new assessment begins with it, and those under way go on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import competency_model_policies as possible
from meritbook.actions import competency_models, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import CompetencyModelRow


def perform(actor: Actor, *, at: datetime, why: str, row: CompetencyModelRow, because: str) -> CompetencyModelRow:
    """The model as retired; its versions stay. Raises `ForbiddenError`; `ModelRetiredError`; `TextError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = competency_models.locked(row)
        role = require(actor, Capability.KEEP_COMPETENCIES, held, on=on)
        possible.check_in_use(held)
        held.retired_because = policies.check_text(because, field="because", longest=4_000)
        held.save(update_fields=["retired_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="retire_competency_model",
            subject=competency_models.subject(held),
            facts={"because": held.retired_because},
            records=[held],
        )
    return held
