"""Make an individual development plan of one's own."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import growing, offices, policies
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import CompetencyModelVersion, GrowthPlan, MultiraterAssessment
from meritbook.records.states import GROWTH_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    title: str,
    version: CompetencyModelVersion,
    role: str,
    starts_on: date,
    last_day: date,
    aims_plan: str = "",
    aims_class: str = "",
    assessment: MultiraterAssessment | None = None,
    says: str = "",
) -> GrowthPlan:
    """The plan, under way; read by its person alone until they name a coach or show it.

    `aims_plan` and `aims_class` are the class that the person aims at, `assessment` the report that the plan starts
    from. Raises `ForbiddenError`; `GrowthModelError`; `GrowthError`; `GrowthAimError`; `GrowthTieError`; `TextError`;
    `DayRangeError`; `GrowthDaysError`.
    """
    on = clock.day_of(at)
    title = policies.check_text(title, field="title", longest=200)
    says = policies.check_text(says, field="says", longest=possible.MOST_WORDS, required=False)
    with transaction.atomic():
        row = GrowthPlan(person=actor.user, title=title, says=says, version=version, made_at=at)
        authority = require(actor, Capability.PLAN_GROWTH, row, on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.role = possible.check_model(version, role)
        row.ends_before, row.starts_on = possible.check_days(starts_on, last_day, on), starts_on
        row.aims_plan, row.aims_class = possible.check_aim(aims_plan, aims_class, on)
        row.assessment = possible.check_assessment(assessment, row)
        row.department = offices.department_of(actor.user, on)
        row.state = next_state(GROWTH_MOVES, "make_growth_plan", "", of="A plan")
        row.save()
        growing.entry(
            actor, row, role=authority, at=at, why=why, action="make_growth_plan", facts={}, records=[row]
        )  # fmt: skip
    return row
