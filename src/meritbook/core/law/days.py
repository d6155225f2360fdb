"""Days as whole numbers, counted from 1 January 1970, and the calendar over them in whole-number arithmetic alone.

The same functions serve one number and a NumPy column of numbers, so that a deadline is figured by one text whether one
case is asked for or a million. The arithmetic of the civil calendar is the well-known one over eras of 400 years.
"""

from __future__ import annotations

from datetime import date
from typing import Any

EPOCH = date(1970, 1, 1).toordinal()
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days outside this range are refused where facts are read."""
THURSDAY = 3
"""The day of the week of 1 January 1970, Monday being 0."""


def number_of(day: date) -> int:
    """The day as a number."""
    return day.toordinal() - EPOCH


def day_of_number(number: int) -> date:
    """The number as a day."""
    return date.fromordinal(int(number) + EPOCH)


def civil(day: Any) -> tuple[Any, Any, Any]:
    """Year, month and day of the month."""
    shifted = day + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * of_year + 2) // 153
    month = shifted_month + 3 - 12 * (shifted_month >= 10)
    return year_of_era + era * 400 + (month <= 2), month, of_year - (153 * shifted_month + 2) // 5 + 1


def from_civil(year: Any, month: Any, day: Any) -> Any:
    """The day of a year, month and day of the month; 29 February of a common year is 1 March."""
    shifted = year - (month <= 2)
    era = shifted // 400
    year_of_era = shifted - era * 400
    of_year = (153 * (month - 3 + 12 * (month <= 2)) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + of_year - 719468


def add_years(day: Any, years: Any) -> Any:
    """The same day of the year so many years later; from 29 February to 1 March where that year has none, so that the
    years are full."""
    year, month, of_month = civil(day)
    return from_civil(year + years, month, of_month)


def months_between(first: Any, last: Any) -> Any:
    """Whole months from a day to a later one; a month is full on the same day of the next. Else negative."""
    year, month, day = civil(first)
    later_year, later_month, later_day = civil(last)
    return (later_year - year) * 12 + later_month - month - (later_day < day)


def fiscal_year(day: Any, starts: Any) -> Any:
    """The calendar year in which the fiscal year of the day ends; each starts on `starts`, as month * 100 + day."""
    year, month, of_month = civil(day)
    return year + ((month * 100 + of_month) >= starts) * (starts > 101)


def in_year(year: Any, month_day: Any) -> Any:
    """The day of a calendar year that is `month_day`, as month * 100 + day."""
    return from_civil(year, month_day // 100, month_day % 100)


def weekday(day: Any) -> Any:
    """The day of the week, Monday being 0."""
    return (day + THURSDAY) % 7


def read_month_day(text: str) -> int:
    """`06-30` as 630; raises `ValueError`, also for 29 February, which not every year has."""
    month, _, day = text.partition("-")
    if len(month) != 2 or len(day) != 2:
        raise ValueError("a day of the year is written as month and day, such as 06-30")
    date(2001, int(month), int(day))
    return int(month) * 100 + int(day)
