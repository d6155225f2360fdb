"""Draw up a strategic or operational plan of the enterprise, of a department, or of a local entity."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, planning, policies
from meritbook.actions import planning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.measuring import of_department_or_all
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.plans import PlanKind, PlanText
from meritbook.records import clock
from meritbook.records.models import Department, PlanVersion, StrategicPlan
from meritbook.records.states import PLAN_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    kind: str,
    title: str,
    department: Department | None,
    starts_on: date,
    ends_before: date,
    unit: str = "",
    deploys: StrategicPlan | None = None,
    text: PlanText | dict[str, Any] | None = None,
) -> PlanVersion:
    """The first version of a new plan, a draft; `department` is empty for the enterprise as a whole.

    `unit` names a local entity whose plan it is, `deploys` the plan above. Without `text` it begins with its title and
    its days. Raises `ForbiddenError`; `TakenError`; `PlanError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.KEEP_PLAN, of_department_or_all(StrategicPlan, department), on=on)
        possible.check_term(starts_on, ends_before)
        if kind not in (PlanKind.STRATEGIC, PlanKind.OPERATIONAL):
            raise possible.PlanError("A plan is strategic or operational.", where="kind")
        unit = policies.check_text(unit, field="unit", longest=200, required=False)
        possible.check_above(deploys)
        blank = {"name": title, "starts_on": starts_on, "last_day": ends_before - timedelta(days=1)}
        words = possible.check_words(blank if text is None else text)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        plan = StrategicPlan.objects.create(
            key=possible.check_key(key),
            kind=kind,
            department=department,
            unit=unit,
            title=words.name,
            starts_on=starts_on,
            ends_before=ends_before,
            deploys=deploys,
            created_by=actor.user,
            created_at=at,
        )
        version = PlanVersion(
            plan=plan, number=1, status=next_state(PLAN_MOVES, "draw_plan", "", of="The plan"), ties_json="{}"
        )
        planning.put_words(version, words, by=actor.user, at=at)
        version.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="draw_plan",
            subject=planning.subject(plan),
            facts=planning.told(
                version,
                kind=kind,
                department=department.code if department else None,
                unit=unit,
                deploys=deploys.key if deploys else None,
            ),
            records=[plan, version],
        )
    return version
