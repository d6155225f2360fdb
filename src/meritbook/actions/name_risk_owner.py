"""Name who answers for a risk from a day on; whoever did so until then gives way."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Risk, RiskOwner, User


def perform(actor: Actor, *, at: datetime, why: str, risk: Risk, owner: User, starts_on: date) -> RiskOwner:
    """The owner from then on. Raises `ForbiddenError`; `RiskOwnerError`; `DayRangeError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        possible.check_owner(owner, held, on)
        before = possible.check_owner_day(held, starts_on)
        if before is not None:
            before.ends_before = starts_on
            before.save(update_fields=["ends_before"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = RiskOwner.objects.create(risk=held, owner=owner, starts_on=starts_on, named_by=actor.user, named_at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="name_risk_owner",
            subject=f"risk:{held.key}",
            facts={
                "owner": owner.username,
                "before": before.owner.username if before else None,
                "starts_on": starts_on.isoformat(),
            },
            records=[row, *([before] if before else [])],
        )
    return row
