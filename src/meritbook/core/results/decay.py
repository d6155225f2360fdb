"""Whether what an event improved has held: by the values measured again after it, and by the register's own chart.

Two witnesses. The values of 30, 60 and 90 days tell how much of the first improvement was given back. Where the
measure is one of the register, its control chart with the limits of before the event tells whether the newest value is
still a signal on the better side (Wheeler's rules, `charts`). It has fallen back as soon as one of them says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from meritbook.core.results.charts import Baseline, Point, Rule, chart
from meritbook.core.results.standing import PeriodValue
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

Better = Literal["lower", "higher"]
_SHIFTS = frozenset({Rule.OUTSIDE, Rule.RUN, Rule.NEAR_LIMIT})


class Hold(StrEnum):
    """Where an improvement stands."""

    HOLDS = "holds"
    RETURNED = "returned"
    NEVER_CAME = "never_came"
    """Measured again it was no better than before."""
    UNDETERMINED = "undetermined"


class Held(Value):
    """The finding with its reason."""

    hold: Hold
    because: str
    rests_on: date | None = None
    """First day of the newest period of the register that it rests on; none where it rests on the event's values."""

    @property
    def verdict(self) -> Verdict:
        """Whether it holds."""
        return {Hold.HOLDS: Verdict.MET, Hold.UNDETERMINED: Verdict.UNDETERMINED}.get(self.hold, Verdict.NOT_MET)


def gain(better: Better, before: Decimal, after: Decimal) -> Decimal:
    """By how much `after` is better than `before`; below zero where it is worse."""
    return before - after if better == "lower" else after - before


def by_readings(
    better: Better, before: Decimal | None, after: Sequence[tuple[int, Decimal]], *, returned_percent: int
) -> Held:
    """By the values of the event. `after`: days after the event and value, without those that could not be had."""
    ordered = sorted(after)
    if before is None or not ordered:
        missing = "The value before the event" if before is None else "A value after the event"
        return Held(hold=Hold.UNDETERMINED, because=f"{missing} is missing.")
    gains = [gain(better, before, value) for _, value in ordered]
    best = max(gains)
    newest_days, newest = ordered[-1]
    if best <= 0:
        return Held(
            hold=Hold.NEVER_CAME, because=f"No value after the event is better than {_plain(before)} before it."
        )
    given_back = (best - gains[-1]) / best * 100
    told = f"{_plain(before)} before, {_plain(newest)} after {newest_days} days"
    if given_back >= returned_percent:
        return Held(
            hold=Hold.RETURNED,
            because=f"{told}: {_plain(given_back)} percent of the best improvement is given back.",
        )
    return Held(hold=Hold.HOLDS, because=f"{told}.")


def by_register(
    better: Better, values: Sequence[PeriodValue], *, starts_on: date, last_day: date, year_starts_in: int = 1
) -> Held:
    """By the register's chart, with the limits of the periods that ended before the event, kept.

    `values` are of one unit and frequency. `starts_on` and `last_day` are the days of the event;
    `year_starts_in` is the month in which the year of the measure begins.
    """
    ordered = sorted(values, key=lambda one: one.starts_on)
    before = [one for one in ordered if one.ends_before <= starts_on]
    after = [one for one in ordered if one.starts_on > last_day]
    if not after:
        return Held(hold=Hold.UNDETERMINED, because="The register has no value of a period after the event yet.")
    if not before:
        return Held(hold=Hold.UNDETERMINED, because="The register has no value of before the event.")
    kept = Baseline(starts_on=before[0].starts_on, ends_before=before[-1].ends_before)
    (part,) = chart([*before, *after], [kept], year_starts_in=year_starts_in).parts
    limits = part.limits
    if limits is None:
        return Held(
            hold=Hold.UNDETERMINED,
            because=f"{len(before)} values of before the event are too few to tell what was usual.",
        )

    def shifted(point: Point) -> bool:
        return bool(_SHIFTS & set(point.rules)) and gain(better, limits.centre, point.value) > 0

    points = [one for one in part.points if one.starts_on > last_day]
    newest = points[-1]
    usual = f"usual before the event were {_plain(limits.lower)} to {_plain(limits.upper)}"
    told = f"{newest.period}: {_plain(newest.value)}; {usual}"
    if shifted(newest):
        return Held(hold=Hold.HOLDS, because=f"{told}.", rests_on=newest.starts_on)
    if any(shifted(one) for one in points):
        return Held(
            hold=Hold.RETURNED, because=f"{told}. It had moved out of that, and is back.", rests_on=newest.starts_on
        )
    return Held(
        hold=Hold.UNDETERMINED,
        because=f"{told}. No shift shows in the chart yet, nor is any excluded.",
        rests_on=newest.starts_on,
    )


def together(readings: Held, register: Held | None) -> Held:
    """One answer of both witnesses: fallen back where one says so, else what is known."""
    if register is None:
        return readings
    for hold in (Hold.RETURNED, Hold.NEVER_CAME):
        for one in (register, readings):
            if one.hold is hold:
                return one
    return next((one for one in (register, readings) if one.hold is Hold.HOLDS), register)


def _plain(value: Decimal) -> str:
    text = f"{round(value, 2):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
