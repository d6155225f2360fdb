"""The year of the service as a calendar file (iCalendar, RFC 5545), which calendar programs read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from meritbook.core.service.calendar import CalendarEntry

PRODUCT = "-//Meritbook//Executive service//EN"
REFRESH = timedelta(hours=12)


def calendar_file(entries: Iterable[CalendarEntry], *, name: str, at: datetime) -> bytes:
    """The entries as whole days, each under an identity that stays the same from one reading to the next.

    What is done stays in the file and says so; a day takes no time and blocks none.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, at))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@meritbook")
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    done = "Done: " if entry.settled else ""
    about = f", {entry.position}" if entry.position else ""
    event.add("summary", f"{done}{entry.says}{about}")
    event.add("categories", ["Encouraged" if entry.force == "advice" else "Law of the service"])
    event.add("description", "\n".join(part for part in _description(entry) if part))
    return event


def _description(entry: CalendarEntry) -> tuple[str, ...]:
    who = (
        f"{entry.executive}, {entry.department_name or entry.department}" if entry.executive else entry.department_name
    )
    return (
        who,
        entry.do,
        f"Without it: {entry.without}" if entry.without and not entry.settled else "",
        f"Reading: {entry.reading}" if entry.reading else "",
        f"Rule: {entry.rule}" if entry.rule else "",
        *entry.cautions,
    )
