"""Take a shown assessment back to be written on, with a reason, before the department has answered it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import developing, ledger, policies
from meritbook.actions import developing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AssessmentState, DevelopmentAssessment
from meritbook.records.states import ASSESSMENT_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, assessment: DevelopmentAssessment, because: str
) -> DevelopmentAssessment:
    """The assessment, being written. Raises `ForbiddenError`; `AssessmentStandsError`; `TextError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = developing.locked(assessment)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_assesses(actor, held)
        possible.check_state(held, AssessmentState.SHOWN)
        held.state = next_state(
            ASSESSMENT_MOVES, "reopen_development_assessment", held.state, of=developing.subject(held)
        )  # fmt: skip
        held.reopened_because = because
        held.save(update_fields=["state", "reopened_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="reopen_development_assessment",
            subject=developing.subject(held),
            facts={"because": because},
            records=[held],
        )
    return held
