"""Close an assessment after its last day: its answers become what may be told, and are then gone."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, rating_box, rating_drafts, rating_sums
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.competencies.answers import RatingBox
from meritbook.core.competencies.tally import tally
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import (
    AssessmentRater,
    AssessmentTold,
    MultiraterAssessment,
    MultiraterState,
    RaterStanding,
)
from meritbook.records.states import MULTIRATER_MOVES, next_state

WHY = "Its last day is over."
"""The reason that the daily work gives."""


def perform(actor: Actor, *, at: datetime, why: str, assessment: MultiraterAssessment) -> AssessmentTold:
    """What is told, sealed by the ledger. The box is destroyed: no answer of anybody in a group is left anywhere.

    The daily work of the program does it too. Raises `ForbiddenError`; `OwnCaseError`; `AssessmentStandsError`;
    `AssessmentDaysError`; `RatingBoxError`; `CompetencyPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = assessing.locked(assessment)
        by = Capability.WORK_THROUGH_DAYS if actor.user is None else Capability.KEEP_ASSESSMENT
        role = require(actor, by, held, on=on)
        possible.check_state(held, MultiraterState.OPEN)
        possible.check_over(held, on)
        policy = assessing.policy_of(held)
        box = rating_box.held(held)
        found = rating_box.look(box)
        raters = assessing.ever_asked(held)
        _check_as_many(raters, found, held)
        grouped = [one for one in raters if one.group in assessing.GROUPED]
        result = tally(
            assessing.model_of(held),
            held.role,
            found,
            people=assessing.people(held),
            groups=sorted({one.group for one in grouped}),
            asked=len(grouped),
            minimum=policy.minimum,
            confidence=float(policy.confidence),
            earlier=tuple(assessing.earlier(held)),
            unsure=assessing.is_guest,
            names={one.pk: one.user.full_name for one in raters if one.user is not None},
        )
        box.delete()
        rating_drafts.drop_all(held)
        held.raters.exclude(first_browser="").update(first_browser="")
        held.state = next_state(MULTIRATER_MOVES, "close_assessment", held.state, of=str(held))
        held.save(update_fields=["state"])
        sealed = assessing.sealed(result)
        row = AssessmentTold.objects.create(
            assessment=held,
            result_json=canonical_json(sealed),
            sha256=digest(sealed),
            closed_by=actor.user,
            closed_at=at,
        )
        if result.answered is not None:
            rating_sums.add(held, [one.ratings for one in found.answers if one.rater is None], policy)
            rating_sums.draw_average(held, policy, at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="close_assessment",
            subject=assessing.subject(held),
            facts={"asked": result.asked, "answered": result.answered, "result": row.sha256},
            records=[held, row],
        )
    return row


def _check_as_many(raters: list[AssessmentRater], box: RatingBox, held: MultiraterAssessment) -> None:
    """As many answers lie in the box as people answered, in each group; raises `RatingBoxError`."""
    people = Counter(one.group for one in raters if one.standing == RaterStanding.ANSWERED)
    answers = Counter(one.group.value for one in box.answers)
    if people != answers:
        raise rating_box.RatingBoxError(
            f"{people.total()} people answered, and {answers.total()} answers lie in the box.", where=str(held.pk)
        )
