"""End a delegation before its last day, or take it back before its first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import delegating, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import MATRIX, Capability, Scope, Standing, require
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import Delegation, User


def role_to_end(actor: Actor, row: Delegation, at: datetime) -> str:
    """The role in which the actor may end it; raises `ForbiddenError`.

    The giver and the holder may, agency HR and the director of the department, and the State Personnel Director.
    """
    on = clock.day_of(at)
    if isinstance(actor.user, User) and actor.user.is_active:
        if actor.user.pk == row.giver_id:
            return row.role
        if actor.user.pk == row.holder_id:
            return f"{row.role}, delegated"
        acting = Standing(actor.user, on).role_for(Capability.DELEGATE, row.department)
        if acting is not None and MATRIX[acting].get(Capability.DELEGATE) is Scope.EVERYWHERE:
            return acting
    return require(actor, Capability.HAND_OVER, row.department, on=on)


def perform(actor: Actor, *, at: datetime, why: str, delegation: Delegation, reason: str) -> Delegation:
    """The delegation, ended at once with the reason; what was done under it stands.

    Raises `ForbiddenError`; `DelegationOverError` for one that has ended; `TextError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        row: Delegation = (
            Delegation.objects.select_for_update(of=("self",))
            .select_related("department", "giver", "holder")
            .get(pk=delegation.pk)
        )
        acting = role_to_end(actor, row, at)
        if row.ended_at is not None or row.ends_before <= on:
            day = clock.day_of(row.ended_at) if row.ended_at is not None else row.ends_before
            raise delegating.DelegationOverError(f"It ended by {day_in_words(day)}.", where=str(row.pk))
        row.ended_by, row.ended_at, row.ended_because = actor.user, at, reason
        row.save()
        ledger.write(
            actor,
            role=acting,
            at=at,
            why=why,
            action="end_delegation",
            subject=f"delegation:{row.pk}",
            facts={**delegating.told(row), "reason": reason},
            records=[row],
        )
    return row
