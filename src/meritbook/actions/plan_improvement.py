"""Decide what is done about an opportunity that an assessment found: by whom, by when, and in which plan it stands."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import developing, ledger, policies
from meritbook.actions import developing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AssessmentState, DevelopmentAssessment, Improvement, StrategicPlan, User


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    assessment: DevelopmentAssessment,
    area: str,
    what: str,
    owner: User,
    due_on: date,
    plan: StrategicPlan | None = None,
    action: str = "",
) -> Improvement:
    """The improvement, planned; with `plan` it is one with an action of that plan, named by its key.

    Raises `ForbiddenError`; `DevelopmentError`; `ActionError`; `TextError`; `DayRangeError`; `DevelopmentPolicyError`.
    """
    on = clock.day_of(at)
    what = policies.check_text(what, field="what", longest=400)
    with transaction.atomic():
        held = developing.locked(assessment)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        if held.state == AssessmentState.DRAFT:
            possible.check_assesses(actor, held)
        possible.check_area(developing.policy_of(held), area)
        policies.check_day_in_range(due_on, where="due_on")
        if due_on < on:
            raise possible.DevelopmentError("An improvement is due today or later.", where="due_on")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = Improvement(
            assessment=held,
            area=area,
            what=what,
            owner=owner,
            due_on=due_on,
            plan=plan,
            action=possible.check_plan_action(plan, action, held),
            changed_by=actor.user,
            changed_at=at,
        )
        possible.check_owner(owner, row, on)
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="plan_improvement",
            subject=developing.subject(held),
            facts={"improvement": row.pk, "area": area, "owner": owner.username, "due_on": due_on.isoformat()},
            records=[row],
        )
    return row
