"""A control chart as a small SVG for a paper: values, centre, limits and signals. What it shows is said beside it."""

from __future__ import annotations

from decimal import Decimal

from meritbook.core.results.charts import Chart, Part, Point

WIDTH, HEIGHT = 460, 96
_EDGE = 8


def chart_svg(chart: Chart) -> bytes:
    """The picture. A diamond is a signal; a dashed line is a limit, a plain one the centre. It holds no text."""
    points = [one for part in chart.parts for one in part.points]
    figures = [one.value for one in points]
    for part in chart.parts:
        if part.limits is not None:
            figures += [part.limits.upper, part.limits.lower]
    low, high = min(figures), max(figures)
    span = (high - low) or Decimal(1)
    step = (WIDTH - 2 * _EDGE) / max(len(points) - 1, 1)

    def y(value: Decimal) -> float:
        return round(_EDGE + float((high - value) / span) * (HEIGHT - 2 * _EDGE), 1)

    drawn, place = [], 0
    for part in chart.parts:
        xs = [round(_EDGE + (place + offset) * step, 1) for offset in range(len(part.points))]
        place += len(part.points)
        drawn += _lines(part, xs, y)
        path = " ".join(f"{x},{y(one.value)}" for x, one in zip(xs, part.points, strict=True))
        drawn.append(f'<polyline points="{path}" fill="none" stroke="#1a4480" stroke-width="1.2"/>')
        drawn += [_dot(x, y(one.value), one) for x, one in zip(xs, part.points, strict=True)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    return f"{head}{''.join(drawn)}</svg>".encode("ascii")


def _lines(part: Part, xs: list[float], y: object) -> list[str]:
    if part.limits is None or not callable(y):
        return []
    rows = [(part.limits.centre, ""), (part.limits.upper, "4 3"), (part.limits.lower, "4 3")]
    return [
        f'<line x1="{xs[0]}" x2="{xs[-1]}" y1="{y(value)}" y2="{y(value)}" stroke="#565c65" stroke-width="0.8"'
        + (f' stroke-dasharray="{dashes}"' if dashes else "")
        + "/>"
        for value, dashes in rows
    ]


def _dot(x: float, y: float, point: Point) -> str:
    if any(rule != "range" for rule in point.rules):
        return f'<path d="M{x},{y - 4.5:.1f} l4.5,4.5 l-4.5,4.5 l-4.5,-4.5 Z" fill="#b50909"/>'
    return f'<circle cx="{x}" cy="{y}" r="2.2" fill="#1a4480"/>'
