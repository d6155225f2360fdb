"""Measures of the pictures of development, in user units: levels from year to year, and shares with their intervals.

Each stands beside a table that says the same, and tells itself in a title and a description.
"""

from __future__ import annotations

from dataclasses import dataclass

from meritbook.desk.development import AssessmentShown
from meritbook.desk.surveys import ResultShown

WIDTH, LEFT, RIGHT, TOP, ROW = 640, 200, 20, 34, 34


@dataclass(frozen=True)
class Mark:
    """A row of a picture: its name, where it was and where it is; none where that is not known."""

    name: str
    y: int
    before: int | None
    now: int | None
    low: int | None = None
    high: int | None = None
    says: str = ""


@dataclass(frozen=True)
class Rows:
    """A picture of rows under an axis."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[int, str], ...]
    says: str
    width: int
    height: int
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP


def levels(shown: AssessmentShown) -> Rows | None:
    """The level of each area now and the time before; none where no area has a level."""
    names = [one.name for one in shown.areas[0].area.levels]
    step = (WIDTH - RIGHT - LEFT - 40) / max(len(names) - 1, 1)

    def x(rank: int | None) -> int | None:
        return None if rank is None else round(LEFT + 20 + (rank - 1) * step)

    marks, said = [], []
    for line, one in enumerate(shown.areas):
        now = one.years[-1]
        before = one.years[-2] if len(one.years) > 1 else None
        told = now.level.name if now.level else "no level"
        if one.moved:
            told += f" ({one.moved.rstrip('.').lower()})"
        said.append(f"{one.area.name}: {told}")
        y = TOP + 18 + line * ROW
        marks.append(Mark(one.area.name, y, x(before.rank) if before else None, x(now.rank), says=said[-1]))
    if all(one.now is None and one.before is None for one in marks):
        return None
    return Rows(
        marks=tuple(marks),
        ticks=tuple((x(place) or 0, name) for place, name in enumerate(names, start=1)),
        says="; ".join(said) + ".",
        width=WIDTH,
        height=TOP + ROW * len(marks) + 10,
    )


def shares(shown: ResultShown) -> Rows | None:
    """The favourable share of each question with its interval; none where no share may be shown."""

    def x(share: float | None) -> int | None:
        return None if share is None else round(LEFT + share * (WIDTH - RIGHT - LEFT))

    marks, said = [], []
    for line, one in enumerate(one for one in shown.questions if one.row is not None):
        assert one.row is not None  # noqa: S101  # chosen so
        share = one.row.favourable
        said.append(f"{one.question.says} {share.percent}")
        y = TOP + 18 + line * ROW
        before = x(one.before)
        marks.append(Mark(one.number, y, before, x(share.at), x(share.low), x(share.high), said[-1]))
    if not marks:
        return None
    return Rows(
        marks=tuple(marks),
        ticks=tuple((x(place / 4) or 0, f"{place * 25}%") for place in range(5)),
        says="; ".join(said) + ".",
        width=WIDTH,
        height=TOP + ROW * len(marks) + 10,
    )
