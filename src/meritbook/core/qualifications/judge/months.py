"""How days become months, exactly: whole numbers of a unit that divides by 28, 29, 30, 31 and 365.

Every convention but the fifteen-day month is additive: the months of two stretches that meet are the months of the
whole. `measure` gives the place of a day on that scale, so a stretch is a difference.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from meritbook.core.qualifications.policy import MonthsHow

UNIT = 27_563_340
"""One month. The least common multiple of 28, 29, 30, 31 and 365."""
CONVENTIONS: tuple[MonthsHow, ...] = ("calendar", "fifteen_day", "thirty_day", "days_365_12")
FIFTEEN = 15

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
    return ordinal * (UNIT // 30 if how == "thirty_day" else UNIT // 365 * 12)


def units_of(pieces: Iterable[Piece], how: MonthsHow, jobs: int) -> list[Share]:
    """Units credited to each of `jobs` jobs; no two pieces may credit the same day beyond full time."""
    credit: list[Share] = [0] * jobs
    if how == "fifteen_day":
        for job, units in _fifteen(pieces):
            credit[job] += units
        return credit
    for start, end, share, job in pieces:
        credit[job] += share * (measure(end, how) - measure(start, how))
    return credit


def _fifteen(pieces: Iterable[Piece]) -> list[tuple[int, Share]]:
    """Each calendar month counts at the share that at least fifteen of its days reach, credited by days."""
    months: dict[int, list[tuple[int, int, Share, int]]] = {}
    for start, end, share, job in pieces:
        place = start
        while place < end:
            day = date.fromordinal(place)
            last = date(day.year, day.month, calendar.monthrange(day.year, day.month)[1]).toordinal() + 1
            stop = min(end, last)
            months.setdefault(12 * day.year + day.month, []).append((place, stop, share, job))
            place = stop
    found: list[tuple[int, Share]] = []
    for parts in months.values():
        reached = _reached(parts)
        if not reached:
            continue
        total = sum(stop - start for start, stop, _, _ in parts)
        found.extend((job, reached * Fraction((stop - start) * UNIT, total)) for start, stop, _, job in parts)
    return found


def _reached(parts: list[tuple[int, int, Share, int]]) -> Share:
    """The share of full time that at least fifteen days of one month reach, all credited jobs of a day together."""
    cuts = sorted({edge for start, stop, _, _ in parts for edge in (start, stop)})
    spans = []
    for start, stop in pairwise(cuts):
        share = sum((part[2] for part in parts if part[0] <= start and stop <= part[1]), start=0)
        spans.append((share, stop - start))
    days = 0
    for share, count in sorted(spans, reverse=True):
        days += count
        if days >= FIFTEEN:
            return share
    return 0


def months(units: Share) -> Fraction:
    """Units as months."""
    return Fraction(units) / UNIT


def shown(value: Fraction) -> Decimal:
    """Months as people read them: two places, a half up, no idle zeros."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()
