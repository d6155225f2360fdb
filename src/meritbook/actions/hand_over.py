"""Hand the work of an appointing authority or a director over to a successor on a day, with an overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import delegating, handing_over, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import (
    DelegatedRole,
    Delegation,
    Department,
    HandOver,
    HandOverPosition,
    Position,
    Role,
    User,
)


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    giver: User,
    successor: User,
    role: str,
    department: Department,
    starts_on: date,
    reason: str,
    overlap_ends_before: date | None = None,
    positions: Iterable[Position] | None = None,
) -> HandOver:
    """The hand-over; of an appointing authority, with the positions that follow (all of theirs when none are named).

    Where its day is today the positions follow at once; else the daily work moves them. During the overlap the former
    acts as a stand-in of the successor, on what was handed over. Somebody who is gone already can be the giver. Of a
    director, the successor's role is granted by the system administrator. Raises `ForbiddenError`; `OwnCaseError`;
    `SuccessorError`; `NothingToHandOverError`; `HandOverStandsError`; `HandOverTermError`; `DelegationHolderError`
    for an overlap with somebody who is shut out; `DepartmentTermError`; `DayRangeError`; `TextError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    asked = None if positions is None else {one.pk for one in positions}
    with transaction.atomic():
        department = Department.objects.select_for_update().get(pk=department.pk)
        of_authority = role == DelegatedRole.APPOINTING_AUTHORITY
        rows: list[Position] = []
        if of_authority:
            rows = list(handing_over.positions_of(giver, department).select_for_update(of=("self",)))
            rows = [one for one in rows if asked is None or one.pk in asked]
        acting = require(actor, Capability.HAND_OVER, department, on=on)
        people = {one.pk: one for one in User.objects.filter(pk__in=(giver.pk, successor.pk))}
        giver, successor = people[giver.pk], people[successor.pk]
        if role not in DelegatedRole.values:
            raise handing_over.NothingToHandOverError(f"The part “{role}” is not handed over.", where="role")
        handing_over.check_days(starts_on, overlap_ends_before, on=on)
        policies.check_department_stands(department, starts_on)
        if of_authority and (not rows or (asked is not None and len(rows) != len(asked))):
            raise handing_over.NothingToHandOverError(
                f"{giver.full_name} is not the appointing authority of "
                f"{'any position of ' + department.name if not rows else 'all of these positions'}.",
                where="positions" if asked else "giver",
            )
        handing_over.check_people(actor, giver, successor, role, department, rows, starts_on)
        handing_over.check_not_handed_over(giver, role, department, rows)
        if overlap_ends_before is not None and not giver.is_active:
            raise delegating.DelegationHolderError(
                f"{giver.full_name} is shut out, so there is no overlap.",
                where="overlap_ends_before",
                remedy="Leave the overlap empty.",
            )
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = HandOver.objects.create(
            role=role,
            department=department,
            giver=giver,
            successor=successor,
            starts_on=starts_on,
            overlap_ends_before=overlap_ends_before,
            reason=reason,
            made_by=actor.user,
            made_at=at,
        )
        named = [HandOverPosition.objects.create(hand_over=row, position=one) for one in rows]
        overlap = []
        if overlap_ends_before is not None:
            overlap = [
                Delegation.objects.create(
                    role=role,
                    department=department,
                    giver=successor,
                    holder=giver,
                    covers_json=canonical_json(list(delegating.groups_of(Role(role)))),
                    starts_on=starts_on,
                    ends_before=overlap_ends_before,
                    reason=reason,
                    hand_over=row,
                    given_by=actor.user,
                    given_at=at,
                )
            ]
        saved = handing_over.settle([row], at) if starts_on <= on else [row]
        ledger.write(
            actor,
            role=acting,
            at=at,
            why=why,
            action="hand_over",
            subject=f"hand_over:{row.pk}",
            facts={
                **handing_over.told(row),
                "reason": reason,
                "positions": [one.number for one in rows],
                "moved": handing_over.moved(saved),
            },
            records=[*saved, *named, *overlap],
        )
    return row
