"""Amend an adopted plan: its words as a new draft, which is in force once it is adopted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, planning
from meritbook.actions import planning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import PlanVersion, StrategicPlan
from meritbook.records.states import PLAN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, plan: StrategicPlan) -> PlanVersion:
    """The draft, with the words and the keys of the adopted version. Raises `ForbiddenError`; `PlanDraftError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = planning.locked(plan)
        role = require(actor, Capability.KEEP_PLAN, held, on=on)
        adopted = possible.check_amendable(held)
        adopted.plan = held
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        last = held.versions.order_by("-number")[0]
        version = PlanVersion(
            plan=held,
            number=last.number + 1,
            status=next_state(PLAN_MOVES, "amend_plan", "", of="The plan"),
            based_on=adopted,
            document=adopted.document,
        )
        planning.put_words(version, adopted.text, by=actor.user, at=at, before=planning.seen_of(adopted))
        version.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="amend_plan",
            subject=planning.subject(held),
            facts=planning.told(version, amends=adopted.number),
            records=[version],
        )
    return version
