"""Report how an action of an adopted plan goes: under way, done or dropped, in words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, planning, policies
from meritbook.actions import planning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ActionReport, StrategicPlan


def perform(
    actor: Actor, *, at: datetime, why: str, plan: StrategicPlan, action: str, progress: str, says: str
) -> ActionReport:
    """The report, by the owner of the action or by those who keep the plan. Earlier reports stay.

    Raises `ForbiddenError`; `ActionError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4000)
    with transaction.atomic():
        held = planning.locked(plan)
        role = require(actor, Capability.REPORT_ACTION, ActionReport(plan=held, action=action), on=on)
        placed = possible.check_action(planning.adopted_of(held), action)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ActionReport.objects.create(
            plan=held,
            action=placed.action.key,
            progress=possible.check_progress(progress).value,
            says=says,
            reported_by=actor.user,
            reported_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="report_action",
            subject=planning.subject(held),
            facts={"action": row.action, "progress": row.progress, "says": says},
            records=[row],
        )
    return row
