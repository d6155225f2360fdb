"""Whether an improvement holds, by the values after an event and by the register's chart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from meritbook.core.results.decay import Held, Hold, by_readings, by_register, together
from meritbook.core.results.standing import PeriodValue
from meritbook.core.verdict import Verdict
from meritbook.lean_policies import load_lean_policies, read_lean_policies

EVENT = date(2025, 7, 14), date(2025, 7, 18)


def months(*values: float, first: int = 0) -> list[PeriodValue]:
    """Values of months from January 2025 on."""
    found = []
    for place, value in enumerate(values, first):
        starts = date(2025 + place // 12, place % 12 + 1, 1)
        ends = date(2025 + (place + 1) // 12, (place + 1) % 12 + 1, 1)
        found.append(PeriodValue(starts_on=starts, ends_before=ends, value=Decimal(str(value))))
    return found


BEFORE = months(40, 42, 41, 39, 40, 41)
"""January to June: around 40.5, from 36.2 to 44.8."""


@pytest.mark.parametrize(
    ("after", "hold"),
    [
        ([(30, 20)], Hold.HOLDS),
        ([(30, 20), (60, 22), (90, 24)], Hold.HOLDS),
        ([(30, 20), (60, 22), (90, 31)], Hold.RETURNED),
        ([(90, 30), (30, 20)], Hold.RETURNED),
        ([(30, 41)], Hold.NEVER_CAME),
        ([], Hold.UNDETERMINED),
    ],
)
def test_half_of_the_improvement_given_back_is_a_return(after: list[tuple[int, int]], hold: Hold) -> None:
    given = [(days, Decimal(value)) for days, value in after]
    assert by_readings("lower", Decimal(40), given, returned_percent=50).hold is hold


def test_higher_is_better_where_it_is_said() -> None:
    found = by_readings("higher", Decimal(70), [(30, Decimal(90)), (60, Decimal(78))], returned_percent=50)
    assert found.hold is Hold.RETURNED
    assert "60 percent of the best improvement is given back" in found.because


def test_without_a_value_before_nothing_is_told() -> None:
    assert by_readings("lower", None, [(30, Decimal(1))], returned_percent=50).verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("after", "hold"),
    [
        ((25, 26, 24), Hold.HOLDS),
        ((25, 26, 41), Hold.RETURNED),
        ((38, 41, 39), Hold.UNDETERMINED),
        ((60, 61), Hold.UNDETERMINED),
        ((), Hold.UNDETERMINED),
    ],
)
def test_the_chart_with_the_limits_of_before_tells(after: tuple[int, ...], hold: Hold) -> None:
    values = [*BEFORE, *months(50, first=6), *months(*after, first=7)]
    assert by_register("lower", values, starts_on=EVENT[0], last_day=EVENT[1]).hold is hold


def test_eight_values_on_the_better_side_hold_within_the_old_limits() -> None:
    values = [*BEFORE, *months(*[39] * 8, first=7)]
    found = by_register("lower", values, starts_on=EVENT[0], last_day=EVENT[1])
    assert found.hold is Hold.HOLDS
    assert found.rests_on == date(2026, 3, 1)


def test_five_values_before_are_too_few() -> None:
    found = by_register("lower", [*BEFORE[1:], *months(25, first=7)], starts_on=EVENT[0], last_day=EVENT[1])
    assert found.hold is Hold.UNDETERMINED
    assert "too few" in found.because


def test_it_has_fallen_back_as_soon_as_one_witness_says_so() -> None:
    holds, back = Held(hold=Hold.HOLDS, because="a"), Held(hold=Hold.RETURNED, because="b")
    open_ = Held(hold=Hold.UNDETERMINED, because="c")
    assert together(holds, None) is holds
    assert together(holds, back) is back
    assert together(back, open_) is back
    assert together(holds, open_) is holds
    assert together(open_, open_) is open_


def test_the_shipped_policy_holds_and_says_what_each_word_means() -> None:
    (policy,) = load_lean_policies("standard")
    assert len(policy.wastes) == 8
    assert policy.measured_after_days == (30, 60, 90)
    assert [one.key for one in policy.phases] == ["define", "measure", "analyse", "design", "verify"]
    following = policy.following("define")
    assert following is not None
    assert following.key == "measure"
    assert policy.following("verify") is None
    assert policy.waste("gone").title == "gone"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("measured_after_days = [30, 60, 90]", "measured_after_days = [60, 30]", "rise from 1 to 730"),
        ('key = "piles"', 'key = "waiting"', "a waste stands twice"),
        ("early_days = 5", "early_day = 5", "early_day"),
        ("[[policy]]", "[policy", "not valid TOML"),
    ],
)
def test_a_wrong_policy_is_refused_at_its_place(before: str, after: str, says: str) -> None:
    from importlib import resources

    from meritbook.core.results.lean_policy import LeanPolicyError

    text = resources.files("meritbook.lean_policies").joinpath("standard.toml").read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(LeanPolicyError, match=says.replace("[", r"\[")):
        read_lean_policies(text.replace(before, after))
