"""Measures that are worked out of others: what a formula must be, and their values, anew when a part changes.

A value that is worked out is a value like others: a row of a sealed batch, with its working as the words beside it. A
part that is recorded or corrected replaces what rested on it in the same act, and the batch says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from meritbook.actions import measuring
from meritbook.actions import measuring_policies as possible
from meritbook.actions.measuring import Recorded
from meritbook.actions.policies import PolicyError
from meritbook.core.results import formula
from meritbook.core.results.formula import FormulaError, Held, Over, Part, Reckoned
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Frequency, Period, period_on
from meritbook.core.results.standing import held_on
from meritbook.records import clock
from meritbook.records.models import (
    BatchKind,
    FormulaPart,
    Measure,
    MeasureValue,
    MeasureVersion,
    User,
    ValueBatch,
)

LONGEST_WORKING = 1_000


class WorkedOutError(PolicyError):
    """A value of a measure that is worked out of others."""

    code = "results.worked_out"
    remedy = "Record or correct the measures that its formula names; it follows by itself."


def check_entered(definition: MeasureDefinition) -> None:
    """Values of the measure are entered; raises `WorkedOutError` where they are worked out."""
    if definition.formula:
        raise WorkedOutError(f"{definition.title} is worked out of other measures.", where="value")


class Known(NamedTuple):
    """A part with its entries, the oldest first, and the values that stand, by the first day of their periods."""

    measure: Measure
    versions: tuple[tuple[date, MeasureDefinition], ...]
    values: Mapping[date, Decimal]


# --- what a formula must be -----------------------------------------------------------------------------------------


def check(key: str, definition: MeasureDefinition) -> tuple[Measure, ...]:
    """The measures that the formula of an entry names; none without one. Raises `FormulaError`.

    Each is on record, their units give that of the measure, their periods fit, and no way leads back to the measure.
    """
    if not definition.formula:
        return ()
    node = formula.read(definition.formula)
    wanted = tuple(dict.fromkeys(one.key for one in formula.parts(node)))
    rows = {one.key: one for one in Measure.objects.filter(key__in=wanted)}
    unknown = [one for one in wanted if one not in rows and one != key]
    if unknown:
        raise FormulaError(f"The register has no measure {unknown[0]}.", where="formula")
    if way := _circle(key, wanted):
        raise FormulaError(
            f"The formula comes back to itself: {' -> '.join(way)}.",
            where="formula",
            remedy="Take one of these measures out of the formula; none can be worked out of itself.",
        )
    newest = {
        one.measure.key: measuring.definition_of(one)
        for one in MeasureVersion.objects.filter(measure__in=rows.values()).select_related("measure").order_by("number")
    }
    for part in formula.parts(node):
        _check_rhythm(part, newest[part.key], definition)
    formula.check_unit(node, {one: newest[one].unit for one in wanted}, definition.unit)
    return tuple(rows[one] for one in wanted)


def _check_rhythm(part: Part, theirs: MeasureDefinition, ours: MeasureDefinition) -> None:
    same = (theirs.frequency, theirs.year_starts_in) == (ours.frequency, ours.year_starts_in)
    if part.over is Over.SAME and not same:
        raise FormulaError(
            f"{part.key} comes by the {theirs.frequency.noun} of another rhythm, and this measure by the "
            f"{ours.frequency.noun}.",
            where="formula",
            remedy="Take the sum or the mean of the shorter periods: total([key]) or mean([key]).",
        )
    if part.over is not Over.SAME and theirs.frequency.months > ours.frequency.months:
        raise FormulaError(
            f"{part.key} comes by the {theirs.frequency.noun}, which is longer than the {ours.frequency.noun} of this "
            "measure.",
            where="formula",
        )


def _circle(key: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """The way back to the measure over the formulas of all entries; empty where there is none."""
    names: dict[str, tuple[str, ...]] = {key: tuple(wanted)}
    fresh = set(wanted) - {key}
    while fresh:
        rows = FormulaPart.objects.filter(version__measure__key__in=fresh)
        for one, part in rows.values_list("version__measure__key", "part__key").order_by("pk"):
            names[one] = tuple(dict.fromkeys((*names.get(one, ()), part)))
        fresh = {part for one in fresh for part in names.get(one, ())} - set(names) - {key}
    return formula.circle(key, names)


def keep(version: MeasureVersion, parts: Iterable[Measure]) -> None:
    """Note which measures the formula of a version names."""
    FormulaPart.objects.bulk_create([FormulaPart(version=version, part=one) for one in parts])


# --- working out ----------------------------------------------------------------------------------------------------


def followers(changed: Iterable[int]) -> list[int]:
    """The measures that are worked out of these, directly or over others, each after all that it is worked out of."""
    seen: dict[int, set[int]] = {}
    fresh = set(changed)
    asked: set[int] = set()
    while fresh:
        asked |= fresh
        pairs = list(FormulaPart.objects.filter(part__in=fresh).values_list("version__measure", "part"))
        for one, part in pairs:
            seen.setdefault(one, set()).add(part)
        fresh = {one for one, _ in pairs} - asked
    order: list[int] = []
    waiting = {one: parts & set(seen) for one, parts in seen.items()}
    while waiting:
        ready = sorted(one for one, parts in waiting.items() if not parts - set(order))
        if not ready:  # a circle is refused where it is written
            break
        order += ready
        waiting = {one: parts for one, parts in waiting.items() if one not in order}
    return order


def follow(changed: Iterable[Measure], *, by: User, at: datetime, because: str) -> list[ValueBatch]:
    """Work out anew what rests on the measures, after an act on them; the batches, for the entry of the ledger.

    Within the transaction of the act. `because` stands in each batch as the reason.
    """
    order = followers([one.pk for one in changed])
    if not order:
        return []
    held = {one.pk: one for one in Measure.objects.select_for_update().filter(pk__in=order).order_by("pk")}
    return [one for pk in order if (one := work_out(held[pk], by=by, at=at, because=because)) is not None]


def work_out(measure: Measure, *, by: User, at: datetime, because: str) -> ValueBatch | None:
    """The values of a measure by its formulas, kept where they are others than those that stand; none where none is.

    A value that can no longer be told is put aside and stays on record. Within the transaction of an act.
    """
    on = clock.day_of(at)
    versions = measuring.versions_of([measure])[measure.pk]
    entries = tuple((one.starts_on, measuring.definition_of(one)) for one in versions)
    known = parts_of(versions)
    stands = {one.starts_on: one for one in measure.values.filter(current=True)}
    rows, aside = [], []
    for period, definition in periods_of(measure, entries, on=on):
        if not definition.formula:
            continue
        found = reckoned(definition, period, known)
        old = stands.get(period.starts_on)
        if found.value is None:
            aside += [old] if old is not None else []
        elif old is None or old.value != found.value:
            aside += [old] if old is not None else []
            rows.append(Recorded(measure, period, found.value, found.working[:LONGEST_WORKING], old))
    for one in aside:
        one.current = False
    MeasureValue.objects.bulk_update(aside, ["current"])
    batch = None
    if rows:
        batch = measuring.keep(rows, kind=BatchKind.FORMULA, source=because[:4000], by=by, at=at)
    measuring.restand([measure])
    return batch


def periods_of(
    measure: Measure, entries: Sequence[tuple[date, MeasureDefinition]], *, on: date
) -> Iterable[tuple[Period, MeasureDefinition]]:
    """The periods of a measure that have ended by the day, the oldest first, each with the entry that counts for it."""
    definition = held_on(entries, measure.starts_on)
    period = period_on(measure.starts_on, definition.frequency, definition.year_starts_in)
    if period.starts_on < measure.starts_on:
        period = period.next()
    while period.ends_before <= on and (measure.ends_before is None or period.starts_on < measure.ends_before):
        yield period, held_on(entries, period.starts_on)
        definition = held_on(entries, period.ends_before)
        following = period_on(period.ends_before, definition.frequency, definition.year_starts_in)
        period = following if following.starts_on >= period.ends_before else following.next()


def parts_of(versions: Iterable[MeasureVersion]) -> dict[str, Known]:
    """The measures that the formulas of these versions name, by their keys; three statements."""
    rows = list(Measure.objects.filter(named_in__version__in=list(versions)).distinct())
    if not rows:
        return {}
    entries = measuring.versions_of(rows)
    values: dict[int, dict[date, Decimal]] = {}
    stand = MeasureValue.objects.filter(measure__in=rows, current=True).order_by()
    for pk, day, value in stand.values_list("measure", "starts_on", "value"):
        values.setdefault(pk, {})[day] = Decimal(f"{value.normalize():f}")
    return {
        one.key: Known(
            one,
            tuple((each.starts_on, measuring.definition_of(each)) for each in entries[one.pk]),
            values.get(one.pk, {}),
        )
        for one in rows
    }


def reckoned(definition: MeasureDefinition, period: Period, known: Mapping[str, Known]) -> Reckoned:
    """What the formula gives in the period, rounded half up to the places that are kept, or why it gives nothing."""
    node = formula.read(definition.formula)
    found = formula.reckon(node, definition.unit, lambda part: _held(part, period, known.get(part.key)))
    if found.value is None:
        return found
    value = found.value.quantize(Decimal(1).scaleb(-definition.places), ROUND_HALF_UP)
    try:
        value = possible.check_value(definition, value)
    except possible.FigureError as problem:
        return found.model_copy(update={"value": None, "missing": (problem.message,)})
    return found.model_copy(update={"value": value})


def _held(part: Part, period: Period, known: Known | None) -> Held:
    if known is None:
        return Held(None, "", f"The register has no measure {part.key}.")
    entry = held_on(known.versions, period.starts_on)
    first = period.starts_on
    if part.over is Over.YEAR:
        first = period_on(period.starts_on, Frequency.YEARLY, period.year_starts_in).starts_on
    wanted = [period_on(first, entry.frequency, entry.year_starts_in)]
    while wanted[-1].ends_before < period.ends_before:
        wanted.append(wanted[-1].next())
    fits = wanted[0].starts_on == first and wanted[-1].ends_before == period.ends_before
    if not fits or (part.over is Over.SAME and len(wanted) > 1):
        return Held(None, entry.unit, f"{part.key} has no {entry.frequency.noun} that is {period.words}.")
    lacks = [one for one in wanted if one.starts_on not in known.values]
    if lacks:
        return Held(None, entry.unit, f"{part.key} has no value of {lacks[0].words}.")
    other = next((one for one in wanted if held_on(known.versions, one.starts_on).unit != entry.unit), None)
    if other is not None:
        return Held(None, entry.unit, f"{part.key} changes its unit in {other.words}.")
    total = sum((known.values[one.starts_on] for one in wanted), Decimal(0))
    return Held(total / len(wanted) if part.over is Over.MEAN else total, entry.unit)
