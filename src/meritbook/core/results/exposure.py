"""What a risk may cost in a year: how often it comes about, and what it costs when it does, with their closed forms.

Follows: Iowa's Risk Management initiative (identify, quantify, communicate), and the arithmetic of
`docs/explanation/risk.md`. Amounts are dollars; a chance is of one year.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from meritbook.core.values import Value

Z95 = 1.6448536269514722
"""The 95th percentile of the standard normal distribution."""
MOST_A_YEAR = Decimal(100)
"""What comes more often is a running cost, and is planned as one."""
MOST_DOLLARS = Decimal(10) ** 13
WIDEST = Decimal(1_000)
"""How many times the low end of a range of losses its high end may be: beyond, the mean rests on the tail alone."""


class Chance(Value):
    """How often in a year: a probability of once or not at all, or a mean number of times; both as a range."""

    per: Literal["probability", "frequency"]
    low: Decimal
    high: Decimal

    @model_validator(mode="after")
    def _sound(self) -> Chance:
        if self.per == "probability" and self.high > 1:
            raise ValueError("a probability lies between 0 and 1: write 0.9 for 90 percent")
        if self.low < 0:
            raise ValueError("a chance is never below 0")
        if self.high > MOST_A_YEAR:
            raise ValueError("what comes more than 100 times a year is a running cost, and no risk")
        _apart(self.low, self.high, places=9)
        return self

    @property
    def mean(self) -> float:
        """The expected number of times in a year."""
        return (float(self.low) + float(self.high)) / 2

    @property
    def once_or_more(self) -> float:
        """The probability that it comes about in a year at all."""
        low, high = float(self.low), float(self.high)
        if self.per == "probability":
            return self.mean
        return 1 - (math.exp(-low) - math.exp(-high)) / (high - low)


class Loss(Value):
    """What it costs when it comes about, in dollars.

    `lognormal`: nine times in ten between `low` and `high` (their 5th and 95th percentile). `pert`: never below `low`
    nor above `high`, most often about `mode`. `uniform`: anything between, as a band of the policy says it.
    """

    shape: Literal["lognormal", "pert", "uniform"]
    low: Decimal
    mode: Decimal | None = None
    high: Decimal

    @model_validator(mode="after")
    def _sound(self) -> Loss:
        if self.low < 0 or (self.low == 0 and self.shape == "lognormal"):
            raise ValueError("a loss is more than zero dollars")
        if self.high > MOST_DOLLARS:
            raise ValueError("no loss of a government is that large")
        _apart(self.low, self.high, places=2)
        if self.shape == "lognormal" and self.high > WIDEST * self.low:
            raise ValueError(f"the high end is more than {WIDEST:,} times the low end: split it into several risks")
        if self.shape == "pert" and self.mode is None:
            raise ValueError("name the most likely loss, between the least and the most")
        if self.shape != "pert" and self.mode is not None:
            raise ValueError("only a range of least, most likely and most has a most likely loss")
        if self.mode is not None and not self.low <= self.mode <= self.high:
            raise ValueError("the most likely loss lies between the least and the most")
        if self.mode is not None:
            _placed(self.mode, places=2)
        return self

    @property
    def log_mean(self) -> float:
        """The mean of the logarithm, of a lognormal loss."""
        return (math.log(self.low) + math.log(self.high)) / 2

    @property
    def log_spread(self) -> float:
        """The standard deviation of the logarithm, of a lognormal loss."""
        return (math.log(self.high) - math.log(self.low)) / (2 * Z95)

    @property
    def beta(self) -> tuple[float, float]:
        """The two shapes of the beta distribution of a PERT range, with the usual weight of 4 on the mode."""
        low, high, mode = float(self.low), float(self.high), float(self.mode or 0)
        return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)

    @property
    def mean(self) -> float:
        """The expected loss, once it has come about."""
        low, high = float(self.low), float(self.high)
        if self.shape == "lognormal":
            return math.exp(self.log_mean + self.log_spread**2 / 2)
        if self.shape == "pert":
            return (low + 4 * float(self.mode or 0) + high) / 6
        return (low + high) / 2

    @property
    def mean_square(self) -> float:
        """The expected square of the loss, by which its variance is known."""
        low, high = float(self.low), float(self.high)
        if self.shape == "lognormal":
            return math.exp(2 * self.log_mean + 2 * self.log_spread**2)
        if self.shape == "pert":
            first, second = self.beta
            variance = (high - low) ** 2 * first * second / ((first + second) ** 2 * (first + second + 1))
            return self.mean**2 + variance
        return (low * low + low * high + high * high) / 3


class Exposure(Value):
    """A chance and a loss."""

    chance: Chance
    loss: Loss

    @property
    def expected(self) -> float:
        """The mean loss of a year, in closed form."""
        return self.chance.mean * self.loss.mean

    @property
    def variance(self) -> float:
        """The variance of the loss of a year, in closed form."""
        if self.chance.per == "probability":
            return self.chance.mean * self.loss.mean_square - self.expected**2
        spread = (float(self.chance.high) - float(self.chance.low)) ** 2 / 12
        return self.chance.mean * self.loss.mean_square + spread * self.loss.mean**2


def _apart(low: Decimal, high: Decimal, *, places: int) -> None:
    if high < low:
        raise ValueError("the low end lies above the high end")
    if high == low:
        raise ValueError("a range has two ends: give the figures between which you are nine-tenths sure")
    for one in (low, high):
        _placed(one, places=places)


def _placed(figure: Decimal, *, places: int) -> None:
    """Finer than that, two ends would be one figure to the arithmetic."""
    if figure != round(figure, places):
        raise ValueError(f"{places} decimal places are kept")
