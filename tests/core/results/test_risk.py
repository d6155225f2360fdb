"""The loss of a year by simulation, held against what can be worked out in closed form."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from meritbook.core.results.exposure import Chance, Exposure, Loss
from meritbook.core.results.risk import QuantifyError, RiskInput, inputs_digest, percentile, quantify

TRIALS = 100_000
KNOWN = (272_991, 741_980)
"""Expected loss and 95th percentile of two risks at seed 42, as every machine with this NumPy finds them."""


def exposure(
    per: str = "probability",
    rarely: str = "0.1",
    often: str = "0.3",
    shape: str = "lognormal",
    **loss: Any,
) -> Exposure:
    ends = {"low": Decimal(20_000), "high": Decimal(500_000), **loss}
    return Exposure.model_validate(
        {"chance": {"per": per, "low": rarely, "high": often}, "loss": {"shape": shape, **ends}},
    )


def risk(key: str = "r-1", residual: Exposure | None = None, appetite: int | None = None) -> RiskInput:
    held = residual or exposure()
    return RiskInput(
        key=key,
        title=key,
        inherent=held,
        residual=held,
        appetite=None if appetite is None else Decimal(appetite),
    )


def test_a_lognormal_by_its_5th_and_95th_percentile_has_the_mean_of_the_textbook() -> None:
    # ln 20,000 = 9.903488, ln 500,000 = 13.122363: mean 11.512925, spread 3.218876 / 3.289707 = 0.978469;
    # e^(11.512925 + 0.978469² / 2) = 100,000 × 1.61397 = 161,397.
    loss = exposure().loss
    assert loss.log_mean == pytest.approx(11.512925, abs=1e-6)
    assert loss.log_spread == pytest.approx(0.978469, abs=1e-6)
    assert loss.mean == pytest.approx(161_397, abs=20)


def test_pert_and_uniform_have_the_means_of_the_textbook() -> None:
    # (10 + 4 × 20 + 90) / 6 = 30; (10 + 90) / 2 = 50.
    pert = Loss(shape="pert", low=Decimal(10), mode=Decimal(20), high=Decimal(90))
    assert pert.mean == pytest.approx(30)
    # Shapes 1 + 4 × 10/80 = 1.5 and 4.5: variance 6,400 × 6.75 / (36 × 7) = 171.43, and 30² + 171.43 = 1,071.43.
    assert pert.mean_square == pytest.approx(1_071.43, abs=0.01)
    uniform = Loss(shape="uniform", low=Decimal(10), high=Decimal(90))
    assert (uniform.mean, uniform.mean_square) == (50, pytest.approx((100 + 900 + 8_100) / 3))


def test_a_frequency_between_two_ends_comes_about_less_than_its_mean_says() -> None:
    # Between 0 and 2 a year: 1 - (e^0 - e^-2) / 2 = 1 - 0.8646647 / 2 = 0.5676676, where the mean 1 alone gives 0.632.
    assert Chance(per="frequency", low=Decimal(0), high=Decimal(2)).once_or_more == pytest.approx(0.5676676, abs=1e-6)


@pytest.mark.parametrize(
    "held",
    [
        exposure("probability", "0.1", "0.3"),
        exposure("frequency", "0.2", "3"),
        exposure("frequency", "0", "0.5", "pert", low=1_000, mode=5_000, high=60_000),
        exposure("probability", "0", "1", "uniform", low=25_000, high=250_000),
    ],
)
@pytest.mark.parametrize("seed", [1, 20_260_302])
def test_mean_and_error_of_a_run_hold_against_the_closed_forms(held: Exposure, seed: int) -> None:
    found = quantify([risk(residual=held)], trials=TRIALS, seed=seed).residual
    error = math.sqrt(held.variance / TRIALS)
    # Four standard errors: a sound run of these 8 fails once in about 2,000.
    assert found.expected == pytest.approx(held.expected, abs=4 * error + 1)
    # The lognormal's fourth moment is large, so that the error itself is known to a few percent.
    assert found.error == pytest.approx(error, rel=0.08, abs=1)
    assert found.exact == round(held.expected)


def test_how_often_a_risk_comes_about_is_the_bernoulli_or_the_mixed_poisson() -> None:
    for per, low, high in (("probability", "0.1", "0.3"), ("frequency", "0", "2"), ("frequency", "0.5", "1.5")):
        held = exposure(per, low, high)
        p = held.chance.once_or_more
        found = quantify([risk(residual=held)], trials=TRIALS, seed=5).residual.risks[0]
        assert found.once_or_more == pytest.approx(p, abs=4 * math.sqrt(p * (1 - p) / TRIALS) + 0.0001)


def test_the_percentile_of_a_sure_uniform_loss_lies_in_its_range() -> None:
    # At a probability of 0.5, nothing in half the years; the 75th percentile is the middle of the band: 137,500.
    held = exposure("probability", "0.4", "0.6", "uniform", low=25_000, high=250_000)
    found = {str(one.at): one for one in quantify([risk(residual=held)], trials=TRIALS, seed=3).residual.percentiles}
    low, high = found["0.75"].low, found["0.75"].high
    assert low is not None
    assert high is not None
    assert low < 137_500 < high
    assert low <= found["0.75"].loss <= high


def test_too_few_trials_do_not_tell_the_upper_end_of_a_far_percentile() -> None:
    # 995 of 1,000 and 1.96 × √(1,000 × 0.995 × 0.005) = 4.4: rank 1,000 is still there, of 0.999 it would not be.

    assert percentile(np.arange(1_000.0), Decimal("0.995")).high is None
    assert percentile(np.arange(1_000.0), Decimal("0.99")).high == 997


def test_the_same_seed_gives_the_same_to_the_dollar_and_another_seed_does_not() -> None:
    risks = [risk("a"), risk("b", exposure("frequency", "0.5", "4", "pert", mode=30_000))]
    first = quantify(risks, trials=10_000, seed=42)
    assert quantify(list(reversed(risks)), trials=10_000, seed=42) == first
    assert quantify(risks, trials=10_000, seed=43).residual.expected != first.residual.expected


def test_the_figures_of_a_seed_are_known_for_every_machine() -> None:
    risks = [risk("a"), risk("b", exposure("frequency", "0.5", "4", "pert", mode=30_000))]
    found = quantify(risks, trials=10_000, seed=42).residual
    assert (found.expected, found.percentiles[3].loss) == KNOWN


def test_a_risk_that_is_added_moves_no_draw_of_the_others() -> None:
    alone = quantify([risk("a")], trials=5_000, seed=9).residual.risks[0]
    beside = quantify([risk("a"), risk("b")], trials=5_000, seed=9).residual
    assert beside.risks[0] == alone
    assert beside.risks[1].expected != alone.expected


def test_the_curve_falls_from_probability_to_probability() -> None:
    points = quantify([risk(), risk("r-2")], trials=TRIALS, seed=1).residual.curve
    assert [one.probability for one in points] == sorted((one.probability for one in points), reverse=True)
    assert [one.loss for one in points] == sorted(one.loss for one in points)
    assert points[-1].probability == 0.001
    assert quantify([risk()], trials=1_000, seed=1).residual.curve[-1].probability == 0.01


def test_the_appetite_of_all_is_known_only_when_each_has_one() -> None:
    assert quantify([risk("a", appetite=10), risk("b", appetite=20)], trials=1_000, seed=1).appetite == 30
    assert quantify([risk("a", appetite=10), risk("b")], trials=1_000, seed=1).appetite is None


def test_inputs_have_one_hash_whatever_their_order_and_another_when_one_moves() -> None:
    one, two = risk("a"), risk("b")
    assert inputs_digest([one, two]) == inputs_digest([two, one])
    assert inputs_digest([one, risk("b", exposure(often="0.31"))]) != inputs_digest([one, two])


@pytest.mark.parametrize(
    ("chance", "says"),
    [
        ({"per": "probability", "low": "0.5", "high": "90"}, "write 0.9 for 90 percent"),
        ({"per": "probability", "low": "0.5", "high": "1.01"}, "between 0 and 1"),
        ({"per": "probability", "low": "0.3", "high": "0.1"}, "above the high end"),
        ({"per": "probability", "low": "0.3", "high": "0.3"}, "two ends"),
        ({"per": "frequency", "low": "-1", "high": "2"}, "never below 0"),
        ({"per": "frequency", "low": "1", "high": "101"}, "running cost"),
        ({"per": "frequency", "low": "NaN", "high": "2"}, "finite"),
        ({"per": "probability", "low": "0.5", "high": "0.50000000000000000001"}, "9 decimal places"),
        ({"per": "probability", "low": "0", "high": "1e-400"}, "9 decimal places"),
        ({"per": "frequency", "low": "1", "high": "Infinity"}, "finite"),
    ],
)
def test_a_chance_that_cannot_be_is_refused_with_its_reason(chance: dict[str, str], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Chance.model_validate(chance)


@pytest.mark.parametrize(
    ("loss", "says"),
    [
        ({"shape": "lognormal", "low": "0", "high": "10"}, "more than zero"),
        ({"shape": "pert", "low": "-5", "mode": "1", "high": "10"}, "more than zero"),
        ({"shape": "lognormal", "low": "20", "high": "10"}, "above the high end"),
        ({"shape": "lognormal", "low": "10", "high": "10"}, "two ends"),
        ({"shape": "lognormal", "low": "10", "high": "10001"}, "1,000 times"),
        ({"shape": "pert", "low": "10", "high": "20"}, "most likely loss"),
        ({"shape": "pert", "low": "10", "mode": "21", "high": "20"}, "between the least"),
        ({"shape": "lognormal", "low": "1", "mode": "2", "high": "3"}, "only a range of least"),
        ({"shape": "lognormal", "low": "1", "high": "Infinity"}, "finite"),
        ({"shape": "lognormal", "low": "1e12", "high": "1e14"}, "that large"),
        ({"shape": "uniform", "low": "1", "high": "1.001"}, "2 decimal places"),
        ({"shape": "pert", "low": "1", "mode": "1.0001", "high": "2"}, "2 decimal places"),
    ],
)
def test_a_loss_that_cannot_be_is_refused_with_its_reason(loss: dict[str, str], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Loss.model_validate(loss)


def test_a_loss_may_be_a_thousand_times_as_wide_and_no_wider() -> None:
    assert Loss(shape="lognormal", low=Decimal(10), high=Decimal(10_000)).mean > 316


@pytest.mark.parametrize(
    ("risks", "trials", "seed", "where"),
    [
        ([], 1_000, 1, "risks"),
        ([risk(f"r-{one}") for one in range(501)], 1_000, 1, "risks"),
        ([risk(), risk()], 1_000, 1, "risks"),
        ([risk()], 0, 1, "trials"),
        ([risk()], 999, 1, "trials"),
        ([risk()], 10**9, 1, "trials"),
        ([risk()], 1_000, -1, "seed"),
        ([risk()], 1_000, 2**63, "seed"),
        ([risk(f"r-{one}", exposure("frequency", "90", "100")) for one in range(6)], 100_000, 1, "trials"),
    ],
)
def test_a_run_that_is_empty_or_too_large_is_refused(
    risks: list[RiskInput], trials: int, seed: int, where: str
) -> None:
    with pytest.raises(QuantifyError) as refused:
        quantify(risks, trials=trials, seed=seed)
    assert refused.value.where == where


def test_five_hundred_risks_of_a_run_are_taken() -> None:
    assert len(quantify([risk(f"r-{one}") for one in range(500)], trials=1_000, seed=1).residual.risks) == 500
