"""Put a risk into the register, with who answers for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, Risk, RiskOwner, User
from meritbook.records.states import RISK_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    title: str,
    cause: str,
    event: str,
    consequence: str,
    department: Department | None,
    category: str,
    owner: User,
    goal: str = "",
) -> Risk:
    """The risk, open; `department` is empty for one of the enterprise as a whole.

    Raises `ForbiddenError`; `TakenError`; `RiskError`; `TextError`; `RiskGoalError`; `RiskOwnerError`;
    `RiskPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.KEEP_RISK, risking.of_department_or_all(Risk, department), on=on)
        words = possible.check_words(title=title, cause=cause, event=event, consequence=consequence, goal=goal)
        possible.check_goal(words["goal"], on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = Risk(
            key=possible.check_key(key),
            department=department,
            category=possible.check_category(category, risking.risk_policy(on)),
            status=next_state(RISK_MOVES, "register_risk", "", of=key),
            reviewed_on=on,
            created_by=actor.user,
            created_at=at,
            **words,
        )
        possible.check_owner(owner, row, on)
        row.save()
        named = RiskOwner.objects.create(risk=row, owner=owner, starts_on=on, named_by=actor.user, named_at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="register_risk",
            subject=f"risk:{row.key}",
            facts={
                "department": department.code if department else None,
                "category": row.category,
                "owner": owner.username,
            },
            records=[row, named],
        )
    return row
