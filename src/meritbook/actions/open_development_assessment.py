"""Open the assessment of a department for a year, with the people who assess it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import developing, ledger, policies
from meritbook.actions import developing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, DevelopmentAssessment, DevelopmentAssessor, User
from meritbook.records.states import ASSESSMENT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department,
    year: int,
    assessed_on: date,
    assessors: Sequence[User],
) -> DevelopmentAssessment:
    """The assessment with the areas of the policy of the day, all of them empty.

    Raises `ForbiddenError`; `DevelopmentError`; `AssessorError`; `TakenError`; `DepartmentTermError`;
    `DayRangeError`; `DevelopmentPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        place = Department.objects.select_for_update().get(pk=department.pk)
        asked = DevelopmentAssessment(department=place)
        role = require(actor, Capability.KEEP_DEVELOPMENT, asked, on=on)
        policies.check_department_stands(place, on)
        possible.check_year(year, place)
        possible.check_assessed_on(assessed_on, on)
        people = possible.check_assessors(assessors, asked, on)
        policy = developing.development_policy(on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = DevelopmentAssessment.objects.create(
            department=place,
            year=year,
            assessed_on=assessed_on,
            policy=policy.key,
            state=next_state(ASSESSMENT_MOVES, "open_development_assessment", "", of=f"{place.code}, {year}"),
            opened_by=actor.user,
            opened_at=at,
        )
        named = [DevelopmentAssessor.objects.create(assessment=row, user=one) for one in people]
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="open_development_assessment",
            subject=developing.subject(row),
            facts={"policy": policy.key, "version": policy.version, "assessors": [one.username for one in people]},
            records=[row, *named],
        )
    return row
