"""Change what one's own development plan is called, aims at and rests on, and until when it goes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import growing, policies
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthPlan, MultiraterAssessment
from meritbook.records.states import GROWTH_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    plan: GrowthPlan,
    title: str,
    role: str,
    last_day: date,
    aims_plan: str = "",
    aims_class: str = "",
    assessment: MultiraterAssessment | None = None,
    says: str = "",
) -> GrowthPlan:
    """The plan as changed. Its model and its first day stay as they are.

    Raises `ForbiddenError`; `GrowthOverError`; `GrowthModelError`; `GrowthError`; `GrowthAimError`; `GrowthTieError`;
    `TextError`; `DayRangeError`; `GrowthDaysError`.
    """
    on = clock.day_of(at)
    title = policies.check_text(title, field="title", longest=200)
    says = policies.check_text(says, field="says", longest=possible.MOST_WORDS, required=False)
    with transaction.atomic():
        held = growing.locked(plan)
        authority = require(actor, Capability.PLAN_GROWTH, held, on=on)
        possible.check_under_way(held)
        ends_before = possible.check_days(held.starts_on, last_day, on)
        possible.check_last_day_holds(held, ends_before)
        aims = (aims_plan.strip(), aims_class.strip())
        if aims != (held.aims_plan, held.aims_class):
            # A class that is no longer in effect may stay the one that was aimed at.
            aims = possible.check_aim(*aims, on)
        possible.check_aim_stays(held, aims)
        held.role = possible.check_role(held.version, role)
        held.assessment = possible.check_assessment(assessment, held)
        held.title, held.says, held.ends_before = title, says, ends_before
        held.aims_plan, held.aims_class = aims
        held.state = next_state(GROWTH_MOVES, "change_growth_plan", held.state, of="The plan")
        held.save()
        growing.entry(
            actor, held, role=authority, at=at, why=why, action="change_growth_plan", facts={}, records=[held]
        )
    return held
