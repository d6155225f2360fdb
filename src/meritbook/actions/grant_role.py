"""Give a person a role, in a department or statewide, for a term."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, OwnCaseError, require
from meritbook.actions.policies import RoleTermError
from meritbook.core.terms import Term
from meritbook.records import clock
from meritbook.records.models import Department, Role, RoleAssignment, User


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    user: User,
    role: Role,
    department: Department | None = None,
    starts_on: date | None = None,
    ends_before: date | None = None,
) -> RoleAssignment:
    """The new assignment, from `starts_on` (the day of the action when none is given); no department means all.

    Raises `ForbiddenError`; `OwnCaseError` for a role of one's own; `RoleTermError` for a term that ends before it
    starts, or shares a day with an assignment of the same role there; `DepartmentTermError` in a department that
    has ended.
    """
    on = clock.day_of(at)
    acting = require(actor, Capability.MANAGE_USERS, on=on)
    if actor.user is not None and actor.user.pk == user.pk:
        raise OwnCaseError("Nobody gives a role to themselves.")
    first = starts_on or on
    if department is not None:
        policies.check_department_stands(department, first)
    if ends_before is not None and ends_before <= first:
        raise RoleTermError("The role would end before it starts.", where="ends_before")
    term = Term(starts_on=first, ends_before=ends_before)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        held = RoleAssignment.objects.filter(user=user, role=role, department=department, revoked_at__isnull=True)
        for other in held:
            if term.overlaps(Term(starts_on=other.starts_on, ends_before=other.ends_before)):
                raise RoleTermError(f"{user.full_name} holds this role there in that time already.", where="starts_on")
        assignment = RoleAssignment.objects.create(
            user=user,
            role=role,
            department=department,
            starts_on=first,
            ends_before=ends_before,
            granted_by=actor.user,
            granted_at=at,
        )
        ledger.write(
            actor,
            role=acting,
            at=at,
            why=why,
            action="grant_role",
            subject=f"user:{user.pk}",
            facts={
                "username": user.username,
                "role": str(role),
                "department": department.code if department else None,
                "starts_on": first.isoformat(),
                "ends_before": ends_before.isoformat() if ends_before else None,
            },
            records=[assignment],
        )
    return assignment
