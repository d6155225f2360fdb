"""How days become months, exactly: whole numbers of a unit that divides by 28, 29, 30, 31 and 365.

Every convention but the fifteen-day month is additive: the months of two stretches that meet are the months of the
whole. `measure` gives the place of a day on that scale, so a stretch is a difference.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from meritbook.core.qualifications.policy import MonthsHow

UNIT = 27_563_340
"""One month. The least common multiple of 28, 29, 30, 31 and 365."""
CONVENTIONS: tuple[MonthsHow, ...] = ("calendar", "fifteen_day", "thirty_day", "days_365_12")
FIFTEEN = 15

_DAY: Mapping[str, int] = {"thirty_day": UNIT // 30, "days_365_12": UNIT // 365 * 12}
"""Units in a day, where every day counts alike."""

Share = int | Fraction
Piece = tuple[int, int, Share, int]
"""First day and day after the last as ordinals, the share of full time, and the number of the job that is credited."""


@lru_cache(maxsize=65_536)
def _calendar(ordinal: int) -> int:
    day = date.fromordinal(ordinal)
    length = calendar.monthrange(day.year, day.month)[1]
    return (12 * day.year + day.month) * UNIT + (day.day - 1) * (UNIT // length)


def measure(ordinal: int, how: MonthsHow) -> int:
    """The place of a day on the scale of an additive convention, in units."""
    if how == "calendar":
        return _calendar(ordinal)
    return ordinal * _DAY[how]


def units_of(pieces: Sequence[Piece], how: MonthsHow, jobs: int) -> list[Share]:
    """Units credited to each of `jobs` jobs; no two pieces may credit the same day beyond full time.

    With shares as whole parts of a number, a month has so many times `UNIT`.
    """
    credit: list[Share] = [0] * jobs
    if how == "fifteen_day":
        for job, units in _fifteen(pieces):
            credit[job] += units
        return credit
    if how == "calendar":
        for start, end, share, job in pieces:
            credit[job] += share * (_calendar(end) - _calendar(start))
        return credit
    day = _DAY[how]
    for start, end, share, job in pieces:
        credit[job] += share * day * (end - start)
    return credit


@lru_cache(maxsize=65_536)
def _month(ordinal: int) -> tuple[int, int, int]:
    """The calendar month of a day: its number, its first day, and the first day after it."""
    day = date.fromordinal(ordinal)
    first = ordinal - day.day + 1
    return 12 * day.year + day.month, first, first + calendar.monthrange(day.year, day.month)[1]


def _fifteen(pieces: Sequence[Piece]) -> list[tuple[int, Share]]:
    """Each calendar month counts at the share that at least fifteen of its days reach, credited by days."""
    months: dict[int, list[Piece]] = {}
    found: list[tuple[int, Share]] = []
    ordered = sorted(pieces)
    apart = all(before[1] <= after[0] for before, after in pairwise(ordered))
    for start, end, share, job in ordered:
        place = start
        if apart:
            # Months that one piece fills share their days with no other, and count whole.
            first, last = _month(start), _month(end)
            if first[1] < start:
                place = min(end, first[2])
                months.setdefault(first[0], []).append((start, place, share, job))
                first = _month(place)
            if first[0] < last[0]:
                found.append((job, share * UNIT * (last[0] - first[0])))
                place = last[1]
        while place < end:
            number, _, after = _month(place)
            stop = min(end, after)
            months.setdefault(number, []).append((place, stop, share, job))
            place = stop
    for parts in months.values():
        reached = _reached(parts)
        if not reached:
            continue
        if len(parts) == 1:
            found.append((parts[0][3], reached * UNIT))
            continue
        days = sum(stop - start for start, stop, _, _ in parts)
        found.extend((job, Fraction(reached * (stop - start) * UNIT, days)) for start, stop, _, job in parts)
    return found


def _reached(parts: Sequence[Piece]) -> Share:
    """The share of full time that at least fifteen days of one month reach, all credited jobs of a day together."""
    if len(parts) == 1:
        start, stop, share, _ = parts[0]
        return share if stop - start >= FIFTEEN else 0
    cuts = sorted({edge for start, stop, _, _ in parts for edge in (start, stop)})
    spans: list[tuple[Share, int]] = []
    for start, stop in pairwise(cuts):
        share = sum((part[2] for part in parts if part[0] <= start and stop <= part[1]), start=0)
        spans.append((share, stop - start))
    days = 0
    for share, count in sorted(spans, reverse=True):
        days += count
        if days >= FIFTEEN:
            return share
    return 0


def share_shown(share: int | Fraction | str) -> str:
    """A share of full time for a sentence: `1/2`, or `75.3 %` where a fraction would tell nobody anything."""
    exact = Fraction(share)
    return str(exact) if exact.denominator <= 12 else f"{float(exact * 100):.1f} %"


def shown(value: Fraction) -> Decimal:
    """Months as people read them: two places, a half up, no idle zeros."""
    return _hundredths((200 * value.numerator + value.denominator) // (2 * value.denominator))


@lru_cache(maxsize=65_536)
def _hundredths(count: int) -> Decimal:
    value = Decimal(count).scaleb(-2)
    return value.quantize(Decimal(1)) if count % 100 == 0 else value.normalize()
