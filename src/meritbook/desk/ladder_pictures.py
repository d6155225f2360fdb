"""Measures of the picture of a ladder, in user units: one stair for each step, in the order of its table."""

from __future__ import annotations

from dataclasses import dataclass

from meritbook.core.competencies.ladder import Ladder
from meritbook.core.verdict import Verdict

WIDTH, TOP, TREAD, FOOT = 640, 62, 32, 42
NARROWEST = 26
"""A stair that is narrower carries no number; the table has them all."""
TONES = {Verdict.MET: "good", Verdict.NOT_MET: "bad", Verdict.UNDETERMINED: "open"}
SIGNS = {Verdict.MET: "✓", Verdict.NOT_MET: "–", Verdict.UNDETERMINED: "?"}
WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "not yet", Verdict.UNDETERMINED: "undetermined"}


@dataclass(frozen=True)
class Stair:
    """A step as a stair: its place, its tone, its sign and its number; `middle` and the lines are for the words."""

    number: str
    sign: str
    tone: str
    x: int
    y: int
    width: int

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.x + self.width // 2

    @property
    def line(self) -> int:
        """Baseline of the number, which stands in the stair."""
        return self.y + 25

    @property
    def above(self) -> int:
        """Baseline of the sign, which stands above it."""
        return self.y - 8


@dataclass(frozen=True)
class Stairs:
    """The picture."""

    stairs: tuple[Stair, ...]
    says: str
    start: str
    goal: str
    width: int
    height: int
    foot: int
    """Baseline of the name of where it starts."""


def stairs(ladder: Ladder, start: str, goal: str) -> Stairs | None:
    """The ladder as stairs from left to right; none without steps."""
    steps = ladder.steps
    if not steps:
        return None
    wide = WIDTH // len(steps)
    rise = min(TREAD - 2, 300 // len(steps))
    highest = TOP + rise * (len(steps) - 1)
    drawn = tuple(
        Stair(
            number=str(place + 1) if wide >= NARROWEST else "",
            sign=SIGNS[one.verdict] if wide >= NARROWEST else "",
            tone=TONES[one.verdict],
            x=place * wide,
            y=highest - place * rise,
            width=wide - 2,
        )
        for place, one in enumerate(steps)
    )
    said = [f"{place}. {one.name}: {WORDS[one.verdict]}" for place, one in enumerate(steps, start=1)]
    return Stairs(
        stairs=drawn,
        says="; ".join(said) + ".",
        start=start,
        goal=goal,
        width=WIDTH,
        height=highest + TREAD + FOOT,
        foot=highest + TREAD + FOOT - 8,
    )
