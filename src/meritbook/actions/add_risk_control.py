"""Put a control of a risk on record: what it is, who keeps it up, and what it is said to do."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Risk, RiskControl, User


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    risk: Risk,
    what: str,
    owner: User,
    less_often: Decimal,
    less_costly: Decimal,
) -> RiskControl:
    """The control, not tested yet; both effects are percentages from 0 to 100, and not both 0.

    Raises `ForbiddenError`; `RiskError`; `RiskOwnerError`; `TextError`.
    """
    on = clock.day_of(at)
    what = policies.check_text(what, field="what", longest=400)
    with transaction.atomic():
        held = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        possible.check_open(held)
        possible.check_owner(owner, held, on)
        possible.check_percent(less_often, where="less_often")
        possible.check_percent(less_costly, where="less_costly")
        if less_often == less_costly == 0:
            raise possible.RiskError("A control lowers how often or how much; give at least one.", where="less_often")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = RiskControl.objects.create(
            risk=held,
            what=what,
            owner=owner,
            less_often=less_often,
            less_costly=less_costly,
            added_by=actor.user,
            added_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="add_risk_control",
            subject=f"risk:{held.key}",
            facts={"control": row.pk, "owner": owner.username},
            records=[row],
        )
    return row
