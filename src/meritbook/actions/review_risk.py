"""Record that a risk was looked at on a day, and what was found."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Risk, RiskReview


def perform(actor: Actor, *, at: datetime, why: str, risk: Risk, reviewed_on: date, says: str) -> RiskReview:
    """The review. Raises `ForbiddenError`; `RiskError`; `TextError`; `DayRangeError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        possible.check_open(held)
        possible.check_has_come(reviewed_on, on=on, where="reviewed_on")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = RiskReview.objects.create(
            risk=held, reviewed_on=reviewed_on, says=says, reviewed_by=actor.user, reviewed_at=at
        )
        held.reviewed_on = max(held.reviewed_on, reviewed_on)
        held.save(update_fields=["reviewed_on"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="review_risk",
            subject=f"risk:{held.key}",
            facts={"reviewed_on": reviewed_on.isoformat()},
            records=[row, held],
        )
    return row
