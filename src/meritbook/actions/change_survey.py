"""Change the questions of a survey that is not open yet, as its next version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, surveying
from meritbook.actions import surveying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.survey import Questions
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import Survey, SurveyState, SurveyVersion


def perform(
    actor: Actor, *, at: datetime, why: str, survey: Survey, questions: Questions | dict[str, Any]
) -> SurveyVersion:
    """The next version of the questions. Raises `ForbiddenError`; `SurveyStandsError`; `SurveyError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = surveying.locked(survey)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_state(held, SurveyState.DRAFT)
        found = possible.check_questions(questions, held)
        before = surveying.current(held)
        if before.sha256 == digest(found):
            raise possible.SurveyError("These are the questions that stand; nothing is changed.", where="questions")
        before.current = False
        before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = SurveyVersion.objects.create(
            survey=held,
            number=before.number + 1,
            questions_json=canonical_json(found),
            sha256=digest(found),
            saved_by=actor.user,
            saved_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="change_survey",
            subject=f"survey:{held.key}",
            facts={"number": row.number, "questions": row.sha256},
            records=[row, before],
        )
    return row
