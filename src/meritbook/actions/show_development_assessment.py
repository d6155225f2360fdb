"""Show an assessment to the department, which then answers it; its findings stand still from then on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import developing, ledger
from meritbook.actions import developing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AssessmentState, DevelopmentAssessment
from meritbook.records.states import ASSESSMENT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, assessment: DevelopmentAssessment) -> DevelopmentAssessment:
    """The assessment, shown. Raises `ForbiddenError`; `AssessmentStandsError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = developing.locked(assessment)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_assesses(actor, held)
        possible.check_state(held, AssessmentState.DRAFT)
        possible.check_found_something(held)
        held.state = next_state(
            ASSESSMENT_MOVES, "show_development_assessment", held.state, of=developing.subject(held)
        )  # fmt: skip
        held.save(update_fields=["state"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="show_development_assessment",
            subject=developing.subject(held),
            facts={"areas": sorted(held.findings.filter(current=True).values_list("area", flat=True))},
            records=[held],
        )
    return held
