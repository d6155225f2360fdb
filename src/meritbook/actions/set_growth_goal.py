"""Set a goal of one's own development plan, or change one that is not over."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import growing, policies
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthGoal, GrowthPlan, GrowthState, PerformanceContract


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    plan: GrowthPlan,
    says: str,
    due_on: date,
    competency: str = "",
    requirement: str = "",
    contract: PerformanceContract | None = None,
    objective: str = "",
    goal: GrowthGoal | None = None,
) -> GrowthGoal:
    """The goal; `goal` is the one that is changed, and none sets a new one.

    `requirement` are words of the minimum qualifications of the class aimed at; `contract` and `objective` name an
    objective of the person's own signed contract. Raises `ForbiddenError`; `GrowthOverError`; `GrowthError`;
    `GrowthAimError`; `GrowthTieError`; `NotSignedError`; `NoSuchObjectiveError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=400)
    requirement = policies.check_text(requirement, field="requirement", longest=4_000, required=False)
    with transaction.atomic():
        held = growing.locked(plan)
        authority = require(actor, Capability.PLAN_GROWTH, held, on=on)
        possible.check_under_way(held)
        row = GrowthGoal(plan=held, state=GrowthState.PLANNED) if goal is None else growing.part_of(held, goal)
        if goal is None:
            possible.check_room(held.goals.count())
        else:
            possible.check_goal_open(row)
            possible.check_goal_due(row, due_on)
        row.due_on = possible.check_due(due_on, held, on, was=row.due_on)
        row.competency = possible.check_competency(held, competency)
        if goal is None or requirement != row.requirement:
            row.requirement = possible.check_requirement(held, requirement, on)
        if goal is None or (contract, objective) != (row.contract, row.objective):
            row.contract, row.objective = contract, possible.check_tie(held, contract, objective)
        row.says = says
        row.save()
        growing.entry(
            actor, held, role=authority, at=at, why=why, action="set_growth_goal", facts={"goal": row.pk}, records=[row]
        )
    return row
