"""The roles that a person fills on a day: those that they hold, and those that somebody lent them for a term."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, TextField, Value

from meritbook.actions.capabilities import DELEGABLE, Capability
from meritbook.records.models import Delegation, HandOverPosition, RoleAssignment, User


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


def in_office(user: User, on: date) -> tuple[Held, ...]:
    """Roles held and delegated on the day, in one statement; whoever gave a delegation must hold the role still."""
    held = RoleAssignment.objects.on(on).filter(revoked_at__isnull=True)
    columns = ("role", "department_id", "for_whom", "what", "over")
    own = (
        held.filter(user=user)
        .order_by()
        .annotate(for_whom=Value(0, BigIntegerField()), what=Value("", TextField()), over=Value(0, BigIntegerField()))
        .values_list(*columns)
    )
    still = held.filter(
        Q(department__isnull=True) | Q(department=OuterRef("department")),
        user=OuterRef("giver"),
        role=OuterRef("role"),
    )
    lent = (
        Delegation.objects.on(on)
        .filter(Exists(still), holder=user, ended_at__isnull=True, giver__is_active=True)
        .order_by()
        .annotate(for_whom=F("giver_id"), what=F("covers_json"), over=F("hand_over_id"))
        .values_list(*columns)
    )
    rows = sorted(own.union(lent, all=True), key=lambda row: (bool(row[2]), row[0], row[1] or 0, row[2], row[4] or 0))
    return tuple(
        StandIn(role, department, giver, covered(what), over) if giver else Held(role, department)
        for role, department, giver, what, over in rows
    )
