"""Invite those who were not invited yet, and remind those who have not answered, as often as the policy says."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, rating_mail
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import MultiraterAssessment, MultiraterState

WHY = "Who has not answered is reminded."
"""The reason that the daily work gives."""


def perform(actor: Actor, *, at: datetime, why: str, assessment: MultiraterAssessment) -> int:
    """How many messages go out; where none is due, nothing is written.

    It is the daily work's alone: to whom a reminder goes tells who has not answered, so nobody who keeps an assessment
    sends one. Raises `ForbiddenError`; `AssessmentStandsError`; `CompetencyPolicyError`; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = assessing.locked(assessment)
        role = require(actor, Capability.WORK_THROUGH_DAYS, held, on=on)
        possible.check_state(held, MultiraterState.OPEN)
        sent = rating_mail.send(held, rating_mail.due(held, assessing.policy_of(held), on), on)
        if sent:
            ledger.write(
                actor,
                role=role,
                at=at,
                why=why,
                action="remind_raters",
                subject=assessing.subject(held),
                facts={"messages": len(sent)},
                records=sent,
            )
    return len(sent)
