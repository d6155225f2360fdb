"""Which period of a measure tells how an event came out so many days after it."""

from __future__ import annotations

from datetime import date, timedelta

from meritbook.core.results.periods import Frequency, Period, period_on


def period_after(last_day: date, days: int, *, first: int, frequency: Frequency, year_starts_in: int = 1) -> Period:
    """The period whose value counts as that of `days` days after the last day of the event.

    A period that has a day of the event in it counts for neither side. Of the `first` mark it is the first period that
    begins after the event; of a later one the first of these whose last day is the mark's day or after it.
    """
    period = period_on(last_day, frequency, year_starts_in).next()
    mark = last_day + timedelta(days=days)
    while days > first and period.last_day < mark:
        period = period.next()
    return period
