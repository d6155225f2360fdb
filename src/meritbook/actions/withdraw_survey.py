"""Withdraw a survey that is not closed, with a reason; answers that it had are destroyed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, surveying
from meritbook.actions import surveying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock, wal
from meritbook.records.models import Survey, SurveyBox, SurveyState
from meritbook.records.states import SURVEY_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, survey: Survey, because: str) -> Survey:
    """The survey, withdrawn. Raises `ForbiddenError`; `SurveyStandsError`; `TextError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = surveying.locked(survey)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_state(held, SurveyState.DRAFT, SurveyState.OPEN)
        before = held.state
        held.state = next_state(SURVEY_MOVES, "withdraw_survey", before, of=held.key)
        held.because = because
        held.save(update_fields=["state", "because"])
        SurveyBox.objects.filter(survey=held).delete()
        wal.empty_after_commit()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_survey",
            subject=f"survey:{held.key}",
            facts={"before": before, "because": because},
            records=[held],
        )
    return held
