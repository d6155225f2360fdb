"""What an acceptance covers, what controls explain, and what an indicator shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from measure_world import definition
from meritbook.core.results.assessment import (
    Assessment,
    ControlState,
    RiskState,
    explained,
    exposure_of,
    in_words,
    material_changes,
    within_appetite,
)
from meritbook.core.results.indicator import Signal, Thresholds, signal
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.risk_policy import RiskPolicy, RiskPolicyError, policy_on
from meritbook.core.results.standing import PeriodValue, standing
from meritbook.core.verdict import Verdict
from meritbook.risk_policies import load_risk_policies, read_risk_policies

POLICY = load_risk_policies("standard")[0]


def state(low: str = "0.1", high: str = "0.3", least: int = 40_000, most: int = 160_000, **more: Any) -> RiskState:
    rating = {
        "kind": "ranges",
        "chance": {"per": "probability", "low": low, "high": high},
        "loss": {"shape": "uniform", "low": least, "high": most},
    }
    assessed = Assessment.model_validate({"inherent": rating, "residual": rating, "says": more.pop("says", "")})
    return RiskState(category=more.pop("category", "financial"), assessment=assessed, **more)


def policy(**material: Any) -> RiskPolicy:
    return POLICY.model_copy(update={"material": POLICY.material.model_copy(update=material)})


def test_other_words_are_no_material_change() -> None:
    assert material_changes(state(), state(says="Written more clearly."), POLICY) == ()


def test_up_to_a_quarter_more_expected_loss_is_covered_and_a_little_more_is_not() -> None:
    # 0.2 × 100,000 = 20,000 a year. 0.25 × 100,000 = 25,000 is 25 percent more: covered. 25,002.50 is 25.01: not.
    assert material_changes(state(), state("0.15", "0.35"), POLICY) == ()
    found = material_changes(state(), state("0.15", "0.35005"), POLICY)
    assert len(found) == 1
    assert "from $20,000 to $25,002, +25 percent" in found[0]


def test_the_next_word_of_likelihood_asks_again_from_its_first_day_on() -> None:
    # Possible holds [0.1, 0.35), likely [0.35, 0.7): means of 0.349 and 0.35.
    calm = policy(expected_loss_percent=Decimal(0))
    assert material_changes(state(), state("0.3", "0.398"), calm) == ()
    assert material_changes(state(), state("0.3", "0.4"), calm) == (
        "The likelihood that remains went from Possible to Likely.",
    )


def test_a_change_for_the_better_asks_again_only_by_a_policy_that_says_so() -> None:
    better = state("0.01", "0.05")
    assert material_changes(state(), better, POLICY) == ()
    assert len(material_changes(state(), better, policy(direction="either"))) == 2


def test_a_control_that_stops_working_asks_again_and_one_that_failed_before_does_not() -> None:
    def with_control(works: bool | None) -> RiskState:
        return state(controls=(ControlState(id=1, what="Second reader", works=works),))

    assert material_changes(with_control(True), with_control(False), POLICY) == (
        "The control “Second reader” does not work any more.",
    )
    assert material_changes(with_control(None), with_control(False), POLICY) == (
        "The control “Second reader” was found not to work.",
    )
    assert material_changes(with_control(False), with_control(False), POLICY) == ()
    assert material_changes(with_control(False), with_control(True), POLICY) == ()
    assert material_changes(with_control(True), with_control(False), policy(control_fails=False)) == ()


def test_another_category_asks_again() -> None:
    assert material_changes(state(), state(category="legal"), POLICY) == (
        "The category went from Money to Law and compliance.",
    )


def test_words_stand_for_their_bands_and_ranges_find_their_words() -> None:
    words = Assessment.model_validate(
        {
            "inherent": {"kind": "words", "likelihood": "likely", "impact": "moderate"},
            "residual": {"kind": "words", "likelihood": "unlikely", "impact": "minor"},
        }
    )
    # (0.02 + 0.1) / 2 × (25,000 + 250,000) / 2 = 0.06 × 137,500 = 8,250.
    held = exposure_of(words.residual, POLICY)
    assert held.expected == pytest.approx(8_250)
    assert in_words(words.residual, POLICY) == ("Unlikely", "Minor")
    assert in_words(words.inherent, POLICY) == ("Likely", "Moderate")


def test_the_appetite_holds_to_the_dollar_and_none_is_no_answer() -> None:
    held = exposure_of(state().assessment.residual, POLICY)
    assert within_appetite(held, Decimal("20000.01")) is Verdict.MET
    assert within_appetite(held, Decimal("19999.99")) is Verdict.NOT_MET
    assert within_appetite(held, None) is Verdict.UNDETERMINED


def test_controls_explain_as_much_as_their_effects_leave() -> None:
    # 20,000 × (1 - 0.5) × (1 - 0.2) = 8,000; a second control of 50 percent: 4,000.
    held = exposure_of(state().assessment.inherent, POLICY)
    assert explained(held, ((Decimal(50), Decimal(20)),)) == pytest.approx(8_000)
    assert explained(held, ((Decimal(50), Decimal(20)), (Decimal(50), Decimal(0)))) == pytest.approx(4_000)
    assert explained(held, ()) == pytest.approx(20_000)


MEASURE = MeasureDefinition.model_validate(definition())
HIGH = Thresholds(bad_when="high", watch=Decimal(21), trip=Decimal(25))


def shown(value: str | None, on: date) -> Signal:
    first = date(2025, 7, 1)
    values = [PeriodValue(starts_on=first, ends_before=date(2025, 10, 1), value=Decimal(value))] if value else []
    return signal(HIGH, standing(MEASURE, values, on=on, begins_on=first))[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("20.9", Signal.CLEAR), ("21", Signal.WATCH), ("24.9", Signal.WATCH), ("25", Signal.TRIPPED)],
)
def test_a_threshold_is_reached_by_its_own_value(value: str, expected: Signal) -> None:
    assert shown(value, date(2025, 11, 1)) is expected


def test_low_values_are_bad_where_the_thresholds_fall() -> None:
    low = Thresholds(bad_when="low", watch=Decimal(25), trip=Decimal(21))
    first = date(2025, 7, 1)
    for value, expected in (("25.1", Signal.CLEAR), ("25", Signal.WATCH), ("21", Signal.TRIPPED)):
        values = [PeriodValue(starts_on=first, ends_before=date(2025, 10, 1), value=Decimal(value))]
        found = signal(low, standing(MEASURE, values, on=date(2025, 11, 1), begins_on=first))[0]
        assert found is expected


def test_what_is_missing_or_stale_is_never_clear() -> None:
    assert shown(None, date(2025, 11, 1)) is Signal.UNDETERMINED
    # The second quarter ends on 31 December; its value is due 30 days later, on 30 January.
    assert shown("10", date(2026, 1, 30)) is Signal.CLEAR
    assert shown("10", date(2026, 1, 31)) is Signal.UNDETERMINED


@pytest.mark.parametrize(("bad_when", "watch", "trip"), [("high", 25, 21), ("low", 21, 25), ("high", 21, 21)])
def test_thresholds_warn_before_they_trip(bad_when: str, watch: int, trip: int) -> None:
    with pytest.raises(ValueError, match="before"):
        Thresholds.model_validate({"bad_when": bad_when, "watch": watch, "trip": trip})


STANDARD = POLICY.plain()


def _toml(**changes: str) -> str:
    from importlib import resources

    text = resources.files("meritbook.risk_policies").joinpath("standard.toml").read_text(encoding="utf-8")
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("low = 0.02, high = 0.1", "low = 0.03, high = 0.1", "does not begin where"),
        ("low = 0.7, high = 1 ", "low = 0.7, high = 0.9 ", "does not end at 1"),
        ("low = 0, high = 25000", "low = 1, high = 25000", "does not begin at 0"),
        ('key = "minor"', 'key = "slight"', "stands twice"),
        ("warn_days = 30", "warn_days = 30\nwarns = 3", "Extra inputs"),
        ("[[policy]]", "[policy", "not valid TOML"),
    ],
)
def test_a_policy_with_a_gap_or_an_unknown_line_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(RiskPolicyError, match=says):
        read_risk_policies(_toml(change=(old, new)))  # type: ignore[arg-type]


def test_no_policy_holds_before_the_first_and_two_never_share_a_day() -> None:
    late = read_risk_policies(_toml(change=("1970-01-01", "2026-01-01")))  # type: ignore[arg-type]
    with pytest.raises(RiskPolicyError, match="2025-12-31"):
        policy_on(late, date(2025, 12, 31))
    assert policy_on(late, date(2026, 1, 1)).key == "standard"
    with pytest.raises(RiskPolicyError, match="Two policies"):
        read_risk_policies(_toml() + "\n" + _toml())
    with pytest.raises(RiskPolicyError, match="no shipped policy"):
        load_risk_policies("nowhere")
