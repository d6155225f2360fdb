"""Let in again a person who was shut out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, OwnCaseError, require
from meritbook.records import clock
from meritbook.records.models import User


def perform(actor: Actor, *, at: datetime, why: str, user: User) -> User:
    """The person, who signs in again with the roles that have not ended.

    End those first that they should not have any more. Raises `ForbiddenError`;
    `OwnCaseError` for oneself; `ShutOutError` for one who is not shut out; `TextError`.
    """
    role = require(actor, Capability.MANAGE_USERS, on=clock.day_of(at))
    if actor.user is None:
        raise ForbiddenError("A person is let in again by a person.")
    if actor.user.pk == user.pk:
        raise OwnCaseError("Nobody lets themselves in.")
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        policies.check_shut_out(user)
        user.is_active = True
        user.save(update_fields=["is_active"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="reactivate_user",
            subject=f"user:{user.pk}",
            facts={"username": user.username},
            records=[user],
        )
    return user
