"""A sample of a file of values for the measures of a person: their periods without a value, with made-up figures."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F

from meritbook.actions.measuring import as_value
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period
from meritbook.desk.measure_page import missing_periods
from meritbook.desk.measures import in_force, reached, stand
from meritbook.records.models import Measure
from meritbook.writers.value_sample import SampleRow, value_sample

MOST = 12
"""Measures in a sample: those that lack the most come first."""
NAME = "Sample of actuals.xlsx"


class NothingToSampleError(MeritbookError):
    """No measure whose values the person records lacks one."""

    code = "results.no_sample"
    remedy = "Define a measure first, or wait until a period has ended."
    http_status = 409


def sample(standing: Standing) -> bytes:
    """The workbook, with mistakes to mend; every figure in it is made up. Raises `NothingToSampleError`."""
    rows = reached(standing, Capability.RECORD_VALUE) & in_force(standing.on)
    due = rows.filter(stands__next_ends_before__lte=standing.on, stands__worked_out=False).select_related("department")
    some = list(due.order_by(F("stands__newest_on").asc(nulls_first=True), "key")[:MOST])
    sheets: dict[str, list[SampleRow]] = {}
    for line in stand(some, on=standing.on):
        periods = missing_periods(line.measure, on=standing.on)
        if periods:
            name = f"By the {line.definition.frequency.noun}"
            sheets.setdefault(name, []).append(_row(line.measure, line.definition, periods))
    if not sheets:
        raise NothingToSampleError("Every measure whose values you record has all of them.", where="sample")
    return value_sample(list(sheets.items()))


def _row(measure: Measure, definition: MeasureDefinition, periods: tuple[Period, ...]) -> SampleRow:
    newest = measure.values.filter(current=True).order_by("-starts_on").first()
    target = definition.target_on(periods[0].starts_on)
    level = as_value(newest).value if newest else target or Decimal(100)
    found = []
    for place, one in enumerate(periods):
        # Up and down by a few parts in a hundred around what is known, so that a chart has something to show.
        figure = level * (1 + Decimal((place * 37 + len(measure.key)) % 11 - 5) / 100)
        figure = figure.quantize(Decimal(1).scaleb(-definition.places), ROUND_HALF_UP)
        figure = min(figure, definition.most) if definition.most is not None else figure
        found.append((one.label, max(figure, definition.least) if definition.least is not None else figure))
    return SampleRow(measure.key, definition.unit, tuple(found))
