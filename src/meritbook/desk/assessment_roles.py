"""In which role of a model somebody works, by the class to which the position that they hold is allocated."""

from __future__ import annotations

from dataclasses import dataclass

from meritbook.core.competencies.model import CompetencyModel, ModelRole
from meritbook.records.models import Decision, DecisionStatus, User


@dataclass(frozen=True)
class SuggestedRole:
    """The role that follows from a class, and why."""

    role: ModelRole
    says: str


def suggested(model: CompetencyModel, subject: User) -> SuggestedRole | None:
    """The role of the person's class in the model; none where no class stands, or the model does not name it."""
    rows = Decision.objects.filter(
        position__incumbent=subject, status=DecisionStatus.STANDING, class_entry__isnull=False
    ).select_related("position", "class_entry__plan_revision")
    for row in rows.order_by("position__number", "pk"):
        entry = row.class_entry
        if entry is None:
            continue
        plan = entry.plan_revision.key
        role = model.role_of_class(plan, entry.code) or model.role_of_class(plan, entry.ref)
        if role is not None:
            holds = f"{subject.full_name} holds position {row.position.number}, allocated to {entry.title}"
            return SuggestedRole(role, f"{holds}: the model calls its role “{role.name}”.")
    return None
