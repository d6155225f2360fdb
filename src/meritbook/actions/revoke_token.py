"""Revoke a token of the API: one's own, or, for a system administrator, anybody's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, Standing, require
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import ApiToken


class TokenRevokedError(MeritbookError):
    """The token was revoked before."""

    code = "token.revoked"
    remedy = "There is nothing left to do: it opens nothing any more."
    http_status = 409


def perform(actor: Actor, *, at: datetime, why: str, token: ApiToken) -> ApiToken:
    """The revoked token. Raises `ForbiddenError`; `TokenRevokedError`."""
    on = clock.day_of(at)
    if actor.user is None:
        raise ForbiddenError("A person revokes a token, not the program itself.")
    roles = Standing(actor.user, on).roles
    mine = actor.user.pk == token.user_id and roles
    role = roles[0] if mine else require(actor, Capability.MANAGE_USERS, on=on)
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().get(pk=token.pk)
        if token.revoked_at is not None:
            raise TokenRevokedError(f"The token “{token.name}” was revoked before.")
        token.revoked_by, token.revoked_at = actor.user, at
        token.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="revoke_token",
            subject=f"apitoken:{token.pk}",
            facts={"name": token.name, "of": token.user.username},
            records=[token],
        )
    return token
