"""Take a competency model over: its owner is told how well its questions hang together, and answers for its words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import competency_model_policies as possible
from meritbook.actions import competency_models, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import CompetencyModelRow


def perform(actor: Actor, *, at: datetime, why: str, row: CompetencyModelRow) -> CompetencyModelRow:
    """The model as owned by whoever acts. Raises `ForbiddenError`; `ModelRetiredError`; `OwnerError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = competency_models.locked(row)
        role = require(actor, Capability.KEEP_COMPETENCIES, held, on=on)
        possible.check_in_use(held)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        if held.owner_id == actor.user.pk:
            raise possible.OwnerError(f"You own {held.name} already.", where=held.key)
        before = held.owner
        held.owner = actor.user
        held.save(update_fields=["owner"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="take_over_competency_model",
            subject=competency_models.subject(held),
            facts={"owner": actor.user.username, "before": before.username if before else None},
            records=[held],
        )
    return held
