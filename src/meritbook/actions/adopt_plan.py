"""Adopt the draft of a plan, with the reason. Its words stand still from then on; the version before is superseded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, planning, policies
from meritbook.actions import planning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.plan_redline import since
from meritbook.records import clock
from meritbook.records.models import PlanVersion
from meritbook.records.states import PLAN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, version: PlanVersion, sha256: str, because: str) -> PlanVersion:
    """The version, adopted. `sha256` is the seal of the words that were shown to whoever adopts them.

    Raises `ForbiddenError`; `StateError`; `PlanChangedError`; `PlanNotReadyError`, whose details list all that blocks;
    `TextError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4000)
    with transaction.atomic():
        row = planning.locked_version(version)
        role = require(actor, Capability.ADOPT_PLAN, row, on=on)
        row.status = next_state(PLAN_MOVES, "adopt_plan", row.status, of=f"Version {row.number}")
        possible.check_as_shown(row, sha256)
        possible.check_ready(planning.problems_of(row.plan, row.text), row.text)
        before = planning.adopted_of(row.plan)
        if before is not None:
            before.status = next_state(PLAN_MOVES, "adopt_plan of a later version", before.status, of="The plan")
            before.save(update_fields=["status"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.adopted_by, row.adopted_at, row.adopted_because = actor.user, at, because
        row.save(update_fields=["status", "adopted_by", "adopted_at", "adopted_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="adopt_plan",
            subject=planning.subject(row.plan),
            facts=planning.told(
                row, because=because, sections=since(before.text, row.text).plain() if before else None
            ),
            records=[*([before] if before else []), row],
        )
    return row
