"""The overview of local boards as bars: children served of those in the area, beside a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from meritbook.core.results.board_members import Composition
from meritbook.core.verdict import Verdict
from meritbook.desk.boards import BoardLine

WIDTH, LEFT, ROW, TOP, BAR = 640, 190, 44, 8, 22


@dataclass(frozen=True)
class Bar:
    """A board and its bar."""

    title: str
    """Shortened to what fits."""
    figure: str
    width: int
    """Zero where the figure is not on record."""
    y: int
    mark: str
    """`met`, `not_met` or `undetermined`: how its composition stands."""
    words: str


@dataclass(frozen=True)
class Bars:
    """The picture."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    left: int
    bar: int
    says: str


STATE_WORDS = {Verdict.MET: "composition met", Verdict.NOT_MET: "composition not met"}


def bars(lines: Sequence[BoardLine]) -> Bars | None:
    """Children in the area of each board of a list; none where no board is in it."""
    if not lines:
        return None
    most = max((one.children or 0 for one in lines), default=0) or 1
    room = WIDTH - LEFT - 130
    found = []
    for place, one in enumerate(lines):
        figure = "not on record" if one.children is None else f"{one.children:,}"
        found.append(
            Bar(
                title=_short(one.board.title),
                figure=figure,
                width=0 if not one.children else max(2, round(one.children / most * room)),
                y=TOP + place * ROW,
                mark=str(one.composition.verdict),
                words=_words(one.composition),
            )
        )
    told = "; ".join(f"{line.board.title}: {bar.figure}, {bar.words}" for line, bar in zip(lines, found, strict=True))
    return Bars(tuple(found), WIDTH, TOP + len(found) * ROW + 4, LEFT, BAR, f"{told}.")


def _words(found: Composition) -> str:
    return STATE_WORDS.get(found.verdict, "composition undetermined")


def _short(title: str) -> str:
    return title if len(title) <= 27 else f"{title[:26].rstrip()}…"
