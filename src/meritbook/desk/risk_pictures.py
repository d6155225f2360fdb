"""Measures of the pictures of risks, in user units: a map of likelihood and impact, a trend, and a curve of losses.

Each stands beside a table that says the same, and tells itself in a title and a description.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from meritbook.core.results.risk import Quantification, View
from meritbook.core.results.risk_policy import RiskPolicy

WIDTH, LEFT, TOP = 640, 130, 10
CELL_W, CELL_H = 100, 46
HIGH, BOTTOM = 260, 40


@dataclass(frozen=True)
class HeatCell:
    """A pair of words, and how many risks stand there."""

    likelihood: str
    impact: str
    likelihood_word: str
    impact_word: str
    count: int
    x: int
    y: int

    @property
    def says(self) -> str:
        """The cell in words."""
        risks = "1 risk" if self.count == 1 else f"{self.count} risks"
        return f"{self.likelihood_word}, {self.impact_word.lower()}: {risks}"


@dataclass(frozen=True)
class HeatMap:
    """The map, the most likely on top."""

    cells: tuple[HeatCell, ...]
    rows: tuple[tuple[str, int], ...]
    columns: tuple[tuple[str, int], ...]
    width: int
    height: int
    says: str
    cell_width: int = CELL_W - 4
    cell_height: int = CELL_H - 4


def heat_map(counts: Mapping[tuple[str, str], int], policy: RiskPolicy) -> HeatMap:
    """The map of the counts; a pair that the policy does not know is left out, as the list shows it."""
    cells, rows = [], []
    for line, likely in enumerate(reversed(policy.likelihood)):
        y = TOP + line * CELL_H
        rows.append((likely.word, y + CELL_H // 2 + 3))
        for column, costly in enumerate(policy.impact):
            count = counts.get((likely.key, costly.key), 0)
            cells.append(HeatCell(likely.key, costly.key, likely.word, costly.word, count, LEFT + column * CELL_W, y))
    columns = tuple((one.word, LEFT + place * CELL_W + CELL_W // 2 - 2) for place, one in enumerate(policy.impact))
    total = sum(one.count for one in cells)
    filled = [one.says for one in cells if one.count]
    return HeatMap(
        cells=tuple(cells),
        rows=tuple(rows),
        columns=columns,
        width=LEFT + len(policy.impact) * CELL_W,
        height=TOP + len(policy.likelihood) * CELL_H + 30,
        says=f"{total} assessed and not closed. " + ("; ".join(filled) + "." if filled else "No risk is assessed."),
    )


@dataclass(frozen=True)
class Series:
    """A line: its name, the points of the polyline, and where its name stands."""

    name: str
    points: str
    dashed: bool
    label_y: int


@dataclass(frozen=True)
class Lines:
    """A picture of lines with its axes."""

    series: tuple[Series, ...]
    x_ticks: tuple[tuple[int, str], ...]
    y_ticks: tuple[tuple[int, str], ...]
    marks: tuple[tuple[int, str], ...]
    """Upright lines with their words, such as the appetite."""
    width: int
    height: int
    says: str
    left: int = LEFT - 50
    right: int = WIDTH - 20
    top: int = TOP
    floor: int = HIGH - BOTTOM


def dollars(amount: float) -> str:
    """An amount for an axis: `$2.5 million`."""
    for unit, word in ((1_000_000_000, " billion"), (1_000_000, " million"), (1_000, ",000")):
        if amount >= unit:
            figure = amount / unit
            if word == ",000":
                return f"${amount:,.0f}"
            return f"${f'{figure:.1f}'.removesuffix('.0')}{word}"
    return f"${amount:,.0f}"


def curve(found: Quantification) -> Lines | None:
    """The curve of losses before and with controls, the losses on a logarithmic axis; none where nothing is lost."""
    losses = [one.loss for view in (found.inherent, found.residual) for one in view.curve if one.loss > 0]
    if not losses:
        return None
    low, high = math.floor(math.log10(min(losses))), math.ceil(math.log10(max(losses) + 1))
    high = max(high, low + 1)
    frame = Lines((), (), (), (), WIDTH, HIGH, "")

    def x(loss: float) -> int:
        share = (math.log10(max(loss, 10**low)) - low) / (high - low)
        return round(frame.left + min(1.0, share) * (frame.right - frame.left))

    def y(probability: float) -> int:
        return round(frame.floor - probability * (frame.floor - frame.top))

    def line(name: str, view: View, *, dashed: bool, label_y: int) -> Series:
        points = " ".join(f"{x(one.loss)},{y(one.probability)}" for one in view.curve if one.loss > 0)
        return Series(name, points, dashed, label_y)

    said = []
    for name, view in (("Without controls", found.inherent), ("With controls", found.residual)):
        at = {one.probability: one.loss for one in view.curve}
        tail = f", one in a hundred above {dollars(at[0.01])}" if 0.01 in at else ""
        tenth = f"one in ten above {dollars(at[0.1])}"
        # Where the middle year costs nothing, no more than half of them cost anything.
        half = f"one year in two above {dollars(at[0.5])}" if at[0.5] else "no more than one year in two costs anything"
        said.append(f"{name}: {half}, {tenth}{tail}.")
    marks = () if found.appetite is None else ((x(found.appetite), f"Appetite {dollars(found.appetite)}"),)
    return Lines(
        series=(
            line("Without controls", found.inherent, dashed=True, label_y=TOP + 14),
            line("With controls", found.residual, dashed=False, label_y=TOP + 34),
        ),
        x_ticks=tuple((x(10**power), dollars(10**power)) for power in range(low, high + 1)),
        y_ticks=tuple((y(one / 4), f"{one * 25}%") for one in range(5)),
        marks=marks,
        width=WIDTH,
        height=HIGH,
        says=" ".join(said),
    )


def trend(points: Sequence[tuple[date, int, int]]) -> Lines | None:
    """The mean loss of a year from assessment to assessment; none of fewer than two."""
    if len(points) < 2:
        return None
    frame = Lines((), (), (), (), WIDTH, HIGH, "")
    top = max(max(one[1], one[2]) for one in points) or 1
    step = (frame.right - frame.left) / (len(points) - 1)

    def at(place: int, amount: int) -> str:
        return f"{round(frame.left + place * step)},{round(frame.floor - amount / top * (frame.floor - frame.top))}"

    lines = tuple(
        Series(
            name,
            " ".join(at(place, amount) for place, amount in enumerate(amounts)),
            dashed,
            TOP + 14 + (0 if dashed else 20),
        )
        for name, dashed, amounts in (
            ("Without controls", True, [one[1] for one in points]),
            ("With controls", False, [one[2] for one in points]),
        )
    )
    ends = (0, len(points) - 1)
    return Lines(
        series=lines,
        x_ticks=tuple((round(frame.left + place * step), points[place][0].isoformat()) for place in ends),
        y_ticks=((frame.floor, "$0"), (frame.top, dollars(top))),
        marks=(),
        width=WIDTH,
        height=HIGH,
        says=f"With controls from {dollars(points[0][2])} a year on {points[0][0].isoformat()} to "
        f"{dollars(points[-1][2])} on {points[-1][0].isoformat()}.",
    )
