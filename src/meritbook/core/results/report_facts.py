"""Whether a measure may stand in an annual report as fact: owner, source, method, and a value inside its frequency.

What keeps it out is a reason with words. Only staleness can be taken upon somebody's name; what has no owner, source,
method or value is no fact for anybody. A value counts for the fiscal year in which its period ends.
Follows: Iowa's Performance Measurement and Reporting initiative (the series guideline of September 2008).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from meritbook.core.dates import day_in_words
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period, period_on
from meritbook.core.results.standing import held_on, reaches
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

Versions = Sequence[tuple[date, MeasureDefinition]]
"""The entries of a measure, each with its first day."""


class Reason(StrEnum):
    """What a measure lacks to be published as fact."""

    OWNER = "owner"
    SOURCE = "source"
    METHOD = "method"
    VALUE = "value"
    STALE = "stale"


class Lack(Value):
    """One thing that a measure lacks."""

    reason: Reason
    says: str


class HeldValue(NamedTuple):
    """A value as it stands on record."""

    starts_on: date
    ends_before: date
    value: Decimal
    says: str
    revision: int
    """The number of its row: a correction has another."""
    corrects: bool
    """Whether it took the place of another value."""


class YearValue(Value):
    """What the record has of one period of the year."""

    period: str
    starts_on: date
    ends_before: date
    value: Decimal | None
    """In the unit of the measure; none where no value is on record."""
    target: Decimal | None
    verdict: Verdict
    says: str = ""
    revision: int | None = None
    corrects: bool = False


class Judged(Value):
    """A measure as the report of a year finds it."""

    lacks: tuple[Lack, ...]
    values: tuple[YearValue, ...]
    """Each period that ends in the year and owes a value, in order."""
    awaited: str = ""
    """The oldest period of the year that has none; empty where all have come."""
    awaited_by: date | None = None

    @property
    def newest(self) -> YearValue | None:
        """The newest value of the year; none where none has come."""
        return next((one for one in reversed(self.values) if one.value is not None), None)

    @property
    def eligible(self) -> bool:
        """Whether it stands in the report without more."""
        return not self.lacks

    @property
    def only_stale(self) -> bool:
        """Whether somebody may answer for it by name: it lacks nothing but a value in time."""
        return [one.reason for one in self.lacks] == [Reason.STALE]

    @property
    def says(self) -> tuple[str, ...]:
        """Everything that it lacks, in words."""
        return tuple(one.says for one in self.lacks)


def owed(versions: Versions, year: Period, begins_on: date, ends_before: date | None) -> tuple[Period, ...]:
    """The periods that end in the year and owe a value: those that begin in the measure's own days."""
    found, day = [], year.starts_on
    while day < year.ends_before:
        definition = held_on(versions, day)
        period = period_on(day, definition.frequency, definition.year_starts_in)
        within = begins_on <= period.starts_on and (ends_before is None or period.starts_on < ends_before)
        if within and period.ends_before <= year.ends_before:
            found.append(period)
        day = period.ends_before
    return tuple(found)


def judge(
    versions: Versions,
    values: Mapping[date, HeldValue],
    *,
    year: Period,
    on: date,
    begins_on: date,
    ends_before: date | None = None,
    owner: str = "",
) -> Judged:
    """What the report of a year may say of a measure, drawn up on a day.

    `values`: those that stand, by the first day of their period. `begins_on` and `ends_before`: the measure's first
    day, and that from which it is retired. `owner`: who answers for it on the day and can sign in; empty for nobody.
    """
    periods = owed(versions, year, begins_on, ends_before)
    rows = tuple(_year_value(one, held_on(versions, one.starts_on), values.get(one.starts_on)) for one in periods)
    awaited = [
        (one, one.last_day + timedelta(days=held_on(versions, one.starts_on).due_days))
        for one, row in zip(periods, rows, strict=True)
        if row.value is None
    ]
    behind, by = awaited[0] if awaited else (None, None)
    late = [(one, due) for one, due in awaited if on > due]
    return Judged(
        lacks=_lacks(held_on(versions, year.last_day), rows, late, owner),
        values=rows,
        awaited=behind.words if behind else "",
        awaited_by=by,
    )


def _year_value(period: Period, definition: MeasureDefinition, held: HeldValue | None) -> YearValue:
    target = definition.target_on(period.starts_on)
    value = held.value if held else None
    return YearValue(
        period=period.words,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        value=value,
        target=target,
        verdict=reaches(definition, value, target),
        says=held.says if held else "",
        revision=held.revision if held else None,
        corrects=held.corrects if held else False,
    )


def _lacks(
    entry: MeasureDefinition,
    rows: Sequence[YearValue],
    late: Sequence[tuple[Period, date]],
    owner: str,
) -> tuple[Lack, ...]:
    found = []
    if not owner:
        found.append(Lack(reason=Reason.OWNER, says="Nobody who can sign in answers for it."))
    if not entry.source:
        found.append(Lack(reason=Reason.SOURCE, says="It names no source."))
    if not entry.method:
        found.append(Lack(reason=Reason.METHOD, says="It does not say how its values are collected."))
    if not rows:
        found.append(Lack(reason=Reason.VALUE, says="It owes no value of this year."))
    elif all(one.value is None for one in rows):
        found.append(Lack(reason=Reason.VALUE, says="It has no value of this year."))
    if late:
        (oldest, due), more = late[0], len(late) - 1
        others = f", and {more} more {'is' if more == 1 else 'are'} missing" if more else ""
        says = f"It is stale: the value of {oldest.words} was due on {day_in_words(due)}{others}."
        found.append(Lack(reason=Reason.STALE, says=says))
    return tuple(found)
