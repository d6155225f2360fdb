"""Terms run from their first day up to, and without, the day they end before. The clock is always an argument."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from pydantic import model_validator

from meritbook.core.values import Value


class Term(Value):
    """A half-open stretch of days `[starts_on, ends_before)`; an absent end means open."""

    starts_on: date
    ends_before: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Term:
        if self.ends_before is not None and self.ends_before <= self.starts_on:
            raise ValueError("a term must end after it starts: ends_before must lie after starts_on")
        return self

    def covers(self, on: date) -> bool:
        """Whether the day lies in the term."""
        return self.starts_on <= on and (self.ends_before is None or on < self.ends_before)

    def overlaps(self, other: Term) -> bool:
        """Whether the two terms share a day."""
        return (other.ends_before is None or self.starts_on < other.ends_before) and (
            self.ends_before is None or other.starts_on < self.ends_before
        )


class Fault(NamedTuple):
    """A day on which two terms hold, or none."""

    kind: Literal["shared", "uncovered"]
    day: date


def first_fault(terms: Iterable[Term], *, within: Term) -> Fault | None:
    """The first day that two of the terms share, or that none of them covers within `within`; `None` when all is well.

    For what has one value on each day, such as a figure of the law: there is at least one term.
    """
    ordered = sorted(terms, key=lambda term: term.starts_on)
    for earlier, later in pairwise(ordered):
        if earlier.overlaps(later):
            return Fault("shared", later.starts_on)
        gap = earlier.ends_before
        if gap is None or gap == later.starts_on:
            continue
        if within.overlaps(Term(starts_on=gap, ends_before=later.starts_on)):
            return Fault("uncovered", max(gap, within.starts_on))
    if ordered[0].starts_on > within.starts_on:
        return Fault("uncovered", within.starts_on)
    last = ordered[-1].ends_before
    if last is not None and (within.ends_before is None or last < within.ends_before):
        return Fault("uncovered", max(last, within.starts_on))
    return None
