"""Measures of the small pictures: lengths in user units of the picture, worked out here so that templates only draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from meritbook.core.service.seats import DepartmentSeats, StateSeats
from meritbook.desk.bench import Rung
from meritbook.desk.examinations import Group

WIDTH = 640
LABEL = 250
ROW = 34


@dataclass(frozen=True)
class Piece:
    """One stretch of a bar: where it starts, how long it is, what it stands for."""

    tone: str
    word: str
    count: int
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """One bar of stretches, with its label."""

    label: str
    y: int
    pieces: tuple[Piece, ...]
    strong: bool = False

    @property
    def text_y(self) -> int:
        """Baseline of the label."""
        return self.y + 19


@dataclass(frozen=True)
class Picture:
    """A picture of bars and the table that says the same."""

    bars: tuple[Bar, ...]
    width: int
    height: int


def _stretches(parts: Iterable[tuple[str, str, int]], *, start: int, length: int, whole: int) -> tuple[Piece, ...]:
    pieces, x, before = [], start, 0
    for tone, word, count in parts:
        end = start + (before + count) * length // max(whole, 1)
        # What is there is seen: a part of a few in many thousands still gets a line.
        wide = max(end - x, 2) if count else 0
        if wide:
            pieces.append(Piece(tone, word, count, x, wide))
        x, before = x + wide, before + count
    return tuple(pieces)


def ladder(rungs: tuple[Rung, ...]) -> Picture | None:
    """Clauses met at each level, the highest level on top; `None` without levels."""
    most = max((rung.total for rung in rungs), default=0)
    if not most:
        return None
    bars = tuple(
        Bar(
            label=rung.title,
            y=index * ROW + 4,
            strong=rung.leads,
            pieces=_stretches(
                (
                    ("good", "met", rung.met),
                    ("open", "undetermined", rung.undetermined),
                    ("bad", "not met", rung.not_met),
                ),
                start=LABEL,
                length=WIDTH - LABEL - 8,
                whole=most,
            ),
        )
        for index, rung in enumerate(rungs)
    )
    return Picture(bars, WIDTH, len(rungs) * ROW + 4)


def accounting(placed: int, unplaced: int) -> Picture:
    """Characters of a source: in a field, or unplaced."""
    pieces = _stretches(
        (("blue", "in a field", placed), ("open", "unplaced", unplaced)), start=0, length=WIDTH, whole=placed + unplaced
    )
    return Picture((Bar("Characters of the source", 2, pieces),), WIDTH, 30)


def verdicts(groups: tuple[Group, ...]) -> Picture | None:
    """Candidates by verdict, and within each by what was determined; `None` without candidates."""
    most = max((one.count for one in groups), default=0)
    if not most:
        return None
    bars = tuple(
        Bar(
            label=f"{one.says}: {one.count:,}",
            y=index * ROW + 4,
            pieces=_stretches(
                (
                    ("good", "determined: meets", one.qualified),
                    ("bad", "determined: does not meet", one.not_qualified),
                    ("open", "information asked for", one.information),
                    ("wait", "without a determination", one.waiting),
                ),
                start=LABEL,
                length=WIDTH - LABEL - 8,
                whole=most,
            ),
        )
        for index, one in enumerate(groups)
    )
    return Picture(bars, WIDTH, len(groups) * ROW + 4)


def seats(one: DepartmentSeats | StateSeats, most: int) -> Bar:
    """Seats as one bar: filled, reserved, vacant, and what is over; `most` is the length of the longest bar.

    While it is not known what is allowed, only what is taken is drawn.
    """
    allowed = one.cap if isinstance(one, StateSeats) else one.allowed
    within = one.taken if allowed is None else allowed
    filled = min(one.filled, within)
    reserved = min(one.reserved, within - filled)
    pieces = _stretches(
        (
            ("blue", "filled", filled),
            ("open", "reserved", reserved),
            ("rest", "vacant", one.vacant or 0),
            ("bad", "over", one.over or 0),
        ),
        start=0,
        length=WIDTH,
        whole=max(most, 1),
    )
    return Bar("", 0, pieces)
