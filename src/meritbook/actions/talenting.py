"""What the acts on the bench of talent share: the class, who is in office, and whom somebody may read."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from meritbook.actions.capabilities import MATRIX, Capability, Scope
from meritbook.actions.permissions import Standing
from meritbook.records.models import (
    ClassEntry,
    PlanRevision,
    RoleAssignment,
    TalentConsent,
)


def entry(plan: str, ref: str, on: date) -> ClassEntry | None:
    """The class of that key of a plan in effect on the day; none where there is none."""
    found: ClassEntry | None = (
        ClassEntry.objects.filter(plan_revision__in=PlanRevision.objects.effective(on).filter(key=plan), ref=ref)
        .select_related("plan_revision")
        .defer("plan_revision__plan_json", "plan_revision__laid_out_json", "search_text")
        .first()
    )
    return found


def in_force(on: date) -> QuerySet[TalentConsent]:
    """What people agreed to and have not taken back, of those who are still in office on the day."""
    held = RoleAssignment.objects.on(on).filter(user=OuterRef("person"), revoked_at__isnull=True)
    return TalentConsent.objects.filter(Exists(held), withdrawn_at__isnull=True, person__is_active=True)


def reach(standing: Standing) -> frozenset[int] | None:
    """The departments whose people the person reads on a bench; none where they read those of all."""
    found: set[int] = set()
    for held in standing.held:
        scope = MATRIX[held.role].get(Capability.READ_TALENT)
        if scope is Scope.EVERYWHERE or (scope is Scope.DEPARTMENT and held.department is None):
            return None
        if scope is Scope.DEPARTMENT and held.department is not None:
            found.add(held.department)
    return frozenset(found)


def of_class(plan: str, ref: str) -> Q:
    """Over consents: those for a class."""
    return Q(aims_plan=plan, aims_class=ref)


def subject(plan: str, ref: str) -> str:
    """What the ledger calls the bench of a class: whole where it fits, and cut where it does not."""
    return f"bench:{plan}:{ref}"[:128]
