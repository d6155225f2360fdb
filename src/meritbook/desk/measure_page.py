"""One measure of the results register: what it counts, who answers for it, its values, and what varies in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meritbook.actions import formulas
from meritbook.actions.measuring import as_value, definition_of
from meritbook.actions.permissions import Standing as Permitted
from meritbook.core.contracts.measures import with_unit
from meritbook.core.contracts.redline import FieldChange
from meritbook.core.errors import MeritbookError
from meritbook.core.results.charts import Baseline, Chart, chart
from meritbook.core.results.formula import keys
from meritbook.core.results.measure import Benchmark, MeasureDefinition
from meritbook.core.results.periods import Period, period_on
from meritbook.core.results.redline import changes
from meritbook.core.results.standing import held_on, reaches
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
    """The page; ten statements whatever the number of its values, three more for a formula, one for a query."""
    (line,) = stand([row], on=on)
    versions = list(row.versions.select_related("written_by").order_by("number"))
    every = values_of(row, versions)
    page: Page[ValueLine] = paged(every, number)
    split = series_of(page.rows, versions)
    whole = series_of(every, versions)
    newest = whole[0] if whole else None
    decided = [
        Baseline(starts_on=one.starts_on, ends_before=one.ends_before, because=one.because)
        for one in row.baselines.order_by("starts_on", "pk")
    ]
    drawn = chart([as_value(one.row) for one in newest.values], decided) if newest else None
    return MeasurePage(
        line=line,
        owners=tuple(row.owners.select_related("owner", "named_by").order_by("-starts_on")),
        versions=_versions(versions),
        page=page,
        series=split,
        chart=drawn,
        unit=newest.unit if newest else line.definition.unit,
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


def values_of(row: Measure, versions: Sequence[MeasureVersion]) -> list[ValueLine]:
    """The values that stand, the newest period first, each with those that it replaced; one statement."""
    rows = list(row.values.select_related("batch__recorded_by", "batch__document").order_by("-starts_on", "-pk"))
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
    begins = [one for one in versions if one.number == 1 or one.breaks_series]
    found = []
    for number, version in reversed(list(enumerate(begins, 1))):
        until = begins[number].starts_on if number < len(begins) else date.max
        first = version.starts_on if number > 1 else date.min
        within = tuple(one for one in values if first <= one.row.starts_on < until)
        if within:
            definition = definition_of(version)
            says = f"In {definition.unit}, by the {definition.frequency.noun}"
            found.append(Series(number, definition.unit, says, within[-1].row.starts_on, within))
    return tuple(found)


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
            apart = with_unit(abs(value - one.value), definition.unit)
            ours = with_unit(value, definition.unit)
            sentence = f"Ours is {ours}, {apart} {'better' if better else 'worse'}."
        found.append(BenchmarkLine(one, with_unit(one.value, definition.unit), sentence))
    return tuple(found)


def missing_periods(row: Measure, *, on: date, most: int = OFFERED) -> tuple[Period, ...]:
    """The ended periods without a value, the oldest first, at most so many; two statements."""
    held = [(one.starts_on, definition_of(one)) for one in row.versions.order_by("number")]
    stand_on = set(row.values.filter(current=True).values_list("starts_on", flat=True))
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
    return tuple(found)


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
