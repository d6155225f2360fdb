"""Overrule a precedent: the question is open again for everybody whom it decided."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, qualifying
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Precedent
from meritbook.records.states import PRECEDENT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, precedent: Precedent) -> Precedent:
    """The precedent, overruled; `why` is the reason. Answers given for one candidate and determinations stand.

    Raises `ForbiddenError`; `OwnCaseError` where it decides on the actor; `TextError`; `PrecedentNotStandingError`.
    """
    why = policies.check_text(why, field="why")
    with transaction.atomic():
        precedent = Precedent.objects.select_for_update().get(pk=precedent.pk)
        role = require(actor, Capability.OVERRULE_PRECEDENT, precedent, on=clock.day_of(at))
        possible.check_precedent_stands(precedent)
        precedent.status = next_state(PRECEDENT_MOVES, "overrule_precedent", precedent.status, of=str(precedent))
        precedent.overruled_by, precedent.overruled_at, precedent.overruled_why = actor.user, at, why
        precedent.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="overrule_precedent",
            subject=f"precedent:{precedent.pk}",
            facts={"identity": precedent.identity, "verdict": precedent.verdict, "policy": precedent.policy},
            records=[precedent],
        )
    qualifying.find_touched(precedent.identity, at=at)
    return precedent
