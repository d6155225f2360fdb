"""What the acts on strategic plans share: the lock, the words as a row, the plan above, and what is to be said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from meritbook.core.results import plan_check
from meritbook.core.results.deployment import SeenTie, Tie, bind, said, ties
from meritbook.core.results.plan_check import PlanProblem
from meritbook.core.results.plans import PlanKind, PlanText
from meritbook.core.values import canonical_json
from meritbook.records.models import Measure, PlanStatus, PlanVersion, StrategicPlan, TieConfirmed, User


def locked(plan: StrategicPlan) -> StrategicPlan:
    """The plan as it stands, kept from others until the transaction ends."""
    StrategicPlan.objects.select_for_update().get(pk=plan.pk)
    found: StrategicPlan = StrategicPlan.objects.select_related("department", "deploys").get(pk=plan.pk)
    return found


def locked_version(version: PlanVersion) -> PlanVersion:
    """The version as it stands, with its plan locked until the transaction ends."""
    plan = locked(version.plan)
    row: PlanVersion = PlanVersion.objects.select_related("saved_by").get(pk=version.pk)
    row.plan = plan
    return row


def adopted_of(plan: StrategicPlan | None) -> PlanVersion | None:
    """The version of the plan that is in force; none where none is, or without a plan."""
    if plan is None:
        return None
    found: PlanVersion | None = plan.versions.filter(status=PlanStatus.ADOPTED).first()
    return found


def text_above(plan: StrategicPlan) -> PlanText | None:
    """The words in force of the plan above."""
    above = adopted_of(plan.deploys)
    return above.text if above else None


def seen_of(version: PlanVersion) -> dict[str, SeenTie]:
    """What each tie of the version was last seen to say above, with what was confirmed since it was saved."""
    seen = dict(version.ties)
    for one in TieConfirmed.objects.filter(plan=version.plan_id).order_by("id"):
        held = seen.get(one.part)
        if held is not None and held.serves == one.serves:
            seen[one.part] = SeenTie(serves=one.serves, meaning=one.meaning, said=one.said)
    return seen


def ties_of(version: PlanVersion, above: PlanText | None) -> tuple[Tie, ...]:
    """How the version stands to the plan above; none where its plan deploys from no other."""
    return ties(version.text, above, seen_of(version)) if version.plan.deploys_id is not None else ()


def put_words(
    row: PlanVersion, text: PlanText, *, by: User, at: datetime, before: Mapping[str, SeenTie] | None = None
) -> None:
    """Put the words into a draft that is not saved yet, with what its ties were seen to say above."""
    seen = bind(text, text_above(row.plan), row.ties if before is None else before)
    row.text_json, row.sha256 = canonical_json(text), text.seal()
    row.ties_json = canonical_json({key: one.plain() for key, one in seen.items()})
    row.saved_by, row.saved_at = by, at
    for name in ("text", "ties"):
        row.__dict__.pop(name, None)


def entitle(plan: StrategicPlan, text: PlanText) -> None:
    """Let lists name the plan as its newest words do."""
    if plan.title != text.name:
        plan.title = text.name
        plan.save(update_fields=["title"])


def problems_of(plan: StrategicPlan, text: PlanText) -> tuple[PlanProblem, ...]:
    """All that is to be said of the words before they are adopted; four statements."""
    named = {one.action.owner for one in text.actions()} - {""}
    return plan_check.problems(
        text,
        kind=PlanKind(plan.kind),
        above=text_above(plan),
        deploys=plan.deploys_id is not None,
        measures=set(Measure.objects.filter(key__in=text.measures()).values_list("key", flat=True)),
        owners=dict(User.objects.filter(username__in=named).values_list("username", "is_active")),
        beside=tuple((one.title, one.starts_on, one.ends_before - timedelta(days=1)) for one in _beside(plan)),
    )


def _beside(plan: StrategicPlan) -> QuerySet[StrategicPlan]:
    """The other plans of the same kind and unit in force on one of its days; the plan above is none of them."""
    rows: QuerySet[StrategicPlan] = StrategicPlan.objects.filter(
        department=plan.department_id, unit__iexact=plan.unit, kind=plan.kind, versions__status=PlanStatus.ADOPTED,
        starts_on__lt=plan.ends_before, ends_before__gt=plan.starts_on,
    )  # fmt: skip
    return rows.exclude(pk__in=[one for one in (plan.pk, plan.deploys_id) if one is not None]).order_by(
        "starts_on", "key"
    )[:5]


def subject(plan: StrategicPlan) -> str:
    """How the ledger names the plan."""
    return f"strategicplan:{plan.key}"


def told(version: PlanVersion, **more: Any) -> dict[str, Any]:
    """What the ledger says of a version."""
    return {"number": version.number, "status": version.status, "sha256": version.sha256, **more}


__all__ = [
    "adopted_of",
    "entitle",
    "locked",
    "locked_version",
    "problems_of",
    "put_words",
    "said",
    "seen_of",
    "subject",
    "text_above",
    "ties_of",
    "told",
]
