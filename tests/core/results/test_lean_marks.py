"""Which period of the register tells how a Kaizen event came out after 30, 60 and 90 days."""

from __future__ import annotations

from datetime import date

import pytest

from meritbook.core.results.lean_marks import period_after
from meritbook.core.results.periods import Frequency

MARKS = (30, 60, 90)


@pytest.mark.parametrize(
    ("last_day", "months"),
    [
        (date(2005, 3, 30), ["2005-04", "2005-05", "2005-06"]),
        (date(2005, 3, 31), ["2005-04", "2005-05", "2005-06"]),
        (date(2005, 4, 1), ["2005-05", "2005-05", "2005-06"]),
        (date(2005, 4, 2), ["2005-05", "2005-06", "2005-07"]),
        (date(2005, 4, 12), ["2005-05", "2005-06", "2005-07"]),
        (date(2005, 1, 31), ["2005-02", "2005-04", "2005-05"]),
        (date(2004, 12, 31), ["2005-01", "2005-03", "2005-03"]),
    ],
)
def test_the_first_month_that_the_event_does_not_touch_tells_and_later_ones_reach_their_mark(
    last_day: date, months: list[str]
) -> None:
    found = [period_after(last_day, days, first=30, frequency=Frequency.MONTHLY) for days in MARKS]
    assert [one.label for one in found] == months
    assert all(one.starts_on > last_day for one in found)


def test_of_quarters_one_may_be_the_value_of_every_mark() -> None:
    found = [
        period_after(date(2005, 4, 12), days, first=30, frequency=Frequency.QUARTERLY, year_starts_in=7)
        for days in MARKS
    ]
    assert [one.label for one in found] == ["FY2006 Q1"] * 3
    assert found[0].starts_on == date(2005, 7, 1)


def test_a_year_that_the_event_is_in_never_tells_of_it() -> None:
    found = period_after(date(2005, 7, 1), 30, first=30, frequency=Frequency.YEARLY, year_starts_in=7)
    assert (found.label, found.starts_on) == ("FY2007", date(2006, 7, 1))
