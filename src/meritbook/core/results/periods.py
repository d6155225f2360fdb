"""Periods of measured values: months, quarters, halves and years, of the calendar or of a fiscal year.

A fiscal year is named for the calendar year in which it ends (FY2005 runs from 1 July 2004 to 30 June 2005 where it
begins in July), as state governments do. A calendar year is the one that begins in January.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

from pydantic import model_validator

from meritbook.core.dates import MONTHS
from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value


class PeriodError(MeritbookError):
    """What was written names no period of the measure."""

    code = "results.period"
    remedy = "Name a period of the measure's own frequency and year, such as 2004-07, FY2005 Q1 or FY2005."


class Frequency(StrEnum):
    """How often a value comes."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[self]

    @property
    def noun(self) -> str:
        """What one period is called."""
        return {"monthly": "month", "quarterly": "quarter", "half_yearly": "half-year", "yearly": "year"}[self]


class Period(Value):
    """A stretch of whole months `[starts_on, ends_before)` of one frequency."""

    frequency: Frequency
    year_starts_in: int
    """The month in which the year of the measure begins: 1 for the calendar year, 7 for a fiscal year from July."""
    starts_on: date
    ends_before: date

    @model_validator(mode="after")
    def _whole(self) -> Period:
        if bounds(self.starts_on, self.frequency, self.year_starts_in) != (self.starts_on, self.ends_before):
            raise ValueError("a period begins and ends with the months of its frequency")
        return self

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.ends_before - timedelta(days=1)

    @property
    def year(self) -> int:
        """The year that it belongs to, named for the calendar year in which that ends."""
        began = self.starts_on.year - (self.starts_on.month < self.year_starts_in)
        return began if self.year_starts_in == 1 else began + 1

    @property
    def number(self) -> int:
        """Its place in the year, from 1."""
        return (self.starts_on.month - self.year_starts_in) % 12 // self.frequency.months + 1

    @property
    def label(self) -> str:
        """What it is called: `2004-07`, `FY2005 Q1`, `2004 H2`, `FY2005`. `parse` reads it back."""
        if self.frequency is Frequency.MONTHLY:
            return f"{self.starts_on:%Y-%m}"
        year = f"{self.year}" if self.year_starts_in == 1 else f"FY{self.year}"
        if self.frequency is Frequency.YEARLY:
            return year
        letter = "Q" if self.frequency is Frequency.QUARTERLY else "H"
        return f"{year} {letter}{self.number}"

    @property
    def words(self) -> str:
        """What people call it: `July 2004`, and the label for all that is longer."""
        if self.frequency is Frequency.MONTHLY:
            return f"{MONTHS[self.starts_on.month - 1]} {self.starts_on.year}"
        return self.label

    def next(self) -> Period:
        """The period after it."""
        return period_on(self.ends_before, self.frequency, self.year_starts_in)

    def previous(self) -> Period:
        """The period before it."""
        return period_on(self.starts_on - timedelta(days=1), self.frequency, self.year_starts_in)


def _shift(year: int, month: int, months: int) -> date:
    at = year * 12 + month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def bounds(day: date, frequency: Frequency, year_starts_in: int) -> tuple[date, date]:
    """First day of the period that covers the day, and the day that it ends before."""
    if not 1 <= year_starts_in <= 12:
        raise ValueError("a year begins in one of its twelve months")
    into = (day.month - year_starts_in) % frequency.months
    starts_on = _shift(day.year, day.month, -into)
    return starts_on, _shift(starts_on.year, starts_on.month, frequency.months)


def period_on(day: date, frequency: Frequency, year_starts_in: int) -> Period:
    """The period that covers the day."""
    starts_on, ends_before = bounds(day, frequency, year_starts_in)
    return Period(frequency=frequency, year_starts_in=year_starts_in, starts_on=starts_on, ends_before=ends_before)


def fiscal_year(year: int, starts_in: int) -> Period:
    """The fiscal year that is named for the calendar year in which it ends; `starts_in` is its first month.

    Raises `ValueError` for a year or month that no calendar has.
    """
    return period_on(date(year if starts_in == 1 else year - 1, starts_in, 1), Frequency.YEARLY, starts_in)


def called(starts_on: date, ends_before: date, year_starts_in: int) -> str:
    """The label of the period between the days; its first month where they are no period of that year."""
    months = (ends_before.year - starts_on.year) * 12 + ends_before.month - starts_on.month
    frequency = next((one for one in Frequency if one.months == months), Frequency.MONTHLY)
    found = period_on(starts_on, frequency, year_starts_in)
    return found.label if found.starts_on == starts_on else f"{starts_on:%Y-%m}"


def first_from(day: date, frequency: Frequency, year_starts_in: int) -> Period:
    """The first period that begins on the day or after it."""
    found = period_on(day, frequency, year_starts_in)
    return found if found.starts_on == day else found.next()


def last_ended(on: date, frequency: Frequency, year_starts_in: int) -> Period:
    """The newest period that has ended before the day."""
    return period_on(on, frequency, year_starts_in).previous()


_MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_NAMED = re.compile(r"([a-z]{3,9})\.?\s+(\d{4})", re.IGNORECASE)
_PART = re.compile(r"(FY\s*)?(\d{4})(?:\s*[-/]?\s*([QH])\s*(\d))?", re.IGNORECASE)


def parse(text: str, frequency: Frequency, year_starts_in: int) -> Period:
    """The period that a text names: `2004-07`, `July 2004`, `FY2005 Q1`, `2004 Q3`, `FY2005`, or a day within it.

    Raises `PeriodError`, also for a fiscal quarter where the measure counts by the calendar, and the other way round.
    """
    said = " ".join(text.split())
    if found := _MONTH.fullmatch(said):
        return _of_month(
            said, int(found[1]), int(found[2]), int(found[3] or 1), bool(found[3]), frequency, year_starts_in
        )
    if found := _NAMED.fullmatch(said):
        names = [one.lower() for one in MONTHS]
        hits = [at for at, name in enumerate(names, 1) if name == found[1].lower() or name[:3] == found[1].lower()]
        if hits:
            return _of_month(said, int(found[2]), hits[0], 1, False, frequency, year_starts_in)
    if found := _PART.fullmatch(said):
        return _of_year(
            said, bool(found[1]), int(found[2]), (found[3] or "").upper(), int(found[4] or 0), frequency, year_starts_in
        )
    raise PeriodError(f"“{said[:60]}” is not a period.", where=said[:60])


def _of_month(
    said: str, year: int, month: int, day: int, is_day: bool, frequency: Frequency, year_starts_in: int
) -> Period:
    try:
        on = date(year, month, day)
    except ValueError as error:
        raise PeriodError(f"“{said}” is not a day or month of the calendar.", where=said) from error
    if not is_day and frequency is not Frequency.MONTHLY:
        raise PeriodError(f"“{said}” is a month, and the measure comes by the {frequency.noun}.", where=said)
    return period_on(on, frequency, year_starts_in)


def _of_year(
    said: str, fiscal: bool, year: int, letter: str, number: int, frequency: Frequency, year_starts_in: int
) -> Period:
    wanted = {Frequency.QUARTERLY: "Q", Frequency.HALF_YEARLY: "H", Frequency.YEARLY: ""}.get(frequency)
    if wanted is None or letter != wanted:
        raise PeriodError(f"“{said}” is not one {frequency.noun}.", where=said)
    if fiscal != (year_starts_in != 1):
        theirs, ours = ("fiscal", "calendar") if fiscal else ("calendar", "fiscal")
        raise PeriodError(
            f"“{said}” is of the {theirs} year, and the measure counts by the {ours} year, which begins in "
            f"{MONTHS[year_starts_in - 1]}.",
            where=said,
        )
    most = 12 // frequency.months
    if letter and not 1 <= number <= most:
        raise PeriodError(f"“{said}”: a year has {most} of them.", where=said)
    began = year if year_starts_in == 1 else year - 1
    try:
        return period_on(
            _shift(began, year_starts_in, (max(number, 1) - 1) * frequency.months), frequency, year_starts_in
        )
    except ValueError as error:
        raise PeriodError(f"“{said}” lies outside the calendar.", where=said) from error
