"""Revoke the private address of one's calendar: from then on it opens nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import CalendarFeed


class FeedRevokedError(MeritbookError):
    """The address was revoked before."""

    code = "calendar.feed_revoked"
    remedy = "There is nothing left to do: it opens nothing any more."
    http_status = 409


def perform(actor: Actor, *, at: datetime, why: str, feed: CalendarFeed) -> CalendarFeed:
    """The revoked address: one's own, or, for a system administrator, anybody's.

    Raises `ForbiddenError`; `FeedRevokedError`; `TextError`.
    """
    on = clock.day_of(at)
    if actor.user is None:
        raise ForbiddenError("A person revokes an address, not the program itself.")
    mine = actor.user.pk == feed.user_id
    role = require(actor, Capability.KEEP_CALENDAR if mine else Capability.MANAGE_USERS, on=on)
    with transaction.atomic():
        feed = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
        if feed.revoked_at is not None:
            raise FeedRevokedError("The address was revoked before.")
        feed.revoked_at = at
        feed.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="revoke_calendar_feed",
            subject=f"calendarfeed:{feed.pk}",
            facts={"of": feed.user.username},
            records=[feed],
        )
    return feed
