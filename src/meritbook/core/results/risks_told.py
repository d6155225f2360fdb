"""Risks in aggregate, as a report that everybody reads may tell them: no count by which one of them can be told."""

from __future__ import annotations

from collections.abc import Mapping

from meritbook.core.values import Value

SMALLEST = 3
"""Fewer risks than these are not told apart, so that nobody can tell which they are."""
FEW = "Fewer than three risks are on record, and so they are not told apart."


class RiskCount(Value):
    """How many risks stand so."""

    called: str
    count: int


class RisksTold(Value):
    """The risks in aggregate: nothing by which one of them can be told."""

    total: int | None
    """That are not closed; none where there are too few of them to be told apart."""
    told_apart: bool
    """Whether there are enough of them to be told apart."""
    by_state: tuple[RiskCount, ...] = ()
    """States with fewer than three stand together, as categories do."""
    by_category: tuple[RiskCount, ...] = ()
    within: int | None = 0
    above: int | None = 0
    undetermined: int | None = 0
    """Within appetite, above it, and those of which it is not known; none where it is told with others only."""

    @property
    def sentence(self) -> str:
        """How many there are, and how they stand to the appetite."""
        if not self.told_apart or self.total is None:
            return FEW
        every = (
            (self.within, f"{self.within} within the appetite", "within the appetite"),
            (self.above, f"{self.above} above it", "above it"),
            (self.undetermined, f"of {self.undetermined} it is not known", "not known"),
        )
        told = [says for count, says, _ in every if count is not None]
        hidden = [called for count, _, called in every if count is None]
        begins = f"{self.total} risks are not closed"
        if not hidden:
            return f"{begins}: {told[0]}, {told[1]}, and {told[2]}."
        rest = self.total - sum(count for count, _, _ in every if count is not None)
        more = f"{rest} are {' or '.join(hidden)}, which is not told apart where fewer than three are one of these."
        return f"{begins}: {', '.join([*told, ''])}{'and ' if told else ''}{more}"


def hidden(counts: Mapping[str, int]) -> frozenset[str]:
    """The names whose counts are told together only: those below three, and the next ones until they are three.

    One that is hidden alone would follow from the total, and several that are as large as they can be from their sum.
    """
    rising = sorted((name for name in counts if counts[name]), key=lambda name: counts[name])
    few: list[str] = []
    for name in rising:
        follows = len(few) == 1 or all(counts[one] == SMALLEST - 1 for one in few)
        if counts[name] < SMALLEST or (few and (follows or sum(counts[one] for one in few) < SMALLEST)):
            few.append(name)
    return frozenset(few)


def counted(counts: Mapping[str, int], together: str) -> tuple[RiskCount, ...]:
    """The counts in their order, those that are not told apart as one with the name `together`."""
    kept = hidden(counts)
    told = [RiskCount(called=name, count=count) for name, count in counts.items() if count and name not in kept]
    few = sum(counts[name] for name in kept)
    if few:
        told.append(RiskCount(called=together if told else "All together", count=few))
    return tuple(told)
