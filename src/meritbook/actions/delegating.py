"""Delegations as several acts need them: what may be covered, for how long, and whom they cannot reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from meritbook.actions.actor import Actor
from meritbook.actions.offices import Held, StandIn
from meritbook.actions.permissions import DELEGABLE, MATRIX, Capability, ForbiddenError, Scope, Standing, require
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.contracts.custody import ROLE_WORDS, a_year_after
from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    Delegation,
    Department,
    PerformanceContract,
    Role,
    RoleAssignment,
    User,
)

GROUPS: dict[str, str] = {
    "contracts": "Contracts: draw up, negotiate, sign",
    "reviews": "Evidence and progress reviews",
    "ratings": "Ratings and measured results",
    "pay": "Next year's pay",
    "notices": "Notices and their service",
}
"""The groups of `DELEGABLE`, in words."""


class DelegationTermError(PolicyError):
    """The days of the delegation cannot be had."""

    code = "delegation.term"
    remedy = "Give a first day that is not past and an end within a year after it."
    http_status = 422


class DelegationCoversError(PolicyError):
    """The delegation covers nothing, or something that cannot be delegated in this role."""

    code = "delegation.covers"
    remedy = "Choose at least one of the groups of acts that are offered for the role."
    http_status = 422


class DelegationHolderError(PolicyError):
    """The person cannot stand in: shut out, the giver, or the executive in every contract that it reaches."""

    code = "delegation.holder"
    remedy = "Choose another person who may sign in and whose own contract it is not."
    http_status = 422


class DelegationChainError(ForbiddenError):
    """Whoever stands in for somebody does not hand that on."""

    code = "delegation.chain"
    remedy = "Ask whoever holds the role to delegate it, or the State Personnel Director where they are away."


class DelegationGiverError(PolicyError):
    """Whoever should be stood in for does not hold the role there on the first day, or is shut out."""

    code = "delegation.giver"
    remedy = "A delegation lends a role that somebody holds; for somebody who left, hand their work over instead."


class DelegationOverError(PolicyError):
    """The delegation has ended."""

    code = "delegation.over"
    remedy = "Nothing is left to end; see the page of custody for those that stand."


def holds(user: User, role: str, department: Department, on: date) -> bool:
    """Whether the person holds the role for the department, or for all, on the day."""
    rows: bool = (
        RoleAssignment.objects.on(on)
        .filter(Q(department__isnull=True) | Q(department=department), user=user, role=role, revoked_at__isnull=True)
        .exists()
    )
    return rows


def groups_of(role: str) -> tuple[str, ...]:
    """The groups of which the role may do anything at all beyond reading."""
    return tuple(
        name
        for name, capabilities in DELEGABLE.items()
        if any(one in MATRIX[role] for one in capabilities - {Capability.READ_CONTRACT, Capability.READ_SEAT})
    )


def check_covers(role: str, covers: Iterable[str]) -> tuple[str, ...]:
    """The groups, each once and in their order; raises `DelegationCoversError`."""
    asked, open_ = set(covers), groups_of(role)
    unknown = sorted(asked - set(open_))
    if not asked or unknown:
        what = f"{', '.join(unknown)} cannot be delegated by the {ROLE_WORDS[role]}" if unknown else "It covers nothing"
        raise DelegationCoversError(f"{what}. There are: {', '.join(open_)}.", where="covers")
    return tuple(name for name in open_ if name in asked)


def check_term(starts_on: date, ends_before: date, *, on: date) -> None:
    """From today or later, ending after its first day and within a year; raises `DelegationTermError`."""
    check_day_in_range(starts_on, where="starts_on")
    check_day_in_range(ends_before, where="ends_before")
    if starts_on < on:
        raise DelegationTermError(f"It would begin on {day_in_words(starts_on)}, which is past.", where="starts_on")
    if ends_before <= starts_on:
        raise DelegationTermError("It would end before its first day.", where="ends_before")
    if ends_before > a_year_after(starts_on):
        raise DelegationTermError("It would last longer than a year.", where="ends_before")


def role_to_give(actor: Actor, giver: User, role: str, department: Department, on: date) -> str:
    """The role in which the actor may delegate: their own, or that of the State Personnel Director for another.

    Raises `ForbiddenError`; `DelegationChainError` for a role that the person only stands in for.
    """
    if actor.user is None or actor.user.pk != giver.pk:
        acting = require(actor, Capability.DELEGATE, department, on=on)
        if MATRIX[acting].get(Capability.DELEGATE) is not Scope.EVERYWHERE:
            raise ForbiddenError(
                f"{actor.name} delegates their own part only, not that of {giver.full_name}.",
                remedy="Have the State Personnel Director delegate for somebody who is away.",
            )
        return acting
    standing = Standing(actor.user, on)
    if {Held(role, department.pk), Held(role, None)} & set(standing.held):
        return role
    lent = any(isinstance(one, StandIn) and one.role == role for one in standing.stands_in)
    if lent:
        raise DelegationChainError(f"{giver.full_name} stands in as {ROLE_WORDS[role]}; that is not handed on.")
    raise ForbiddenError(f"{giver.full_name} is not {ROLE_WORDS[role]} in {department.name}.")


def check_giver(giver: User, role: str, department: Department, starts_on: date) -> None:
    """The giver holds the role on the first day and may sign in; raises `DelegationGiverError`."""
    if not giver.is_active:
        raise DelegationGiverError(f"{giver.full_name} is shut out.", where="giver")
    if not holds(giver, role, department, starts_on):
        raise DelegationGiverError(
            f"{giver.full_name} is not {ROLE_WORDS[role]} in {department.name} on {day_in_words(starts_on)}.",
            where="giver",
        )


def reached(giver: User, role: str, department: Department, on: date) -> list[PerformanceContract]:
    """The contracts on which the giver acts in the role, as of the day: those that have not ended."""
    rows = PerformanceContract.objects.filter(
        withdrawn_at__isnull=True, ends_before__gt=on, appointment__seat__position__department=department
    )
    if role == Role.APPOINTING_AUTHORITY:
        rows = rows.filter(appointment__seat__position__appointing_authority=giver)
    return list(rows.select_related("appointment__seat__position", "appointment__executive").order_by("pk"))


def check_holder(holder: User, giver: User, contracts: Sequence[PerformanceContract]) -> tuple[str, ...]:
    """The positions whose contracts stay closed to the holder because they are the executive there.

    Raises `DelegationHolderError` where that is all of them, for oneself, and for somebody who is shut out.
    """
    if holder.pk == giver.pk:
        raise DelegationHolderError("Nobody stands in for themselves.", where="holder")
    if not holder.is_active:
        raise DelegationHolderError(f"{holder.full_name} is shut out.", where="holder")
    own = [one for one in contracts if one.appointment.executive_id == holder.pk]
    if own and len(own) == len(contracts):
        raise DelegationHolderError(
            f"Every contract that it reaches is the own contract of {holder.full_name}, and nobody acts on their own.",
            where="holder",
        )
    return tuple(sorted({one.appointment.seat.position.number for one in own}))


def told(row: Delegation) -> dict[str, object]:
    """What every entry on a delegation tells."""
    return {
        "delegation": row.pk,
        "role": row.role,
        "department": row.department.code,
        "giver": row.giver.username,
        "holder": row.holder.username,
        "starts_on": row.starts_on.isoformat(),
        "ends_before": row.ends_before.isoformat(),
    }
