"""Make the private address of one's calendar; the one before stops working."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.records import clock
from meritbook.records.models import CalendarFeed


@dataclass(frozen=True)
class Made:
    """The row, and the secret of the address, which is kept nowhere."""

    row: CalendarFeed
    secret: str


def digest_of(secret: str) -> str:
    """SHA-256 of the secret: what is kept of it. It is 256 random bits, so that its hash cannot be searched for."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def perform(actor: Actor, *, at: datetime, why: str) -> Made:
    """The new address of the actor; one that stood is revoked in the same act.

    Raises `ForbiddenError`, also for the program itself; `TextError`.
    """
    on = clock.day_of(at)
    if actor.user is None:
        raise ForbiddenError("Only a person who signs in has a calendar.")
    role = require(actor, Capability.KEEP_CALENDAR, on=on)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        before = list(CalendarFeed.objects.select_for_update().filter(user=actor.user, revoked_at__isnull=True))
        for one in before:
            one.revoked_at = at
            one.save()
        row = CalendarFeed.objects.create(user=actor.user, secret_sha256=digest_of(secret), made_at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="make_calendar_feed",
            subject=f"calendarfeed:{row.pk}",
            facts={"replaces": [one.pk for one in before]},
            records=[*before, row],
        )
    return Made(row, secret)
