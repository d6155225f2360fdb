"""Ask that a risk be borne as it stands, until a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import Risk, RiskAcceptance


def perform(actor: Actor, *, at: datetime, why: str, risk: Risk, because: str, last_day: date) -> RiskAcceptance:
    """The request, bound to the risk as it stands now; `last_day` is the last one on which it would hold.

    Raises `ForbiddenError`; `NotAssessedError`; `AcceptanceError`; `AcceptanceDayError`; `RiskError`; `TextError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        possible.check_open(held)
        policy = risking.risk_policy(on)
        assessed = possible.check_assessed(held)
        possible.check_none_asked(held)
        possible.check_last_day(last_day, on=on, policy=policy)
        state = risking.state_of(held, assessed)
        appetite = risking.appetite_on(held.department_id, held.category, on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = RiskAcceptance.objects.create(
            risk=held,
            assessment=assessed,
            state_json=canonical_json(state),
            sha256=digest(state),
            appetite=appetite.amount if appetite else None,
            because=because,
            lapses_on=last_day + timedelta(days=1),
            asked_by=actor.user,
            asked_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="request_risk_acceptance",
            subject=f"risk:{held.key}",
            facts={"acceptance": row.pk, "state": row.sha256, "last_day": last_day.isoformat()},
            records=[row],
        )
    return row
