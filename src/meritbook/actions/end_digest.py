"""End the digest by e-mail: one's own, or, for a system administrator, anybody's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import DigestSubscription


class DigestEndedError(MeritbookError):
    """The digest was ended before."""

    code = "digest.ended"
    remedy = "There is nothing left to do: no more e-mail is sent for it."
    http_status = 409


def perform(actor: Actor, *, at: datetime, why: str, subscription: DigestSubscription) -> DigestSubscription:
    """The subscription, ended. Raises `ForbiddenError`; `DigestEndedError`; `TextError`."""
    on = clock.day_of(at)
    if actor.user is None:
        raise ForbiddenError("A person ends a digest, not the program itself.")
    mine = actor.user.pk == subscription.user_id
    role = require(actor, Capability.KEEP_CALENDAR if mine else Capability.MANAGE_USERS, on=on)
    with transaction.atomic():
        subscription = DigestSubscription.objects.select_for_update().get(pk=subscription.pk)
        if subscription.ended_at is not None:
            raise DigestEndedError("The digest was ended before.")
        subscription.ended_by, subscription.ended_at = actor.user, at
        subscription.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_digest",
            subject=f"digestsubscription:{subscription.pk}",
            facts={"of": subscription.user.username},
            records=[subscription],
        )
    return subscription
