"""Months of work: each rule of a policy with its arithmetic shown, and what holds for every count."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.qualifications.making import ON, asks, candidate, full, job, requirement
from meritbook.core.qualifications.candidate import Job
from meritbook.core.qualifications.judge import judge
from meritbook.core.qualifications.judge.model import NodeVerdict
from meritbook.core.qualifications.judge.months import UNIT, measure, share_shown
from meritbook.core.qualifications.policy import Policy
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict


def counted(policy: Policy, *jobs: Job, on: date = ON, months: str = "1") -> NodeVerdict:
    """What one experience node counted."""
    return judge(requirement(asks(months)), candidate(*jobs), policy, on=on).node("1")


def test_54_and_50_and_21_months_are_125() -> None:
    first = job("first", "2012-01-01", "2016-06-30")
    # 1 March 2016 to 29 February 2024 are 96 months. Four of them, March to June 2016, are counted under the first job.
    # Of the other 92, 50 are full time; from September 2020 on 42 are half time and count 21. 54 + 50 + 21 = 125.
    second = job("second", "2016-03-01", "2024-02-29", changes=(("2020-09-01", "20"),))
    node = counted(full(), first, second, months="120")
    assert (node.least, node.most, node.verdict) == (Decimal(125), Decimal(125), Verdict.MET)
    one, two = node.jobs
    assert (one.job, one.of_months, one.least) == ("first", Decimal(54), Decimal(54))
    assert (two.job, two.of_months, two.least) == ("second", Decimal(96), Decimal(71))
    assert [(piece.share, piece.months) for piece in two.pieces] == [("1", Decimal(50)), ("1/2", Decimal(21))]
    assert any("4 months overlap" in reason for reason in two.left_out)
    assert any("42 months at 1/2" in reason for reason in two.left_out)


@pytest.mark.parametrize(
    ("last_day", "verdict"),
    [("2023-12-30", Verdict.NOT_MET), ("2023-12-31", Verdict.MET)],
)
def test_six_years_are_reached_on_their_last_day_and_not_before(last_day: str, verdict: Verdict) -> None:
    # 1 January 2018 to 31 December 2023 are 72 months.
    assert counted(full(), job("a", "2018-01-01", last_day), months="72").verdict is verdict


@pytest.mark.parametrize(("last", "months"), [("2023-11", "71"), ("2023-12", "72")])
def test_whole_months_are_counted_from_month_to_month(last: str, months: str) -> None:
    assert counted(full(), job("a", "2018-01", last)).least == Decimal(months)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-02-01", "2024-02-29", "1"),
        ("2023-02-01", "2023-02-28", "1"),
        ("2020-03-01", "2024-02-29", "48"),
        ("2024-02-29", "2024-02-29", "0.03"),  # one of 29 days
    ],
)
def test_february_is_a_month_in_leap_years_and_others(first: str, last: str, months: str) -> None:
    assert counted(full(), job("a", first, last)).least == Decimal(months)


@pytest.mark.parametrize(
    ("how", "months"),
    [
        ("calendar", "1.5"),  # 15 of 30 days, and May
        ("fifteen_day", "2"),  # 15 days of April are enough, and May
        ("thirty_day", "1.53"),  # 46 days by 30
        ("days_365_12", "1.51"),  # 46 days, times 12, by 365
    ],
)
def test_each_way_to_make_months_of_days(how: str, months: str) -> None:
    # 16 April to 31 May 2023: 15 of April's 30 days, and May; 15 + 31 = 46 days.
    assert counted(full(months={"how": how}), job("a", "2023-04-16", "2023-05-31")).least == Decimal(months)


@pytest.mark.parametrize(("first", "months"), [("2023-04-16", "1"), ("2023-04-17", "0")])
def test_the_fifteenth_day_makes_the_month(first: str, months: str) -> None:
    assert counted(full(months={"how": "fifteen_day"}), job("a", first, "2023-04-30")).least == Decimal(months)


def test_a_month_that_two_jobs_share_counts_once_under_the_fifteen_day_month() -> None:
    first, second = job("a", "2023-04-01", "2023-04-15"), job("b", "2023-04-16", "2023-04-30")
    assert counted(full(months={"how": "fifteen_day"}), first, second).least == Decimal(1)


@pytest.mark.parametrize(("hours", "months"), [("40", "12"), ("39", "11.7"), ("20", "6"), ("10", "3"), ("90", "12")])
def test_part_time_counts_by_its_hours_and_never_more_than_full_time(hours: str, months: str) -> None:
    # 12 months times hours by 40.
    assert counted(full(), job("a", "2023-01-01", "2023-12-31", hours)).least == Decimal(months)


def test_hours_below_the_floor_count_nothing() -> None:
    rule = {"how": "proportional", "least_hours": "10"}
    at, below = job("a", "2023-01-01", "2023-12-31", "10"), job("a", "2023-01-01", "2023-12-31", "9.9")
    assert counted(full(part_time=rule), at).least == Decimal(3)
    assert counted(full(part_time=rule), below).most == Decimal(0)


@pytest.mark.parametrize(("hours", "months"), [("19", "0"), ("20", "6"), ("29", "6"), ("30", "9"), ("40", "12")])
def test_thresholds_count_by_the_highest_one_reached(hours: str, months: str) -> None:
    steps = [{"hours": "20", "share": "0.5"}, {"hours": "30", "share": "0.75"}]
    rules = full(part_time={"how": "thresholds", "thresholds": steps})
    assert counted(rules, job("a", "2023-01-01", "2023-12-31", hours)).least == Decimal(months)


def test_part_time_that_does_not_count_counts_nothing() -> None:
    rules = full(part_time={"how": "not_counted"})
    assert counted(rules, job("a", "2023-01-01", "2023-12-31", "39")).most == Decimal(0)
    assert counted(rules, job("a", "2023-01-01", "2023-12-31", "40")).least == Decimal(12)


def test_two_half_time_jobs_at_once_are_half_time_or_full_time_as_the_policy_says() -> None:
    both = job("a", "2023-01-01", "2023-12-31", "20"), job("b", "2023-01-01", "2023-12-31", "20")
    assert counted(full(), *both).least == Decimal(6)
    assert counted(full(overlap={"how": "sum_to_full_time"}), *both).least == Decimal(12)


def test_two_full_time_jobs_at_once_count_as_one_under_both_rules() -> None:
    both = job("a", "2023-01-01", "2023-12-31"), job("b", "2023-01-01", "2023-12-31")
    for how in ("once", "sum_to_full_time"):
        assert counted(full(overlap={"how": how}), *both).least == Decimal(12)


def test_a_full_time_job_goes_before_a_part_time_job_that_it_overlaps() -> None:
    node = counted(full(), job("part", "2022-07-01", "2023-12-31", "20"), job("whole", "2023-01-01", "2023-12-31"))
    # Six months at half time before, then twelve full ones: 3 + 12.
    assert [(one.job, one.least) for one in node.jobs] == [("part", Decimal(3)), ("whole", Decimal(12))]


@pytest.mark.parametrize(("how", "months"), [("none", "11.7"), ("down", "11"), ("nearest", "12")])
def test_the_sum_is_rounded_as_the_policy_says(how: str, months: str) -> None:
    assert counted(full(rounding={"how": how}), job("a", "2023-01-01", "2023-12-31", "39")).least == Decimal(months)


@pytest.mark.parametrize(("how", "months"), [("whole_months", "25"), ("first_of_month", "24")])
def test_a_month_without_a_day_is_read_as_the_policy_says(how: str, months: str) -> None:
    # June 1999 to June 2001: with June 2001 it is 25 months, from the first to the first it is 24.
    assert counted(full(partial_dates={"how": how}), job("a", "1999-06", "2001-06")).least == Decimal(months)


def test_a_month_without_a_day_has_bounds_where_no_source_says_what_it_means() -> None:
    # January, February and the first of March for certain, all of March at most: 2 + 1 / 31, and 3.
    node = counted(full(partial_dates=None), job("a", "2023-01-01", "2023-03"))
    assert (node.least, node.most) == (Decimal("2.03"), Decimal(3))


def test_a_bare_year_has_bounds() -> None:
    # From 31 December 2020 to 1 January 2022 at least, from 1 January 2020 to 31 December 2022 at most.
    node = counted(full(), job("a", "2020", "2022"), months="24")
    assert node.least is not None
    assert node.most is not None
    assert Decimal(12) < node.least < Decimal("12.1")
    assert node.most == Decimal(36)
    assert node.verdict is Verdict.UNDETERMINED
    assert counted(full(), job("a", "2020", "2022"), months="12").verdict is Verdict.MET
    assert counted(full(), job("a", "2020", "2022"), months="37").verdict is Verdict.NOT_MET


def test_without_hours_a_job_may_have_been_anything_up_to_full_time() -> None:
    node = counted(full(), job("a", "2023-01-01", "2023-12-31", None), months="12")
    assert (node.least, node.most, node.verdict) == (Decimal(0), Decimal(12), Verdict.UNDETERMINED)
    assert "how many hours" in node.missing[0].question
    said = job("a", "2023-01-01", "2023-12-31", None, full_time=True)
    assert counted(full(), said, months="12").verdict is Verdict.MET


def test_a_job_that_goes_on_is_counted_through_the_day() -> None:
    assert counted(full(), job("a", "2023-06-15"), on=date(2024, 6, 14)).least == Decimal(12)
    assert counted(full(), job("a", "2023-06-15"), on=date(2024, 6, 13)).least == Decimal("11.97")


@pytest.mark.parametrize("name", ["full_time_hours", "part_time", "overlap", "months", "rounding"])
def test_where_the_policy_is_silent_every_way_is_counted(name: str) -> None:
    policies: dict[str, list[dict[str, Any]]] = {
        "full_time_hours": [{"hours": "35"}, {"hours": "40"}],
        "part_time": [{"how": "proportional"}, {"how": "not_counted"}],
        "overlap": [{"how": "once"}, {"how": "sum_to_full_time"}],
        "months": [{"how": how} for how in ("calendar", "fifteen_day", "thirty_day", "days_365_12")],
        "rounding": [{"how": how} for how in ("none", "down", "nearest")],
    }
    jobs = job("a", "2021-03-16", "2023-12-20", "30"), job("b", "2023-01-10", "2024-03-02", "38")
    silent = counted(full(**{name: None}), *jobs)
    assert silent.least is not None
    assert silent.most is not None
    for rule in policies[name]:
        stated = counted(full(**{name: rule}), *jobs)
        assert stated.least == stated.most
        assert stated.least is not None
        assert silent.least <= stated.least <= silent.most, rule


def test_only_recent_time_counts_where_the_text_says_so() -> None:
    from core.qualifications.making import amount

    node = asks("24", within=amount("5", "year"))
    answer = judge(requirement(node), candidate(job("a", "2015-01-01", "2020-06-14")), full(), on=ON).node("1")
    # Five years before 14 June 2024 begin on 15 June 2019: 15 June 2019 to 14 June 2020 are 12 months.
    assert answer.least == Decimal(12)


# --- what holds for every count ------------------------------------------------------------------------------

# A busy machine may be slow at drawing; nothing here is about speed.
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAY = st.dates(date(2000, 1, 1), date(2024, 6, 14))
HOURS = st.sampled_from([None, "0", "8", "20", "37.5", "40", "60", "90"])


@st.composite
def jobs(draw: st.DrawFn, *, least: int = 0) -> list[Job]:
    """Jobs with any dates and hours, some that go on."""
    found = []
    for number in range(draw(st.integers(least, 4))):
        start = draw(DAY)
        end = start + timedelta(days=draw(st.integers(0, 3000)))
        text = draw(st.sampled_from([end.isoformat(), end.isoformat()[:7], ""]))
        found.append(job(f"j{number}", start.isoformat(), text, draw(HOURS)))
    return found


POLICIES = st.builds(
    lambda hours, part, overlap, months, rounding: full(
        full_time_hours=hours, part_time=part, overlap=overlap, months=months, rounding=rounding
    ),
    st.sampled_from([None, {"hours": "40"}, {"hours": "37.5"}]),
    st.sampled_from([None, {"how": "proportional"}, {"how": "not_counted"}]),
    st.sampled_from([None, {"how": "once"}, {"how": "sum_to_full_time"}]),
    st.sampled_from([None, *({"how": how} for how in ("calendar", "fifteen_day", "thirty_day", "days_365_12"))]),
    st.sampled_from([None, {"how": "none"}, {"how": "down"}, {"how": "nearest"}]),
)


@patient
@given(jobs(least=1), POLICIES)
def test_a_further_job_never_lowers_what_is_counted(held: list[Job], rules: Policy) -> None:
    fewer, more = counted(rules, *held[:-1]), counted(rules, *held)
    assert fewer.least is not None
    assert fewer.most is not None
    assert more.least is not None
    assert more.most is not None
    assert more.least >= fewer.least
    assert more.most >= fewer.most
    assert more.least <= more.most


@patient
@given(jobs(), POLICIES, st.randoms(use_true_random=False))
def test_the_order_of_jobs_plays_no_part(held: list[Job], rules: Policy, shuffle: Any) -> None:
    other = list(held)
    shuffle.shuffle(other)
    asked = requirement(asks("24"))
    first, second = (judge(asked, candidate(*order), rules, on=ON) for order in (held, other))
    assert canonical_json(first) == canonical_json(second)


@patient
@given(jobs(), POLICIES)
def test_no_more_is_counted_than_time_has_passed(held: list[Job], rules: Policy) -> None:
    node = counted(rules, *held)
    first = min((one.starts.earliest for one in held if one.starts), default=ON)
    passed = Fraction(measure(ON.toordinal() + 1, "calendar") - measure(first.toordinal(), "calendar"), UNIT)
    assert node.most is not None
    # Thirty days make more months than calendars do, and a fifteen-day month rounds two ends up.
    assert node.most <= passed * Fraction(366, 360) + 2


@pytest.mark.parametrize(
    ("share", "shown"), [("1/2", "1/2"), ("5/12", "5/12"), ("13050/17333", "75.3 %"), ("3/13", "23.1 %")]
)
def test_a_share_of_full_time_is_told_as_a_fraction_only_where_one_can_picture_it(share: str, shown: str) -> None:
    assert share_shown(share) == shown
