"""Which end of a scale is the high one: a scale read upside down would turn every answer into its opposite."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pydantic import ValidationError

from meritbook.core.competencies.model import CompetencyModelError, RatingScale, ScaleDirectionError
from meritbook.core.faults import fault_in_words

_LOW = re.compile(
    r"\b(?:never|hardly|seldom|rarely|not at all|poor\w*|unsatisf\w*|unaccept\w*|below|fails?|lowest|weak\w*|"
    r"(?:strongly )?disagree|novice|beginner|none|little|inadequate)\b"
)
_HIGH = re.compile(
    r"\b(?:always|often|frequently|usually|excellent|outstanding|exceeds?|above|highest|strong|strength|"
    r"(?:strongly )?agree|expert|role model|exemplary|exceptional|mastery|superior|wholly|fully|completely)\b"
)
_NUMBER = re.compile(r"\s*(\d{1,2})\b")


def scale_of(points: Sequence[str], *, said: bool) -> RatingScale:
    """The scale of points from the lowest to the highest; raises `ScaleDirectionError`, `CompetencyModelError`.

    `said`: whether who gives it says which end is the high one, by a rank of each point or by a form that asks for
    them from the lowest. Even then it is refused where the words or the numbers of the points run the other way.
    """
    try:
        scale = RatingScale(points=tuple(one.strip() for one in points))
    except ValidationError as error:
        words = fault_in_words(error.errors(include_url=False)[0])
        raise CompetencyModelError(f"Scale: {words}.", where="scale") from error
    first, last = scale.points[0], scale.points[-1]
    if direction(scale.points) < 0:
        raise ScaleDirectionError(
            f"The scale would run from “{first}” as the lowest to “{last}” as the highest, and its points say the "
            "opposite.",
            where="scale",
        )
    if not said and direction(scale.points) == 0:
        raise ScaleDirectionError(
            f"It is not said whether “{first}” or “{last}” is the high end of the scale.", where="scale"
        )
    return scale


def direction(points: Sequence[str]) -> int:
    """1 where the points rise in their order by what they say, -1 where they fall, 0 where they do not tell."""
    numbers = [int(found[1]) for one in points if (found := _NUMBER.match(one))]
    places = [_place(one) for one in points]
    steps = [_sign(later - earlier) for earlier, later in itertools.combinations(places, 2)]
    by_words = _sign(sum(steps)) if steps.count(1) != steps.count(-1) else 0
    by_numbers = 0
    if len(numbers) == len(points) > 1:
        if numbers == sorted(numbers):
            by_numbers = 1
        elif numbers == sorted(numbers, reverse=True):
            by_numbers = -1
    if by_words * by_numbers < 0:
        # “1 Outstanding … 5 Poor” counts from the best: which of the two the ranks follow cannot be known.
        return -1
    return by_words or by_numbers


def turned(before: RatingScale, after: RatingScale) -> bool:
    """Whether one scale is the other upside down, point by point."""
    return [one.casefold() for one in after.points] == [one.casefold() for one in reversed(before.points)]


def _place(point: str) -> int:
    said = point.casefold()
    low, high = _LOW.search(said) is not None, _HIGH.search(said) is not None
    return 0 if low == high else (1 if high else -1)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
