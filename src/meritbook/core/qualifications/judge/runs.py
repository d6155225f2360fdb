"""Work without a break: the longest run of days, and what lies between the jobs.

No source that we know says how long a break must be. Jobs that touch, or have only Saturdays and Sundays between them,
run on for certain. More than `BREAK_DAYS` without work are a break under every reading. What lies between the two a
person judges, and the days are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from meritbook.core.qualifications.candidate import Job
from meritbook.core.qualifications.judge.counting import Bounds, credits_of, rounded
from meritbook.core.qualifications.judge.months import UNIT, Piece, measure, shown, units_of
from meritbook.core.qualifications.policy import MonthsHow, PolicyOn

BREAK_DAYS = 31
"""Days without work that may still be no break."""
_SATURDAY = 5


class Gap(NamedTuple):
    """Days without work between two runs of it, at the most that the dates allow."""

    first: date
    last: date
    is_open: bool
    """Whether it is short enough that a person may call it no break."""
    says: str


def longest(jobs: Sequence[Job], sure: Sequence[bool], policy: PolicyOn, on: date, *, since: int = 0) -> Bounds:
    """Months of the longest run without a break, as `counting.total` takes its arguments."""
    credit = credits_of(jobs, sure, policy, on, since)
    scale = UNIT * credit.full
    least = min(_best(credit.certain, _runs_on, how, len(jobs)) for how in credit.hows)
    most = max(_best(credit.possible, _may_run_on, how, len(jobs)) for how in credit.hows)
    return rounded(Fraction(least, scale), Fraction(most, scale), policy)


def gaps(jobs: Sequence[Job], sure: Sequence[bool], policy: PolicyOn, on: date, *, since: int = 0) -> tuple[Gap, ...]:
    """The days between the runs that are certain, in order."""
    runs = _runs(credits_of(jobs, sure, policy, on, since).certain, _runs_on)
    found = []
    for before, after in pairwise(runs):
        start, end = max(one[1] for one in before), after[0][0]
        first, last = date.fromordinal(start), date.fromordinal(end - 1)
        says = f"From {first.isoformat()} through {last.isoformat()} lie {_long(start, end)} without work that counts."
        found.append(Gap(first, last, _may_run_on(start, end), says))
    return tuple(found)


def _long(start: int, end: int) -> str:
    days = end - start
    months: Decimal = shown(Fraction(measure(end, "calendar") - measure(start, "calendar"), UNIT))
    return f"{days} day{'s' * (days != 1)} ({months:f} months)"


def _runs_on(end: int, start: int) -> bool:
    """Whether work that ended before day `end` goes on with work from day `start`, for certain."""
    return start - end <= 2 and all(date.fromordinal(day).weekday() >= _SATURDAY for day in range(end, start))


def _may_run_on(end: int, start: int) -> bool:
    return start - end <= BREAK_DAYS


def _runs(pieces: Sequence[Piece], goes_on: Callable[[int, int], bool]) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    reached = 0
    for piece in sorted(pieces):
        if runs and (piece[0] <= reached or goes_on(reached, piece[0])):
            runs[-1].append(piece)
        else:
            runs.append([piece])
        reached = max(reached, piece[1])
    return runs


def _best(pieces: Sequence[Piece], goes_on: Callable[[int, int], bool], how: MonthsHow, jobs: int) -> int | Fraction:
    return max((sum(units_of(run, how, jobs)) for run in _runs(pieces, goes_on)), default=0)
