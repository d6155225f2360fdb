"""What time it is: the only place outside the faces where a clock is read.

A real office lives on the machine's day. A demonstration lives on the day that its newest `OfficeDay` says, and
`MERITBOOK_ON` holds the day fixed; the time of day goes on in each case.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone

from meritbook.records.models import OfficeDay


def fixed_day() -> date | None:
    """The day at which `MERITBOOK_ON` holds the office; `None` when the variable is not set."""
    on: date | None = settings.MERITBOOK_ON
    return on


def demo_day() -> date | None:
    """The day to which a demonstration was moved last; `None` before the first move, and always in a real office.

    One statement over the primary key in a demonstration; none in a real office, whatever the table holds.
    """
    if not settings.MERITBOOK_DEMO:
        return None
    return OfficeDay.objects.order_by("-pk").values_list("on", flat=True).first()


def now() -> datetime:
    """The moment by the office's clock, in UTC."""
    on = fixed_day() or demo_day()
    return machine_now() if on is None else moment_on(on)


def machine_now() -> datetime:
    """The moment by the machine's own clock, in UTC, whatever day the office is on: until when a worker holds work."""
    return datetime.now(UTC)


def moment_on(on: date) -> datetime:
    """The machine's time of day on that day of the government's calendar, in UTC."""
    local = timezone.localtime(machine_now())
    return local.replace(year=on.year, month=on.month, day=on.day).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The calendar day on which the moment falls, in the time zone of the government."""
    return timezone.localdate(moment)


def today() -> date:
    """The calendar day of the office, in the time zone of the government."""
    return day_of(now())
