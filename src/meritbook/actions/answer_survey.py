"""Answer a survey: who answered is put on record, what was answered goes into the box, and nothing ties the two."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, survey_box, surveying
from meritbook.actions import surveying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.survey import answers_of
from meritbook.records import clock, wal
from meritbook.records.models import Survey, SurveyBox, SurveyParticipant

WHY = "Answered."
"""The reason that the faces give: one that a person types would stand in the ledger beside their name."""


def perform(
    actor: Actor, *, at: datetime, why: str, survey: Survey, answers: Mapping[str, Any], seen: str
) -> SurveyParticipant:
    """That the person answered. `seen` is the hash of the answers as `desk.surveys.preview` showed them.

    The ledger says who answered which survey, and vouches for no answer: a hash of the box before and after would tell
    what came in between. Raises `ForbiddenError`; `SurveyStandsError`; `SurveyDaysError`; `AnsweredError`;
    `SurveyAnswerError`; `PreviewError`; `SurveyBoxError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = surveying.locked(survey)
        group = possible.check_asked(actor, held, on)
        role = require(actor, Capability.ANSWER_SURVEY, held, on=on)
        possible.check_answered_now(held, on)
        possible.check_first(held, actor)
        given = answers_of(surveying.questions_of(surveying.current(held)), answers)
        possible.check_seen(given, seen)
        assert actor.user is not None  # noqa: S101  # check_asked
        row = SurveyParticipant.objects.create(survey=held, user=actor.user, group=group)
        box = SurveyBox.objects.select_for_update().get(survey=held)
        survey_box.put(box, survey_box.look(box).with_one(given, group))
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="answer_survey",
            subject=f"survey:{held.key}",
            facts={"survey": held.key},
            records=[row],
        )
        # The box as it was before stands in the log of the database else, and beside it what this answer adds.
        wal.empty_after_commit()
    return row
