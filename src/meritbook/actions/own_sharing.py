"""What somebody shows of their own: they can take it back as long as they sign in, and it ends once they cannot.

To show something takes an office, as do all acts on it. To take it back must not: whoever lost every role would
otherwise be read on and on, and could do nothing about it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records.models import GrowthPlan, GrowthShare, ReportShare, TalentConsent, User

ONESELF = "oneself"
"""How the ledger calls the part in which somebody takes their own back who holds no role any more."""
Shown = ReportShare | GrowthShare | TalentConsent


def require_to_end(actor: Actor, capability: Capability, row: Any, owner: int, *, on: date) -> str:
    """The role in which the actor may take something of theirs back; `ONESELF` without any. Raises `ForbiddenError`."""
    if actor.user is not None and actor.user.is_active and actor.user.pk == owner:
        return Standing(actor.user, on).role_for(capability, row) or ONESELF
    return require(actor, capability, row, on=on)


def end_all(user: User, at: datetime) -> list[Shown | GrowthPlan]:
    """End whatever somebody shows who can sign in no more, in the transaction of the act; the rows, as saved.

    A coach reads a plan as well, and is none from then on.
    """
    shown: list[Shown] = [
        *ReportShare.objects.select_for_update().filter(assessment__subject=user, withdrawn_at__isnull=True),
        *GrowthShare.objects.select_for_update().filter(plan__person=user, withdrawn_at__isnull=True),
        *TalentConsent.objects.select_for_update().filter(person=user, withdrawn_at__isnull=True),
    ]
    for one in shown:
        one.withdrawn_at = at
        one.save(update_fields=["withdrawn_at"])
    coached = list(GrowthPlan.objects.select_for_update().filter(person=user, coach__isnull=False))
    for plan in coached:
        plan.coach = None
        plan.save(update_fields=["coach"])
    return [*shown, *coached]
