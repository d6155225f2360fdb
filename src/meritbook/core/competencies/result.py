"""What is kept of a closed assessment: what may be told, made once at the closing; no answer of anybody in a group."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from meritbook.core.competencies.answers import Ratings
from meritbook.core.values import Value

END = 0.5
"""How far from either end of the scale a mean of raters in groups is told at the most."""
ToldEnd = Literal["low", "high"]


def told_end(mean: float, points: int) -> ToldEnd | None:
    """Whether a mean that is told stands for itself or any beyond it: at the lowest or the highest that is ever told.

    On a scale of two points both are the same, and a mean tells nothing at all.
    """
    if points <= 2:
        return None
    if abs(mean - (1 + END)) < 1e-9:
        return "low"
    return "high" if abs(mean - (points - END)) < 1e-9 else None


class CellOf(Value):
    """Groups of raters that are told as one, and how many of them answered."""

    groups: tuple[str, ...]
    answered: int


class Spread(Value):
    """The ratings of a competency by the raters of a cell. Each rater counts once, by the mean of what they rated."""

    groups: tuple[str, ...]
    n: int
    """Raters who rated at least one behaviour of the competency."""
    mean: float
    """To one place, and not beyond `END` from either end: more would tell what each of a few gave. See `told_end`."""
    sd: float | None
    """What the standard deviation (with n - 1) does not exceed, in steps; none of fewer than twice the minimum, of whom
    it would tell each one's mean."""
    low: float | None
    """Ends of Student's interval of the mean at the confidence of the policy, held inside the scale; as `sd`."""
    high: float | None


class PlaceCounts(Value):
    """How many raters chose each place of the scale, for one behaviour."""

    groups: tuple[str, ...]
    counts: tuple[int, ...]
    not_observed: int = 0

    @property
    def n(self) -> int:
        """How many rated the behaviour."""
        return sum(self.counts)


class CompetencyTold(Value):
    """A competency as told."""

    key: str
    cells: tuple[Spread, ...]
    others: Spread | None
    """All who answered in groups together; none where even that would tell an answer. Where two cells or more are told,
    its mean is reckoned from theirs: one of the raters themselves would tell what the mean of a cell leaves out."""

    def numbers(self, group: str) -> tuple[int, ...]:
        """How many are in each figure that is told in which raters of the group are counted."""
        told = (*self.cells, *((self.others,) if self.others is not None else ()))
        return tuple(one.n for one in told if group in one.groups)

    def reach(self, points: int) -> tuple[float, float]:
        """How much lower, and how much higher, the mean of all may lie as means of its cells are told as ends."""
        if self.others is None or len(self.cells) < 2:
            return 0.0, 0.0
        ends = [(told_end(one.mean, points), one.n) for one in self.cells]
        low, high = (END * sum(n for end, n in ends if end == side) / self.others.n for side in ("low", "high"))
        return low, high


class BehaviourTold(Value):
    """A behaviour as told."""

    key: str
    competency: str
    wording: str
    """`Behaviour.wording`, by which it is found again in another round or version."""
    others: PlaceCounts | None
    """Of all groups together, where twice the minimum rated it and no cell of it is told; beside the mean of a smaller
    cell counts would tell what each of its raters chose."""


class NamedAnswer(Value):
    """What somebody answered under their name: oneself, or a supervisor."""

    group: str
    rater: int
    """The rater's row on record."""
    name: str
    """As it was on the day."""
    ratings: Ratings

    def mean(self, behaviours: tuple[str, ...]) -> float | None:
        """The mean place of those behaviours that they rated; none where they rated none."""
        places = [self.ratings.places[key] for key in behaviours if key in self.ratings.places]
        return sum(places) / len(places) if places else None


class CommentTold(Value):
    """A comment by somebody in a group; all groups together, in an order that follows from the words."""

    competency: str
    says: str


class AssessmentResult(Value):
    """What is kept of an assessment."""

    minimum: int
    asked: int
    """How many raters in groups were asked."""
    answered: int | None
    """How many of them answered; none where nothing of them is told."""
    cells: tuple[CellOf, ...]
    competencies: tuple[CompetencyTold, ...]
    behaviours: tuple[BehaviourTold, ...]
    comments: tuple[CommentTold, ...]
    named: tuple[NamedAnswer, ...]

    def cell_of(self, group: str) -> tuple[str, ...] | None:
        """The groups of the cell in which a group is told; none where it is not told."""
        return next((one.groups for one in self.cells if group in one.groups), None)

    def beside_own_answer(self, group: str) -> AssessmentResult:
        """What is told to a reader who may have answered in the group, and takes their own answer away from the rest.

        Of a competency nothing, where fewer than the minimum would be left in any cell in which they are counted; and
        no comments where their own was one of no more than the minimum.
        """
        few = {one.key for one in self.competencies if any(n <= self.minimum for n in one.numbers(group))}
        said = Counter(one.competency for one in self.comments)
        return self.model_copy(
            update={
                "competencies": tuple(
                    CompetencyTold(key=one.key, cells=(), others=None) if one.key in few else one
                    for one in self.competencies
                ),
                "behaviours": tuple(
                    one.model_copy(update={"others": None}) if one.competency in few else one for one in self.behaviours
                ),
                "comments": tuple(one for one in self.comments if said[one.competency] > self.minimum),
            }
        )

    def competency(self, key: str) -> CompetencyTold | None:
        """What is told of a competency; none where the assessment did not ask for it."""
        return next((one for one in self.competencies if one.key == key), None)


class SealedResult(Value):
    """A result with a number drawn at random, as it is kept and sealed.

    The seal stands on papers and in the ledger. Of the result alone it would be an answer to every guess: few figures
    are missing where somebody knows most of them, and each guess of these could be tried against it.
    """

    nonce: str
    """Told nowhere: not on a page, in a file, over the API or in the ledger."""
    result: AssessmentResult
