"""Pictures of plans: the strategy map and the line of sight, worked out here so that templates only draw.

Lengths are user units of the picture. Each picture has its words beside it as a list, and none speaks by colour alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from meritbook.core.results.plans import PlanText
from meritbook.core.verdict import Verdict
from meritbook.desk.measures import MeasureLine
from meritbook.desk.plan_sight import ContractSight

WIDE, GAP, BETWEEN = 270, 60, 12
LETTERS, LINES, LINE = 38, 3, 17
TONES = {Verdict.MET: "good", Verdict.NOT_MET: "bad", Verdict.UNDETERMINED: "open"}
SAYS = {Verdict.MET: "reached", Verdict.NOT_MET: "missed", Verdict.UNDETERMINED: "undetermined"}
HEAD = 28
"""Letters of the head of a box."""


@dataclass(frozen=True)
class Text:
    """One line of words in a box."""

    y: int
    words: str


@dataclass(frozen=True)
class Box:
    """A box with its words; `tone` colours its edge, and the words say the same."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    tone: str
    head: str
    """Such as `Goal` or `Measure, missed`."""
    lines: tuple[Text, ...]
    title: str
    """All of its words, also those that are cut where they are drawn."""

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.x + 12

    @property
    def head_y(self) -> int:
        """Baseline of its head."""
        return self.y + 17

    @property
    def middle(self) -> int:
        """Half its height."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class Line:
    """A tie between two boxes, as a path."""

    path: str


@dataclass(frozen=True)
class PlanPicture:
    """A picture with the sentence that describes it."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    says: str


def _box(x: int, y: int, width: int, kind: str, head: str, words: str, tone: str = "plain") -> Box:
    letters = max(12, LETTERS * width // WIDE)
    wrapped = textwrap.wrap(words, letters, max_lines=LINES, placeholder=" …") or [""]
    shown = tuple(Text(y + 17 + LINE * (place + 1), one) for place, one in enumerate(wrapped))
    cut = textwrap.shorten(head, HEAD, placeholder="…")
    return Box(x, y, width, 17 + LINE * len(shown) + 14, kind, tone, cut, shown, f"{head}: {words}")


def _tie(left: Box, right: Box) -> Line:
    start, end = left.x + left.width, right.x
    half = (start + end) // 2
    return Line(f"M{start},{left.middle} C{half},{left.middle} {half},{right.middle} {end},{right.middle}")


def strategy_map(text: PlanText, measures: Mapping[str, MeasureLine]) -> PlanPicture:
    """Goals at the left, their strategies in the middle, the measures of both at the right."""
    boxes: list[Box] = []
    lines: list[Line] = []
    y = 4
    for goal in text.goals:
        top, goal_box = y, _box(4, y, WIDE, "goal", "Goal", goal.called)
        right = []
        for key in goal.measures:
            one = _measure(y, key, measures)
            right.append(one)
            y = one.y + one.height + BETWEEN
        for strategy in goal.strategies:
            own = _box(4 + WIDE + GAP, y, WIDE, "strategy", "Strategy", strategy.called)
            below = y
            for key in strategy.measures:
                one = _measure(below, key, measures)
                boxes.append(one)
                lines.append(_tie(own, one))
                below = one.y + one.height + BETWEEN
            boxes.append(own)
            lines.append(_tie(goal_box, own))
            y = max(below, own.y + own.height + BETWEEN)
        boxes += [goal_box, *right]
        lines += [_tie(goal_box, one) for one in right]
        y = max(y, top + goal_box.height + BETWEEN)
    strategies = sum(len(goal.strategies) for goal in text.goals)
    said = [
        f"{len(text.goals)} goals with {strategies} strategies and {len(text.measures())} measures.",
        *(
            f"{goal.called}: {', '.join(one.called for one in goal.strategies) or 'no strategy'}."
            for goal in text.goals
        ),
    ]
    return PlanPicture(8 + 3 * WIDE + 2 * GAP, y + 4, tuple(boxes), tuple(lines), " ".join(said))


def _measure(y: int, key: str, measures: Mapping[str, MeasureLine]) -> Box:
    held = measures.get(key)
    x = 4 + 2 * (WIDE + GAP)
    if held is None:
        return _box(x, y, WIDE, "measure", "Measure, not in the register", key)
    verdict = held.standing.verdict
    return _box(x, y, WIDE, "measure", f"Measure, {SAYS[verdict]}", held.definition.title, TONES[verdict])


def sight_picture(rows: Sequence[ContractSight]) -> PlanPicture | None:
    """The objectives of a contract at the left, and the way of each up to the goal of the enterprise."""
    boxes: list[Box] = []
    lines: list[Line] = []
    said: list[str] = []
    y, across = 4, 190
    for row in rows:
        for sight in row.sights:
            labels = [("objective", "Objective", row.says, "plain")]
            verdict = row.frozen.verdict if row.frozen else row.line.standing.verdict if row.line else None
            rated = " at the rating" if row.frozen else ""
            labels.append(
                (
                    "measure",
                    f"Measure, {SAYS[verdict]}{rated}" if verdict else "Measure",
                    row.line.definition.title if row.line else row.measure,
                    TONES[verdict] if verdict else "plain",
                )
            )
            labels += [
                (
                    one.kind,
                    f"{one.kind.capitalize()}, {one.of}",
                    one.called,
                    "plain",
                )
                for one in sight.steps
            ]
            chain: list[Box] = []
            for place, (kind, head, words, tone) in enumerate(labels):
                chain.append(_box(4 + place * (across + 24), y, across, kind, head, words, tone))
            boxes += chain
            lines += [_tie(left, right) for left, right in pairwise(chain)]
            ends = "" if sight.reaches else f" It breaks off: {sight.ends}"
            said.append(", then ".join(words for _, _, words, _ in labels) + f".{ends}")
            y = max(one.y + one.height for one in chain) + BETWEEN * 2
    if not boxes:
        return None
    width = max(one.x + one.width for one in boxes) + 4
    return PlanPicture(width, y, tuple(boxes), tuple(lines), " ".join(said))
