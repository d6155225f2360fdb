"""Figures of a report as they are written: two places, halves up, the same on the site, on paper and in a picture."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from meritbook.core.competencies.result import Spread, told_end

_TWO = Decimal("0.01")


def points(figure: float) -> str:
    """A place on the scale: `3.63`."""
    return f"{as_told(figure):f}"


def signed(figure: float) -> str:
    """A difference: `+0.25`, `-1.13`, `0.00`."""
    found = as_told(figure)
    return f"{found:+f}" if found else "0.00"


def mean_words(mean: float, top: int) -> str:
    """A mean of raters in groups on a scale of so many points: `3.63`; where it stands for more, `4.5 or more`."""
    end = told_end(mean, top)
    if end is None:
        return points(mean)
    return f"{mean:.1f} or {'less' if end == 'low' else 'more'}"


def interval_words(one: Spread, top: int) -> str:
    """The interval of a mean: `between 3.41 and 3.83`; open to where the mean is, `3.41 or more`; empty where none is.

    The ends are reckoned from the mean as it is told, so that beyond it nothing may be said.
    """
    if one.low is None or one.high is None:
        return ""
    end = told_end(one.mean, top)
    if end is None:
        return f"between {points(one.low)} and {points(one.high)}"
    return f"{points(one.high)} or less" if end == "low" else f"{points(one.low)} or more"


def spread_words(one: Spread, top: int) -> str:
    """A mean with its interval in words: `3.62, between 3.41 and 3.83`, or `4.5 or more, interval 4.20 or more`."""
    between = interval_words(one, top)
    if not between:
        return mean_words(one.mean, top)
    lead = "" if between.startswith("between") else "interval "
    return f"{mean_words(one.mean, top)}, {lead}{between}"


def as_told(figure: float) -> Decimal:
    """A figure as it stands beside others: two places, halves up, and no zero with a sign."""
    # What was reckoned in binary is a hair beside the half that it stands for: nine places first.
    found = Decimal(repr(round(figure, 9))).quantize(_TWO, ROUND_HALF_UP)
    return found if found else Decimal("0.00")
