"""What the acts on organizational development share: the policy, the lock, and who assesses."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from meritbook.core.results.development import DevelopmentPolicy, policy_called, policy_on
from meritbook.development_policies import load_development_policies
from meritbook.records.models import AreaFinding, DevelopmentAssessment


def development_policy(on: date) -> DevelopmentPolicy:
    """The office's policy on development on the day; raises `DevelopmentPolicyError`."""
    return policy_on(load_development_policies(settings.MERITBOOK_DEVELOPMENT_POLICY), on)


def policy_of(assessment: DevelopmentAssessment) -> DevelopmentPolicy:
    """The policy by which it was opened; raises `DevelopmentPolicyError`."""
    return policy_called(load_development_policies(settings.MERITBOOK_DEVELOPMENT_POLICY), assessment.policy)


def locked(assessment: DevelopmentAssessment) -> DevelopmentAssessment:
    """The assessment as it stands, kept from others until the transaction ends."""
    rows = DevelopmentAssessment.objects.select_for_update(of=("self",)).select_related("department")
    found: DevelopmentAssessment = rows.get(pk=assessment.pk)
    return found


def current(assessment: DevelopmentAssessment, area: str) -> AreaFinding | None:
    """What stands in an area; none before the first."""
    found: AreaFinding | None = assessment.findings.filter(area=area, current=True).first()
    return found


def subject(assessment: DevelopmentAssessment) -> str:
    """What the ledger calls it."""
    return f"assessment:{assessment.department.code}:{assessment.year}"
