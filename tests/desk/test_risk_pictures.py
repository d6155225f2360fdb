"""The pictures of risks: what they say in words, and that nothing is drawn outside of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from meritbook.core.results.exposure import Chance, Exposure, Loss
from meritbook.core.results.risk import Quantification, RiskInput, quantify
from meritbook.desk.risk_pictures import curve, dollars, heat_map, trend
from meritbook.risk_policies import load_risk_policies

POLICY = load_risk_policies("standard")[0]


def run(low: str, high: str) -> Quantification:
    held = Exposure(
        chance=Chance(per="probability", low=Decimal(low), high=Decimal(high)),
        loss=Loss(shape="uniform", low=Decimal(25_000), high=Decimal(250_000)),
    )
    return quantify(
        [RiskInput(key="one", title="One", inherent=held, residual=held, appetite=Decimal(50_000))],
        trials=1_000,
        seed=1,
    )


def test_the_map_has_a_cell_for_each_pair_and_says_those_that_are_filled() -> None:
    found = heat_map({("possible", "minor"): 2, ("rare", "severe"): 1, ("gone", "minor"): 4}, POLICY)
    assert len(found.cells) == 25
    assert found.says == "3 assessed and not closed. Possible, minor: 2 risks; Rare, severe: 1 risk."
    assert heat_map({}, POLICY).says == "0 assessed and not closed. No risk is assessed."
    assert all(0 <= one.x < found.width and 0 <= one.y < found.height for one in found.cells)


def test_the_curve_lies_within_its_picture_and_marks_the_appetite() -> None:
    found = curve(run("0.6", "0.9"))
    assert found is not None
    points = [tuple(map(int, one.split(","))) for line in found.series for one in line.points.split()]
    assert points
    assert all(found.left <= x <= found.right and found.top <= y <= found.floor for x, y in points)
    assert found.marks[0][1] == "Appetite $50,000"
    assert "one year in two above $" in found.says


def test_a_middle_year_that_costs_nothing_is_not_told_as_a_loss() -> None:
    found = curve(run("0.1", "0.3"))
    assert found is not None
    assert "With controls: no more than one year in two costs anything, one in ten above $" in found.says


def test_where_no_trial_lost_anything_no_curve_is_drawn() -> None:
    assert curve(run("0", "0.000001")) is None


def test_a_trend_needs_two_assessments_and_tells_its_ends() -> None:
    first, second = (date(2026, 1, 1), 80_000, 50_000), (date(2026, 7, 1), 80_000, 0)
    assert trend([first]) is None
    found = trend([first, second])
    assert found is not None
    assert found.says == "With controls from $50,000 a year on 2026-01-01 to $0 on 2026-07-01."


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "$0"),
        (999, "$999"),
        (12_000, "$12,000"),
        (2_500_000, "$2.5 million"),
        (999_990_000, "$1000 million"),
        (3_000_000_000, "$3 billion"),
    ],
)
def test_amounts_of_an_axis_are_short(amount: float, words: str) -> None:
    assert dollars(amount) == words
