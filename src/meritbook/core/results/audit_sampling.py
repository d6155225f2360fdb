"""Samples of periods: how large, which ones, and what was found in them says of all periods.

Attribute sampling from a finite population, with the exact hypergeometric distribution throughout; the finite
population correction is part of it. Follows: the American Institute of Certified Public Accountants, Audit Guide
"Audit Sampling" (sizes for tests of controls, of which those without an expected error are the limit for a large
population), and Cochran, "Sampling Techniques", third edition, section 3.5 (exact limits for a proportion).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor

from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value

MOST_SEED = 2**63 - 1
MOST_POPULATION = 5_000
"""Periods of one measure: 400 years of months."""


class SampleError(MeritbookError):
    """A sample that cannot be planned or drawn as asked."""

    code = "results.audit_sample"
    remedy = "Choose a confidence of 50 to 99.9 percent, and an expected share of errors below the tolerable one."
    http_status = 422


class SamplePlan(Value):
    """How many of the periods are examined, and why so many. Shares are percent."""

    population: int
    confidence: Decimal
    tolerable: Decimal
    expected: Decimal
    size: int
    acceptable: int
    """So many wrong periods in the sample still show that no more than the tolerable share is wrong."""
    most_tolerable: int
    """The tolerable share of the population, in whole periods."""
    risk: Decimal
    """The chance, in percent, of finding no more than `acceptable` where one period too many is wrong."""

    @property
    def sentence(self) -> str:
        """The arithmetic in words."""
        if self.population == 1:
            return "There is one period, and it is examined."
        if self.size == self.population:
            return (
                f"All {self.population} periods are examined: no smaller sample would show with {self.confidence}% "
                f"confidence that at most {self.most_tolerable} of them are wrong."
            )
        return (
            f"{self.size} of {self.population} periods. If {self.most_tolerable + 1} of the {self.population} were "
            f"wrong, one more than {self.tolerable}% allows, the chance of finding {self.acceptable} or fewer in the "
            f"sample would be {self.risk}%, which is at most {100 - self.confidence}%. One period fewer would not do."
        )


def plan(population: int, *, confidence: Decimal, tolerable: Decimal, expected: Decimal = Decimal(0)) -> SamplePlan:
    """The smallest sample that shows it; shares are percent. Raises `SampleError`."""
    if not 1 <= population <= MOST_POPULATION:
        raise SampleError(
            f"There are {population:,} periods with a value; a sample is drawn of 1 to {MOST_POPULATION:,}.",
            where="population",
            remedy="Choose a span of time in which values are on record.",
        )
    for where, share in (("confidence", confidence), ("tolerable", tolerable), ("expected", expected)):
        if not share.is_finite():
            raise SampleError("This is no percentage.", where=where)
    if not Decimal(50) <= confidence <= Decimal("99.9"):
        raise SampleError("The confidence is a percentage from 50 to 99.9.", where="confidence")
    if not 0 < tolerable <= 50:
        raise SampleError("The tolerable share is a percentage above 0, at most 50.", where="tolerable")
    if not 0 <= expected < tolerable:
        raise SampleError("The expected share lies below the tolerable one.", where="expected")
    most = floor(tolerable * population / 100)
    size, acceptable, risk = population, most, Decimal(0)
    # Imported here: the distributions take a second to load, and most commands need none.
    import numpy as np
    from scipy.stats import hypergeom

    sizes = np.arange(1, population)
    limits = np.array([ceil(expected * int(one) / 100) for one in sizes], dtype=np.int64)
    chances = hypergeom.cdf(limits, population, most + 1, sizes)
    enough = np.flatnonzero(chances <= float(1 - confidence / 100) + 1e-12)
    if len(enough):
        at = int(enough[0])
        size, acceptable = int(sizes[at]), int(limits[at])
        risk = Decimal(repr(float(chances[at]) * 100)).quantize(Decimal("0.01"))
    return SamplePlan(
        population=population,
        confidence=confidence,
        tolerable=tolerable,
        expected=expected,
        size=size,
        acceptable=acceptable,
        most_tolerable=most,
        risk=risk,
    )


def draw(labels: Sequence[str], size: int, seed: int) -> tuple[str, ...]:
    """So many of the labels, in their own order: those whose SHA-256 over seed and label comes first.

    The same on every machine and with every version of every library, and anybody can work it out again. Raises
    `SampleError`.
    """
    if not 0 <= seed <= MOST_SEED:
        raise SampleError("The seed is a whole number from 0 to 9,223,372,036,854,775,807.", where="seed")
    if not 0 <= size <= len(labels) or len(set(labels)) < len(labels):
        raise SampleError(f"{size} of {len(labels)} periods cannot be drawn.", where="size")
    ranked = sorted(labels, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())
    chosen = set(ranked[:size])
    return tuple(one for one in labels if one in chosen)


def limits(population: int, size: int, found: int, confidence: Decimal) -> tuple[int, int]:
    """The fewest and the most wrong periods of the population that agree with what was found; each one-sided.

    `found` of `size` examined ones are wrong. Raises `SampleError` for more found than examined.
    """
    if not 0 <= found <= size <= population or population > MOST_POPULATION:
        raise SampleError(f"{found} wrong of {size} examined of {population} cannot be.", where="found")
    if size == population:
        return found, found
    if size == 0:
        return 0, population
    import numpy as np
    from scipy.stats import hypergeom

    risk = float(1 - confidence / 100) + 1e-12
    wrong = np.arange(found, population - size + found + 1)
    low = wrong[np.flatnonzero(hypergeom.sf(found - 1, population, wrong, size) > risk)]
    high = wrong[np.flatnonzero(hypergeom.cdf(found, population, wrong, size) > risk)]
    return int(low[0]), int(high[-1])
