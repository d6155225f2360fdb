"""Assess a risk before its controls and with them; a material change ends its acceptance and says why."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.assessment import Assessment, exposure_of
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import Risk, RiskAssessment


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    risk: Risk,
    assessment: Assessment | dict[str, Any],
    because: str = "",
) -> RiskAssessment:
    """The next version of the assessment; those before it stay.

    Raises `ForbiddenError`; `AssessmentError`; `RiskError`; `TextError`; `RiskPolicyError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000, required=False)
    with transaction.atomic():
        held = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        possible.check_open(held)
        policy = risking.risk_policy(on)
        value = possible.check_assessment(assessment, policy)
        before = risking.current(held)
        possible.check_other(before, digest(value))
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        inherent, residual = exposure_of(value.inherent, policy), exposure_of(value.residual, policy)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = RiskAssessment.objects.create(
            risk=held,
            number=before.number + 1 if before else 1,
            assessed_on=on,
            assessment_json=canonical_json(value),
            sha256=digest(value),
            policy=policy.key,
            likelihood=policy.likelihood[policy.likelihood_of(residual)].key,
            impact=policy.impact[policy.impact_of(residual)].key,
            expected_inherent=cents(inherent.expected),
            expected=cents(residual.expected),
            because=because,
            assessed_by=actor.user,
            assessed_at=at,
        )
        reasons, ended = risking.overtake(held, at=at, policy=policy)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="assess_risk",
            subject=f"risk:{held.key}",
            facts={"assessment": row.sha256, "number": row.number, "asks_again": len(reasons)},
            records=[row, held, *([before] if before else []), *ended],
        )
    return row


def cents(dollars: float) -> Decimal:
    """An amount as it is kept, in whole cents."""
    return Decimal(repr(dollars)).quantize(Decimal("0.01"))
