"""The days of the story: fiscal year 2004-05, the year for which the Colorado law pack is known.

The story moves the office's day forward as it goes on, through the action that everybody uses. What is to happen
between two of these days stands between their calls of `reach` in `run.py`.
"""

from __future__ import annotations

from datetime import date, timedelta

from meritbook.actions import SYSTEM, days, law_days
from meritbook.actions.day_policies import DayBackwardsError
from meritbook.records import clock
from meritbook.records.models import LawDay, Seat

WHY = "The story of the demonstration goes on."
WHY_BEGIN = "The story of the demonstration begins."

BEGIN = date(2004, 7, 1)
"""People, departments and plans come on record: the first day of the fiscal year."""
DESCRIBED = date(2004, 7, 6)
"""Specifications are read in, positions described and signed."""
ALLOCATED = date(2004, 7, 19)
DECIDED = date(2004, 8, 2)
RECEIVED = date(2005, 1, 10)
"""Examinations are opened and their candidates received."""
DETERMINED = date(2005, 1, 24)
"""Questions are answered and notices written."""
END = date(2005, 4, 11)
"""The Monday on which the demonstration is handed to its reader."""


def begin() -> None:
    """Let the record of a demonstration begin on its first day; nothing where it has begun.

    Raises `DayFixedError`, and `DayBackwardsError` for a record that has reached a later day: one of a version whose
    demonstration lived on the machine's day.
    """
    if clock.demo_day() is None:
        days.go_on(SYSTEM, at=clock.moment_on(BEGIN - timedelta(days=1)), why=WHY_BEGIN, on=BEGIN)


def reach(day: date) -> None:
    """Go on to the day, and work the law through up to it; where both are done, nothing happens.

    Until `begin_law` no day of the law is worked, so that a run that was killed among the first seats begins it there.
    """
    if clock.today() < day:
        days.go_on(SYSTEM, at=clock.now(), why=WHY, on=day)
    elif LawDay.objects.exists():
        law_days.keep_up(on=clock.today(), why=WHY)


def begin_law() -> None:
    """Work the law through from the first day of the fiscal year; nothing where that is done, or no seat is there."""
    if Seat.objects.exists():
        law_days.catch_up(SYSTEM, on=clock.today(), why=WHY, since=BEGIN)


def check_reachable(day: date) -> None:
    """That the day does not lie before the end of the story or the day reached; raises `DayBackwardsError`."""
    reached = max(END, clock.demo_day() or END)
    if day < reached:
        raise DayBackwardsError(
            f"The demonstration goes on to {reached.isoformat()}; it cannot end on {day.isoformat()}.", where="--on"
        )
