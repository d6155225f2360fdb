"""What the measures of a contract show on a day: value against target, with the arithmetic, and what is still missing.

The value of the measure's due day decides. An earlier one is told as it stands, and what comes too late, or from
before the contract, is told and does not count. Nothing that is missing is zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from meritbook.core.contracts.text import ContractText, Direction, Measure
from meritbook.core.dates import day_in_words
from meritbook.core.values import Value
from meritbook.core.verdict import Missing, Verdict, negate

STALE_AFTER_DAYS = 92
"""From how many days without a new value on a measure counts as stale: a quarter, the rhythm of the reviews."""
IN_WORDS = {Verdict.MET: "Met", Verdict.NOT_MET: "Not met"}
Wanted = Literal["", "due", "stale"]


class ResultOnRecord(Value):
    """One value of a measure for a period, as it was recorded. A correction names the one that it replaces."""

    id: int
    """Of the row; below zero for a value of the results register."""
    measure: str
    """Key of the measure in the words of the contract."""
    period_ends_on: date
    value: Decimal
    """In the unit of the measure."""
    source: str
    """Where it was read."""
    recorded_at: datetime
    recorded_by: str = ""
    says: str = ""
    replaces: int | None = None
    """The result that it corrects."""

    @property
    def of_register(self) -> bool:
        """Whether it is a value of the results register, and is corrected there."""
        return self.id < 0

    @property
    def shown(self) -> str:
        """The value as people write it."""
        return amount(self.value)


class SetAside(Value):
    """A result that does not count, and why not."""

    result: ResultOnRecord
    because: str


class MeasureFinding(Value):
    """What a measure shows on a day."""

    about: str
    """Key of the objective or the project that the measure belongs to."""
    about_says: str
    measure: str
    """Key of the measure."""
    says: str
    unit: str
    direction: Direction
    target: Decimal | None
    source: str
    """Where the contract says that the value is read."""
    due_on: date
    """The day of which the value counts: that of the measure, else the last day of the contract."""
    value: Decimal | None
    """The newest value that counts; none where there is none."""
    value_on: date | None
    """The end of the period of `value`."""
    verdict: Verdict
    """By the value of the due day; undetermined while that is not on record, and without a target."""
    so_far: Verdict
    """The same question asked of the newest value that counts, whether or not it is that of the due day."""
    sentence: str
    missing: tuple[Missing, ...] = ()
    wanted: Wanted = ""
    """`due`: the due day has come and its value is not on record; `stale`: no value of the last quarter."""
    counted: tuple[ResultOnRecord, ...] = ()
    """The results that stand and count, the newest period first."""
    corrections: tuple[ResultOnRecord, ...] = ()
    """Results that were replaced, the newest first."""
    set_aside: tuple[SetAside, ...] = ()

    @property
    def agreed(self) -> str:
        """What was agreed, in words; empty without a target."""
        return target_in_words(self)

    @property
    def stands(self) -> str:
        """How it stands, in a few words: `Met`, `So far met; due on 30 June 2005`; what is missing is named."""
        if self.verdict is not Verdict.UNDETERMINED:
            return IN_WORDS[self.verdict]
        if self.target is None:
            return "Judged by its words"
        day = day_in_words(self.due_on)
        if self.so_far is Verdict.UNDETERMINED:
            return f"Not known: no value of {day}" if self.wanted == "due" else f"No value yet; due on {day}"
        if self.wanted == "due":
            return f"Last {IN_WORDS[self.so_far].lower()}; the value of {day} is not on record"
        return f"So far {IN_WORDS[self.so_far].lower()}; due on {day}"

    @property
    def stale(self) -> bool:
        """Whether a value is asked for: that of the due day, or a newer one."""
        return bool(self.wanted)


def amount(value: Decimal) -> str:
    """A figure as people write it: `1,250.5`, without zeros at its end."""
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def with_unit(value: Decimal, unit: str) -> str:
    """A figure with its unit: `24 days`, `80%`. The unit is the contract's own word and stays as it is."""
    if unit == "%":
        return f"{amount(value)}%"
    return f"{amount(value)} {unit}".strip()


def apart_in_words(one: Decimal, other: Decimal, unit: str) -> str:
    """How far two figures of a unit lie apart: `3 days`; of percentages `0.5 percentage points`, which is no share."""
    found = abs(one - other)
    if unit == "%":
        return f"{amount(found)} percentage point{'' if found == 1 else 's'}"
    return with_unit(found, unit)


def target_in_words(measure: Measure | MeasureFinding) -> str:
    """`at most 21 days`; empty without a target."""
    if measure.target is None:
        return ""
    return f"{measure.direction.replace('_', ' ')} {with_unit(measure.target, measure.unit)}"


def due_day(measure: Measure, text: ContractText) -> date:
    """The day of which the value counts."""
    return measure.due_on or text.terms.ends_before - timedelta(days=1)


def standing(results: Iterable[ResultOnRecord]) -> tuple[ResultOnRecord, ...]:
    """The results that no correction has replaced, in their order."""
    held = tuple(results)
    replaced = {one.replaces for one in held}
    return tuple(one for one in held if one.id not in replaced)


def findings(text: ContractText, results: Sequence[ResultOnRecord], *, on: date) -> tuple[MeasureFinding, ...]:
    """What every measure of the contract shows on the day, in the order of the words."""
    owners = [(one.key, one.says, one.measures) for one in text.objectives()]
    owners += [(one.key, one.says, one.measures) for one in text.projects]
    return tuple(
        _finding(text, key, says, measure, [one for one in results if one.measure == measure.key], on)
        for key, says, measures in owners
        for measure in measures
    )


def _finding(
    text: ContractText, about: str, about_says: str, measure: Measure, results: Sequence[ResultOnRecord], on: date
) -> MeasureFinding:
    due = due_day(measure, text)
    stands = standing(results)
    aside = [(one, _aside(one, text.terms.starts_on, due, on)) for one in stands]
    counted = sorted(
        (one for one, because in aside if not because), key=lambda one: (one.period_ends_on, one.id), reverse=True
    )
    newest = counted[0] if counted else None
    so_far = _verdict(measure, newest.value if newest else None)
    decides = newest is not None and newest.period_ends_on == due
    wanted: Wanted = "" if measure.target is None or decides else _wanted(text.terms.starts_on, due, newest, on)
    return MeasureFinding(
        about=about,
        about_says=about_says,
        measure=measure.key,
        says=measure.says,
        unit=measure.unit,
        direction=measure.direction,
        target=measure.target,
        source=measure.source,
        due_on=due,
        value=newest.value if newest else None,
        value_on=newest.period_ends_on if newest else None,
        verdict=so_far if decides else Verdict.UNDETERMINED,
        so_far=so_far,
        sentence=_sentence(measure, newest, due, on),
        missing=_missing(measure, due, decides=decides, on=on),
        wanted=wanted,
        counted=tuple(counted),
        corrections=tuple(sorted((one for one in results if one not in stands), key=lambda one: one.id, reverse=True)),
        set_aside=tuple(SetAside(result=one, because=because) for one, because in aside if because),
    )


def _aside(result: ResultOnRecord, starts_on: date, due: date, on: date) -> str:
    """Why a result does not count; empty when it does."""
    if result.period_ends_on < starts_on:
        return f"Its period ended before the contract began on {day_in_words(starts_on)}."
    if result.period_ends_on > due:
        return f"Its period ends after {day_in_words(due)}, the day of which the value counts."
    if result.period_ends_on > on:
        return f"Its period ends after {day_in_words(on)}, the day that is asked about."
    return ""


def _verdict(measure: Measure, value: Decimal | None) -> Verdict:
    if measure.target is None or value is None:
        return Verdict.UNDETERMINED
    enough = Verdict.MET if value >= measure.target else Verdict.NOT_MET
    if measure.direction == "at_least" or value == measure.target:
        return enough
    return negate(enough)


def _wanted(starts_on: date, due: date, newest: ResultOnRecord | None, on: date) -> Wanted:
    if on >= due:
        return "due"
    since = newest.period_ends_on if newest is not None else starts_on
    return "stale" if (on - since).days > STALE_AFTER_DAYS else ""


def _against(measure: Measure, value: Decimal, target: Decimal) -> str:
    """The value against its target, with the arithmetic."""
    apart = abs(value - target)
    start = f"{with_unit(value, measure.unit)}; {measure.direction.replace('_', ' ')} {amount(target)} were agreed"
    if not apart:
        return f"{start}: reached exactly"
    if _verdict(measure, value) is Verdict.NOT_MET:
        return f"{start}: missed by {amount(apart)}"
    return f"{start}: reached, {amount(apart)} better"


def _sentence(measure: Measure, newest: ResultOnRecord | None, due: date, on: date) -> str:
    value = with_unit(newest.value, measure.unit) if newest is not None else "No value that counts is on record"
    begun = f"{value} on {day_in_words(newest.period_ends_on)}" if newest is not None else value
    if measure.target is None:
        return f"{begun}. No target was agreed: a person judges it by the words."
    if newest is not None and newest.period_ends_on == due:
        return f"{_against(measure, newest.value, measure.target)}."
    verb = "are" if on < due else "were"
    agreed = f"{target_in_words(measure)} {verb} agreed for {day_in_words(due)}"
    unknown = "" if on < due or newest is None else ", and the value of that day is not on record"
    return f"{begun}; {agreed}{unknown}."


def _missing(measure: Measure, due: date, *, decides: bool, on: date) -> tuple[Missing, ...]:
    if measure.target is None:
        question = f"Was this reached, judged by the words: {measure.says}"
        return (Missing(question=question, ask="appointing_authority", about=measure.key),)
    if decides:
        return ()
    when = "What is" if on >= due else "What will be"
    read = f" It is read from: {measure.source}" if measure.source else ""
    question = f"{when} the value of {day_in_words(due)} of: {measure.says}{read}"
    return (Missing(question=question, ask="results_administrator", about=measure.key),)


__all__ = [
    "STALE_AFTER_DAYS",
    "MeasureFinding",
    "ResultOnRecord",
    "SetAside",
    "amount",
    "due_day",
    "findings",
    "standing",
    "target_in_words",
    "with_unit",
]
