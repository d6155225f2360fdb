"""When the values of an event's measures are to be had: by hand by the day, of the register by its periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from meritbook.actions.leaning import Series
from meritbook.core.results.lean_marks import period_after
from meritbook.core.results.lean_policy import LeanPolicy
from meritbook.core.results.periods import Period
from meritbook.core.results.standing import PeriodValue
from meritbook.records.models import KaizenEvent, KaizenMeasure


class Due(NamedTuple):
    """When a value is to be had."""

    opens_on: date
    """The first day on which it can be there."""
    due_on: date
    period: Period | None = None
    """The period of the register whose value it is; none before the event, and of a measure of the event's own."""


def series_of(rows: Iterable[KaizenMeasure]) -> Series:
    """The values of those measures that are of the register."""
    return Series([one.measure_id for one in rows if one.measure_id is not None])


def by_days(event: KaizenEvent, days: int, policy: LeanPolicy) -> Due:
    """When a value that somebody counts is to be had; `days` is 0 for the value before the event."""
    if not days:
        return Due(date.min, event.starts_on)
    mark = event.last_day + timedelta(days=days)
    return Due(mark - timedelta(days=policy.early_days), mark)


def due(row: KaizenMeasure, event: KaizenEvent, days: int, policy: LeanPolicy, series: Series) -> Due:
    """When the value is to be had; one of the register once its period has ended, and by the day it is owed there."""
    entry = series.entry(row.measure_id) if row.measure_id is not None and days else None
    if entry is None:
        return by_days(event, days, policy)
    period = period_after(
        event.last_day, days, first=policy.measured_after_days[0], frequency=entry.frequency,
        year_starts_in=entry.year_starts_in,
    )  # fmt: skip
    return Due(period.ends_before, period.last_day + timedelta(days=entry.due_days), period)


def register_value(
    row: KaizenMeasure, event: KaizenEvent, days: int, policy: LeanPolicy, *, on: date
) -> PeriodValue | None:
    """What the register has for the value; none where it has none.

    Before the event: the newest period that ended by its first day. After it: the one period that `due` names.
    """
    measure = row.measure_id
    assert measure is not None  # noqa: S101  # asked of measures of the register alone
    series = Series([measure])
    if days == 0:
        values = series.of(measure, on=min(on, event.starts_on))
        return values[-1] if values else None
    period = due(row, event, days, policy, series).period
    values = series.of(measure, on=on)
    return next((one for one in values if period is not None and one.starts_on == period.starts_on), None)
