"""One measure of the results register: what it counts, who answers for it, its values, and what varies in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meritbook.actions import formulas
from meritbook.actions.measuring import as_value, definition_of
from meritbook.actions.permissions import Standing as Permitted
from meritbook.core.contracts.measures import apart_in_words, with_unit
from meritbook.core.contracts.redline import FieldChange
from meritbook.core.errors import MeritbookError
from meritbook.core.results.charts import Baseline, Chart, chart
from meritbook.core.results.formula import keys
from meritbook.core.results.measure import Benchmark, MeasureDefinition
from meritbook.core.results.periods import Period, period_on
from meritbook.core.results.redline import changes
from meritbook.core.results.standing import PeriodValue, held_on, reaches
from meritbook.core.verdict import Verdict
from meritbook.desk.measures import MeasureLine, stand
from meritbook.desk.paging import Page, paged
from meritbook.records.models import Measure, MeasureOwner, MeasureValue, MeasureVersion, QueryRun, ValueQuery

OFFERED = 12
"""Periods without a value that the form to record values offers at once, the oldest first."""
NEWEST = 6
"""Periods of which the page shows the working of a formula."""


class NoSuchMeasureError(MeritbookError):
    """No measure of that key, or no such part of it, is on record."""

    code = "results.unknown"
    remedy = "Look for the measure in the list; its key stands below its name."
    http_status = 404


@dataclass(frozen=True)
class ValueLine:
    """A value as it stands, with what it replaced."""

    row: MeasureValue
    period: Period
    shown: str
    target: str
    verdict: Verdict
    replaced: tuple[tuple[MeasureValue, str], ...]
    """The values that it took the place of, the newest first, each as people write it."""


@dataclass(frozen=True)
class Series:
    """Values in one unit and frequency, which may be compared."""

    number: int
    """From 1, the oldest first."""
    unit: str
    says: str
    """Unit and frequency in words."""
    starts_on: date
    values: tuple[ValueLine, ...]
    """The newest first; on a page of the measure those of the page."""


@dataclass(frozen=True)
class VersionLine:
    """A version of the entry, with what it changed."""

    row: MeasureVersion
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class BenchmarkLine:
    """What others reach, against the newest value."""

    benchmark: Benchmark
    shown: str
    sentence: str


@dataclass(frozen=True)
class WorkedPeriod:
    """A period of a measure that is worked out of others."""

    period: Period
    working: str
    shown: str
    """The value; empty where it cannot be told."""
    missing: tuple[str, ...]
    """Why it cannot."""


@dataclass(frozen=True)
class Worked:
    """How a measure is worked out of others."""

    formula: str
    parts: tuple[Measure, ...]
    periods: tuple[WorkedPeriod, ...]
    """The newest periods that have ended, the newest first."""


@dataclass(frozen=True)
class QueryLine:
    """The query of a measure with its newest runs."""

    row: ValueQuery
    runs: tuple[QueryRun, ...]
    """The newest first."""


@dataclass(frozen=True)
class MeasurePage:
    """All that the page of a measure shows."""

    line: MeasureLine
    owners: tuple[MeasureOwner, ...]
    versions: tuple[VersionLine, ...]
    """The newest first."""
    page: Page[ValueLine]
    series: tuple[Series, ...]
    """Those that have values on the page, the newest first."""
    chart: Chart | None
    """Of the newest series; none without a value."""
    unit: str
    """Of the newest series."""
    gaps: tuple[Period, ...]
    """Ended periods without a value between those that have one, the oldest first, at most `OFFERED`."""
    benchmarks: tuple[BenchmarkLine, ...]
    worked: Worked | None
    """How it is worked out of others; none where its values are entered."""
    query: QueryLine | None
    """The query by which it asks another system; none where people enter its values."""

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.line.measure

    @property
    def definition(self) -> MeasureDefinition:
        """The entry that holds on the day."""
        return self.line.definition


def measure(key: str) -> Measure:
    """The measure of a key; raises `NoSuchMeasureError`."""
    found: Measure | None = Measure.objects.filter(key__iexact=key[:100]).select_related("department", "stands").first()
    if found is None:
        raise NoSuchMeasureError(f"There is no measure “{key[:80]}”.", where=key[:80])
    return found


def value(row: Measure, pk: int) -> MeasureValue:
    """A value of the measure; raises `NoSuchMeasureError`."""
    found = row.values.filter(pk=pk).select_related("batch__recorded_by").first() if pk < 2**62 else None
    if found is None:
        raise NoSuchMeasureError(f"The measure has no value {pk}.", where=row.key)
    return found


def measure_page(row: Measure, *, on: date, number: int = 1) -> MeasurePage:
    """The page; eleven statements whatever the number of its values, three more for a formula, one for a query.

    Of the values that are not on the page only what the chart needs is read.
    """
    (line,) = stand([row], on=on)
    versions = list(row.versions.select_related("written_by").order_by("number"))
    stand_on = tuple(
        PeriodValue(starts_on=first, ends_before=last, value=Decimal(f"{figure.normalize():f}"))
        for first, last, figure in row.values.filter(current=True)
        .order_by("-starts_on", "-pk")
        .values_list("starts_on", "ends_before", "value")
    )
    some: Page[PeriodValue] = paged(stand_on, number)
    shown = values_of(row, versions, periods=[one.starts_on for one in some.rows])
    page = Page(rows=tuple(shown), number=some.number, of=some.of, total=some.total)
    newest = next(iter(_stretches(stand_on, versions)), None)
    entry = definition_of(newest[1]) if newest else line.definition
    decided = [
        Baseline(starts_on=one.starts_on, ends_before=one.ends_before, because=one.because)
        for one in row.baselines.order_by("starts_on", "pk")
    ]
    return MeasurePage(
        line=line,
        owners=tuple(row.owners.select_related("owner", "named_by").order_by("-starts_on")),
        versions=_versions(versions),
        page=page,
        series=series_of(page.rows, versions),
        chart=chart(newest[2], decided, year_starts_in=entry.year_starts_in) if newest else None,
        unit=entry.unit,
        gaps=_gaps(row, versions, stand_on, on),
        benchmarks=_benchmarks(line),
        worked=worked_of(row, versions, on=on),
        query=query_of(row),
    )


def query_of(row: Measure) -> QueryLine | None:
    """The query in use with its newest runs; two statements, one where there is none."""
    found = row.queries.filter(ended_at__isnull=True).select_related("set_by").first()
    if found is None:
        return None
    return QueryLine(found, tuple(found.runs.select_related("batch").order_by("-pk")[:NEWEST]))


def worked_of(row: Measure, versions: Sequence[MeasureVersion], *, on: date) -> Worked | None:
    """How the measure is worked out, with its newest periods; three statements, none where its values are entered."""
    entries = tuple((one.starts_on, definition_of(one)) for one in versions)
    definition = held_on(entries, on)
    if not definition.formula:
        return None
    known = formulas.parts_of(versions)
    named = [one for one in keys(definition.formula) if one in known]
    lines = []
    for period, entry in reversed(list(formulas.periods_of(row, entries, on=on))[-NEWEST:]):
        if entry.formula:
            found = formulas.reckoned(entry, period, known)
            shown = with_unit(found.value, entry.unit) if found.value is not None else ""
            lines.append(WorkedPeriod(period, found.working, shown, found.missing))
    return Worked(definition.formula, tuple(known[one].measure for one in named), tuple(lines))


def values_of(
    row: Measure, versions: Sequence[MeasureVersion], *, periods: Collection[date] | None = None
) -> list[ValueLine]:
    """The values that stand, the newest period first, each with those that it replaced; one statement.

    `periods`: the first days of those that are wanted; all of them without it.
    """
    every = row.values.select_related("batch__recorded_by", "batch__document").order_by("-starts_on", "-pk")
    rows = list(every if periods is None else every.filter(starts_on__in=periods))
    by_key = {one.pk: one for one in rows}
    held = [(one.starts_on, definition_of(one)) for one in versions]
    return [_value(one, by_key, held) for one in rows if one.current]


def _value(
    row: MeasureValue, by_key: dict[int, MeasureValue], held: Sequence[tuple[date, MeasureDefinition]]
) -> ValueLine:
    definition = held_on(held, row.starts_on)
    replaced, before = [], row.replaces_id
    while before is not None and before in by_key:
        replaced.append((by_key[before], with_unit(plain(by_key[before]), definition.unit)))
        before = by_key[before].replaces_id
    target = definition.target_on(row.starts_on)
    return ValueLine(
        row=row,
        period=period_on(row.starts_on, definition.frequency, definition.year_starts_in),
        shown=with_unit(plain(row), definition.unit),
        target=with_unit(target, definition.unit) if target is not None else "",
        verdict=reaches(definition, plain(row), target),
        replaced=tuple(replaced),
    )


def plain(row: MeasureValue) -> Decimal:
    """The figure without the zeros that the column adds."""
    return as_value(row).value


def series_of(values: Sequence[ValueLine], versions: Sequence[MeasureVersion]) -> tuple[Series, ...]:
    """The values in series, the newest first: a version that breaks the series begins another."""
    by_day = {one.row.starts_on: one for one in values}
    found = []
    for number, version, within in _stretches([as_value(one.row) for one in values], versions):
        definition = definition_of(version)
        says = f"In {definition.unit}, by the {definition.frequency.noun}"
        lines = tuple(by_day[one.starts_on] for one in within)
        found.append(Series(number, definition.unit, says, within[-1].starts_on, lines))
    return tuple(found)


def _stretches(
    values: Sequence[PeriodValue], versions: Sequence[MeasureVersion]
) -> Iterator[tuple[int, MeasureVersion, Sequence[PeriodValue]]]:
    """Each series with its number from 1 and the version that begins it, the newest first; empty ones are left out."""
    begins = [one for one in versions if one.number == 1 or one.breaks_series]
    for number, version in reversed(list(enumerate(begins, 1))):
        until = begins[number].starts_on if number < len(begins) else date.max
        first = version.starts_on if number > 1 else date.min
        within = tuple(one for one in values if first <= one.starts_on < until)
        if within:
            yield number, version, within


def _versions(versions: Sequence[MeasureVersion]) -> tuple[VersionLine, ...]:
    read = [definition_of(one) for one in versions]
    lines = [
        VersionLine(row=one, changes=changes(read[place - 1], read[place]) if place else ())
        for place, one in enumerate(versions)
    ]
    return tuple(reversed(lines))


def _benchmarks(line: MeasureLine) -> tuple[BenchmarkLine, ...]:
    definition, value = line.definition, line.standing.value
    found = []
    for one in definition.benchmarks:
        if value is None or line.standing.period is None:
            sentence = "No value of ours stands beside it."
        elif value == one.value:
            sentence = "Ours is the same."
        else:
            better = (value > one.value) == (definition.direction == "at_least")
            apart = apart_in_words(value, one.value, definition.unit)
            ours = with_unit(value, definition.unit)
            sentence = f"Ours is {ours}, {apart} {'better' if better else 'worse'}."
        found.append(BenchmarkLine(one, with_unit(one.value, definition.unit), sentence))
    return tuple(found)


def _gaps(
    row: Measure, versions: Sequence[MeasureVersion], values: Sequence[PeriodValue], on: date
) -> tuple[Period, ...]:
    """What is missing before the newest value; nothing is owed before the first day of the measure."""
    if not values:
        return ()
    newest = values[0].starts_on
    missing = _missing(row, versions, {one.starts_on for one in values}, on=min(on, newest), most=OFFERED)
    return tuple(missing)


def missing_periods(row: Measure, *, on: date, most: int = OFFERED) -> tuple[Period, ...]:
    """The ended periods without a value, the oldest first, at most so many; two statements."""
    stand_on = set(row.values.filter(current=True).values_list("starts_on", flat=True))
    return tuple(_missing(row, list(row.versions.order_by("number")), stand_on, on=on, most=most))


def _missing(
    row: Measure, versions: Sequence[MeasureVersion], stand_on: Collection[date], *, on: date, most: int
) -> list[Period]:
    held = [(one.starts_on, definition_of(one)) for one in versions]
    found: list[Period] = []
    definition = held_on(held, row.starts_on)
    period = period_on(row.starts_on, definition.frequency, definition.year_starts_in)
    if period.starts_on < row.starts_on:
        period = period.next()
    while period.ends_before <= on and len(found) < most:
        if row.ends_before is not None and period.starts_on >= row.ends_before:
            break
        if period.starts_on not in stand_on:
            found.append(period)
        definition = held_on(held, period.ends_before)
        following = period_on(period.ends_before, definition.frequency, definition.year_starts_in)
        period = following if following.starts_on >= period.ends_before else following.next()
    return found


def may(permitted: Permitted, row: Measure) -> dict[str, bool]:
    """What the person may do with the measure, for its page."""
    from meritbook.actions.permissions import Capability

    keeps = permitted.may(Capability.KEEP_MEASURE, row)
    entered = not (hasattr(row, "stands") and row.stands.worked_out)
    return {
        "keep": keeps and row.ends_before is None,
        "record": entered and permitted.may(Capability.RECORD_VALUE, row),
        "audit": row.ends_before is None and permitted.may(Capability.AUDIT_MEASURE, row),
    }
