"""What comes of the answers to an assessment: figures that may be told, made once, and no answer of anybody in a group.

Whatever a page, a filter, a file or a comparison shows later is taken from this one table, so that nobody can ask it
for a smaller group. Rules beyond those of `core.suppression`:

* Which cells of a competency are told follows from how many rated it, and from nothing that they said. A cell that were
  joined to others because all in it agree would tell by that very step that they do.
* A mean is told to one place and not beyond half a point from either end of the scale, so that no mean of a cell tells
  that all in it chose one place; how far they differ is told of twice the minimum or more, and in steps of half a
  point, so that it never tells that they do not.
* Where two cells or more are told of a competency, the mean of all is reckoned from what is told of these, and not from
  the raters: an exact one, less what the other cells are told as, would give what the shortened mean of a cell hides.
* Behaviours are told of all groups together where no cell is told beside them, of twice the minimum or more, where each
  rater rated all of the competency, and all of it or none: counts beside the means of cells, or of raters who left
  some out, can be undone into what each chose. So can counts with fewer than the minimum outside one place, by any of
  these who reads them.
* A competency that singles somebody out beside an earlier round, whoever left it out then and now, is not told at all,
  nor are its behaviours: see `core.competencies.rounds`.
* Comments are told of all groups together, and only on a competency on which at least the minimum wrote.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from scipy.special import stdtrit

from meritbook.core.competencies.answers import BoxedRating, RatingBox
from meritbook.core.competencies.model import Behaviour, Competency, CompetencyModel
from meritbook.core.competencies.result import (
    END,
    AssessmentResult,
    BehaviourTold,
    CellOf,
    CommentTold,
    CompetencyTold,
    NamedAnswer,
    PlaceCounts,
    Spread,
)
from meritbook.core.competencies.rounds import EarlierRound, tells_of_few
from meritbook.core.suppression import Cell, Cells, divide, suppress
from meritbook.core.values import digest

LEAST_SD, STEP_SD = 0.7, 0.5
"""How far raters differ is told as at most so much on a scale of five places: this, or the next step above it."""
Answers = Mapping[str, Sequence[BoxedRating]]
"""The answers of raters in groups, by the place of the cell in which they are counted."""


def tally(
    model: CompetencyModel,
    role: str,
    box: RatingBox,
    *,
    people: Mapping[Any, str],
    groups: Sequence[str],
    asked: int,
    minimum: int,
    confidence: float,
    earlier: Sequence[EarlierRound] = (),
    unsure: Callable[[Any], bool] = lambda _: False,
    names: Mapping[int, str],
) -> AssessmentResult:
    """What may be told of a box.

    `people` are those in groups who answered, each with their group; `groups` all in which somebody was asked; `asked`
    how many were. `earlier` are the earlier rounds of the same person; who is `unsure` counts as nobody toward the
    minimum; `names` are those of the raters who answer under them, by their row.
    """
    before = [one.placed for one in earlier]
    found = divide(people, groups=groups, minimum=minimum, earlier=before, unsure=unsure)
    sizes = Counter(people.values())
    cells = {str(place): cell for place, cell in enumerate(found.cells)}
    grouped = [one for one in box.answers if one.rater is None]
    answers: Answers = {
        place: [one for one in grouped if one.group.value in cell] for place, cell in cells.items()
    }  # fmt: skip
    rated = [one for one in model.competencies if one.behaviours.get(role)]
    points = len(model.scale.points)
    counted = tuple(
        CellOf(groups=tuple(sorted(cell)), answered=number)
        for cell in found.cells
        if (number := sum(sizes[one] for one in cell))
    )

    def beside_earlier(one: Competency, told: CompetencyTold) -> CompetencyTold:
        few = tells_of_few(
            one, role, told, people=people, cells=counted, earlier=earlier, minimum=minimum, unsure=unsure
        )  # fmt: skip
        return CompetencyTold(key=one.key, cells=(), others=None) if few else told

    competencies = [
        beside_earlier(one, _competency(one, role, answers, cells, minimum, confidence, points)) for one in rated
    ]
    return AssessmentResult(
        minimum=minimum,
        asked=asked,
        answered=len(people) if found.total else None,
        cells=counted,
        competencies=tuple(competencies),
        behaviours=tuple(
            behaviour
            for one, told in zip(rated, competencies, strict=True)
            for behaviour in _behaviours(
                one, role, answers, cells, minimum, points, apart=told.others is None or len(told.cells) > 1
            )
        ),
        comments=tuple(_comments(model, grouped, minimum)) if found.total else (),
        named=tuple(
            NamedAnswer(group=one.group.value, rater=one.rater, name=names[one.rater], ratings=one.ratings)
            for one in sorted(box.answers, key=lambda one: (one.group.value, one.rater or 0))
            if one.rater is not None
        ),
    )


def rater_means(competency: Competency, role: str, answers: Iterable[BoxedRating]) -> list[float]:
    """The mean of what each rated of the competency; who rated nothing of it is left out."""
    keys = [one.key for one in competency.behaviours.get(role, ())]
    found = []
    for one in answers:
        places = [one.ratings.places[key] for key in keys if key in one.ratings.places]
        if places:
            found.append(sum(places) / len(places))
    return found


def _told(cells: Mapping[str, Cell], found: Cells) -> list[frozenset[str]]:
    """The places of the cells that are told, each as one set; those that are told as one only beside others."""
    return [cell for cell in found.cells if cell != frozenset(cells)]


def _groups(cells: Mapping[str, Cell], places: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(frozenset[str]().union(*(cells[one] for one in places))))


def _competency(
    one: Competency,
    role: str,
    answers: Answers,
    cells: Mapping[str, Cell],
    minimum: int,
    confidence: float,
    points: int,
) -> CompetencyTold:
    means = {place: rater_means(one, role, held) for place, held in answers.items()}

    def of(places: frozenset[str]) -> list[float]:
        return [mean for place in sorted(places) for mean in means[place]]

    found = suppress({place: len(held) for place, held in means.items()}, minimum=minimum)

    def spread(places: frozenset[str]) -> Spread:
        return spread_of(_groups(cells, places), of(places), minimum=minimum, confidence=confidence, points=points)

    told = [spread(places) for places in _told(cells, found) if of(places)]
    whole = len(cells) == 1 and found.total
    others = spread(frozenset(cells)) if found.total else None
    if others is not None and len(told) > 1:
        others = _held_by(others, told, confidence=confidence, points=points)
    return CompetencyTold(
        key=one.key,
        cells=tuple(sorted([*told, *([spread(frozenset(cells))] if whole else [])], key=lambda cell: cell.groups)),
        others=others,
    )


def _held_by(others: Spread, told: Sequence[Spread], *, confidence: float, points: int) -> Spread:
    """The spread of all raters with the mean that the means of the cells give, each as often as it has raters."""
    n = sum(one.n for one in told)
    mean = round(math.fsum(one.n * one.mean for one in told) / n, 1)
    low, high = _interval(n, mean, others.sd, confidence, points)
    return others.model_copy(update={"mean": mean, "low": low, "high": high})


def spread_of(
    groups: tuple[str, ...], means: Sequence[float], *, minimum: int, confidence: float, points: int
) -> Spread:
    """The spread of at least one rater's means, with Student's interval held inside the scale.

    Mean, deviation and ends of the same few raters are as many equations as there are raters: exact ones would tell
    what each gave. So they are told to one place, and deviation and ends only of twice the minimum or more.
    """
    n = len(means)
    exact = math.fsum(means) / n
    mean = round(min(max(exact, 1 + END), points - END), 1)
    sd = None
    if n >= 2 * minimum:
        sd = _most(math.sqrt(math.fsum((one - exact) ** 2 for one in means) / (n - 1)), points)
    low, high = _interval(n, mean, sd, confidence, points)
    return Spread(groups=groups, n=n, mean=mean, sd=sd, low=low, high=high)


def least_spread(points: int) -> float:
    """The smallest step by which a deviation is told on a scale of so many points: also where all answered alike."""
    return LEAST_SD * (points - 1) / 4


def _most(sd: float, points: int) -> float:
    """The step that the deviation does not exceed; on other scales than of five places the steps grow with them."""
    least, step = least_spread(points), STEP_SD * (points - 1) / 4
    return round(least if sd <= least else math.ceil(round(sd / step, 9)) * step, 2)


def _interval(
    n: int, mean: float, sd: float | None, confidence: float, points: int
) -> tuple[float | None, float | None]:
    """Student's interval, of the figures as they are told: the exact ends would give the exact ones back."""
    if sd is None:
        return None, None
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * sd / math.sqrt(n)
    return max(1.0, round(mean - half, 1)), min(float(points), round(mean + half, 1))


def _behaviours(
    one: Competency,
    role: str,
    answers: Answers,
    cells: Mapping[str, Cell],
    minimum: int,
    points: int,
    *,
    apart: bool,
) -> list[BehaviourTold]:
    groups = _groups(cells, frozenset(cells))
    everybody = [answer.ratings for held in answers.values() for answer in held]

    def counts(behaviour: Behaviour) -> PlaceCounts:
        row, unseen = [0] * points, 0
        for ratings in everybody:
            if (chosen := ratings.places.get(behaviour.key)) is not None:
                row[chosen - 1] += 1
            unseen += behaviour.key in ratings.not_observed
        return PlaceCounts(groups=groups, counts=tuple(row), not_observed=unseen)

    # What nobody at all rated is not told, and cannot be had from the mean of the competency either.
    rows = {behaviour.key: row for behaviour in one.behaviours[role] if (row := counts(behaviour)).n}
    number = len(rater_means(one, role, [answer for held in answers.values() for answer in held]))
    safe = not apart and all(
        row.n == number >= 2 * minimum and max(row.counts) <= number - minimum for row in rows.values()
    )
    return [
        BehaviourTold(
            key=behaviour.key,
            competency=one.key,
            wording=behaviour.wording,
            others=rows.get(behaviour.key) if safe else None,
        )
        for behaviour in one.behaviours[role]
    ]


def _comments(model: CompetencyModel, answers: Sequence[BoxedRating], minimum: int) -> Iterable[CommentTold]:
    for competency in model.competencies:
        said = [words for one in answers if (words := one.ratings.comments.get(competency.key))]
        if len(said) >= minimum:
            for words in sorted(said, key=lambda text: digest([text])):
                yield CommentTold(competency=competency.key, says=words)
