"""End a role that a person holds."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import custody, ledger, policies
from meritbook.actions.actor import SYSTEM, Actor
from meritbook.actions.permissions import Capability, ForbiddenError, OwnCaseError, require
from meritbook.actions.policies import RoleTermError
from meritbook.records import clock
from meritbook.records.models import RoleAssignment


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    assignment: RoleAssignment,
    ends_before: date | None = None,
    left_because: str = "",
) -> RoleAssignment:
    """The assignment, ended before that day (the day of the action when none is given).

    One that would end on or before its first day is taken back: it never held. Work that nobody would answer for from
    that day on refuses it, unless `left_because` says why it is left. Raises `WorkLeftError`; `TextError`;
    `ForbiddenError`; `OwnCaseError` for a role of one's own; `RoleTermError` for one that ended earlier, or when the
    program itself would take one back.
    """
    on = clock.day_of(at)
    acting = require(actor, Capability.MANAGE_USERS, on=on)
    if actor == SYSTEM:
        raise ForbiddenError("A role is ended by a person.")
    if actor.user is not None and actor.user.pk == assignment.user_id:
        raise OwnCaseError("Nobody ends a role of their own.")
    last = ends_before or on
    because = policies.check_text(left_because, field="left_because", required=False)
    with transaction.atomic():
        assignment = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
        if assignment.revoked_at is not None or (assignment.ends_before is not None and assignment.ends_before <= last):
            raise RoleTermError("The role has ended by then already.", where="ends_before")
        left = custody.work_left(assignment.user, max(last, assignment.starts_on), roles=[assignment])
        custody.check_nothing_left(left, because)
        if last <= assignment.starts_on:
            assignment.revoked_by, assignment.revoked_at = actor.user, at
        else:
            assignment.ends_before = last
        assignment.save()
        ledger.write(
            actor,
            role=acting,
            at=at,
            why=why,
            action="end_role",
            subject=f"user:{assignment.user_id}",
            facts={
                "username": assignment.user.username,
                "role": assignment.role,
                "department": assignment.department.code if assignment.department else None,
                "ends_before": None if assignment.revoked_at else last.isoformat(),
                "taken_back": assignment.revoked_at is not None,
                **custody.told_left(left, because),
            },
            records=[assignment],
        )
    return assignment
