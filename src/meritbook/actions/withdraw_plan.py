"""Withdraw the draft of a plan, or the version that is adopted, with the reason. Both stay on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, planning, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import PlanStatus, PlanVersion
from meritbook.records.states import PLAN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, version: PlanVersion, because: str) -> PlanVersion:
    """The version, withdrawn. A draft by those who keep the plan, an adopted one by those who may adopt it.

    Raises `ForbiddenError`; `StateError`; `TextError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4000)
    with transaction.atomic():
        row = planning.locked_version(version)
        needed = Capability.KEEP_PLAN if row.status == PlanStatus.DRAFT else Capability.ADOPT_PLAN
        role = require(actor, needed, row, on=on)
        before = row.status
        row.status = next_state(PLAN_MOVES, "withdraw_plan", row.status, of=f"Version {row.number}")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, because
        row.save(update_fields=["status", "withdrawn_by", "withdrawn_at", "withdrawn_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_plan",
            subject=planning.subject(row.plan),
            facts=planning.told(row, was=before, because=because),
            records=[row],
        )
    return row
