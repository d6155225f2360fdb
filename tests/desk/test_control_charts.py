"""A control chart as drawn: the newest values, the limits of all, and a line that is broken where no value stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.core.results.charts import chart
from meritbook.core.results.periods import Frequency, period_on
from meritbook.core.results.standing import PeriodValue
from meritbook.desk.control_charts import MOST, drawn


def months(count: int, *, without: frozenset[int] = frozenset()) -> list[PeriodValue]:
    """Monthly values from January 2010 on, 10 and 12 in turn."""
    return [
        PeriodValue(
            starts_on=date(2010 + place // 12, place % 12 + 1, 1),
            ends_before=date(2010 + (place + 1) // 12, (place + 1) % 12 + 1, 1),
            value=Decimal(10 + 2 * (place % 2)),
        )
        for place in range(count)
        if place not in without
    ]


def test_sixty_values_are_drawn_and_of_one_more_the_oldest_is_not() -> None:
    all_of_them, one_more = drawn(chart(months(MOST)), "days"), drawn(chart(months(MOST + 1)), "days")
    assert all_of_them is not None
    assert one_more is not None
    assert (len(all_of_them.fields[0].dots), all_of_them.left) == (MOST, 0)
    assert (len(one_more.fields[0].dots), one_more.left) == (MOST, 1)
    assert one_more.rows[-1].period == "2010-02"
    assert "From 61 values" in one_more.parts[0][1]


def test_the_line_is_broken_where_no_value_stands() -> None:
    whole, broken = drawn(chart(months(12)), "days"), drawn(chart(months(12, without=frozenset({5}))), "days")
    assert whole is not None
    assert broken is not None
    assert len(whole.fields[0].paths) == 1
    assert [len(one.split()) for one in broken.fields[0].paths] == [5, 6]
    assert "broken where no value stands" in broken.desc


def test_the_quarters_of_a_fiscal_year_stand_below_the_picture_and_in_its_table() -> None:
    period, values = period_on(date(2004, 7, 1), Frequency.QUARTERLY, 7), []
    for place in range(12):
        value = Decimal(10 + 2 * (place % 2))
        values.append(PeriodValue(starts_on=period.starts_on, ends_before=period.ends_before, value=value))
        period = period.next()
    found = drawn(chart(values, year_starts_in=7), "days")
    assert found is not None
    assert [label for _, label in found.ticks][:2] == ["FY2005 Q1", "FY2005 Q3"]
    assert found.rows[-1].period == "FY2005 Q1"
    assert found.fields[0].dots[1].says == "FY2005 Q2: 12"
