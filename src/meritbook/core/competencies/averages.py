"""The average of a role over many people, and when it is drawn anew.

Two averages of which the second has one person more tell what that person's mean is. So each competency is drawn anew
only when at least as many new people were assessed as the policy says, and stays as it was until then.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from meritbook.core.values import Value


class RoleAverage(Value):
    """The average of a competency: the mean of people's means, and its spread over people."""

    mean: float
    sd: float | None
    people: int


class RoleAverages(Value):
    """The averages of a role by competency."""

    competencies: dict[str, RoleAverage]


def drawn(means: Mapping[str, Sequence[float]], before: RoleAverages | None, *, people: int) -> RoleAverages | None:
    """The averages with what may be drawn anew; none where nothing may.

    `means` are, by competency, the newest mean of each person of whom one was told; `people` is how many new ones it
    needs.
    """
    found = dict(before.competencies) if before is not None else {}
    changed = False
    for key, held in sorted(means.items()):
        last = found[key].people if key in found else 0
        if len(held) >= last + people:
            found[key] = _average(held)
            changed = True
    return RoleAverages(competencies=found) if changed else None


def _average(means: Sequence[float]) -> RoleAverage:
    n = len(means)
    mean = math.fsum(means) / n
    sd = math.sqrt(math.fsum((one - mean) ** 2 for one in means) / (n - 1)) if n > 1 else None
    return RoleAverage(mean=mean, sd=sd, people=n)
