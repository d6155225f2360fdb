"""How well the behaviours of a version hang together: Cronbach's alpha, from what tells of nobody's sheet.

Alpha: L. J. Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951). Interval: Feldt,
Woodruff and Salih (1987), as for surveys. Only raters who rated every behaviour of the role count.

Alpha is reckoned within each assessment and kept as the mean over them, each as often as it had raters. Sums from which
one alpha of all could be reckoned are not kept: those of the first assessment, or of one more, are as many equations as
its few sheets have unknowns, and whoever holds the key could solve them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scipy.special import fdtri

from meritbook.core.competencies.answers import Ratings
from meritbook.core.values import Value

LOWEST = -1.0
"""As what a lower alpha counts: of few raters it can fall without end, and would drown all others."""


class RatingAlphas(Value):
    """The alphas of assessments, as one mean. Of each no more goes into it than its alpha to two places."""

    items: tuple[str, ...]
    """The keys of the behaviours, in the order of the model."""
    n: int = 0
    """Raters of the assessments that count."""
    rounds: int = 0
    weighted: float = 0.0
    """The alphas, each times its raters, added up."""

    def with_round(self, ratings: Iterable[Ratings], *, least: int) -> RatingAlphas:
        """With one more assessment; as it is where fewer than `least` rated all of it, or nothing varies in it."""
        rows = [
            [one.places[key] for key in self.items]
            for one in ratings
            if all(key in one.places for key in self.items)
        ]  # fmt: skip
        found = alpha(rows) if len(rows) >= least else None
        if found is None:
            return self
        more = len(rows) * max(LOWEST, round(found, 2))
        weighted = round(self.weighted + more, 2)
        return self.model_copy(update={"n": self.n + len(rows), "rounds": self.rounds + 1, "weighted": weighted})


class ReliabilityTold(Value):
    """Cronbach's alpha as it is reported to the owner of a model, with its interval."""

    alpha: float
    low: float
    high: float
    items: int
    n: int
    """On how many raters it rests."""


def alpha(rows: Sequence[Sequence[int]]) -> float | None:
    """Cronbach's alpha of whole sheets; none of fewer than two behaviours or sheets, or where nothing varies."""
    items, n = len(rows[0]) if rows else 0, len(rows)
    if items < 2 or n < 2:
        return None
    whole = _variance([sum(row) for row in rows])
    if whole == 0:
        return None
    return items / (items - 1) * (1 - sum(_variance(column) for column in zip(*rows, strict=True)) / whole)


def _variance(values: Sequence[int]) -> float:
    """With n - 1, of whole numbers."""
    n, total = len(values), sum(values)
    return (n * sum(one * one for one in values) - total * total) / (n * (n - 1))


def reliability(held: RatingAlphas, *, confidence: float) -> ReliabilityTold | None:
    """The mean alpha with its interval; none where no assessment counts.

    The interval is that of one alpha with the freedom that is left within the assessments: raters less assessments.
    """
    items, free = len(held.items), held.n - held.rounds
    if not held.n or items < 2 or free < 1:
        return None
    found, half = held.weighted / held.n, (1 - confidence) / 2
    return ReliabilityTold(
        alpha=found,
        low=1 - (1 - found) * float(fdtri(free, free * (items - 1), 1 - half)),
        high=1 - (1 - found) * float(fdtri(free, free * (items - 1), half)),
        items=items,
        n=held.n,
    )


def reliability_due(held: RatingAlphas, told: ReliabilityTold | None, *, people: int) -> bool:
    """Whether as many raters answered as a first report needs, or as many new ones as the next one does."""
    return held.n >= people + (told.n if told is not None else 0)


def behaviours_of(items: Sequence[str]) -> RatingAlphas:
    """Of no assessment yet."""
    return RatingAlphas(items=tuple(items))
