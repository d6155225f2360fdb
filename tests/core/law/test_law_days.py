"""Days as numbers agree with the calendar that everybody uses, over ten years and at its corners."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from meritbook.core.law import days
from meritbook.core.law.columns import Arrays
from meritbook.core.law.values import OneCase

TEN_YEARS = [date(2000, 1, 1) + timedelta(days=number) for number in range(3653)]


def number(text: str) -> int:
    return days.number_of(date.fromisoformat(text))


def text(day: int) -> str:
    return days.day_of_number(day).isoformat()


def test_every_day_of_ten_years_has_its_year_month_and_day() -> None:
    for day in TEN_YEARS:
        assert days.civil(days.number_of(day)) == (day.year, day.month, day.day)
        assert days.from_civil(day.year, day.month, day.day) == days.number_of(day)
        assert days.weekday(days.number_of(day)) == day.weekday()


@pytest.mark.parametrize("year", [1900, 1901, 1999, 2000, 2099, 2100, 2101, 2199])
def test_the_years_around_a_century_have_their_days_whether_they_are_leap_or_not(year: int) -> None:
    for day in (date(year, 1, 1) + timedelta(days=number) for number in range(365)):
        assert days.civil(days.number_of(day)) == (day.year, day.month, day.day)
        assert days.from_civil(day.year, day.month, day.day) == days.number_of(day)


@pytest.mark.parametrize("corner", ["1900-01-01", "1900-02-28", "1970-01-01", "2000-02-29", "2100-03-01", "2199-12-31"])
def test_the_corners_of_the_calendar_go_there_and_back(corner: str) -> None:
    assert text(days.from_civil(*days.civil(number(corner)))) == corner


def test_a_column_of_days_is_figured_as_each_day_is() -> None:
    column = np.array([days.number_of(day) for day in TEN_YEARS], dtype=np.int32)
    year, month, day = days.civil(column)
    assert [*zip(year.tolist(), month.tolist(), day.tolist(), strict=True)] == [
        (one.year, one.month, one.day) for one in TEN_YEARS
    ]
    assert (days.add_years(column, 3) == [days.add_years(one, 3) for one in column.tolist()]).all()


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        ("2004-02-29", 1, "2005-03-01"),
        ("2004-02-29", 4, "2008-02-29"),
        ("2004-02-28", 1, "2005-02-28"),
        ("2003-03-01", 1, "2004-03-01"),
        ("2004-07-01", 0, "2004-07-01"),
        ("2096-02-29", 4, "2100-03-01"),
    ],
)
def test_years_are_full_when_the_same_day_comes_again(day: str, years: int, later: str) -> None:
    assert text(days.add_years(number(day), years)) == later


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2004-07-01", "2004-09-30", 2),
        ("2004-07-01", "2004-10-01", 3),
        ("2004-07-01", "2005-06-30", 11),
        ("2004-07-01", "2005-07-01", 12),
        ("2004-07-15", "2004-07-15", 0),
        ("2004-07-15", "2004-07-14", -1),
    ],
)
def test_a_month_is_full_on_the_same_day_of_the_next(first: str, last: str, months: int) -> None:
    assert days.months_between(number(first), number(last)) == months


@pytest.mark.parametrize(
    ("day", "starts", "year"),
    [
        ("2004-06-30", 701, 2004),
        ("2004-07-01", 701, 2005),
        ("2005-06-30", 701, 2005),
        ("2005-01-01", 101, 2005),
        ("2005-01-01", 102, 2005),
        ("2005-01-02", 102, 2006),
        ("2005-12-31", 101, 2005),
    ],
)
def test_a_fiscal_year_has_the_number_of_the_year_in_which_it_ends(day: str, starts: int, year: int) -> None:
    assert days.fiscal_year(number(day), starts) == year


def test_a_day_of_the_year_stands_in_its_year() -> None:
    assert text(days.in_year(2005, 430)) == "2005-04-30"
    assert days.read_month_day("06-30") == 630


@pytest.mark.parametrize("wrong", ["6-30", "06-31", "02-29", "0630", "june"])
def test_what_is_no_day_of_every_year_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"day|month|int"):
        days.read_month_day(wrong)


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        ("2005-01-14", "2005-01-14"),  # a Friday stays
        ("2005-01-15", "2005-01-18"),  # Saturday; Monday the 17th is a holiday
        ("2005-01-16", "2005-01-18"),
        ("2005-01-17", "2005-01-18"),
        ("2005-01-22", "2005-01-24"),
    ],
)
def test_a_last_day_rolls_over_weekends_and_holidays_alike_for_one_and_for_many(day: str, rolled: str) -> None:
    holidays = frozenset([number("2005-01-17")])
    assert text(OneCase().roll(number(day), holidays)) == rolled
    assert Arrays().roll(np.array([number(day)]), holidays).tolist() == [number(rolled)]
