"""Budget units of a fiscal year with their spending, and the measures that name them: the results that it bought."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from meritbook.actions import returning
from meritbook.actions.measuring import as_value, definition_of, versions_of
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.measure import MeasureDefinition, MeasureKind
from meritbook.core.results.periods import Frequency, Period, fiscal_year, period_on
from meritbook.core.results.spending import Spent, UnitCost, spent_in_words, unit_cost
from meritbook.core.results.standing import PeriodValue, held_on
from meritbook.desk import measures as read_measures
from meritbook.desk.measures import MeasureLine
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    BudgetFigure,
    BudgetUnit,
    Department,
    Measure,
    MeasureValue,
    MeasureVersion,
)

MOST_MEASURES = 40
"""Measures of one unit that a page shows; it says how many more name it."""


class NoSuchUnitError(MeritbookError):
    """No budget unit of that code is on record."""

    code = "results.no_budget_unit"
    remedy = "Look for the unit in the list of the budget; its code stands below its name."
    http_status = 404


@dataclass(frozen=True)
class ResultLine:
    """A measure of the unit, with what one unit of its output cost."""

    line: MeasureLine
    cost: UnitCost | None
    """None for a measure that is no output: it has no cost of one, and none is missing."""


@dataclass(frozen=True)
class UnitLine:
    """A unit in a year."""

    unit: BudgetUnit
    figure: BudgetFigure | None
    spent: Spent
    results: tuple[ResultLine, ...]
    more: int
    """Measures that name it and are not shown."""
    may_record: bool

    @property
    def says(self) -> str:
        """Its spending in words."""
        return spent_in_words(self.spent)


def year_of(on: date) -> Period:
    """The fiscal year of the day by the policy on returns; raises `ReturnPolicyError`."""
    return period_on(on, Frequency.YEARLY, returning.return_policy(on).fiscal_year_starts_in)


def unit(code: str) -> BudgetUnit:
    """The unit of a code; raises `NoSuchUnitError`."""
    found = BudgetUnit.objects.select_related("department").filter(code__iexact=code.replace("\0", "")).first()
    if found is None:
        raise NoSuchUnitError(f"No budget unit carries the code {code}.", where=code)
    return found


def history(row: BudgetUnit) -> tuple[BudgetFigure, ...]:
    """All that was recorded of the unit, the newest year and record first."""
    return tuple(row.figures.select_related("recorded_by").order_by("-year", "-pk"))


def units(
    standing: Standing,
    *,
    department: Department | None = None,
    words: str = "",
    year: int | None = None,
    number: int = 1,
) -> Page[UnitLine]:
    """One page of the units with their year, in the order of their codes; nine statements whatever their number."""
    rows = BudgetUnit.objects.select_related("department").order_by("code")
    if department is not None:
        rows = rows.filter(department=department)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(code__icontains=words))
    page: Page[BudgetUnit] = paged(rows, number)
    now = year_of(standing.on)
    shown = of_year(standing, page.rows, fiscal_year(year, now.year_starts_in) if year is not None else now)
    return Page(rows=shown, number=page.number, of=page.of, total=page.total)


def of_year(standing: Standing, rows: Sequence[BudgetUnit], year: Period) -> tuple[UnitLine, ...]:
    """The units in a year; seven statements."""
    figures = {one.unit_id: one for one in BudgetFigure.objects.filter(unit__in=rows, year=year.year, current=True)}
    named = _measures(rows, year)
    every = [one for found in named.values() for one in found[:MOST_MEASURES]]
    stands = {one.measure.pk: one for one in read_measures.stand(every, on=standing.on)} if every else {}
    values = _values([pk for pk, one in stands.items() if one.definition.kind is MeasureKind.OUTPUT], year)
    found = []
    for row in rows:
        figure = figures.get(row.pk)
        spent = Spent(
            year=year,
            appropriated=figure.appropriated if figure else None,
            spent=figure.spent if figure else None,
            through=figure.spent_through if figure else None,
        )
        held = [stands[one.pk] for one in named.get(row.pk, ())[:MOST_MEASURES]]
        found.append(
            UnitLine(
                unit=row,
                figure=figure,
                spent=spent,
                results=_results(held, spent, values),
                more=max(len(named.get(row.pk, ())) - MOST_MEASURES, 0),
                may_record=standing.may(Capability.KEEP_RETURN, row),
            )
        )
    return tuple(found)


def _results(held: Sequence[MeasureLine], spent: Spent, values: dict[int, list[PeriodValue]]) -> tuple[ResultLine, ...]:
    outputs = [one for one in held if one.definition.kind is MeasureKind.OUTPUT]
    found = []
    for one in held:
        cost = None
        if one in outputs:
            others = [each.measure.title for each in outputs if each is not one]
            cost = unit_cost(spent, one.definition, values.get(one.measure.pk, ()), others=others)
        found.append(ResultLine(line=one, cost=cost))
    return tuple(found)


def _measures(rows: Iterable[BudgetUnit], year: Period) -> dict[int, list[Measure]]:
    """The measures that name each unit in the entry of the year, by the key of the unit; three statements."""
    by_code = {one.code: one.pk for one in rows}
    if not by_code:
        return {}
    # The entry is canonical JSON, in which a name and its value have one spelling.
    says = [Q(definition_json__contains=f'"budget_unit":{json.dumps(code)}') for code in by_code]
    keys = MeasureVersion.objects.filter(reduce(or_, says)).values_list("measure", flat=True).distinct()
    rows_of = Measure.objects.filter(pk__in=list(keys), starts_on__lt=year.ends_before)
    in_force = rows_of.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=year.starts_on))
    measures = list(in_force.select_related("department").order_by("key"))
    versions = versions_of(measures)
    found: dict[int, list[Measure]] = {}
    for one in measures:
        definition = _entry(versions[one.pk], year)
        if definition.budget_unit in by_code:
            found.setdefault(by_code[definition.budget_unit], []).append(one)
    return found


def _entry(versions: Sequence[Any], year: Period) -> MeasureDefinition:
    held = [(one.starts_on, definition_of(one)) for one in versions]
    return held_on(held, year.starts_on)


def _values(measures: Sequence[int], year: Period) -> dict[int, list[PeriodValue]]:
    """The values of the periods of the year, by measure; one statement."""
    found: dict[int, list[PeriodValue]] = {}
    rows = MeasureValue.objects.filter(
        measure__in=measures, current=True, starts_on__gte=year.starts_on, ends_before__lte=year.ends_before
    )
    for one in rows if measures else ():
        found.setdefault(one.measure_id, []).append(as_value(one))
    return found
