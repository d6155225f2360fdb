"""Let somebody stand in for a director or an appointing authority, for a term and for named groups of acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import delegating, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import DelegatedRole, Delegation, Department, User


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    giver: User,
    holder: User,
    role: str,
    department: Department,
    covers: Iterable[str],
    starts_on: date,
    ends_before: date,
    reason: str,
) -> Delegation:
    """The delegation, from `starts_on` until before `ends_before`, at most a year; it ends with the giver's role.

    The giver delegates for themselves, the State Personnel Director for somebody who is away. A second delegation of
    the same role at once is allowed. The holder's own contract stays closed to them: the entry names its position.
    Raises `ForbiddenError`; `DelegationChainError`; `DelegationGiverError`; `DelegationHolderError`;
    `DelegationCoversError`; `DelegationTermError`; `DayRangeError`; `DepartmentTermError`; `TextError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        department = Department.objects.select_for_update().get(pk=department.pk)
        people = {one.pk: one for one in User.objects.filter(pk__in=(giver.pk, holder.pk))}
        giver, holder = people[giver.pk], people[holder.pk]
        if role not in DelegatedRole.values:
            raise delegating.DelegationCoversError(f"The part “{role}” cannot be delegated.", where="role")
        acting = delegating.role_to_give(actor, giver, role, department, on)
        kept = delegating.check_covers(role, covers)
        delegating.check_term(starts_on, ends_before, on=on)
        policies.check_department_stands(department, starts_on)
        delegating.check_giver(giver, role, department, starts_on)
        closed = delegating.check_holder(holder, giver, delegating.reached(giver, role, department, starts_on))
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = Delegation.objects.create(
            role=role,
            department=department,
            giver=giver,
            holder=holder,
            covers_json=canonical_json(list(kept)),
            starts_on=starts_on,
            ends_before=ends_before,
            reason=reason,
            given_by=actor.user,
            given_at=at,
        )
        ledger.write(
            actor,
            role=acting,
            at=at,
            why=why,
            action="delegate",
            subject=f"delegation:{row.pk}",
            facts={**delegating.told(row), "covers": list(kept), "reason": reason, "closed": list(closed)},
            records=[row],
        )
    return row
