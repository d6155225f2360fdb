"""Draw up a survey: its questions, and whom it asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions import surveying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.survey import Questions
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import Department, Survey, SurveyVersion
from meritbook.records.states import SURVEY_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    title: str,
    department: Department | None,
    questions: Questions | dict[str, Any],
    follows: Survey | None = None,
) -> Survey:
    """The survey, a draft; `department` empty asks the enterprise, `follows` is the one that it is compared with.

    Raises `ForbiddenError`; `SurveyError`; `TakenError`; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = Survey(department=department)
        role = require(actor, Capability.KEEP_DEVELOPMENT, row, on=on)
        found = possible.check_questions(questions, row)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.key = possible.check_key(key)
        row.title = policies.check_text(title, field="title", longest=200)
        row.follows = possible.check_follows(follows, row)
        row.owner = actor.user
        row.state = next_state(SURVEY_MOVES, "draw_survey", "", of=key)
        row.drawn_at = at
        row.save()
        version = SurveyVersion.objects.create(
            survey=row,
            number=1,
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
            action="draw_survey",
            subject=f"survey:{row.key}",
            facts={"department": department.code if department else None, "questions": version.sha256},
            records=[row, version],
        )
    return row
