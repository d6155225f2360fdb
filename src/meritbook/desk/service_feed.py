"""The calendar behind a private address, and the digests that are due: what their owner may see today, and no more."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meritbook.actions.capabilities import Capability
from meritbook.actions.make_calendar_feed import digest_of
from meritbook.actions.permissions import Standing
from meritbook.actions.send_digest import Message
from meritbook.core.errors import MeritbookError
from meritbook.core.service.asking import Asking
from meritbook.core.service.calendar import CalendarEntry
from meritbook.core.service.choice_case import overdue
from meritbook.desk.service_reach import Offices, law, records_in
from meritbook.desk.service_year import AHEAD, BEHIND, entries
from meritbook.records import clock
from meritbook.records.models import CalendarFeed, DigestSent, DigestSubscription
from meritbook.writers.calendar_file import calendar_file
from meritbook.writers.digest_words import DigestLine, digest_words

NEXT = timedelta(days=30)
"""How far ahead a digest looks."""
WEEK = 7


class NoFeedError(MeritbookError):
    """The address of a calendar opens nothing: it never was, was revoked, or its owner may not see it any more."""

    code = "calendar.no_feed"
    remedy = "Make a new address on the calendar page."
    http_status = 404


def feed(secret: str, *, on: date, at: datetime) -> bytes:
    """The calendar file behind a private address, as its owner may see it on the day; raises `NoFeedError`.

    The secret is looked up by its hash, and the hashes are compared in constant time.
    """
    asked = digest_of(secret)
    row = CalendarFeed.objects.filter(secret_sha256=asked, revoked_at__isnull=True).select_related("user").first()
    if row is None or not hmac.compare_digest(row.secret_sha256, asked):
        raise NoFeedError("There is no calendar at this address.")
    standing = Standing(row.user, on)
    if not standing.may(Capability.KEEP_CALENDAR):
        raise NoFeedError("There is no calendar at this address.")
    found = entries(standing, first=on - BEHIND, last=on + AHEAD, on=on)
    return calendar_file(found, name="Executive service", at=at)


@dataclass(frozen=True)
class DueDigest:
    """A digest that is due, and not sent yet."""

    subscription: DigestSubscription
    on: date
    """The day of the week for which it is; a run that comes days later sends it still."""
    message: Message


def day_for(subscription: DigestSubscription, on: date) -> date:
    """The newest day at or before `on` that is the subscription's day of the week."""
    return on - timedelta(days=(on.weekday() - subscription.weekday) % WEEK)


def digests(*, on: date) -> Iterator[DueDigest]:
    """The digests that are due on a day: of people who may keep a calendar, and who have something to do.

    None is sent for a day before the subscription was made.
    """
    pack = Asking(law())
    rows = DigestSubscription.objects.filter(ended_at__isnull=True, user__is_active=True).select_related("user")
    sent = set(DigestSent.objects.filter(on__gt=on - timedelta(days=WEEK)).values_list("subscription_id", "on"))
    for row in rows.order_by("pk"):
        day = day_for(row, on)
        standing = Standing(row.user, on)
        if (row.pk, day) in sent or day < clock.day_of(row.made_at) or not standing.may(Capability.KEEP_CALENDAR):
            continue
        lines = _lines(standing, pack, on)
        if lines:
            words = digest_words(lines, name=row.user.full_name, on=on)
            yield DueDigest(row, day, Message(words.subject, words.text, words.html, len(lines)))


def _lines(standing: Standing, asking: Asking, on: date) -> list[DigestLine]:
    offices = Offices(standing)
    records = records_in(standing, first=on, last=on + NEXT, on=on, offices=offices)
    found = [
        DigestLine(
            on=None,
            says="Overdue: a contract that should be there",
            about=one.position,
            executive=one.executive,
            do=verdict.cure,
            without=verdict.sentence,
            advice=False,
        )
        for one in records
        if offices.acts(
            ("department_director", "agency_hr", "executive"), department=one.department, executive=one.executive_id
        )
        for _, verdict in overdue(asking, one, on=on)
    ]
    coming = entries(standing, first=on, last=on + NEXT, on=on, asking=asking, records=records)
    mine = [
        one
        for one in coming
        if not one.settled and offices.acts(one.who, department=one.department, executive=one.executive_id)
    ]
    found.extend(_line(one) for one in sorted(mine, key=lambda one: (one.force != "binding", one.on)))
    return found


def _line(one: CalendarEntry) -> DigestLine:
    return DigestLine(
        on=one.on,
        says=one.says,
        about=one.position,
        executive=one.executive,
        do=one.do,
        without=one.without,
        advice=one.force == "advice",
    )
