"""Answer an assessment for the department that it is about."""

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
    actor: Actor, *, at: datetime, why: str, assessment: DevelopmentAssessment, answer: str
) -> DevelopmentAssessment:
    """The assessment, answered; nothing of it changes any more. Nobody who assessed answers.

    Raises `ForbiddenError`; `AssessmentStandsError`; `TextError`.
    """
    on = clock.day_of(at)
    answer = policies.check_text(answer, field="answer", longest=8_000)
    with transaction.atomic():
        held = developing.locked(assessment)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_answers(actor, held, on)
        possible.check_state(held, AssessmentState.SHOWN)
        held.state = next_state(
            ASSESSMENT_MOVES, "answer_development_assessment", held.state, of=developing.subject(held)
        )  # fmt: skip
        held.answer, held.answered_by, held.answered_at = answer, actor.user, at
        held.save(update_fields=["state", "answer", "answered_by", "answered_at"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="answer_development_assessment",
            subject=developing.subject(held),
            facts={"year": held.year},
            records=[held],
        )
    return held
