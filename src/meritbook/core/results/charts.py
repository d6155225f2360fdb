"""The control chart of a measure: individual values and moving ranges, what is signal in them and what is noise.

Follows: W. A. Shewhart's and D. J. Wheeler's chart of individual values and moving ranges (XmR), with the constants of
ranges of two values: 2.66 (3 / d2, d2 = 1.128) for the limits of the values, 3.268 (D4) for that of the ranges; the
rules of detection are those of Wheeler, "Understanding Variation" (1993). No target enters a limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from itertools import pairwise

from meritbook.core.results.periods import called
from meritbook.core.results.standing import PeriodValue
from meritbook.core.values import Value

OF_VALUES = Decimal("2.66")
"""How many mean moving ranges the limits of the values lie from the centre."""
OF_RANGES = Decimal("3.268")
"""How many mean moving ranges the limit of the moving ranges is."""
LEAST = 6
"""Fewer values than these show no variation to reckon limits from, and nothing is drawn."""
RUN = 8
"""So many values in a row on one side of the centre are a signal."""


class Rule(StrEnum):
    """Why a value, or a stretch of values, is a signal."""

    OUTSIDE = "outside"
    RUN = "run"
    NEAR_LIMIT = "near_limit"
    RANGE = "range"


class Baseline(Value):
    """A decision on the limits: reckoned anew from a period on, or kept as those of the periods in between."""

    starts_on: date
    ends_before: date | None = None
    """For limits that are kept: the end of the last period that they are reckoned from."""
    because: str = ""


class Point(Value):
    """A value with its moving range."""

    starts_on: date
    period: str
    """What its period is called."""
    value: Decimal
    moving_range: Decimal | None
    """To the value of the period before it in the same part; none for the first, and after a period without one."""
    after_gap: bool = False
    """No value stands for the period before it, though earlier ones do."""
    rules: tuple[Rule, ...] = ()
    """Of which signals it is a part; none for noise."""


class Limits(Value):
    """The centre and the limits of a part of the chart, in the unit of the measure."""

    count: int
    """How many values they are reckoned from."""
    centre: Decimal
    mean_range: Decimal
    upper: Decimal
    lower: Decimal
    upper_range: Decimal


class Part(Value):
    """A stretch of periods with limits of its own."""

    starts_on: date
    because: str
    """Why the limits begin here; empty for the first part."""
    kept: bool
    """Whether the limits are those of the first periods, kept."""
    points: tuple[Point, ...]
    limits: Limits | None
    """None while fewer than six values stand in it."""


class Chart(Value):
    """The chart of one series: its parts, and in words what is signal in it."""

    parts: tuple[Part, ...]
    sentence: str
    signals: tuple[str, ...]
    """Each signal in a sentence, the oldest first."""
    gaps: int = 0
    """How often the series is broken by periods without a value."""

    @property
    def drawn(self) -> bool:
        """Whether there are values enough to draw it."""
        return any(one.limits is not None for one in self.parts)


def limits_of(values: Sequence[Decimal], ranges: Sequence[Decimal] | None = None) -> Limits | None:
    """Centre and limits of the values in their order; none of fewer than six.

    `ranges` are the steps between values of periods that follow each other; without it, all values do.
    """
    if len(values) < LEAST:
        return None
    if ranges is None:
        ranges = [abs(after - before) for before, after in pairwise(values)]
    if not ranges:
        return None
    centre = sum(values, Decimal(0)) / len(values)
    mean_range = sum(ranges, Decimal(0)) / len(ranges)
    return Limits(
        count=len(values),
        centre=_kept(centre),
        mean_range=_kept(mean_range),
        upper=_kept(centre + OF_VALUES * mean_range),
        lower=_kept(centre - OF_VALUES * mean_range),
        upper_range=_kept(OF_RANGES * mean_range),
    )


def chart(values: Sequence[PeriodValue], baselines: Sequence[Baseline] = (), *, year_starts_in: int = 1) -> Chart:
    """The chart of a series in one unit, with the decisions on its limits; of two on one day the later counts.

    `values` are of the same frequency and unit; their order does not matter. `year_starts_in` is the month in which the
    year of the measure begins, by which its quarters are called.
    """
    ordered = sorted(values, key=lambda one: one.starts_on)
    decided = {one.starts_on: one for one in baselines}
    starts = sorted(day for day in decided if ordered and ordered[0].starts_on <= day)
    if ordered and (not starts or starts[0] != ordered[0].starts_on):
        starts.insert(0, ordered[0].starts_on)
    parts = []
    for place, day in enumerate(starts):
        until = starts[place + 1] if place + 1 < len(starts) else date.max
        within = [one for one in ordered if day <= one.starts_on < until]
        if within:
            parts.append(_part(within, decided.get(day), day, year_starts_in))
    signals = tuple(says for part in parts for says in _signals(part))
    gaps = sum(one.after_gap for part in parts for one in part.points)
    return Chart(parts=tuple(parts), sentence=_sentence(parts, signals), signals=signals, gaps=gaps)


def _part(values: Sequence[PeriodValue], decided: Baseline | None, day: date, year_starts_in: int) -> Part:
    kept = decided is not None and decided.ends_before is not None
    until = decided.ends_before if decided is not None and decided.ends_before is not None else date.max
    points = [_point(one, values[place - 1] if place else None, year_starts_in) for place, one in enumerate(values)]
    counted = [point for one, point in zip(values, points, strict=True) if one.ends_before <= until]
    steps = [one.moving_range for one in counted if one.moving_range is not None]
    limits = limits_of([one.value for one in counted], steps)
    if limits is not None:
        found = _rules(points, limits)
        points = [
            one.model_copy(update={"rules": tuple(sorted(rules))}) for one, rules in zip(points, found, strict=True)
        ]
    return Part(
        starts_on=day, because=decided.because if decided else "", kept=kept, points=tuple(points), limits=limits
    )


def _point(one: PeriodValue, before: PeriodValue | None, year_starts_in: int) -> Point:
    gap = before is not None and before.ends_before < one.starts_on
    step = abs(one.value - before.value) if before is not None and not gap else None
    period = called(one.starts_on, one.ends_before, year_starts_in)
    return Point(starts_on=one.starts_on, period=period, value=one.value, moving_range=step, after_gap=gap)


def _rules(points: Sequence[Point], limits: Limits) -> list[set[Rule]]:
    found: list[set[Rule]] = [set() for _ in points]
    for place, one in enumerate(points):
        if not limits.lower <= one.value <= limits.upper:
            found[place].add(Rule.OUTSIDE)
        if one.moving_range is not None and one.moving_range > limits.upper_range:
            found[place].add(Rule.RANGE)
    sides = [(one.value > limits.centre) - (one.value < limits.centre) for one in points]
    for start in range(len(points) - RUN + 1):
        if abs(sum(sides[start : start + RUN])) == RUN:
            for place in range(start, start + RUN):
                found[place].add(Rule.RUN)
    halves = (limits.centre + limits.upper) / 2, (limits.centre + limits.lower) / 2
    near = [(one.value > halves[0]) - (one.value < halves[1]) for one in points]
    for start in range(len(points) - 3):
        for side in (1, -1):
            hits = [place for place in range(start, start + 4) if near[place] == side]
            if len(hits) >= 3 and limits.upper > limits.lower:
                for place in hits:
                    found[place].add(Rule.NEAR_LIMIT)
    return found


def _stretches(part: Part, rule: Rule) -> list[list[Point]]:
    """Points of a rule that follow each other, at most one other between them."""
    found: list[list[Point]] = []
    last = -9
    for place, one in enumerate(part.points):
        if rule in one.rules:
            apart = 2 if rule is Rule.NEAR_LIMIT else 1
            if place - last <= apart:
                found[-1].append(one)
            else:
                found.append([one])
            last = place
    return found


def _signals(part: Part) -> list[str]:
    if part.limits is None:
        return []
    limits, said = part.limits, []
    for one in part.points:
        if Rule.OUTSIDE in one.rules:
            side, line = ("above", limits.upper) if one.value > limits.upper else ("below", limits.lower)
            said.append((one.starts_on, f"{one.period}: {_plain(one.value)} lies {side} the limit of {_plain(line)}."))
        if Rule.RANGE in one.rules and one.moving_range is not None:
            said.append(
                (
                    one.starts_on,
                    f"{one.period}: the step of {_plain(one.moving_range)} from the value before is larger than the "
                    f"limit of {_plain(limits.upper_range)}.",
                )
            )
    for stretch in _stretches(part, Rule.RUN):
        side = "above" if stretch[0].value > limits.centre else "below"
        said.append(
            (
                stretch[0].starts_on,
                f"{stretch[0].period} to {stretch[-1].period}: {len(stretch)} values in a row lie {side} the centre of "
                f"{_plain(limits.centre)}.",
            )
        )
    for stretch in _stretches(part, Rule.NEAR_LIMIT):
        side = "upper" if stretch[0].value > limits.centre else "lower"
        said.append(
            (
                stretch[0].starts_on,
                f"{stretch[0].period} to {stretch[-1].period}: three of four values in a row lie nearer to the {side} "
                "limit than to the centre.",
            )
        )
    return [says for _, says in sorted(said, key=lambda one: one[0])]


def _sentence(parts: Sequence[Part], signals: Sequence[str]) -> str:
    count = sum(len(one.points) for one in parts)
    if all(one.limits is None for one in parts):
        return (
            f"{count} value{'' if count == 1 else 's'} {'is' if count == 1 else 'are'} on record. Nothing is drawn of "
            f"fewer than {LEAST}: they show too little of how the values vary by themselves."
        )
    limits = parts[-1].limits
    where = (
        f"Values between {_plain(limits.lower)} and {_plain(limits.upper)} are what the work gives by itself, "
        f"around {_plain(limits.centre)}."
        if limits is not None
        else f"Since {parts[-1].points[0].period} there are too few values for limits."
    )
    if not signals:
        return f"{where} All {count} values are noise: none asks for a cause of its own."
    number = "One signal asks" if len(signals) == 1 else f"{len(signals)} signals ask"
    return f"{where} {number} for a cause; all other values are noise."


def _kept(value: Decimal) -> Decimal:
    """Four places: more than any figure of a chart is read to."""
    return value.quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)


def _plain(value: Decimal) -> str:
    text = f"{round(value, 2):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
