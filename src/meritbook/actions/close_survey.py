"""Close a survey after its last day: its answers become counts that are safe to show, and are then gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from meritbook.actions import developing, ledger, survey_box, surveying
from meritbook.actions import surveying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.survey_results import count
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock, wal
from meritbook.records.models import Survey, SurveyBox, SurveyCount, SurveyState
from meritbook.records.states import SURVEY_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, survey: Survey) -> SurveyCount:
    """The counts, sealed by the ledger. The box is destroyed: no answer of a person is left anywhere.

    Raises `ForbiddenError`; `SurveyStandsError`; `SurveyDaysError`; `SurveyBoxError`; `DevelopmentPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = surveying.locked(survey)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_state(held, SurveyState.OPEN)
        possible.check_over(held, on)
        assert held.ends_before is not None  # noqa: S101  # check_over
        questions = surveying.questions_of(surveying.current(held))
        box = SurveyBox.objects.select_for_update().get(survey=held)
        found = survey_box.look(box)
        people = dict(held.participants.values_list("user", "group"))
        if len(people) != len(found.answers):
            raise survey_box.SurveyBoxError(
                f"{len(people)} people answered, and {len(found.answers)} answers lie in the box.", where=held.key
            )
        asked = surveying.asked(held, held.ends_before - timedelta(days=1))
        policy = developing.development_policy(on).survey
        result = count(
            questions,
            found,
            people=people,
            groups=sorted({*asked.values(), *people.values()}),
            asked=len(asked),
            minimum=policy.minimum,
            confidence=float(policy.confidence),
            earlier=tuple(surveying.earlier(held, questions)),
            words=held.department_id is None,
        )
        box.delete()
        wal.empty_after_commit()
        held.state = next_state(SURVEY_MOVES, "close_survey", held.state, of=held.key)
        held.save(update_fields=["state"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        sealed = surveying.sealed(result)
        row = SurveyCount.objects.create(
            survey=held,
            result_json=canonical_json(sealed),
            sha256=digest(sealed),
            closed_by=actor.user,
            closed_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="close_survey",
            subject=f"survey:{held.key}",
            facts={"asked": result.asked, "answered": result.answered, "result": row.sha256},
            records=[held, row],
        )
    return row
