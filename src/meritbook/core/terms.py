"""Terms run from their first day up to, and without, the day they end before. The clock is always an argument."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from pydantic import model_validator

from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value


class TermError(MeritbookError):
    """A term that ends on or before its first day, or two terms that share a day."""

    code = "term.invalid"
    remedy = "Give a first day, and an end that lies after it; terms of the same thing may not share a day."


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


def refuse_overlaps(terms: Iterable[Term], *, of: str) -> None:
    """Raise `TermError` when two of the terms share a day; `of` names what they belong to."""
    ordered = sorted(terms, key=lambda term: term.starts_on)
    for earlier, later in pairwise(ordered):
        if earlier.overlaps(later):
            raise TermError(
                f"Two terms of {of} share {later.starts_on.isoformat()}.",
                where=of,
                details={"earlier": earlier.plain(), "later": later.plain()},
            )
