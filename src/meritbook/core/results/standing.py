"""How a measure stands on a day: its newest value, whether it is stale, and whether it may be published as fact.

A published fact has an owner, a source, a method and a value inside its frequency. Nothing that is missing is zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from meritbook.core.contracts.measures import apart_in_words, with_unit
from meritbook.core.dates import day_in_words
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period, last_ended, period_on
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict, negate


class Freshness(StrEnum):
    """Whether values keep pace with the frequency of the measure."""

    FRESH = "fresh"
    DUE = "due"
    """The newest period has ended, its value has not come, and its day has not passed."""
    STALE = "stale"
    """The day by which the value of an ended period was due has passed."""
    EMPTY = "empty"
    """No value has ever come, and none is overdue."""


class PeriodValue(Value):
    """The value of one period as it stands on record."""

    starts_on: date
    ends_before: date
    value: Decimal
    """In the unit of the measure."""
    says: str = ""
    """The narrative beside the number."""


class Standing(Value):
    """What a measure shows on a day."""

    on: date
    period: Period | None
    """The period of the newest value; none while there is none."""
    value: Decimal | None
    target: Decimal | None
    verdict: Verdict
    """Whether the newest value reaches its target; undetermined without a value or a target."""
    freshness: Freshness
    awaited: Period | None
    """The oldest ended period after the newest value that has none yet."""
    awaited_by: date | None
    """The last day on which the value of `awaited` is in time."""
    sentence: str
    lacks: tuple[str, ...] = ()
    """Why it is no published fact: each thing that is missing, in words."""

    @property
    def publishable(self) -> bool:
        """Whether it may be published as fact."""
        return not self.lacks


def reaches(definition: MeasureDefinition, value: Decimal | None, target: Decimal | None) -> Verdict:
    """Whether a value reaches a target in the measure's direction."""
    if value is None or target is None:
        return Verdict.UNDETERMINED
    enough = Verdict.MET if value >= target else Verdict.NOT_MET
    if definition.direction == "at_least" or value == target:
        return enough
    return negate(enough)


def standing(
    definition: MeasureDefinition,
    values: Sequence[PeriodValue],
    *,
    on: date,
    begins_on: date,
    owner: str = "",
    following: MeasureDefinition | None = None,
    ends_before: date | None = None,
) -> Standing:
    """How the measure stands on a day. `definition` is the entry that the newest value counts by; `following` that of
    the period after it, where it is another.

    `values`: one for each period at most, in any order; a period that has not ended by then does not count.
    `begins_on`: the first day of the measure, before which no value is owed. `owner`: who answers for it on the day,
    empty for nobody. `ends_before`: the day from which it is retired, and owes no value.
    """
    ended = [one for one in values if one.ends_before <= on]
    newest = max(ended, key=lambda one: one.starts_on, default=None)
    period = period_on(newest.starts_on, definition.frequency, definition.year_starts_in) if newest else None
    after = following or definition
    awaited = _awaited(after, newest, on=on, begins_on=begins_on)
    if awaited and ends_before is not None and awaited.starts_on >= ends_before:
        awaited = None
    by = awaited.last_day + timedelta(days=after.due_days) if awaited else None
    if awaited and by and on > by:
        freshness = Freshness.STALE
    elif newest is None:
        freshness = Freshness.EMPTY
    else:
        freshness = Freshness.DUE if awaited else Freshness.FRESH
    target = definition.target_on(newest.starts_on) if newest else None
    verdict = reaches(definition, newest.value if newest else None, target)
    return Standing(
        on=on,
        period=period,
        value=newest.value if newest else None,
        target=target,
        verdict=verdict,
        freshness=freshness,
        awaited=awaited,
        awaited_by=by,
        sentence=_sentence(definition, period, newest, target, verdict),
        lacks=_lacks(definition, newest, freshness, awaited, by, owner),
    )


def _awaited(definition: MeasureDefinition, newest: PeriodValue | None, *, on: date, begins_on: date) -> Period | None:
    since = newest.ends_before if newest else begins_on
    first = period_on(since, definition.frequency, definition.year_starts_in)
    if first.starts_on < since:
        first = first.next()
    last = last_ended(on, definition.frequency, definition.year_starts_in)
    return first if first.starts_on <= last.starts_on else None


def _sentence(
    definition: MeasureDefinition,
    period: Period | None,
    newest: PeriodValue | None,
    target: Decimal | None,
    verdict: Verdict,
) -> str:
    if newest is None or period is None:
        return "No value is on record."
    shown = f"{period.words}: {with_unit(newest.value, definition.unit)}"
    if target is None:
        return f"{shown}. No target is set for the period."
    wanted = f"{definition.direction.replace('_', ' ')} {with_unit(target, definition.unit)}"
    apart = apart_in_words(newest.value, target, definition.unit)
    if verdict is Verdict.MET:
        return f"{shown}; target {wanted}: reached" + ("." if newest.value == target else f", by {apart}.")
    return f"{shown}; target {wanted}: missed by {apart}."


def _lacks(
    definition: MeasureDefinition,
    newest: PeriodValue | None,
    freshness: Freshness,
    awaited: Period | None,
    by: date | None,
    owner: str,
) -> tuple[str, ...]:
    lacks = []
    if not owner:
        lacks.append("Nobody answers for it.")
    if not definition.source:
        lacks.append("It names no source.")
    if not definition.method:
        lacks.append("It does not say how its values are collected.")
    if newest is None:
        lacks.append("It has no value.")
    if freshness is Freshness.STALE and awaited and by:
        lacks.append(f"It is stale: the value of {awaited.words} was due on {day_in_words(by)}.")
    return tuple(lacks)


class KeptUp(Value):
    """What lists ask of a measure whatever the day: until when its next value is in time, and how the newest one is."""

    newest_on: date | None
    """First day of the newest period that has a value."""
    next_ends_before: date | None
    """The end of the next period that is to have one; none where the measure is retired by then."""
    due_on: date | None
    """The last day on which that value is in time."""
    reached: bool | None
    """Whether the newest value reaches its target; none without a value or a target."""


def held_on(versions: Sequence[tuple[date, MeasureDefinition]], day: date) -> MeasureDefinition:
    """The entry that counts for a period that begins on the day; the first one before it begins.

    `versions`: each with its first day, one at least.
    """
    begun = [one for one in versions if one[0] <= day] or [min(versions, key=lambda one: one[0])]
    return max(begun, key=lambda one: one[0])[1]


def kept_up(
    versions: Sequence[tuple[date, MeasureDefinition]],
    newest: PeriodValue | None,
    *,
    begins_on: date,
    ends_before: date | None = None,
) -> KeptUp:
    """What lists ask of the measure. `begins_on` and `ends_before`: its first day, and that on which it is retired."""
    day = newest.ends_before if newest else begins_on
    definition = held_on(versions, day)
    following = period_on(day, definition.frequency, definition.year_starts_in)
    if following.starts_on < day:
        following = following.next()
    over = ends_before is not None and following.starts_on >= ends_before
    verdict = Verdict.UNDETERMINED
    if newest is not None:
        counted = held_on(versions, newest.starts_on)
        verdict = reaches(counted, newest.value, counted.target_on(newest.starts_on))
    return KeptUp(
        newest_on=newest.starts_on if newest else None,
        next_ends_before=None if over else following.ends_before,
        due_on=None if over else following.last_day + timedelta(days=definition.due_days),
        reached={Verdict.MET: True, Verdict.NOT_MET: False, Verdict.UNDETERMINED: None}[verdict],
    )
