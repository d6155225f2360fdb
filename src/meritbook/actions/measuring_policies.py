"""Is it possible now? What the acts on measures and their values ask of the record, and the refusals that they give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range, check_text
from meritbook.core.contracts.measures import with_unit
from meritbook.core.dates import day_in_words
from meritbook.core.faults import first_fault
from meritbook.core.results.measure import MeasureDefinition, without_minus_zero
from meritbook.core.results.periods import Period, period_on
from meritbook.records.models import Measure, MeasureOwner, MeasureValue, MeasureVersion, User

MOST_WHOLE = Decimal(10) ** 17
"""Amounts from here on are refused: no figure of a government is that large, and a column would not hold it."""
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")


class MeasureError(PolicyError):
    """An entry of the measure dictionary that cannot be kept as it is."""

    code = "results.measure"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class OwnerError(PolicyError):
    """Somebody who cannot answer for a measure, or not from that day."""

    code = "results.owner"
    remedy = "Name somebody who can sign in, and a first day on which nobody else is named yet."
    http_status = 422


class FigureError(PolicyError):
    """A value that cannot be the measure's: no number, more places than it keeps, or outside of what is possible."""

    code = "results.value"
    remedy = "Check the figure against its source; the dictionary says unit, places and what is possible."
    http_status = 422


class ValueDayError(PolicyError):
    """A period that has not ended, or in which the measure did not count."""

    code = "results.value_day"
    remedy = "Record the value of a period that has ended, within the days of the measure."
    http_status = 422


class ValueStandsError(PolicyError):
    """The period has a value already."""

    code = "results.value_stands"
    remedy = "Correct the value that stands, with a reason; both stay on record."


class RetiredError(PolicyError):
    """A measure that is retired already, or cannot be on that day."""

    code = "results.retired"
    remedy = "Choose a day after the newest period that has a value; a retired measure stays retired."


class BaselineError(PolicyError):
    """Limits of a control chart that cannot be reckoned from those periods."""

    code = "results.baseline"
    remedy = "Name periods of the measure, the first before the last, with six values between them for kept limits."
    http_status = 422


class SameValueError(PolicyError):
    """A correction that changes nothing."""

    code = "results.same_value"
    remedy = "Give the corrected figure, or leave it."


def check_key(key: str) -> str:
    """The key as it is kept; raises `MeasureError` and `TakenError`."""
    said = key.strip()
    if not _KEY.fullmatch(said):
        raise MeasureError(
            "The key of a measure is made of small letters, digits and hyphens, at most 79 of them.", where="key"
        )
    if Measure.objects.filter(key__iexact=said).exists():
        raise TakenError(f"A measure carries the key {said} already.", where="key")
    return said


def check_definition(definition: MeasureDefinition | dict[str, Any]) -> MeasureDefinition:
    """The entry as a value; raises `MeasureError` that names the field."""
    try:
        found = MeasureDefinition.model_validate(definition)
    except ValidationError as error:
        said, where = first_fault(error, "definition")
        raise MeasureError(said, where=where) from error
    for name in ("title", "says", "unit", "source", "method", "budget_unit", "formula"):
        check_text(getattr(found, name), field=name, required=False)
    for target in found.targets:
        check_day_in_range(target.starts_on, where="targets")
        check_day_in_range(target.ends_before, where="targets")
    return found


def check_owner(owner: User) -> None:
    """Whoever answers for a measure can sign in."""
    if not owner.is_active:
        raise OwnerError(f"{owner.full_name} is shut out and cannot answer for a measure.", where="owner")


def check_owner_day(measure: Measure, starts_on: date) -> MeasureOwner | None:
    """Who is named now and gives way on the day; raises `OwnerError` where somebody is named from then on already."""
    check_day_in_range(starts_on, where="starts_on")
    if starts_on < measure.starts_on:
        raise OwnerError(
            f"The measure begins on {day_in_words(measure.starts_on)}; nobody answers for it before.", where="starts_on"
        )
    later = measure.owners.filter(starts_on__gte=starts_on).select_related("owner").first()
    if later is not None:
        raise OwnerError(
            f"{later.owner.full_name} is named from {day_in_words(later.starts_on)} already.", where="starts_on"
        )
    found: MeasureOwner | None = MeasureOwner.objects.on(starts_on).filter(measure=measure).first()
    return found


def version_on(versions: Sequence[MeasureVersion], day: date) -> MeasureVersion:
    """The version that counts for a period that begins on the day; raises `ValueDayError` before the first."""
    held = [one for one in versions if one.starts_on <= day]
    if not held:
        raise ValueDayError(f"The measure does not count on {day_in_words(day)} yet.", where="period")
    return max(held, key=lambda one: one.starts_on)


def check_period(measure: Measure, definition: MeasureDefinition, period: Period, *, on: date) -> None:
    """The period is the measure's, has ended and lies within the days of the measure."""
    check_day_in_range(period.starts_on, where="period")
    if period != period_on(period.starts_on, definition.frequency, definition.year_starts_in):
        raise ValueDayError(f"{period.words} is no {definition.frequency.noun} of the measure.", where="period")
    if period.ends_before > on:
        raise ValueDayError(
            f"{period.words} ends on {day_in_words(period.last_day)}; a value follows after that day.", where="period"
        )
    ended = measure.ends_before is not None and period.starts_on >= measure.ends_before
    if period.starts_on < measure.starts_on or ended:
        raise ValueDayError(f"{period.words} lies outside the days of the measure.", where="period")


def check_value(definition: MeasureDefinition, value: Decimal) -> Decimal:
    """The value as it is kept; raises `FigureError`."""
    if not value.is_finite() or abs(value) >= MOST_WHOLE:
        raise FigureError("That is not a figure that can be kept.", where="value")
    if value != round(value, definition.places):
        raise FigureError(
            f"{with_unit(value, definition.unit)} has more than the {definition.places} decimal places that are kept.",
            where="value",
        )
    if definition.least is not None and value < definition.least:
        raise FigureError(
            f"{with_unit(value, definition.unit)} lies below the lowest possible, "
            f"{with_unit(definition.least, definition.unit)}.",
            where="value",
        )
    if definition.most is not None and value > definition.most:
        raise FigureError(
            f"{with_unit(value, definition.unit)} lies above the highest possible, "
            f"{with_unit(definition.most, definition.unit)}.",
            where="value",
        )
    return without_minus_zero(value)


def check_periods_free(measure: Measure, periods: Iterable[Period]) -> None:
    """None of the periods has a value; raises `ValueStandsError` that names the first that has."""
    wanted = {one.starts_on: one for one in periods}
    taken = MeasureValue.objects.filter(measure=measure, current=True, starts_on__in=list(wanted))
    first = taken.order_by("starts_on").first()
    if first is not None:
        raise ValueStandsError(f"{wanted[first.starts_on].words} has a value already.", where="period")


def check_periods_once(periods: Sequence[Period]) -> None:
    """No period stands twice in what is sent; raises `ValueStandsError`."""
    seen = set()
    for one in periods:
        if one.starts_on in seen:
            raise ValueStandsError(f"{one.words} stands twice in what was sent.", where="period")
        seen.add(one.starts_on)


def check_change(measure: Measure, definition: MeasureDefinition, starts_on: date) -> MeasureVersion:
    """The newest version, after which the change comes; raises `MeasureError`.

    A change that breaks the series needs a day from which no value stands yet; any other may reach back to the day of
    the newest version.
    """
    last: MeasureVersion = measure.versions.order_by("-number")[0]
    if starts_on <= last.starts_on:
        raise MeasureError(
            f"The newest version holds from {day_in_words(last.starts_on)}; a change begins on a later day.",
            where="starts_on",
        )
    if period_on(starts_on, definition.frequency, definition.year_starts_in).starts_on != starts_on:
        raise MeasureError("A change begins on the first day of a period.", where="starts_on")
    before = MeasureDefinition.model_validate_json(last.definition_json)
    stands = measure.values.filter(current=True, ends_before__gt=starts_on).order_by("starts_on").first()
    if stands is not None and definition.breaks_with != before.breaks_with:
        raise MeasureError(
            f"Values from {day_in_words(stands.starts_on)} on are in {before.unit}, by the {before.frequency.noun}; "
            "another unit, frequency or year begins after them.",
            where="starts_on",
        )
    return last


def check_current(value: MeasureValue) -> None:
    """The value stands; raises `ValueStandsError` where it was corrected already."""
    if not value.current:
        raise ValueStandsError("This value was corrected already; correct the one that stands.", where="value")


def check_other(value: MeasureValue, figure: Decimal, says: str) -> None:
    """The correction changes something; raises `SameValueError`."""
    if value.value == figure and value.says == says:
        raise SameValueError("The correction is the same as what stands.", where="value")


def check_retire(measure: Measure, ends_before: date) -> None:
    """The measure may be retired on the day; raises `RetiredError`."""
    check_day_in_range(ends_before, where="ends_before")
    if measure.ends_before is not None:
        raise RetiredError(
            f"The measure is retired from {day_in_words(measure.ends_before)} already.", where="ends_before"
        )
    if ends_before <= measure.starts_on:
        raise RetiredError(f"The measure begins on {day_in_words(measure.starts_on)}.", where="ends_before")
    stands = measure.values.filter(current=True, starts_on__gte=ends_before).order_by("-starts_on").first()
    if stands is not None:
        raise RetiredError(
            f"The period from {day_in_words(stands.starts_on)} has a value; it is retired after that.",
            where="ends_before",
        )
