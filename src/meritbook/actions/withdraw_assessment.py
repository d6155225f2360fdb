"""Withdraw an assessment that is not closed, with a reason; answers that it had are destroyed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, policies, rating_drafts
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AssessmentBox, MultiraterAssessment, MultiraterState
from meritbook.records.states import MULTIRATER_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, assessment: MultiraterAssessment, because: str
) -> MultiraterAssessment:
    """The assessment, withdrawn. Raises `ForbiddenError`; `OwnCaseError`; `AssessmentStandsError`; `TextError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = assessing.locked(assessment)
        role = require(actor, Capability.KEEP_ASSESSMENT, held, on=on)
        possible.check_state(held, MultiraterState.DRAFT, MultiraterState.OPEN)
        before = held.state
        held.state = next_state(MULTIRATER_MOVES, "withdraw_assessment", before, of=str(held))
        held.because = because
        held.save(update_fields=["state", "because"])
        AssessmentBox.objects.filter(assessment=held).delete()
        rating_drafts.drop_all(held)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_assessment",
            subject=assessing.subject(held),
            facts={"before": before, "because": because},
            records=[held],
        )
    return held
