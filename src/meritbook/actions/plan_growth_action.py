"""Plan an action towards a goal of one's own development plan, or change one that is not over."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import growing, policies
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthAction, GrowthActionKind, GrowthGoal, GrowthState


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    goal: GrowthGoal,
    kind: str,
    what: str,
    due_on: date,
    with_whom: str = "",
    action: GrowthAction | None = None,
) -> GrowthAction:
    """The action; `action` is the one that is changed, and none plans a new one.

    Raises `ForbiddenError`; `GrowthOverError`; `GrowthError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    what = policies.check_text(what, field="what", longest=400)
    with_whom = policies.check_text(with_whom, field="with_whom", longest=200, required=False)
    with transaction.atomic():
        held = growing.locked(goal.plan)
        authority = require(actor, Capability.PLAN_GROWTH, held, on=on)
        possible.check_under_way(held)
        towards = growing.part_of(held, goal)
        possible.check_goal_open(towards)
        if action is None:
            possible.check_room(held.actions.count())
            row = GrowthAction(plan=held, goal=towards, state=GrowthState.PLANNED)
        else:
            row = growing.part_of(held, action)
            row.goal = towards
            if row.state in (GrowthState.DONE, GrowthState.DROPPED):
                raise possible.GrowthError("The action is over; take it up again before you change it.", where="action")
        if kind not in GrowthActionKind.values:
            raise possible.GrowthError(f"An action is one of {', '.join(GrowthActionKind.values)}.", where="kind")
        row.due_on = possible.check_due(due_on, held, on, was=row.due_on)
        possible.check_action_due(due_on, towards)
        row.kind, row.what, row.with_whom = kind, what, with_whom
        row.save()
        growing.entry(
            actor, held, role=authority, at=at, why=why, action="plan_growth_action", facts={"action": row.pk},
            records=[row],
        )  # fmt: skip
    return row
