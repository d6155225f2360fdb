"""What the register itself tells of the quality of a measure's values: which came, which came late, which agree.

Each answer carries its arithmetic. A period of which the register cannot tell is left out of a share, and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from meritbook.core.contracts.measures import with_unit
from meritbook.core.dates import day_in_words
from meritbook.core.results.audit_policy import Grade, Sampling, Shares
from meritbook.core.results.audit_sampling import limits
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import period_on
from meritbook.core.results.standing import held_on
from meritbook.core.values import Value


class Owed(NamedTuple):
    """A period of which a value is owed."""

    label: str
    words: str
    starts_on: date
    ends_before: date
    due_on: date


class Check(Value):
    """What was worked out towards a criterion."""

    grade: Grade
    sentence: str
    counted: int
    """Periods of which it can be told."""
    failed: int
    not_told: int = 0
    lines: tuple[str, ...] = ()
    """The periods that failed, each with its reason."""


def owed(
    versions: Sequence[tuple[date, MeasureDefinition]],
    *,
    begins_on: date,
    retired_on: date | None,
    since: date,
    before: date,
    on: date,
) -> tuple[Owed, ...]:
    """The periods in `[since, before)` that ended by the day and of which the measure owes a value, the oldest first.

    `versions`: each with its first day, one at least. `begins_on`, `retired_on`: the days of the measure.
    """
    found: list[Owed] = []
    start = max(since, begins_on)
    definition = held_on(versions, start)
    period = period_on(start, definition.frequency, definition.year_starts_in)
    if period.starts_on < start:
        period = period.next()
    while period.ends_before <= min(before, on) and (retired_on is None or period.starts_on < retired_on):
        definition = held_on(versions, period.starts_on)
        due = period.last_day + timedelta(days=definition.due_days)
        found.append(Owed(period.label, period.words, period.starts_on, period.ends_before, due))
        definition = held_on(versions, period.ends_before)
        following = period_on(period.ends_before, definition.frequency, definition.year_starts_in)
        period = following if following.starts_on >= period.ends_before else following.next()
    return tuple(found)


def completeness(periods: Sequence[Owed], came: Mapping[date, date], shares: Shares) -> Check:
    """Whether every period has a value. `came`: by the first day of a period when its first value was recorded."""
    lacking = [one for one in periods if one.starts_on not in came]
    if not periods:
        return Check(
            grade=Grade.UNDETERMINED, sentence="No period of the span has ended.", counted=0, failed=0
        )  # fmt: skip
    grade, share = _graded(len(lacking), len(periods), shares)
    present = len(periods) - len(lacking)
    return Check(
        grade=grade,
        sentence=f"{present} of {len(periods)} periods have a value; {share}% lack one. {_told(shares)}",
        counted=len(periods),
        failed=len(lacking),
        lines=tuple(f"{one.words}: no value" for one in lacking),
    )


def timeliness(
    periods: Sequence[Owed], came: Mapping[date, date], shares: Shares, *, kept_since: date, on: date
) -> Check:
    """Whether values came by their days. `kept_since`: when the measure was entered into the register.

    Of a period that was due before, the register cannot tell; one that is not due yet and has no value fails nothing.
    """
    told = [one for one in periods if one.due_on >= kept_since]
    waits = {one.starts_on for one in told if one.starts_on not in came and one.due_on >= on}
    counted = [one for one in told if one.starts_on not in waits]
    before = len(periods) - len(told)
    untold = f" Of {before} that were due before it was entered here, it cannot be told." if before else ""
    if not counted:
        return Check(
            grade=Grade.UNDETERMINED,
            sentence=f"The register tells of no period whether its value came in time.{untold}",
            counted=0,
            failed=0,
            not_told=before,
        )
    late = [one for one in counted if one.starts_on not in came or came[one.starts_on] > one.due_on]
    grade, share = _graded(len(late), len(counted), shares)
    return Check(
        grade=grade,
        sentence=f"{len(counted) - len(late)} of {len(counted)} values came by their day; {share}% did not. "
        f"{_told(shares)}{untold}",
        counted=len(counted),
        failed=len(late),
        not_told=before,
        lines=tuple(_late(one, came.get(one.starts_on)) for one in late),
    )


def _graded(failed: int, of: int, shares: Shares) -> tuple[Grade, Decimal]:
    exact = Decimal(failed * 100) / of
    grade = Grade.MET if exact <= shares.met else Grade.PARTLY if exact <= shares.partly else Grade.NOT_MET
    return grade, exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _told(shares: Shares) -> str:
    return f"Met up to {shares.met}%, partly met up to {shares.partly}%."


def _late(one: Owed, day: date | None) -> str:
    due = f"{one.words}: due on {day_in_words(one.due_on)}"
    if day is None:
        return f"{due}, has not come"
    late = (day - one.due_on).days
    return f"{due}, came on {day_in_words(day)}, {late} day{'' if late == 1 else 's'} late"


class Sampled(Value):
    """A period of a sample with the value that stood when it was drawn."""

    label: str
    words: str
    starts_on: date
    recorded: Decimal
    places: int
    """Decimal places that the measure keeps, to which the auditor's figure is rounded."""
    unit: str


class Own(Value):
    """What the auditor worked out from the source; none where the source could not be found."""

    figure: Decimal | None


class Compared(Value):
    """A sampled period: what is on record beside what the auditor worked out."""

    label: str
    words: str
    starts_on: date
    recorded: Decimal
    own: Decimal | None
    difference: Decimal | None
    """Recorded less recalculated, in the unit of the measure."""
    wrong: bool | None
    """None while nothing was worked out for it."""
    sentence: str


class Recalculation(Value):
    """A sample that was worked out again, and what it says of all periods. Shares are percent."""

    lines: tuple[Compared, ...]
    population: int
    size: int
    examined: int
    wrong: int
    confidence: Decimal
    tolerable: Decimal
    low: int
    high: int
    """The fewest and the most wrong periods of all that agree with what was found, each with the confidence."""
    projected: Decimal
    """Wrong periods of all if the rest is like those examined."""
    grade: Grade
    sentence: str


def compare(one: Sampled, own: Own | None, sampling: Sampling) -> Compared:
    """The recorded value against the auditor's, which is rounded to the places that the measure keeps."""
    parts = {"label": one.label, "words": one.words, "starts_on": one.starts_on, "recorded": one.recorded}
    shown = with_unit(one.recorded, one.unit)
    if own is None:
        return Compared(**parts, own=None, difference=None, wrong=None, sentence=f"{shown} on record; not worked out.")
    if own.figure is None:
        said = f"{shown} on record; the source could not be found, which counts as wrong."
        return Compared(**parts, own=None, difference=None, wrong=True, sentence=said)
    figure = own.figure.quantize(Decimal(1).scaleb(-one.places), rounding=ROUND_HALF_UP)
    apart = one.recorded - figure
    allowed = abs(figure) * sampling.tolerance / 100
    wrong = abs(apart) > allowed
    told = f"{shown} on record, {with_unit(figure, one.unit)} recalculated"
    if not apart:
        told += ": the same."
    elif wrong:
        told += f": {apart:+f} is beyond the {sampling.tolerance}% that are allowed ({allowed.normalize():f})."
    else:
        told += f": {apart:+f} is within the {sampling.tolerance}% that are allowed ({allowed.normalize():f})."
    return Compared(**parts, own=figure, difference=apart, wrong=wrong, sentence=told)


def recalculate(
    sampled: Sequence[Sampled],
    own: Mapping[str, Own],
    *,
    population: int,
    confidence: Decimal,
    tolerable: Decimal,
    sampling: Sampling,
) -> Recalculation:
    """Compare the periods of a sample. `own`: by the label of a period what was worked out; one may be absent yet."""
    lines = tuple(compare(one, own.get(one.label), sampling) for one in sampled)
    examined = sum(1 for one in lines if one.wrong is not None)
    wrong = sum(1 for one in lines if one.wrong)
    low, high = limits(population, examined, wrong, confidence)
    projected = Decimal(wrong * population) / examined if examined else Decimal(0)
    grade = _on_sample(
        low * 100, high * 100, examined=examined, size=len(lines), most=tolerable * population
    )  # fmt: skip
    rest = len(lines) - examined
    said = f"{wrong} of {examined} examined periods {'is' if wrong == 1 else 'are'} wrong."
    if examined:
        shown = projected.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        said += (
            f" Projected on all {population}: {shown}. With {confidence}% confidence at least {low} and, with the same "
            f"confidence, at most {high} of them are wrong ({_percent(high, population)}%); {tolerable}% are tolerable."
        )
    if rest:
        said += f" {rest} sampled period{' is' if rest == 1 else 's are'} not worked out yet."
    elif grade is Grade.UNDETERMINED:
        said += " The sample cannot tell: draw a larger one, or examine all."
    return Recalculation(
        lines=lines,
        population=population,
        size=len(lines),
        examined=examined,
        wrong=wrong,
        confidence=confidence,
        tolerable=tolerable,
        low=low,
        high=high,
        projected=projected.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP),
        grade=grade,
        sentence=said,
    )


def _on_sample(low: int, high: int, *, examined: int, size: int, most: Decimal) -> Grade:
    if examined and low > most:
        return Grade.NOT_MET
    if examined < size or not examined or high > most:
        return Grade.UNDETERMINED
    return Grade.MET


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
