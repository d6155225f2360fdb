"""Change the words, the goal or the category of a risk; another category may ask for a new acceptance."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Risk


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    risk: Risk,
    title: str,
    cause: str,
    event: str,
    consequence: str,
    category: str,
    goal: str = "",
) -> Risk:
    """The risk. Raises `ForbiddenError`; `RiskError`; `TextError`; `RiskGoalError`; `RiskPolicyError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        row = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, row, on=on)
        possible.check_open(row)
        policy = risking.risk_policy(on)
        words = possible.check_words(title=title, cause=cause, event=event, consequence=consequence, goal=goal)
        possible.check_goal(words["goal"], on)
        before = row.category
        for name, said in words.items():
            setattr(row, name, said)
        row.category = possible.check_category(category, policy)
        row.save()
        reasons, ended = risking.overtake(row, at=at, policy=policy)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="describe_risk",
            subject=f"risk:{row.key}",
            facts={"category": row.category, "before": before, "asks_again": len(reasons)},
            records=[row, *ended],
        )
    return row
