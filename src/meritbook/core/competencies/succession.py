"""Whether somebody stands ready to be looked at when a seat falls free: what ends when, and whether anybody is named.

Follows: the executive service of Colorado, whose appointments end by term, notice, or the removal of the position. It
counts who is named and says nothing about who is better.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from meritbook.core.dates import day_in_words
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

HORIZON = timedelta(days=365)
"""A seat that falls free within this time is looked at first."""


class EndKind(StrEnum):
    """Why a seat falls free."""

    TERM = "term"
    NOTICE = "notice"
    SEAT = "seat"


ENDS = {
    EndKind.TERM: "The appointment ends",
    EndKind.NOTICE: "Notice of dismissal is served, for separation",
    EndKind.SEAT: "The position leaves the service",
}


class End(Value):
    """A day on which a seat falls free, and why; of a term and a seat the first day on which it holds no more."""

    kind: EndKind
    on: date

    @property
    def says(self) -> str:
        """In words."""
        joined = "on" if self.kind is EndKind.NOTICE else "before"
        return f"{ENDS[self.kind]} {joined} {day_in_words(self.on)}."


class SeatFacts(Value):
    """A seat on a day."""

    vacant: bool
    ends: tuple[End, ...] = ()
    filled_next: bool = False
    """Whether somebody is proposed or appointed to follow already."""
    has_class: bool
    """Whether the position is allocated to a class; without one nobody can be named for it."""
    named: int
    """How many are named for the class, without the one who holds the seat."""


class Coverage(Value):
    """How a seat is covered."""

    verdict: Verdict
    says: str
    falls_free_on: date | None
    """The first day on which it does; none of one that is vacant, or of which nothing says when it ends."""
    pressing: bool
    """Vacant, or falling free within a year, with nobody proposed to follow."""


def coverage(seat: SeatFacts, on: date) -> Coverage:
    """The coverage of a seat on the day."""
    first = min((one.on for one in seat.ends), default=None)
    soon = seat.vacant or (first is not None and first <= on + HORIZON)
    if not seat.has_class:
        verdict, says = Verdict.UNDETERMINED, "The position is allocated to no class, so nobody can be named for it."
    elif seat.named:
        people = "1 person is" if seat.named == 1 else f"{seat.named} people are"
        verdict, says = Verdict.MET, f"{people} named for its class."
    else:
        verdict, says = Verdict.NOT_MET, "Nobody is named for its class."
    return Coverage(
        verdict=verdict,
        says=says,
        falls_free_on=None if seat.vacant else first,
        pressing=soon and not seat.filled_next,
    )


def in_order(ends: Iterable[End]) -> tuple[End, ...]:
    """Ends by their days."""
    return tuple(sorted(ends, key=lambda one: (one.on, one.kind)))
