"""What the counts of a question come to: share and mean with their intervals, and what of a change is noise.

Share: Wilson's interval. Difference of two shares: Newcombe's, from both of Wilson's (Statistics in Medicine, 1998,
method 10). Mean: Student's t; difference of two means: Welch's. The intervals take those who answered as drawn from
many who might have; they say nothing of those who did not answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.special import ndtri, stdtrit

from meritbook.core.results.survey import Question
from meritbook.core.values import Value


class Interval(Value):
    """A figure, and the ends between which the true one lies as often as the confidence says."""

    at: float
    low: float | None
    high: float | None
    """None where the answers are too few, or all alike, to tell."""


class Summary(Value):
    """What a count comes to."""

    n: int
    favourable: Interval
    """The share, from 0 to 1, of those who chose a favourable point."""
    mean: Interval
    """Of the places of the points, from 1."""


class Change(Value):
    """A difference from the time before."""

    favourable: Interval
    mean: Interval
    noise: bool
    """Whether the interval of the share holds no change at all: what is seen may be chance alone."""


def wilson(hits: int, n: int, confidence: float) -> Interval:
    """A share with Wilson's score interval, without correction for continuity; `n` is at least 1."""
    z = float(ndtri((1 + confidence) / 2))
    share, square = hits / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return Interval(at=share, low=max(0.0, middle - half), high=min(1.0, middle + half))


def newcombe(now: Interval, before: Interval) -> Interval:
    """The difference of two shares of different people, from their Wilson intervals."""
    assert now.low is not None  # noqa: S101  # wilson gives both ends
    assert now.high is not None  # noqa: S101
    assert before.low is not None  # noqa: S101
    assert before.high is not None  # noqa: S101
    at = now.at - before.at
    return Interval(
        at=at,
        low=at - math.hypot(now.at - now.low, before.high - before.at),
        high=at + math.hypot(now.high - now.at, before.at - before.low),
    )


def moments(counts: Sequence[int]) -> tuple[int, float, float]:
    """Number, mean and variance (with n - 1; 0 for one answer) of the places."""
    n = sum(counts)
    mean = sum(place * number for place, number in enumerate(counts, start=1)) / n
    spread = sum(number * (place - mean) ** 2 for place, number in enumerate(counts, start=1))
    return n, mean, spread / (n - 1) if n > 1 else 0.0


def summary(question: Question, counts: Sequence[int], confidence: float) -> Summary:
    """Share and mean of one count, of at least one answer."""
    n, mean, variance = moments(counts)
    half = None
    if n > 1 and variance > 0:
        half = float(stdtrit(n - 1, (1 + confidence) / 2)) * math.sqrt(variance / n)
    return Summary(
        n=n,
        favourable=wilson(_hits(question, counts), n, confidence),
        mean=Interval(at=mean, low=None if half is None else mean - half, high=None if half is None else mean + half),
    )


def change(question: Question, now: Sequence[int], before: Sequence[int], confidence: float) -> Change:
    """What changed between two counts of the same question."""
    share = newcombe(
        wilson(_hits(question, now), sum(now), confidence), wilson(_hits(question, before), sum(before), confidence)
    )
    (n, mean, variance), (m, other, spread) = moments(now), moments(before)
    low = high = None
    error = variance / n + spread / m
    if error > 0 and n > 1 and m > 1:
        free = error**2 / ((variance / n) ** 2 / (n - 1) + (spread / m) ** 2 / (m - 1))
        half = float(stdtrit(free, (1 + confidence) / 2)) * math.sqrt(error)
        low, high = mean - other - half, mean - other + half
    assert share.low is not None  # noqa: S101  # newcombe gives both ends
    assert share.high is not None  # noqa: S101
    return Change(
        favourable=share,
        mean=Interval(at=mean - other, low=low, high=high),
        noise=share.low <= 0 <= share.high,
    )


def _hits(question: Question, counts: Sequence[int]) -> int:
    return sum(counts[place - 1] for place in question.favourable)
