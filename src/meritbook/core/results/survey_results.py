"""What comes of a survey once it is closed: counts that may be shown, and no answer of anybody.

The counts are made once. Whatever is shown, exported or compared later is taken from them, so that no filter and no
combination of pages can ask for another group than those that were found safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import fdtri

from meritbook.core.results.survey import Answers, Question, Questions
from meritbook.core.suppression import Cells, divide, suppress
from meritbook.core.values import Value, digest


class BoxedAnswer(Value):
    """The places that one person chose, and the group that they are counted in; their words lie apart from it."""

    group: str
    scales: dict[str, int]


class Box(Value):
    """All answers of a survey in one order that follows from what they say, and so not from who came when."""

    answers: tuple[BoxedAnswer, ...] = ()
    texts: dict[str, tuple[str, ...]] = {}

    def with_one(self, given: Answers, group: str) -> Box:
        """The box with one more in it."""
        one = BoxedAnswer(group=group, scales=given.scales)
        texts = {key: list(said) for key, said in self.texts.items()}
        for key, words in given.texts.items():
            texts.setdefault(key, []).append(words)
        return Box(
            answers=tuple(sorted((*self.answers, one), key=digest)),
            texts={key: tuple(sorted(said, key=lambda words: digest([words]))) for key, said in sorted(texts.items())},
        )


class PointCounts(Value):
    """How many chose each point, of the groups counted as one."""

    groups: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many answered the question."""
        return sum(self.counts)


class Tally(Value):
    """A question with what is shown of it."""

    key: str
    sha256: str
    """The question's, by which it is found again in another survey."""
    wording: str
    """`Question.wording`, by which surveys that ask nearly the same are held against each other."""
    cells: tuple[PointCounts, ...]
    total: PointCounts | None
    """None where even the total would tell an answer."""


class Counted(Value):
    """A cell of the survey: its groups, and how many of them answered."""

    groups: tuple[str, ...]
    answered: int


class Alpha(Value):
    """Cronbach's alpha of the questions with a scale, over those who answered all of them, with Feldt's interval."""

    alpha: float
    low: float
    high: float
    items: int
    n: int


class SurveyResult(Value):
    """What is kept of a survey."""

    minimum: int
    asked: int
    """How many were in office on its last day, of those whom it asked."""
    answered: int | None
    """None where nothing is shown."""
    cells: tuple[Counted, ...]
    tallies: tuple[Tally, ...]
    alpha: Alpha | None
    texts: dict[str, tuple[str, ...]]
    """In an order that follows from the words; those of a question with fewer than the minimum are not kept."""

    def cell_of(self, group: str) -> tuple[str, ...] | None:
        """The groups of the cell in which a group was counted; none where nothing was shown."""
        return next((one.groups for one in self.cells if group in one.groups), None)


class SealedSurveyResult(Value):
    """A result with a number drawn at random, as it is kept and sealed.

    Its seal stands in the ledger. Of the result alone it would be an answer to every guess of what is not shown.
    """

    nonce: str
    """Told nowhere: not on a page, in a file, over the API or in the ledger."""
    result: SurveyResult


def count(
    questions: Questions,
    box: Box,
    *,
    people: Mapping[Any, str],
    groups: Sequence[str],
    asked: int,
    minimum: int,
    confidence: float,
    earlier: Sequence[Mapping[Any, Hashable]] = (),
    words: bool = True,
) -> SurveyResult:
    """The counts of a box.

    `people` are those who answered, each with their group; `earlier` says of each survey with a question in common in
    which cell somebody was shown; `words` whether free text is shown, which only the enterprise's total does.
    """
    found = divide(people, groups=groups, minimum=minimum, earlier=earlier)
    if not found.total:
        return SurveyResult(
            minimum=minimum, asked=asked, answered=None, cells=(), tallies=(), alpha=None, texts={}
        )  # fmt: skip
    sizes = Counter(people.values())
    return SurveyResult(
        minimum=minimum,
        asked=asked,
        answered=len(people),
        cells=tuple(
            Counted(groups=tuple(sorted(cell)), answered=answered)
            for cell in found.cells
            if (answered := sum(sizes[one] for one in cell))
        ),
        tallies=tuple(_tally(one, box.answers, found, minimum) for one in questions.scales),
        alpha=alpha(questions, box.answers, confidence=confidence, minimum=minimum),
        texts={key: said for key, said in box.texts.items() if words and len(said) >= minimum},
    )


def _tally(question: Question, answers: Sequence[BoxedAnswer], found: Cells, minimum: int) -> Tally:
    key, points = question.key, len(question.points)
    cells = {str(place): cell for place, cell in enumerate(found.cells)}
    counts = {place: np.zeros(points, dtype=np.int64) for place in cells}
    for one in answers:
        if key in one.scales:
            place = next(place for place, cell in cells.items() if one.group in cell)
            counts[place][one.scales[key] - 1] += 1

    def summed(places: frozenset[str]) -> npt.NDArray[np.int64]:
        row: npt.NDArray[np.int64] = np.sum([counts[place] for place in places], axis=0)
        return row

    # Where all of a group chose the same, the count is each one's answer, however many they are.
    shown = suppress(
        {place: int(row.sum()) for place, row in counts.items()},
        minimum=minimum,
        tells=lambda places: int(np.count_nonzero(summed(places))) < 2,
    )
    everything = frozenset(counts)
    return Tally(
        key=key,
        sha256=question.sha256,
        wording=question.wording,
        cells=tuple(_counts(cells[place], counts[place]) for place in sorted(shown.shown, key=int)),
        total=_counts(frozenset().union(*cells.values()), summed(everything)) if shown.total else None,
    )


def _counts(groups: frozenset[str], row: npt.NDArray[np.int64]) -> PointCounts:
    return PointCounts(groups=tuple(sorted(groups)), counts=tuple(int(one) for one in row))


def alpha(questions: Questions, answers: Sequence[BoxedAnswer], *, confidence: float, minimum: int) -> Alpha | None:
    """Cronbach's alpha; none of fewer than two questions, of fewer people than the minimum, or where nothing varies.

    Scales whose low end is the good one are turned round first. Interval: Feldt, Woodruff and Salih, 1987.
    """
    scales = questions.scales
    rows = [
        [
            one.scales[item.key] if item.good == "high" else len(item.points) + 1 - one.scales[item.key]
            for item in scales
        ]
        for one in answers
        if all(item.key in one.scales for item in scales)
    ]
    items, n = len(scales), len(rows)
    if items < 2 or n < max(minimum, 2):
        return None
    table = np.array(rows, dtype=np.float64)
    whole = float(table.sum(axis=1).var(ddof=1))
    if whole == 0:
        return None
    found = items / (items - 1) * (1 - float(table.var(axis=0, ddof=1).sum()) / whole)
    half = (1 - confidence) / 2
    first, second = n - 1, (n - 1) * (items - 1)
    return Alpha(
        alpha=found,
        low=1 - (1 - found) * float(fdtri(first, second, 1 - half)),
        high=1 - (1 - found) * float(fdtri(first, second, half)),
        items=items,
        n=n,
    )
