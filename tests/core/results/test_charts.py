"""Control charts of individual values and moving ranges, held against a published example and at each boundary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.core.results.charts import Baseline, Rule, chart, limits_of
from meritbook.core.results.periods import Frequency, called, period_on
from meritbook.core.results.standing import PeriodValue

FLOWRATES = [
    "49.6", "47.6", "49.9", "51.3", "47.8", "51.2", "52.6", "52.4", "53.6", "52.1",
]  # fmt: skip
"""Flow rates of ten batches, the example of the NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 (public
domain): mean 50.81, mean moving range 1.8778, limits 55.8041 and 45.8159 there, with 3 / 1.128 in place of 2.66."""


def values(*figures: str | int, first: int = 0) -> list[PeriodValue]:
    """Monthly values from January 2020 on."""
    found = []
    for place, one in enumerate(figures, first):
        after = place + 1
        found.append(
            PeriodValue(
                starts_on=date(2020 + place // 12, place % 12 + 1, 1),
                ends_before=date(2020 + after // 12, after % 12 + 1, 1),
                value=Decimal(one),
            )
        )
    return found


def test_centre_and_limits_are_those_of_the_published_example() -> None:
    # Sum of the ten values 508.1, mean 50.81. Moving ranges 2.0 2.3 1.4 3.5 3.4 1.4 0.2 1.2 1.5, sum 16.9, mean 1.8778.
    # 50.81 + 2.66 * 1.8778 = 55.8049; 50.81 - 2.66 * 1.8778 = 45.8151. The handbook divides 3 by 1.128 and has 55.8041.
    found = limits_of([Decimal(one) for one in FLOWRATES])
    assert found is not None
    assert (found.centre, found.mean_range) == (Decimal("50.8100"), Decimal("1.8778"))
    assert abs(found.upper - Decimal("55.8041")) < Decimal("0.001")
    assert abs(found.lower - Decimal("45.8159")) < Decimal("0.001")
    assert found.upper_range == Decimal("6.1366")  # 3.268 * 1.87777...
    assert chart(values(*FLOWRATES)).signals == ()


def test_nothing_is_drawn_of_five_values_and_six_are_enough() -> None:
    five, six = chart(values(1, 2, 1, 2, 1)), chart(values(1, 2, 1, 2, 1, 2))
    assert not five.drawn
    assert five.sentence.startswith("5 values are on record. Nothing is drawn of fewer than 6")
    assert six.drawn


def test_a_value_on_the_limit_is_noise_and_one_beyond_it_a_signal() -> None:
    # Kept limits of 10 12 10 12 10 12: centre 11, mean range 2, limits 11 +- 5.32 = 5.68 and 16.32.
    base = Baseline(starts_on=date(2020, 1, 1), ends_before=date(2020, 7, 1), because="How it was.")
    on = chart(values(10, 12, 10, 12, 10, 12, "16.32"), [base]).parts[0]
    beyond = chart(values(10, 12, 10, 12, 10, 12, "16.33"), [base]).parts[0]
    assert on.limits is not None
    assert (on.limits.upper, on.limits.lower) == (Decimal("16.3200"), Decimal("5.6800"))
    assert Rule.OUTSIDE not in on.points[6].rules
    assert beyond.points[6].rules == (Rule.OUTSIDE,)


def test_eight_in_a_row_on_one_side_are_a_signal_and_seven_are_noise() -> None:
    base = Baseline(starts_on=date(2020, 1, 1), ends_before=date(2020, 7, 1))
    steady = (10, 12, 10, 12, 10, 12)
    # The last of the six lies above 11 already: six more are seven in a row, seven more are eight.
    seven, eight = chart(values(*steady, *[12] * 6), [base]), chart(values(*steady, *[12] * 7), [base])
    assert seven.signals == ()
    assert eight.signals == ("2020-06 to 2021-01: 8 values in a row lie above the centre of 11.",)


def test_three_of_four_nearer_the_limit_than_the_centre_are_a_signal_and_two_are_noise() -> None:
    # Half way between 11 and 16.32 is 13.66.
    base = Baseline(starts_on=date(2020, 1, 1), ends_before=date(2020, 7, 1))
    steady = (10, 12, 10, 12, 10, 12)
    two = chart(values(*steady, 14, 10, 14, 10), [base])
    three = chart(values(*steady, 14, 10, 14, 14), [base])
    assert two.signals == ()
    assert len(three.signals) == 1
    assert "three of four values in a row lie nearer to the upper limit" in three.signals[0]
    assert chart(values(*steady, "13.66", 10, "13.66", "13.66"), [base]).signals == ()


def test_a_step_larger_than_the_limit_of_the_ranges_is_a_signal_of_its_own() -> None:
    # 3.268 * 2 = 6.536: from 8 to 14.5 is 6.5, from 8 to 14.6 is 6.6; both lie within the limits of the values.
    base = Baseline(starts_on=date(2020, 1, 1), ends_before=date(2020, 7, 1))
    steady = (10, 12, 10, 12, 10, 12)
    assert chart(values(*steady, 8, "14.5"), [base]).signals == ()
    assert chart(values(*steady, 8, "14.6"), [base]).parts[0].points[7].rules == (Rule.RANGE,)


def test_from_a_shift_on_limits_are_reckoned_of_the_later_values_alone() -> None:
    shift = Baseline(starts_on=date(2020, 7, 1), because="A new procedure.")
    found = chart(values(10, 12, 10, 12, 10, 12, 30, 32, 30, 32, 30, 32), [shift])
    assert [part.limits.centre for part in found.parts if part.limits] == [Decimal(11), Decimal(31)]
    assert found.parts[1].points[0].moving_range is None
    assert found.signals == ()


def test_values_that_are_all_the_same_are_noise() -> None:
    assert chart(values(*[5] * 12)).signals == ()


def test_no_step_is_reckoned_across_a_period_without_a_value() -> None:
    # 10 12 10 12 in January to April, nothing in May, 10 12 10 from June: steps 2 2 2 and 2 2, mean 2 of five, not six.
    found = chart([*values(10, 12, 10, 12), *values(10, 12, 10, first=5)])
    (part,) = found.parts
    assert [one.moving_range for one in part.points] == [None, 2, 2, 2, None, 2, 2]
    assert [one.after_gap for one in part.points] == [False, False, False, False, True, False, False]
    assert found.gaps == 1
    assert part.limits is not None
    assert part.limits.mean_range == Decimal("2.0000")


def test_a_step_across_a_gap_is_no_signal() -> None:
    # Six values between 10 and 12, limit of the ranges 3.268 * 2 = 6.536; 19 follows after an empty month: 9 apart.
    whole = chart(values(10, 12, 10, 12, 10, 12, 19)).parts[0].points[-1]
    broken = chart([*values(10, 12, 10, 12, 10, 12), *values(19, first=7)]).parts[0].points[-1]
    assert Rule.RANGE in whole.rules or whole.moving_range == 7
    assert broken.moving_range is None
    assert Rule.RANGE not in broken.rules


def test_values_that_never_follow_each_other_have_no_limits() -> None:
    apart = [one for place in range(0, 14, 2) for one in values(10 + place, first=place)]
    assert not chart(apart).drawn


def quarters(count: int, *, year_starts_in: int) -> list[PeriodValue]:
    """Quarterly values from the first quarter of the year that begins in 2004, 10 and 12 in turn."""
    found, period = [], period_on(date(2004, year_starts_in, 1), Frequency.QUARTERLY, year_starts_in)
    for place in range(count):
        value = Decimal(10 + 2 * (place % 2))
        found.append(PeriodValue(starts_on=period.starts_on, ends_before=period.ends_before, value=value))
        period = period.next()
    return found


def test_a_quarter_is_called_as_the_year_of_the_measure_says() -> None:
    fiscal = chart(quarters(6, year_starts_in=7), year_starts_in=7).parts[0].points
    calendar = chart(quarters(6, year_starts_in=1), year_starts_in=1).parts[0].points
    assert [one.period for one in fiscal[:2]] == ["FY2005 Q1", "FY2005 Q2"]
    assert [one.period for one in calendar[:2]] == ["2004 Q1", "2004 Q2"]
    assert chart(values(*FLOWRATES)).parts[0].points[0].period == "2020-01"


def test_a_signal_among_quarters_names_the_quarters() -> None:
    high = [one.model_copy(update={"value": Decimal(40)}) for one in quarters(7, year_starts_in=7)[-1:]]
    found = chart([*quarters(6, year_starts_in=7), *high], year_starts_in=7)
    assert any(one.startswith("FY2006 Q3: ") for one in found.signals), found.signals


def test_what_is_no_period_of_the_year_is_called_by_its_first_month() -> None:
    assert called(date(2004, 8, 1), date(2004, 11, 1), 7) == "2004-08"
