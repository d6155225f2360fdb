"""What an annual report takes from the record: measures with entries, owners and values, and which goal names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from meritbook.actions.measuring import definition_of, parts_of, versions_of
from meritbook.core.results.charts import Baseline
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period
from meritbook.core.results.plans import Goal, PlanText, Strategy
from meritbook.core.results.report import KEPT
from meritbook.core.results.report_facts import HeldValue
from meritbook.core.results.standing import held_on
from meritbook.records.models import (
    AnnualReport,
    BaselineDecision,
    Measure,
    MeasureOwner,
    MeasureValue,
    MeasureVersion,
    PlanStatus,
    PlanVersion,
    ValueBatch,
)


@dataclass
class MeasureRecord:
    """A measure with all that a report asks of it."""

    measure: Measure
    rows: list[MeasureVersion]
    versions: list[tuple[date, MeasureDefinition]]
    owner: str = ""
    values: dict[date, HeldValue] = field(default_factory=dict)
    batches: dict[date, int] = field(default_factory=dict)
    """The batch of each value."""
    baselines: list[Baseline] = field(default_factory=list)

    def version_on(self, day: date) -> MeasureVersion:
        """The row of the entry that counts for a period that begins on the day."""
        begun = [one for one in self.rows if one.starts_on <= day] or self.rows[:1]
        return max(begun, key=lambda one: one.starts_on)

    def series_from(self, day: date) -> date:
        """The first day of the series, in one unit and frequency, that a period of the day belongs to."""
        breaks = [one.starts_on for one in self.rows if one.breaks_series and one.starts_on <= day]
        return max(breaks, default=date.min)


def named_by_goals(text: PlanText, plan: int) -> dict[str, dict[str, str]]:
    """`{goal: {measure: by way of}}`: the measures that each goal names, itself, by its strategies and actions, or by
    plans below that serve it. One statement.
    """
    lower: dict[int, list[PlanVersion]] = {}
    below = PlanVersion.objects.filter(status=PlanStatus.ADOPTED, plan__deploys__isnull=False)
    for one in below.select_related("plan__department").order_by("plan__key"):
        lower.setdefault(one.plan.deploys_id or 0, []).append(one)
    found = {}
    for goal in text.goals:
        named = dict.fromkeys(goal.measures, "")
        for strategy in goal.strategies:
            for key in _measures_of(strategy):
                named.setdefault(key, strategy.called)
        keys = {goal.key, *(one.key for one in goal.strategies)}
        for key, way in _from_below(lower, plan, keys, {plan}):
            named.setdefault(key, way)
        found[goal.key] = named
    return found


def _measures_of(part: Goal | Strategy) -> Iterator[str]:
    yield from part.measures
    for action in part.actions if isinstance(part, Strategy) else ():
        yield from action.measures


def _from_below(
    lower: dict[int, list[PlanVersion]], plan: int, keys: set[str], seen: set[int]
) -> Iterator[tuple[str, str]]:
    for version in lower.get(plan, ()):
        if version.plan_id in seen:
            continue
        served = [one.part for one in version.text.parts() if one.serves in keys]
        for part in served:
            for key in _measures_of(part):
                yield key, f"{version.plan.of}: {part.called}"
        if served:
            yield from _from_below(lower, version.plan_id, {one.key for one in served}, {*seen, version.plan_id})


def measures_of(report: AnnualReport, year: Period, keys: Iterable[str], on: date) -> dict[str, MeasureRecord]:
    """The measures of the keys, and all others that the department, or the enterprise, had in the year, by their keys.

    Statements do not grow with the number of measures, but for one in each five thousand.
    """
    rows: dict[int, Measure] = {}
    within = Q(starts_on__lt=year.ends_before) & (Q(ends_before__isnull=True) | Q(ends_before__gt=year.starts_on))
    own = Measure.objects.filter(within, department=report.department_id).select_related("department").order_by("key")
    rows.update({one.pk: one for one in own})
    wanted = sorted(set(keys) - {one.key for one in rows.values()})
    for start in range(0, len(wanted), 5_000):
        some = Measure.objects.filter(key__in=wanted[start : start + 5_000]).select_related("department")
        rows.update({one.pk: one for one in some})
    versions = versions_of(rows.values())
    found = {
        pk: MeasureRecord(
            measure=row,
            rows=versions[pk],
            versions=[(one.starts_on, definition_of(one)) for one in versions[pk]],
        )
        for pk, row in rows.items()
    }
    _owners(found, on)
    _values(found, year)
    _baselines(found)
    return {one.measure.key: one for one in found.values()}


def _owners(found: dict[int, MeasureRecord], on: date) -> None:
    for some in parts_of(list(found)):
        rows = MeasureOwner.objects.on(on).filter(measure__in=some, owner__is_active=True)
        for one in rows.select_related("owner"):
            found[one.measure_id].owner = one.owner.full_name


def _values(found: dict[int, MeasureRecord], year: Period) -> None:
    """The values up to the end of the year, as far back as a chart goes."""
    by_months: dict[int, list[int]] = {}
    for pk, one in found.items():
        by_months.setdefault(held_on(one.versions, year.last_day).frequency.months, []).append(pk)
    for months, keys in by_months.items():
        since = date(max(year.ends_before.year - KEPT * months // 12 - 1, 1), year.ends_before.month, 1)
        for some in parts_of(keys):
            _read(found, some, since, year.ends_before)


def _read(found: dict[int, MeasureRecord], keys: Sequence[int], since: date, until: date) -> None:
    rows = MeasureValue.objects.filter(
        measure__in=keys, current=True, ends_before__lte=until, starts_on__gte=since
    ).order_by("measure", "starts_on")
    for measure, first, end, value, says, pk, replaces, batch in rows.values_list(
        "measure_id", "starts_on", "ends_before", "value", "says", "pk", "replaces_id", "batch_id"
    ).iterator(chunk_size=10_000):
        one = found[measure]
        plain = Decimal(f"{value.normalize():f}")
        one.values[first] = HeldValue(first, end, plain, says, pk, replaces is not None)
        one.batches[first] = batch


def _baselines(found: dict[int, MeasureRecord]) -> None:
    for some in parts_of(list(found)):
        for one in BaselineDecision.objects.filter(measure__in=some).order_by("starts_on", "pk"):
            held = Baseline(starts_on=one.starts_on, ends_before=one.ends_before, because=one.because)
            found[one.measure_id].baselines.append(held)


def batches_of(keys: Iterable[int]) -> dict[int, ValueBatch]:
    """The batches that values came in, without what they hold."""
    every = sorted(set(keys))
    found: dict[int, ValueBatch] = {}
    for some in parts_of(every):
        found.update({one.pk: one for one in ValueBatch.objects.filter(pk__in=some).only("source", "recorded_at")})
    return found
