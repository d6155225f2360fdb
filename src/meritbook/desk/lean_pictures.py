"""A value stream map as a picture: places in user units, worked out here so that the template only draws.

Four steps stand in a row, so that the words stay readable; the waiting before each stands in the gap, and below each
row runs the ladder of time. A table beside it says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from meritbook.core.results.value_stream import Figure, Step, StepFigures, Stream, ValueStream, minutes_in_words
from meritbook.core.verdict import Verdict

IN_ROW = 4
GAP, BOX_W, BOX_H = 62, 132, 96
TOP, LADDER, ROW = 44, 44, 210
WIDTH = IN_ROW * (GAP + BOX_W) + 10
UNKNOWN = "?"


@dataclass(frozen=True)
class Box:
    """A step where it is drawn."""

    number: int
    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    """Height and words."""
    bottleneck: bool
    over: bool
    """Whether it is slower than the takt time."""
    waiting: str
    wait_x: int
    mark: str
    """The corners of the triangle of the waiting."""
    title: str
    """Its number and its whole name, also where that is cut where it is drawn."""


@dataclass(frozen=True)
class Loop:
    """Rework that goes back to a step of the same row."""

    path: str
    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Ladder:
    """The ladder of time below a row: high where a unit waits, low where it is worked on."""

    points: str
    words: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Row:
    """A step in the table that says the same."""

    number: int
    step: Step
    waiting: str
    process: str
    people: str
    share: str
    back: str
    visits: str
    load: str
    pace: str


@dataclass(frozen=True)
class StreamPicture:
    """The map, and the table."""

    boxes: tuple[Box, ...]
    loops: tuple[Loop, ...]
    ladders: tuple[Ladder, ...]
    rows: tuple[Row, ...]
    width: int
    height: int
    says: str
    box_width: int = BOX_W
    box_height: int = BOX_H


def stream_map(stream: ValueStream, found: Stream) -> StreamPicture:
    """The picture of a map."""
    boxes, loops, ladders = [], [], []
    for first in range(0, len(stream.steps), IN_ROW):
        steps = stream.steps[first : first + IN_ROW]
        y = TOP + first // IN_ROW * ROW
        boxes += [_box(first + n + 1, one, found, GAP + n * (GAP + BOX_W), y) for n, one in enumerate(steps)]
        loops += _loops(stream, first, len(steps), y)
        ladders.append(_ladder(steps, y + BOX_H + LADDER))
    rows = tuple(_row(stream, one, told, found) for one, told in zip(stream.steps, found.steps, strict=True))
    return StreamPicture(
        boxes=tuple(boxes),
        loops=tuple(loops),
        ladders=tuple(ladders),
        rows=rows,
        width=WIDTH,
        height=TOP + -(-len(stream.steps) // IN_ROW) * ROW - 20,
        says=_says(stream, found),
    )


def said(figure: Figure, kind: str = "minutes") -> str:
    """A figure as people write it; `Undetermined` of none."""
    if figure.value is None:
        return "Undetermined"
    return minutes_in_words(figure.value) if kind == "minutes" else f"{_plain(figure.value)}%"


def change_said(change: Decimal | None, kind: str) -> str:
    """A difference with its sign."""
    if change is None:
        return "Undetermined"
    sign = "−" if change < 0 else "+" if change > 0 else ""
    size = minutes_in_words(abs(change)) if kind == "minutes" else f"{_plain(abs(change))} points"
    return f"{sign}{size}"


def _box(number: int, step: Step, found: Stream, x: int, y: int) -> Box:
    told = found.steps[number - 1]
    share = UNKNOWN if step.complete_accurate is None else f"{_plain(step.complete_accurate)}%"
    people = UNKNOWN if step.people is None else _plain(step.people)
    words = [
        f"{number}  {_cut(step.name)}",
        f"Work {_minutes(step.process)}, by {people}",
        f"Right {share}",
        f"Load {_minutes(told.load.value)}",
    ]
    if number == found.bottleneck:
        words.append("Bottleneck")
    elif told.over_takt is Verdict.MET:
        words.append("Over takt")
    middle = x - GAP // 2
    return Box(
        number=number,
        x=x,
        y=y,
        lines=tuple((y + 18 + place * 17, word) for place, word in enumerate(words)),
        bottleneck=number == found.bottleneck,
        over=told.over_takt is Verdict.MET,
        waiting=_minutes(step.waiting),
        wait_x=middle,
        mark=f"{middle},{y + 34} {middle - 12},{y + 56} {middle + 12},{y + 56}",
        title=f"Step {number}: {step.name}",
    )


def _loops(stream: ValueStream, first: int, count: int, y: int) -> list[Loop]:
    found = []
    for place in range(count):
        step = stream.steps[first + place]
        back = step.back_to
        if step.complete_accurate in (None, Decimal(100)) or back is None or not first < back <= first + place:
            continue
        start = GAP + place * (GAP + BOX_W) + BOX_W // 2
        end = GAP + (back - 1 - first) * (GAP + BOX_W) + BOX_W // 2
        path = f"M{start},{y} C{start},{y - 34} {end},{y - 34} {end},{y - 3}"
        share = 100 - (step.complete_accurate or Decimal(0))
        found.append(Loop(path, (start + end) // 2, y - 31, f"{_plain(share)}% back to {back}"))
    return found


def _ladder(steps: tuple[Step, ...], y: int) -> Ladder:
    points, words, x = [], [], 0
    for one in steps:
        points += [f"{x},{y - 18}", f"{x + GAP},{y - 18}", f"{x + GAP},{y}", f"{x + GAP + BOX_W},{y}"]
        words += [(x + GAP // 2, y - 23, _minutes(one.waiting)), (x + GAP + BOX_W // 2, y + 15, _minutes(one.process))]
        x += GAP + BOX_W
    return Ladder(" ".join(points), tuple(words))


def _row(stream: ValueStream, step: Step, told: StepFigures, found: Stream) -> Row:
    back = ""
    if step.complete_accurate is not None and step.complete_accurate < 100:
        goes = step.back_to or told.number
        to = "is mended there" if goes == told.number else f"goes back to {goes}, {stream.steps[goes - 1].name}"
        back = f"{_plain(100 - step.complete_accurate)}% {to}"
    pace = {
        Verdict.MET: "Slower than the takt time",
        Verdict.NOT_MET: "Keeps the takt time",
        Verdict.UNDETERMINED: "Undetermined",
    }[told.over_takt]
    return Row(
        number=told.number,
        step=step,
        waiting=_or_missing(step.waiting),
        process=_or_missing(step.process),
        people="Missing" if step.people is None else _plain(step.people),
        share="Missing" if step.complete_accurate is None else f"{_plain(step.complete_accurate)}%",
        back=back,
        visits="Undetermined" if told.visits.value is None else _plain(told.visits.value),
        load=said(told.load),
        pace=f"{pace}, bottleneck" if told.number == found.bottleneck else pace,
    )


def _says(stream: ValueStream, found: Stream) -> str:
    count = len(stream.steps)
    return (
        f"{stream.title}: {count} step{'' if count == 1 else 's'}. Process time {said(found.process)}, lead time "
        f"{said(found.lead)}, activity ratio {said(found.activity, 'percent')}, rolled percent complete and accurate "
        f"{said(found.rolled, 'percent')}, takt time {said(found.takt)}. {found.sentence}"
    )


def _minutes(minutes: Decimal | None) -> str:
    return UNKNOWN if minutes is None else minutes_in_words(minutes)


def _or_missing(minutes: Decimal | None) -> str:
    return "Missing" if minutes is None else minutes_in_words(minutes)


def _cut(name: str) -> str:
    return name if len(name) <= 15 else f"{name[:14]}…"


def _plain(value: Decimal) -> str:
    text = f"{round(value, 2):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
