"""The risks of a department or of the whole government in aggregate, as an annual report may tell them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from meritbook.actions.risking import exact_appetite, risk_policy
from meritbook.core.results.risks_told import SMALLEST, RisksTold, counted, hidden
from meritbook.records.models import (
    AcceptanceStatus,
    Department,
    Risk,
    RiskAcceptance,
    RiskAppetite,
    RiskAssessment,
    RiskStatus,
)


def risks_told(department: Department | None, on: date) -> RisksTold:
    """How many risks there are and how they stand, without anything by which one can be told; five statements.

    Without a department, those of all departments and of the enterprise together. Raises `RiskPolicyError`.
    """
    rows = Risk.objects.exclude(status=RiskStatus.CLOSED).order_by("key")
    risks = list(rows if department is None else rows.filter(department=department))
    if len(risks) < SMALLEST:
        return RisksTold(total=None, told_apart=False)
    keys = [one.pk for one in risks]
    holds = set(
        RiskAcceptance.objects.filter(
            risk__in=keys, status=AcceptanceStatus.ACCEPTED, lapses_on__gt=on
        ).values_list("risk_id", flat=True)
    )  # fmt: skip
    expected = dict(
        RiskAssessment.objects.filter(risk__in=keys, current=True).order_by().values_list("risk_id", "expected")
    )
    appetites, policy = list(RiskAppetite.objects.on(on)), risk_policy(on)
    states: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    borne: Counter[str] = Counter()
    for one in risks:
        ended = one.status == RiskStatus.ACCEPTED and one.pk not in holds
        states[RiskStatus.OPEN if ended else one.status] += 1
        categories[policy.title_of(one.category)] += 1
        amount, most = expected.get(one.pk), exact_appetite(appetites, one)
        borne["undetermined" if amount is None or most is None else "within" if amount <= most else "above"] += 1
    kept = hidden(borne)
    within, above, undetermined = (None if one in kept else borne[one] for one in ("within", "above", "undetermined"))
    return RisksTold(
        total=len(risks),
        told_apart=True,
        by_state=counted({str(state.label): states[state] for state in RiskStatus}, "Other states together"),
        by_category=counted(dict(sorted(categories.items())), "Other categories together"),
        within=within,
        above=above,
        undetermined=undetermined,
    )
