"""Set a password: one's own, or, for a system administrator, that of somebody who forgot it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import PUBLIC, Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import User


def perform(actor: Actor, *, at: datetime, why: str, user: User, password: str) -> User:
    """The person, whose other sessions end with the old password. Neither password ever enters the ledger.

    That somebody who changes their own has just given the old one is for the face to see to. Raises
    `ForbiddenError`; `PasswordError`; `TextError`.
    """
    on = clock.day_of(at)
    own = actor.user is not None and actor.user.pk == user.pk and actor.user.is_active
    roles = Standing(actor.user, on).roles
    role = (roles[0] if roles else PUBLIC) if own else require(actor, Capability.MANAGE_USERS, on=on)
    policies.check_password(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="set_password",
            subject=f"user:{user.pk}",
            facts={"username": user.username, "own": own},
            records=[User.objects.get(pk=user.pk)],
        )
    return user
