"""May the day of a demonstration move, and to that day? Each `check_…` passes in silence or raises why not."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from meritbook.actions.policies import PolicyError
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import LedgerEntry


class RealOfficeError(PolicyError):
    """The day of a real office, which runs on today."""

    code = "day.real_office"
    remedy = "To see what the law does on another day, make a demonstration: meritbook demo --home FOLDER."


class DayFixedError(PolicyError):
    """The day is held fixed by a setting."""

    code = "day.fixed"
    remedy = "Start without MERITBOOK_ON and without --on; the day then goes on from the last to which it was moved."


class DayBackwardsError(PolicyError):
    """A clock that would run backwards."""

    code = "day.backwards"
    remedy = "Choose a later day. For an earlier one make another demonstration: meritbook demo --home FOLDER."


class SameDayError(PolicyError):
    """The day on which the office is already."""

    code = "day.same"
    remedy = "Choose a later day."


def check_demonstration() -> None:
    """The office is a demonstration; raises `RealOfficeError`."""
    if not settings.MERITBOOK_DEMO:
        raise RealOfficeError("This is a real office: its day is today, and nobody moves it.")


def check_not_fixed() -> None:
    """No setting holds the day; raises `DayFixedError`."""
    if (fixed := clock.fixed_day()) is not None:
        raise DayFixedError(f"MERITBOOK_ON holds the day fixed at {day_in_words(fixed)}.", where="MERITBOOK_ON")


def check_not_back(on: date, *, standing: date) -> None:
    """No day before the one on which the office is, or before the last act; raises `DayBackwardsError`."""
    last = LedgerEntry.objects.order_by("-seq").first()
    reached = max(standing, clock.day_of(last.at)) if last is not None else standing
    if on < reached:
        raise DayBackwardsError(
            f"The record has reached {day_in_words(reached)}; the day does not go back to {day_in_words(on)}.",
            where="on",
            details={"reached": reached.isoformat()},
        )


def check_another_day(on: date, *, standing: date) -> None:
    """Another day than the one on which the office is; raises `SameDayError`."""
    if on == standing:
        raise SameDayError(f"It is {day_in_words(on)} already.", where="on")
