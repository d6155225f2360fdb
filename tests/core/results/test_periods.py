"""Periods: which day lies in which, what they are called, and which names are refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meritbook.core.results.periods import Frequency, Period, PeriodError, last_ended, parse, period_on

MONTHLY, QUARTERLY, HALVES, YEARLY = Frequency


@pytest.mark.parametrize(
    ("day", "frequency", "starts_in", "label", "first", "last"),
    [
        (date(2004, 7, 1), QUARTERLY, 7, "FY2005 Q1", date(2004, 7, 1), date(2004, 9, 30)),
        (date(2004, 6, 30), QUARTERLY, 7, "FY2004 Q4", date(2004, 4, 1), date(2004, 6, 30)),
        (date(2004, 9, 30), QUARTERLY, 1, "2004 Q3", date(2004, 7, 1), date(2004, 9, 30)),
        (date(2004, 12, 31), YEARLY, 1, "2004", date(2004, 1, 1), date(2004, 12, 31)),
        (date(2005, 6, 30), YEARLY, 7, "FY2005", date(2004, 7, 1), date(2005, 6, 30)),
        (date(2005, 7, 1), YEARLY, 7, "FY2006", date(2005, 7, 1), date(2006, 6, 30)),
        (date(2005, 1, 1), HALVES, 7, "FY2005 H2", date(2005, 1, 1), date(2005, 6, 30)),
        (date(2004, 2, 29), MONTHLY, 10, "2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        (date(2004, 10, 1), YEARLY, 10, "FY2005", date(2004, 10, 1), date(2005, 9, 30)),
    ],
)
def test_a_day_lies_in_the_period_of_the_measures_own_year(
    day: date, frequency: Frequency, starts_in: int, label: str, first: date, last: date
) -> None:
    found = period_on(day, frequency, starts_in)
    assert (found.label, found.starts_on, found.last_day) == (label, first, last)


@given(
    day=st.dates(date(1970, 1, 1), date(2100, 12, 31)),
    frequency=st.sampled_from(list(Frequency)),
    starts_in=st.integers(1, 12),
)
def test_periods_follow_each_other_without_a_gap_and_their_labels_are_read_back(
    day: date, frequency: Frequency, starts_in: int
) -> None:
    found = period_on(day, frequency, starts_in)
    assert found.starts_on <= day < found.ends_before
    assert found.next().starts_on == found.ends_before
    assert found.next().previous() == found
    assert parse(found.label, frequency, starts_in) == found
    assert parse(day.isoformat(), frequency, starts_in) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2004 Q3", "counts by the fiscal year, which begins in July"),
        ("FY2005 Q5", "a year has 4 of them"),
        ("FY2005 Q0", "a year has 4 of them"),
        ("FY2005", "is not one quarter"),
        ("2004-07", "comes by the quarter"),
        ("2004-13-01", "not a day or month"),
        ("2004-02-30", "not a day or month"),
        ("next quarter", "is not a period"),
        ("", "is not a period"),
        ("FY0001 Q1", "outside the calendar"),
    ],
)
def test_what_names_no_quarter_of_the_fiscal_year_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(PeriodError, match=says):
        parse(text, QUARTERLY, 7)


def test_a_fiscal_quarter_is_refused_where_the_calendar_counts() -> None:
    with pytest.raises(PeriodError, match="of the fiscal year, and the measure counts by the calendar year"):
        parse("FY2005 Q1", QUARTERLY, 1)


@pytest.mark.parametrize("text", ["2004-07", "July 2004", "Jul 2004", "jul. 2004", "2004-07-31"])
def test_a_month_has_several_spellings(text: str) -> None:
    assert parse(text, MONTHLY, 7).label == "2004-07"


def test_a_period_is_made_of_whole_months_of_its_frequency() -> None:
    with pytest.raises(ValueError, match="begins and ends with the months"):
        Period(frequency=QUARTERLY, year_starts_in=7, starts_on=date(2004, 8, 1), ends_before=date(2004, 11, 1))


def test_a_period_has_ended_on_the_day_after_its_last() -> None:
    ends = date(2004, 10, 1)
    assert last_ended(ends, QUARTERLY, 7).label == "FY2005 Q1"
    assert last_ended(ends - timedelta(days=1), QUARTERLY, 7).label == "FY2004 Q4"
