"""Quantify risks: a Monte Carlo of the loss of a year over any number of them, the same on every machine.

Each risk draws from a stream of its own, PCG64 seeded with the seed and the SHA-256 of the risk's key, so that a
risk added or left out moves no other. How often follows a Bernoulli or a Poisson whose own parameter is drawn anew in
each trial from its range; how much follows a lognormal, PERT or uniform. Amounts are rounded to whole dollars at the
end, below which processors may differ. The arithmetic is told in `docs/explanation/risk.md`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from meritbook.core.errors import MeritbookError
from meritbook.core.results.exposure import Exposure
from meritbook.core.values import Value, digest

Floats = npt.NDArray[np.float64]
LEAST_TRIALS, MOST_TRIALS = 1_000, 100_000
MOST_RISKS = 500
MOST_SEED = 2**63 - 1
MOST_LOSSES = 50_000_000
"""Expected single losses of one view; beyond, a run would hold a server for too long."""
PERCENTILES = (Decimal("0.5"), Decimal("0.75"), Decimal("0.9"), Decimal("0.95"), Decimal("0.99"), Decimal("0.995"))
_EXCEEDED = (0.99, 0.95, *(one / 100 for one in range(90, 9, -5)), 0.07, 0.05, 0.03, 0.02, 0.01, 0.005, 0.002, 0.001)
_AT_ONCE = 1_000_000
_TAIL = 10
"""A point of the curve rests on at least so many trials."""


class QuantifyError(MeritbookError):
    """A quantification that cannot be run as asked."""

    code = "results.quantification"
    remedy = "Choose 1 to 500 risks with an assessment, and 1,000 to 100,000 trials."
    http_status = 422


class RiskInput(Value):
    """What a run takes of one risk."""

    key: str
    title: str
    inherent: Exposure
    residual: Exposure
    appetite: Decimal | None = None
    """The mean loss of a year that is borne, in dollars; none where none is set."""


class RiskLoss(Value):
    """What a run shows of one risk, in dollars a year."""

    key: str
    title: str
    expected: int
    error: int
    """One standard error of `expected`."""
    exact: int
    """The mean in closed form, beside which `expected` is read."""
    once_or_more: float
    """The share of trials in which it came about."""
    p95: int


class Percentile(Value):
    """A percentile of the loss of a year with the range that holds the true one in 19 runs of 20."""

    at: Decimal
    loss: int
    low: int | None
    high: int | None
    """None where the trials are too few to tell."""

    @property
    def of_hundred(self) -> str:
        """In how many years of a hundred no more is lost: `99.5 of 100`."""
        return f"{(self.at * 100).normalize():f} of 100"


class Point(Value):
    """A point of the curve: the probability that a year costs more than the loss."""

    probability: float
    loss: int


class View(Value):
    """The loss of a year over all risks of a run, with or without their controls."""

    expected: int
    error: int
    exact: int
    percentiles: tuple[Percentile, ...]
    curve: tuple[Point, ...]
    risks: tuple[RiskLoss, ...]


class Quantification(Value):
    """The result of a run."""

    seed: int
    trials: int
    engine: str
    inputs_sha256: str
    inherent: View
    residual: View
    appetite: int | None
    """Of all risks together; none as soon as one of them has none."""


def inputs_digest(risks: Sequence[RiskInput]) -> str:
    """SHA-256 over the inputs in the order of their keys."""
    return digest([one.plain() for one in sorted(risks, key=lambda one: one.key)])


def check_run(risks: Sequence[RiskInput], *, trials: int, seed: int) -> None:
    """Raises `QuantifyError` for a run that is empty, too large or names a risk twice."""
    if not 1 <= len(risks) <= MOST_RISKS:
        raise QuantifyError(f"{len(risks):,} risks were chosen; a run takes 1 to {MOST_RISKS}.", where="risks")
    if len({one.key for one in risks}) < len(risks):
        raise QuantifyError("A risk was chosen twice.", where="risks")
    if not LEAST_TRIALS <= trials <= MOST_TRIALS:
        raise QuantifyError(
            f"{trials:,} trials were asked for; a run takes {LEAST_TRIALS:,} to {MOST_TRIALS:,}.", where="trials"
        )
    if not 0 <= seed <= MOST_SEED:
        raise QuantifyError("The seed is a whole number from 0 to 9,223,372,036,854,775,807.", where="seed")
    losses = trials * max(sum(getattr(one, view).chance.mean for one in risks) for view in ("inherent", "residual"))
    if losses > MOST_LOSSES:
        raise QuantifyError(
            f"These risks would come about {losses:,.0f} times over all trials; a run takes {MOST_LOSSES:,}.",
            where="trials",
            remedy="Choose fewer trials or fewer risks.",
        )


def quantify(risks: Sequence[RiskInput], *, trials: int, seed: int) -> Quantification:
    """Run it. Raises `QuantifyError`."""
    check_run(risks, trials=trials, seed=seed)
    ordered = sorted(risks, key=lambda one: one.key)
    appetites = [one.appetite for one in ordered if one.appetite is not None]
    return Quantification(
        seed=seed,
        trials=trials,
        engine=f"numpy {np.__version__}",
        inputs_sha256=inputs_digest(ordered),
        inherent=view(ordered, [one.inherent for one in ordered], trials=trials, seed=seed, stream=0),
        residual=view(ordered, [one.residual for one in ordered], trials=trials, seed=seed, stream=1),
        appetite=round(sum(appetites)) if len(appetites) == len(ordered) else None,
    )


def view(risks: Sequence[RiskInput], exposures: Sequence[Exposure], *, trials: int, seed: int, stream: int) -> View:
    """One view of a run: `exposures` in the order of `risks`; `stream` keeps the views' draws apart."""
    total: Floats = np.zeros(trials)
    lines = []
    for one, exposure in zip(risks, exposures, strict=True):
        year = losses_of(exposure, generator(seed, one.key, stream), trials)
        total += year
        lines.append(_line(one, exposure, year))
    mean = float(total.mean())
    total.sort()
    return View(
        expected=round(mean),
        error=round(float(total.std()) / math.sqrt(trials)),
        exact=round(sum(one.expected for one in exposures)),
        percentiles=tuple(percentile(total, at) for at in PERCENTILES),
        curve=tuple(
            Point(probability=one, loss=round(float(total[_rank(1 - one, trials)])))
            for one in _EXCEEDED
            if one * trials >= _TAIL
        ),
        risks=tuple(lines),
    )


def generator(seed: int, key: str, stream: int) -> np.random.Generator:
    """The stream of a risk."""
    words = np.frombuffer(hashlib.sha256(key.encode("utf-8")).digest(), dtype=">u4")
    spawn = (*(int(word) for word in words), stream)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=spawn)))


def losses_of(exposure: Exposure, rng: np.random.Generator, trials: int) -> Floats:
    """The loss of each trial's year, as an array of `trials` amounts.

    A probability drawn anew in each trial makes a Bernoulli of its mean. A frequency drawn anew does not make a Poisson
    of its mean: events are drawn at the high end and thinned by the frequency of the trial that they fall in.
    """
    chance = exposure.chance
    if chance.per == "probability":
        when = rng.choice(trials, rng.binomial(trials, chance.mean), replace=False, shuffle=False)
        once = np.bincount(when, weights=_amounts(exposure, rng, len(when)), minlength=trials)
        return once.astype(np.float64, copy=False)
    low, high = float(chance.low), float(chance.high)
    kept = rng.random(trials, dtype=np.float32)
    kept *= 1 - low / high
    kept += low / high
    left = int(rng.poisson(high * trials))
    year: Floats = np.zeros(trials)
    while left:
        drawn = min(left, _AT_ONCE)
        left -= drawn
        when = rng.integers(trials, size=drawn)
        when = when.take(np.flatnonzero(rng.random(drawn, dtype=np.float32) < kept.take(when)))
        year += np.bincount(when, weights=_amounts(exposure, rng, len(when)), minlength=trials)
    return year


def _amounts(exposure: Exposure, rng: np.random.Generator, how_many: int) -> Floats:
    loss = exposure.loss
    low, high = float(loss.low), float(loss.high)
    drawn: Floats
    if loss.shape == "lognormal":
        drawn = rng.standard_normal(how_many)
        drawn *= loss.log_spread
        drawn += loss.log_mean
        return np.exp(drawn, out=drawn)
    drawn = rng.random(how_many) if loss.shape == "uniform" else rng.beta(*loss.beta, how_many)
    drawn *= high - low
    drawn += low
    return drawn


def percentile(ordered: Floats, at: Decimal) -> Percentile:
    """A percentile of amounts in rising order, with the ranks between which the true one lies in 19 runs of 20.

    The ranks follow the normal approximation to the binomial; they ask nothing of the shape of the losses.
    """
    trials, share = len(ordered), float(at)
    spread = float(ndtri(0.975)) * math.sqrt(trials * share * (1 - share))
    low, high = math.floor(trials * share - spread), math.ceil(trials * share + spread)
    return Percentile(
        at=at,
        loss=round(float(ordered[_rank(share, trials)])),
        low=round(float(ordered[low - 1])) if low >= 1 else None,
        high=round(float(ordered[high])) if high < trials else None,
    )


def _rank(share: float, trials: int) -> int:
    """The place of the percentile in rising order: the smallest amount with at least that share at or below it."""
    return min(trials - 1, max(0, math.ceil(round(share * trials, 6)) - 1))


def _line(risk: RiskInput, exposure: Exposure, year: Floats) -> RiskLoss:
    trials = len(year)
    came = year.take(np.flatnonzero(year))
    mean = float(came.sum()) / trials
    variance = max(0.0, float(np.square(came).sum()) / trials - mean * mean)
    place = _rank(0.95, trials) - (trials - len(came))
    return RiskLoss(
        key=risk.key,
        title=risk.title,
        expected=round(mean),
        error=round(math.sqrt(variance / trials)),
        exact=round(exposure.expected),
        once_or_more=round(len(came) / trials, 4),
        p95=round(float(np.partition(came, place)[place])) if place >= 0 else 0,
    )
