"""A value stream map as figures: the times of its steps, what comes through right the first time, and its bottleneck.

Follows: M. Rother and J. Shook, "Learning to See" (1998) for process time, lead time and takt; K. Martin and
M. Osterling, "Value Stream Mapping" (2013) for percent complete and accurate and the activity ratio; J. Kemeny and
J. L. Snell, "Finite Markov Chains" (1960) for how often a step is gone through. Nothing that is missing is zero: a
figure that lacks a part is undetermined, and says which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import zip_longest
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

MOST_STEPS = 60
MOST_MINUTES = Decimal(10_000_000)
"""Some nineteen years without a pause: more is a slip of the unit."""
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Minutes = Annotated[Decimal, Field(ge=0, le=MOST_MINUTES)]


class Step(Value):
    """A step of the stream. What is not known is empty, and is never counted as nothing."""

    name: Name
    process: Minutes | None = None
    """Minutes of work on one unit, by one person."""
    waiting: Minutes | None = None
    """Minutes of working time for which a unit waits before the step."""
    people: Annotated[Decimal, Field(gt=0, le=10_000)] | None = None
    """How many work at the step at the same time, each on a unit of their own."""
    complete_accurate: Annotated[Decimal, Field(gt=0, le=100)] | None = None
    """Percent of the units that leave it so that nobody after it must ask back or mend."""
    back_to: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = None
    """The number of the step, from 1, to which the other units go back; empty for the step itself."""


class ValueStream(Value):
    """What flows, how much of it is asked for, and through which steps it goes."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    unit: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] = "unit"
    """What one of it is, such as `application`."""
    demand: Annotated[Decimal, Field(gt=0, le=10_000_000)] | None = None
    """Units that are asked for in a day."""
    available: Annotated[Decimal, Field(gt=0, le=1_440)] | None = None
    """Minutes of a day in which is worked, breaks taken off; of several shifts the sum."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MOST_STEPS)]

    @model_validator(mode="after")
    def _sound(self) -> ValueStream:
        for number, one in enumerate(self.steps, 1):
            if one.back_to is not None and one.back_to > number:
                raise ValueError(f"step {number} sends its rework on to step {one.back_to}, and not back")
        return self


class Figure(Value):
    """A figure of the map; without a value, what it lacks."""

    value: Decimal | None
    lacks: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Undetermined while a part is missing."""
        return Verdict.UNDETERMINED if self.value is None else Verdict.MET


class StepFigures(Value):
    """What is worked out of one step."""

    number: int
    visits: Figure
    """How often one unit goes through it on average."""
    load: Figure
    """Minutes of a day's pace that one unit costs at the step: process time times visits, over its people."""
    over_takt: Verdict
    """Whether it is slower than the pace that is asked for: `met` where it is."""


class Stream(Value):
    """The figures of a map. Times in minutes of working time, shares in percent."""

    process: Figure
    lead: Figure
    """Process and waiting time of a unit that is right the first time."""
    activity: Figure
    """Process time in percent of the lead time."""
    rolled: Figure
    """Percent of the units that go through all steps without being mended: the product of the steps' shares."""
    takt: Figure
    """Minutes between two units at the pace that is asked for."""
    effort: Figure
    """Expected work on one unit with its rework."""
    lead_with_rework: Figure
    steps: tuple[StepFigures, ...]
    bottleneck: int | None
    """The number of the slowest step; none while a step's load is undetermined."""
    sentence: str
    """What the bottleneck means against the takt time."""


def figures(stream: ValueStream) -> Stream:
    """Work the map out."""
    steps = stream.steps
    process = _sum(steps, "process", "process time")
    waiting = _sum(steps, "waiting", "waiting time")
    lead = _of((process, waiting), lambda work, wait: work + wait)
    visits = visits_of(steps)
    takt = _takt(stream)
    told = tuple(_step(number, one, visits, takt) for number, one in enumerate(steps, 1))
    loads = [one.load.value for one in told]
    known = [one for one in loads if one is not None]
    bottleneck = loads.index(max(known)) + 1 if len(known) == len(loads) else None
    return Stream(
        process=process,
        lead=lead,
        activity=_of((process, lead), lambda work, whole: work / whole * 100 if whole else None, "The lead time is 0."),
        rolled=_rolled(steps),
        takt=takt,
        effort=_with_rework(steps, visits, waits=False),
        lead_with_rework=_with_rework(steps, visits, waits=True),
        steps=told,
        bottleneck=bottleneck,
        sentence=_sentence(stream, told, bottleneck, takt),
    )


def visits_of(steps: Sequence[Step]) -> tuple[Fraction, ...] | None:
    """How often one unit goes through each step on average; none while a share is missing.

    A unit that leaves step j wrong goes back to step b(j) ≤ j and takes every step from there again, each time with the
    same chance, whatever befell it before. Over each border between two steps a unit then goes once more forward
    than back, so that, from the last step to the first, V(j) = (1 + Σ (1 − p(i)) V(i) over i > j with b(i) ≤ j) / p(j).
    """
    shares: list[Fraction] = []
    for one in steps:
        if one.complete_accurate is None:
            return None
        shares.append(Fraction(one.complete_accurate) / 100)
    found: list[Fraction] = [Fraction(0)] * len(steps)
    for place in range(len(steps) - 1, -1, -1):
        back = sum(
            (
                (1 - shares[later]) * found[later]
                for later in range(place + 1, len(steps))
                if (steps[later].back_to or later + 1) <= place + 1
            ),
            Fraction(0),
        )
        found[place] = (1 + back) / shares[place]
    return tuple(found)


def _step(number: int, one: Step, visits: Sequence[Fraction] | None, takt: Figure) -> StepFigures:
    often = _unknown(_NO_SHARES) if visits is None else _known(visits[number - 1])
    lacks = [f"Step {number}, {one.name}: {what} is missing." for what, had in _parts(one) if had is None]
    if visits is None or one.process is None or one.people is None:
        load = _unknown(*lacks, *([] if visits is not None else often.lacks))
    else:
        load = _known(Fraction(one.process) * visits[number - 1] / Fraction(one.people))
    over = Verdict.UNDETERMINED
    if load.value is not None and takt.value is not None:
        over = Verdict.MET if load.value > takt.value else Verdict.NOT_MET
    return StepFigures(number=number, visits=often, load=load, over_takt=over)


_NO_SHARES = "Not every step has its percent complete and accurate."


def _parts(one: Step) -> tuple[tuple[str, Decimal | None], ...]:
    return (("the process time", one.process), ("the number of people", one.people))


def _sum(steps: Sequence[Step], field: Literal["process", "waiting"], words: str) -> Figure:
    lacks = [f"Step {n}, {one.name}: {words} is missing." for n, one in enumerate(steps, 1) if _get(one, field) is None]
    if lacks:
        return Figure(value=None, lacks=tuple(lacks))
    return Figure(value=_round(sum((_get(one, field) or Decimal(0) for one in steps), Decimal(0))))


def _get(one: Step, field: Literal["process", "waiting"]) -> Decimal | None:
    return one.process if field == "process" else one.waiting


def _rolled(steps: Sequence[Step]) -> Figure:
    lacks = [
        f"Step {n}, {one.name}: percent complete and accurate is missing."
        for n, one in enumerate(steps, 1)
        if one.complete_accurate is None
    ]
    if lacks:
        return Figure(value=None, lacks=tuple(lacks))
    product = Fraction(100)
    for one in steps:
        product *= Fraction(one.complete_accurate or 0) / 100
    return _known(product)


def _takt(stream: ValueStream) -> Figure:
    lacks = []
    if stream.available is None:
        lacks.append("The time of a day in which is worked is missing.")
    if stream.demand is None:
        lacks.append("How many units a day are asked for is missing.")
    if stream.available is None or stream.demand is None:
        return Figure(value=None, lacks=tuple(lacks))
    return _known(Fraction(stream.available) / Fraction(stream.demand))


def _with_rework(steps: Sequence[Step], visits: Sequence[Fraction] | None, *, waits: bool) -> Figure:
    process = _sum(steps, "process", "process time")
    waiting = _sum(steps, "waiting", "waiting time") if waits else Figure(value=Decimal(0))
    lacks = (*process.lacks, *waiting.lacks, *(() if visits is not None else (_NO_SHARES,)))
    if lacks or visits is None:
        return Figure(value=None, lacks=lacks)
    total = Fraction(0)
    for one, often in zip(steps, visits, strict=True):
        total += often * (Fraction(one.process or 0) + (Fraction(one.waiting or 0) if waits else 0))
    return _known(total)


def _sentence(stream: ValueStream, told: Sequence[StepFigures], bottleneck: int | None, takt: Figure) -> str:
    if bottleneck is None:
        return "Which step is the bottleneck is undetermined: figures of steps are missing."
    one = told[bottleneck - 1]
    name = stream.steps[bottleneck - 1].name
    load = minutes_in_words(one.load.value or Decimal(0))
    if takt.value is None:
        return f"Step {bottleneck}, {name}, is the slowest: {load} for each {stream.unit}. The takt time is unknown."
    pace = minutes_in_words(takt.value)
    over = [each for each in told if each.over_takt is Verdict.MET]
    if not over:
        return f"Step {bottleneck}, {name}, is the slowest with {load}; every step keeps the takt time of {pace}."
    others = f" {len(over)} steps are slower than it." if len(over) > 1 else ""
    return f"Step {bottleneck}, {name}, needs {load} for each {stream.unit}; the takt time is {pace}.{others}"


class StepPair(Value):
    """A step before and after: one of them is empty where it came or went."""

    before: Step | None
    after: Step | None

    @property
    def name(self) -> str:
        """What the step is called now, or was."""
        held = self.after or self.before
        return held.name if held else ""


class FigurePair(Value):
    """A figure of the whole before and after."""

    title: str
    kind: Literal["minutes", "percent"]
    before: Figure
    after: Figure

    @property
    def change(self) -> Decimal | None:
        """After less before; none where one is undetermined."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


class Compared(Value):
    """Two maps step by step, and as wholes."""

    steps: tuple[StepPair, ...]
    wholes: tuple[FigurePair, ...]


def compare(before: ValueStream, after: ValueStream) -> Compared:
    """Pair the steps by their names in their order; one that moved is shown as gone and come."""
    names = [[one.name.casefold() for one in each.steps] for each in (before, after)]
    pairs: list[StepPair] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, names[0], names[1], autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [
                StepPair(before=old, after=new) for old, new in zip_longest(before.steps[a1:a2], after.steps[b1:b2])
            ]
            continue
        pairs += [StepPair(before=one, after=None) for one in before.steps[a1:a2]]
        pairs += [StepPair(before=None, after=one) for one in after.steps[b1:b2]]
    old, new = figures(before), figures(after)
    titles: tuple[tuple[str, str, Literal["minutes", "percent"]], ...] = (
        ("process", "Process time", "minutes"),
        ("lead", "Lead time", "minutes"),
        ("activity", "Activity ratio", "percent"),
        ("rolled", "Rolled percent complete and accurate", "percent"),
        ("takt", "Takt time", "minutes"),
        ("effort", "Expected work with rework", "minutes"),
        ("lead_with_rework", "Expected lead time with rework", "minutes"),
    )
    wholes = tuple(
        FigurePair(title=title, kind=kind, before=getattr(old, name), after=getattr(new, name))
        for name, title, kind in titles
    )
    return Compared(steps=tuple(pairs), wholes=wholes)


def _of(
    parts: tuple[Figure, Figure], work_out: Callable[[Decimal, Decimal], Decimal | None], otherwise: str = ""
) -> Figure:
    first, second = parts
    if first.value is None or second.value is None:
        return Figure(value=None, lacks=tuple(dict.fromkeys((*first.lacks, *second.lacks))))
    found = work_out(first.value, second.value)
    return _unknown(otherwise) if found is None else Figure(value=_round(found))


def _known(value: Fraction) -> Figure:
    return Figure(value=_round(Decimal(value.numerator) / Decimal(value.denominator)))


def _unknown(*lacks: str) -> Figure:
    return Figure(value=None, lacks=lacks)


def _round(value: Decimal) -> Decimal:
    """Six places, then without zeros at the end: more than any watch shows."""
    kept = value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_EVEN).normalize()
    return Decimal(f"{kept:f}")


def minutes_in_words(minutes: Decimal) -> str:
    """`45 s`, `12 min`, `3.5 h` and `1,250 h`: the largest unit of which there is one at least."""
    for size, unit in ((Decimal(60), "h"), (Decimal(1), "min")):
        if minutes >= size:
            return f"{_short(minutes / size)} {unit}"
    return f"{_short(minutes * 60)} s" if minutes else "0 min"


def _short(value: Decimal) -> str:
    text = f"{round(value, 2):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
