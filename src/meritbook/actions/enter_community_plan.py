"""Enter the community plan that a board adopted; the plan before it ends on the first day of the new one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import CommunityPlan, LocalBoard


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    title: str,
    needs: str,
    priorities: Any,
    starts_on: date,
    adopted_on: date,
) -> CommunityPlan:
    """The plan; `priorities` is a list of `{key, title, indicators: [{key, title, unit, measure}]}`.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `CommunityPlanError`; `BoardTermError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_stands(held, on)
        found = possible.check_plan(priorities)
        possible.check_has_come(adopted_on, on=on, where="adopted_on")
        before = possible.check_plan_day(held, starts_on)
        if before is not None:
            before.ends_before = starts_on
            before.save(update_fields=["ends_before"])
        newest = held.plans.order_by("-number").first()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = CommunityPlan.objects.create(
            board=held,
            number=newest.number + 1 if newest else 1,
            title=policies.check_text(title, field="title", longest=200),
            needs=policies.check_text(needs, field="needs", longest=20_000),
            priorities_json=canonical_json(found),
            sha256=digest(found),
            starts_on=starts_on,
            adopted_on=adopted_on,
            entered_by=actor.user,
            entered_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="enter_community_plan",
            subject=f"board:{held.key}",
            facts={"number": row.number, "priorities": row.sha256, "starts_on": starts_on.isoformat()},
            records=[row, *([before] if before else [])],
        )
    return row
