"""The roles that a person fills on a day: those that they hold, and those that somebody lent them for a term."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q

from meritbook.actions.capabilities import Capability
from meritbook.actions.conflicts import DELEGABLE
from meritbook.records.models import Department, HandOverPosition, Position, RoleAssignment, User


@dataclass(frozen=True)
class Held:
    """A role that a person holds, for one department or (`None`) all."""

    role: str
    department: int | None


@dataclass(frozen=True)
class StandIn(Held):
    """A role that a person fills for somebody else under a delegation, for what it covers."""

    giver: int
    covers: frozenset[Capability]
    hand_over: int | None = None
    """The hand-over whose overlap it is: it reaches no other position of the giver than those handed over."""


def covered(groups: str) -> frozenset[Capability]:
    """The capabilities of the groups that a delegation covers."""
    return frozenset().union(*(DELEGABLE.get(group, frozenset()) for group in json.loads(groups)))


def handed_over(hand_over: int) -> Q:
    """The positions that a hand-over names, as a filter of positions."""
    return Q(pk__in=HandOverPosition.objects.filter(hand_over=hand_over).values("position"))


def department_of(user: User, on: date) -> Department | None:
    """The department of the position that the person holds, else the first by its code in which they hold a role.

    None of who holds neither, or an office over all departments. What they fill for somebody else is not theirs.
    """
    held = Position.objects.filter(incumbent=user).select_related("department").order_by("number", "pk").first()
    if held is not None:
        return held.department
    roles = RoleAssignment.objects.on(on).filter(user=user, revoked_at__isnull=True, department__isnull=False)
    first = roles.select_related("department").order_by("department__code").first()
    return first.department if first else None


# Written out, for it is asked at every page and every act: putting it together anew takes far longer than its answer.
_IN_OFFICE = """
SELECT role, department_id, 0, '', 0 FROM records_roleassignment
WHERE user_id = %s AND revoked_at IS NULL AND starts_on <= %s AND (ends_before IS NULL OR ends_before > %s)
UNION ALL
SELECT lent.role, lent.department_id, lent.giver_id, lent.covers_json, lent.hand_over_id FROM records_delegation lent
JOIN records_user giver ON giver.id = lent.giver_id
WHERE lent.holder_id = %s AND lent.ended_at IS NULL AND giver.is_active
AND lent.starts_on <= %s AND lent.ends_before > %s
AND EXISTS (
SELECT 1 FROM records_roleassignment still
WHERE still.user_id = lent.giver_id AND still.role = lent.role AND still.revoked_at IS NULL
AND still.starts_on <= %s AND (still.ends_before IS NULL OR still.ends_before > %s)
AND (still.department_id IS NULL OR still.department_id = lent.department_id))
"""


def in_office(user: User, on: date) -> tuple[Held, ...]:
    """Roles held and delegated on the day, in one statement; whoever gave a delegation must hold the role still."""
    connection = connections[DEFAULT_DB_ALIAS]
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_IN_OFFICE, [user.pk, day, day, user.pk, day, day, day, day])
        found = cursor.fetchall()
    rows = sorted(found, key=lambda row: (bool(row[2]), row[0], row[1] or 0, row[2], row[4] or 0))
    return tuple(
        StandIn(role, department, giver, covered(what), over) if giver else Held(role, department)
        for role, department, giver, what, over in rows
    )
