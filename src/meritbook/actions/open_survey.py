"""Open a survey between two days; its questions stand still from then on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import developing, ledger, survey_box, surveying
from meritbook.actions import surveying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Survey, SurveyState
from meritbook.records.states import SURVEY_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, survey: Survey, starts_on: date, last_day: date) -> Survey:
    """The survey, open from its first day to its last.

    Raises `ForbiddenError`; `SurveyStandsError`; `SurveyError`; `DayRangeError`; `DevelopmentPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = surveying.locked(survey)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_state(held, SurveyState.DRAFT)
        policy = developing.development_policy(on).survey
        ends_before = possible.check_days(starts_on, last_day, on=on, policy=policy)
        possible.check_enough(held, on=starts_on, minimum=policy.minimum)
        held.starts_on, held.ends_before = starts_on, ends_before
        held.state = next_state(SURVEY_MOVES, "open_survey", held.state, of=held.key)
        held.save(update_fields=["starts_on", "ends_before", "state"])
        survey_box.make(held)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="open_survey",
            subject=f"survey:{held.key}",
            facts={
                "starts_on": starts_on.isoformat(),
                "last_day": last_day.isoformat(),
                "questions": surveying.current(held).sha256,
            },
            records=[held],
        )
    return held
