"""Shut out a person who left: they sign in no more, and their tokens open nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import custody, ledger, own_sharing, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, OwnCaseError, require
from meritbook.records import clock
from meritbook.records.models import ApiToken, User


def perform(actor: Actor, *, at: datetime, why: str, user: User, left_because: str = "") -> User:
    """The person, who holds no role in effect from now on; what they did stays on record under their name.

    Their open sessions end with the next request, and their tokens are revoked, so that none lives again if they are
    let in later. What they show of their own reports and plans, and on a bench, ends: they could not take it back.
    Positions that they hold or appoint stay as they are: a person must say who follows. Raises
    `ForbiddenError`; `OwnCaseError` for oneself, so that an administrator always remains; `ShutOutError`; `TextError`.
    """
    role = require(actor, Capability.MANAGE_USERS, on=clock.day_of(at))
    if actor.user is None:
        raise ForbiddenError("A person is shut out by a person.")
    if actor.user.pk == user.pk:
        raise OwnCaseError("Nobody shuts themselves out.")
    because = policies.check_text(left_because, field="left_because", required=False)
    on = clock.day_of(at)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        policies.check_active(user)
        left = custody.work_left(user, on)
        custody.check_nothing_left(left, because)
        user.is_active = False
        user.save(update_fields=["is_active"])
        tokens = list(ApiToken.objects.select_for_update().filter(user=user, revoked_at__isnull=True).order_by("pk"))
        for token in tokens:
            token.revoked_by, token.revoked_at = actor.user, at
            token.save()
        shown = own_sharing.end_all(user, at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="deactivate_user",
            subject=f"user:{user.pk}",
            facts={
                "username": user.username,
                "tokens_revoked": [token.name for token in tokens],
                "shown_ended": len(shown),
                **custody.told_left(left, because),
            },
            records=[user, *tokens, *shown],
        )
    return user
