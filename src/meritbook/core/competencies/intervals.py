"""The difference of two means of different people, with Welch's interval, from their numbers, means and spreads.

Source: B. L. Welch, The generalization of “Student's” problem, Biometrika 34 (1947). The interval takes those who
answered as drawn from many who might have; it says nothing of those who did not answer.
"""

from __future__ import annotations

import math

from scipy.special import stdtrit

from meritbook.core.competencies.figures import as_told
from meritbook.core.values import Value


class MeanDifference(Value):
    """A difference of two means, the newer less the older."""

    at: float
    low: float | None
    high: float | None
    """None where an interval cannot be reckoned: a spread is not told, as of few, or both are none at all.

    A spread that is told of a competency is never none: it is a step that the deviation does not exceed.
    """

    @property
    def noise(self) -> bool | None:
        """Whether the interval holds no difference at all, so that it may be chance alone; none without an interval.

        It is judged as it is told: one that is told as from 0.00 on must not be called more than chance.
        """
        if self.low is None or self.high is None:
            return None
        return as_told(self.low) <= 0 <= as_told(self.high)


class Sample(Value):
    """How many answered, their mean, and their standard deviation with n - 1; none of one, or where it is not told."""

    n: int
    mean: float
    sd: float | None


def welch(now: Sample, before: Sample, confidence: float) -> MeanDifference:
    """The difference at the confidence, which lies between 0 and 1."""
    at = now.mean - before.mean
    if now.sd is None or before.sd is None or now.n < 2 or before.n < 2:
        return MeanDifference(at=at, low=None, high=None)
    one, other = now.sd**2 / now.n, before.sd**2 / before.n
    error = one + other
    if error <= 0:
        return MeanDifference(at=at, low=None, high=None)
    free = error**2 / (one**2 / (now.n - 1) + other**2 / (before.n - 1))
    half = float(stdtrit(free, (1 + confidence) / 2)) * math.sqrt(error)
    return MeanDifference(at=at, low=at - half, high=at + half)


def sample_of(counts: tuple[int, ...]) -> Sample | None:
    """The places of a scale, from 1, that so many chose; none where nobody did."""
    n = sum(counts)
    if not n:
        return None
    mean = sum(place * number for place, number in enumerate(counts, start=1)) / n
    squares = sum(number * (place - mean) ** 2 for place, number in enumerate(counts, start=1))
    return Sample(n=n, mean=mean, sd=math.sqrt(squares / (n - 1)) if n > 1 else None)
