"""Which day it is, whether it can be moved, and to which days somebody is likely to want to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from meritbook.core.law.days import LATEST
from meritbook.records import clock
from meritbook.records.models import LawDay

NAMED = (
    (4, 25, "the week before May 1"),
    (7, 1, "the first day of a fiscal year"),
)
"""Month, day, and what makes it worth going to: the days about which the year of an executive service turns."""


@dataclass(frozen=True)
class Leap:
    """A day to go to, and why one would."""

    on: date
    words: str


@dataclass(frozen=True)
class DayPage:
    """The day of the office and what can be done about it."""

    on: date
    demo: bool
    fixed: bool
    """Whether a setting holds it."""
    leaps: tuple[Leap, ...]
    """Days to go to, the next first; none where the day cannot be moved."""
    law_worked: date | None = None
    """The last day that the law was worked through, where that lies before the day; none where it keeps up."""

    @property
    def can_move(self) -> bool:
        """Whether the day can be moved at all."""
        return self.demo and not self.fixed


def day_page() -> DayPage:
    """The day of the office."""
    on, demo, fixed = clock.today(), bool(settings.MERITBOOK_DEMO), clock.fixed_day() is not None
    newest = LawDay.objects.values_list("on", flat=True).first() if demo else None
    return DayPage(
        on=on,
        demo=demo,
        fixed=fixed,
        leaps=_leaps(on) if demo and not fixed else (),
        law_worked=newest if newest is not None and newest < on else None,
    )


def _leaps(on: date) -> tuple[Leap, ...]:
    """Tomorrow, in a week, and the named days that come next."""
    found = {on + timedelta(days=1): "tomorrow", on + timedelta(days=7): "in a week"} if on < LATEST else {}
    for month, day, words in NAMED:
        this_year = date(on.year, month, day)
        found.setdefault(this_year if this_year > on else date(on.year + 1, month, day), words)
    return tuple(Leap(one, words) for one, words in sorted(found.items()) if one <= LATEST)
