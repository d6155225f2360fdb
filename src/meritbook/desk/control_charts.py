"""A control chart as a picture: places in user units, worked out here so that the template only draws."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from meritbook.core.contracts.measures import with_unit
from meritbook.core.results.charts import Chart, Part, Point

WIDTH, HEIGHT, LEFT, RIGHT, TOP = 720, 260, 80, 10, 16
MOST = 60
"""Values that are drawn, the newest; more stand too close to be told apart. Limits are reckoned from all."""
RANGES = 110
"""Height of the field of the moving ranges, below that of the values."""


@dataclass(frozen=True)
class Dot:
    """A value, or a moving range, where it is drawn."""

    x: float
    y: float
    signal: bool
    says: str


@dataclass(frozen=True)
class Line:
    """A centre or a limit of a part."""

    x1: float
    x2: float
    y: float
    kind: str
    """`centre` or `limit`."""


@dataclass(frozen=True)
class Field:
    """One of the two fields of the picture."""

    dots: tuple[Dot, ...]
    paths: tuple[str, ...]
    """The points of each stretch without a gap, for `polyline`."""
    lines: tuple[Line, ...]
    labels: tuple[tuple[float, str], ...]
    """Height and figure at the left edge."""
    title: str
    top: float


@dataclass(frozen=True)
class Row:
    """A value in the table that says the same."""

    period: str
    value: str
    moving_range: str
    says: str


@dataclass(frozen=True)
class Drawn:
    """The picture, and the table."""

    width: int
    height: int
    fields: tuple[Field, Field]
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]
    parts: tuple[tuple[Part, str], ...]
    """Each part with its limits in words."""
    desc: str
    left: int = 0
    """Older values that are not drawn."""


def drawn(chart: Chart, unit: str) -> Drawn | None:
    """The picture of a chart; none where too few values stand."""
    if not chart.drawn:
        return None
    whole = chart
    chart = _newest(whole, MOST)
    points = [point for part in chart.parts for point in part.points]
    step = (WIDTH - LEFT - RIGHT) / max(len(points) - 1, 1)
    # "FY2005 Q1" needs more room than "2005-01".
    most = 8 if any(len(one.period) > 7 for one in points) else 12
    every = max(1, -(-len(points) // most))
    ticks = tuple((LEFT + place * step, one.period) for place, one in enumerate(points))[::every]
    values = _field(chart, step, TOP, HEIGHT, ranges=False)
    ranges = _field(chart, step, TOP + HEIGHT + 40, RANGES, ranges=True)
    return Drawn(
        width=WIDTH,
        height=TOP + HEIGHT + 40 + RANGES + 30,
        fields=(values, ranges),
        ticks=ticks,
        rows=tuple(_row(one, unit) for one in reversed(points)),
        parts=tuple((one, _limits(one, unit)) for one in whole.parts),
        desc=" ".join((whole.sentence, *whole.signals, *_broken(whole)))[:2000],
        left=sum(len(one.points) for one in whole.parts) - len(points),
    )


def _newest(whole: Chart, most: int) -> Chart:
    """The chart with its newest points alone; the limits stay those that they were."""
    parts: list[Part] = []
    for one in reversed(whole.parts):
        points = one.points[-most:] if most > 0 else ()
        most -= len(points)
        if points:
            parts.insert(0, one.model_copy(update={"points": points}))
    return whole.model_copy(update={"parts": tuple(parts)})


def _broken(chart: Chart) -> tuple[str, ...]:
    return ("The line is broken where no value stands.",) if chart.gaps else ()


def _field(chart: Chart, step: float, top: float, height: int, *, ranges: bool) -> Field:
    figures: list[Decimal] = [Decimal(0)] if ranges else []
    for part in chart.parts:
        each = (_figure(one, ranges) for one in part.points)
        figures += [one for one in each if one is not None]
        if part.limits is not None:
            figures += [part.limits.upper_range] if ranges else [part.limits.upper, part.limits.lower]
    low, high = min(figures), max(figures)
    span = (high - low) or Decimal(1)

    def y(value: Decimal) -> float:
        return round(top + float((high - value) / span) * height, 1)

    dots, paths, lines, place = [], [], [], 0
    for part in chart.parts:
        path: list[str] = []
        first = LEFT + place * step
        for one in part.points:
            x, figure = round(LEFT + place * step, 1), _figure(one, ranges)
            place += 1
            if figure is None:
                if path:
                    paths.append(" ".join(path))
                    path = []
                continue
            if one.after_gap and path:
                paths.append(" ".join(path))
                path = []
            path.append(f"{x},{y(figure)}")
            signal = ("range" in one.rules) if ranges else any(rule != "range" for rule in one.rules)
            dots.append(Dot(x, y(figure), signal, f"{one.period}: {_short(figure)}"))
        paths.append(" ".join(path))
        if part.limits is not None:
            last = LEFT + max(place - 1, 0) * step
            centre = part.limits.mean_range if ranges else part.limits.centre
            edges = [part.limits.upper_range] if ranges else [part.limits.upper, part.limits.lower]
            lines.append(Line(first, last, y(centre), "centre"))
            lines += [Line(first, last, y(edge), "limit") for edge in edges]
    labels = ((y(high), _short(high)), (y(low), _short(low)))
    return Field(tuple(dots), tuple(paths), tuple(lines), labels, "Moving ranges" if ranges else "Values", top)


def _figure(point: Point, ranges: bool) -> Decimal | None:
    return point.moving_range if ranges else point.value


def _short(value: Decimal) -> str:
    return with_unit(round(value, 2), "")


def _row(point: Point, unit: str) -> Row:
    words = {
        "outside": "outside the limits",
        "run": "one of eight on one side",
        "near_limit": "three of four near a limit",
        "range": "a step beyond the limit",
    }
    return Row(
        period=point.period,
        value=with_unit(point.value, unit),
        moving_range=_short(point.moving_range) if point.moving_range is not None else "",
        says=(f"Signal: {', '.join(words[one] for one in point.rules)}" if point.rules else "Noise")
        + (" (after a period without a value)" if point.after_gap else ""),
    )


def _limits(part: Part, unit: str) -> str:
    if part.limits is None:
        return "Too few values for limits."
    one = part.limits
    return (
        f"Centre {with_unit(round(one.centre, 2), unit)}, mean moving range {_short(one.mean_range)}. Limits: "
        f"{_short(one.centre)} ± 2.66 × {_short(one.mean_range)} = {_short(one.lower)} to {_short(one.upper)}; "
        f"of the ranges 3.268 × {_short(one.mean_range)} = {_short(one.upper_range)}. From {one.count} values."
    )
