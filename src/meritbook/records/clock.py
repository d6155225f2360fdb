"""What time it is: the only place outside the faces where a clock is read.

`MERITBOOK_ON` sets the day, so that a demonstration lives on the day its story is about; the time of day goes on.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The moment, in UTC."""
    moment = datetime.now(UTC)
    on: date | None = settings.MERITBOOK_ON
    if on is None:
        return moment
    local = timezone.localtime(moment)
    return local.replace(year=on.year, month=on.month, day=on.day).astimezone(UTC)


def machine_now() -> datetime:
    """The moment by the machine's own clock, in UTC, whatever day the office is on: until when a worker holds work."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The calendar day on which the moment falls, in the time zone of the government."""
    return timezone.localdate(moment)


def today() -> date:
    """The calendar day, in the time zone of the government."""
    return day_of(now())
