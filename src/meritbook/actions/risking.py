"""What the acts on risks share: the policy, the lock, the state that an acceptance is bound to, and its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import F, Q

from meritbook.actions.measuring import of_department_or_all
from meritbook.core.results.assessment import (
    Assessment,
    ControlState,
    RiskState,
    exposure_of,
    material_changes,
)
from meritbook.core.results.risk import RiskInput
from meritbook.core.results.risk_policy import RiskPolicy, policy_on
from meritbook.records.models import (
    AcceptanceStatus,
    Risk,
    RiskAcceptance,
    RiskAppetite,
    RiskAssessment,
    RiskControl,
    RiskStatus,
)
from meritbook.records.models.common import Vouched
from meritbook.records.states import RISK_MOVES, next_state
from meritbook.risk_policies import load_risk_policies

__all__ = [
    "appetite_on",
    "assessment_of",
    "current",
    "end_acceptances",
    "exact_appetite",
    "input_of",
    "locked",
    "of_department_or_all",
    "overtake",
    "risk_policy",
    "state_of",
]


def risk_policy(on: date) -> RiskPolicy:
    """The office's policy on risks on the day; raises `RiskPolicyError`."""
    return policy_on(load_risk_policies(settings.MERITBOOK_RISK_POLICY), on)


def locked(risk: Risk) -> Risk:
    """The risk as it stands, kept from others until the transaction ends."""
    found: Risk = Risk.objects.select_for_update(of=("self",)).select_related("department").get(pk=risk.pk)
    return found


def current(risk: Risk) -> RiskAssessment | None:
    """The newest version of its assessment; none before the first."""
    return risk.assessments.filter(current=True).first()


def assessment_of(row: RiskAssessment) -> Assessment:
    """The assessment of a version."""
    return Assessment.model_validate_json(row.assessment_json)


def state_of(risk: Risk, row: RiskAssessment, controls: Iterable[RiskControl] | None = None) -> RiskState:
    """What an acceptance of the risk as it stands is bound to."""
    rows = risk.controls.order_by("pk") if controls is None else controls
    return RiskState(
        category=risk.category,
        assessment=assessment_of(row),
        controls=tuple(ControlState(id=one.pk, what=one.what, works=one.works) for one in rows),
    )


def appetite_on(department: int | None, category: str, on: date) -> RiskAppetite | None:
    """The appetite of a risk on the day: that which names department and category counts before the less exact."""
    rows = RiskAppetite.objects.on(on).filter(
        Q(department=department) | Q(department__isnull=True), category__in=[category, ""]
    )
    found: RiskAppetite | None = rows.order_by(F("department").desc(nulls_last=True), "-category").first()
    return found


def exact_appetite(appetites: Iterable[RiskAppetite], risk: Risk) -> Decimal | None:
    """As `appetite_on`, out of the appetites of a day that were read already."""
    fits = [
        one
        for one in appetites
        if one.department_id in (None, risk.department_id) and one.category in ("", risk.category)
    ]
    best = max(fits, key=lambda one: (one.department_id is not None, one.category != ""), default=None)
    return None if best is None else best.amount


def input_of(risk: Risk, row: RiskAssessment, policy: RiskPolicy, appetite: Decimal | None) -> RiskInput:
    """What a quantification takes of the risk."""
    held = assessment_of(row)
    return RiskInput(
        key=risk.key,
        title=risk.title,
        inherent=exposure_of(held.inherent, policy),
        residual=exposure_of(held.residual, policy),
        appetite=None if appetite is None else Decimal(f"{appetite.normalize():f}"),
    )


def end_acceptances(
    risk: Risk, status: AcceptanceStatus, *, at: datetime, because: str, of: Iterable[AcceptanceStatus]
) -> list[Vouched]:
    """End the acceptances of the risk that stand in one of the states `of`, saved."""
    rows = list(risk.acceptances.select_for_update().filter(status__in=list(of)))
    for row in rows:
        row.status, row.ended_at, row.ended_because = status, at, because
        row.save(update_fields=["status", "ended_at", "ended_because"])
    return list(rows)


def overtake(risk: Risk, *, at: datetime, policy: RiskPolicy) -> tuple[tuple[str, ...], list[Vouched]]:
    """End each acceptance that does not cover the risk as it stands now: the reasons, and the rows that were saved."""
    row = current(risk)
    waiting: Iterable[RiskAcceptance] = risk.acceptances.select_for_update().filter(
        status__in=[AcceptanceStatus.ASKED, AcceptanceStatus.ACCEPTED]
    )
    reasons: list[str] = []
    saved: list[Vouched] = []
    for one in waiting if row is not None else ():
        assert row is not None  # noqa: S101  # nothing is iterated otherwise
        found = material_changes(RiskState.model_validate_json(one.state_json), state_of(risk, row), policy)
        if not found:
            continue
        if one.status == AcceptanceStatus.ACCEPTED and risk.status == RiskStatus.ACCEPTED:
            risk.status = next_state(RISK_MOVES, "a material change", risk.status, of=risk.key)
            risk.save(update_fields=["status"])
        one.status, one.ended_at, one.ended_because = AcceptanceStatus.OVERTAKEN, at, "\n".join(found)
        one.save(update_fields=["status", "ended_at", "ended_because"])
        saved.append(one)
        reasons += [said for said in found if said not in reasons]
    return tuple(reasons), saved
