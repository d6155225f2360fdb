"""What the acts on returns and budget units share: the policy, the lock, and a version of a case as a row."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from meritbook.actions.measuring import of_department_or_all
from meritbook.core.results.return_case import CaseText
from meritbook.core.results.return_policy import ReturnPolicy, policy_on
from meritbook.core.values import canonical_json
from meritbook.records.models import BudgetUnit, ReturnCase, ReturnVersion, User
from meritbook.return_policies import load_return_policies

__all__ = [
    "current",
    "locked",
    "locked_unit",
    "of_department_or_all",
    "return_policy",
    "subject",
    "verified_by",
    "version_of",
]


def return_policy(on: date) -> ReturnPolicy:
    """The office's policy on returns on the day; raises `ReturnPolicyError`."""
    return policy_on(load_return_policies(settings.MERITBOOK_RETURN_POLICY), on)


def locked(case: ReturnCase) -> ReturnCase:
    """The case as it stands, kept from others until the transaction ends."""
    found: ReturnCase = ReturnCase.objects.select_for_update(of=("self",)).select_related("department").get(pk=case.pk)
    return found


def locked_unit(unit: BudgetUnit) -> BudgetUnit:
    """The budget unit as it stands, kept from others until the transaction ends."""
    found: BudgetUnit = BudgetUnit.objects.select_for_update(of=("self",)).select_related("department").get(pk=unit.pk)
    return found


def current(case: ReturnCase) -> ReturnVersion:
    """The newest version of its words and figures; every case has one."""
    found: ReturnVersion = case.versions.get(current=True)
    return found


def version_of(
    case: ReturnCase, text: CaseText, policy: ReturnPolicy, *, number: int, by: User, at: datetime, because: str = ""
) -> ReturnVersion:
    """The words and figures as a row, saved."""
    return ReturnVersion.objects.create(
        case=case,
        number=number,
        text_json=canonical_json(text),
        sha256=text.seal(),
        basis_json=canonical_json(policy.basis()),
        because=because,
        saved_by=by,
        saved_at=at,
    )


def verified_by(on: date, policy: ReturnPolicy) -> date:
    """The last day on which the verification that follows one of the day is in time."""
    return on + timedelta(days=policy.verify_again_days)


def subject(case: ReturnCase) -> str:
    """How the ledger names the case."""
    return f"return:{case.key}"


def told(version: ReturnVersion, **more: Any) -> dict[str, Any]:
    """What the ledger says of a version."""
    return {"number": version.number, "sha256": version.sha256, **more}
