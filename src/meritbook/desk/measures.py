"""The measures of the results register, as a list and one by one: how each stands on a day, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from meritbook.actions.measuring import definition_of
from meritbook.actions.permissions import Standing as Permitted
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.standing import PeriodValue, Standing, standing
from meritbook.desk.paging import Page, paged
from meritbook.records.models import Department, Measure, MeasureOwner, MeasureValue, MeasureVersion


@dataclass(frozen=True)
class MeasureLine:
    """A measure in a list."""

    measure: Measure
    definition: MeasureDefinition
    standing: Standing
    owner: str


def versions_of(measures: Iterable[Measure]) -> dict[int, list[MeasureVersion]]:
    """The versions of each measure, the oldest first; one statement."""
    found: dict[int, list[MeasureVersion]] = {}
    for one in MeasureVersion.objects.filter(measure__in=list(measures)).order_by("measure", "number"):
        found.setdefault(one.measure_id, []).append(one)
    return found


def owners_of(measures: Iterable[Measure], on: date) -> dict[int, MeasureOwner]:
    """Who answers for each measure on the day and can sign in; one statement."""
    rows = MeasureOwner.objects.on(on).filter(measure__in=list(measures), owner__is_active=True)
    return {one.measure_id: one for one in rows.select_related("owner")}


def held_on(versions: Sequence[MeasureVersion], on: date) -> MeasureVersion:
    """The version that holds on the day; the first one before it begins."""
    return max((one for one in versions if one.starts_on <= on), key=lambda one: one.starts_on, default=versions[0])


def lines(
    permitted: Permitted, *, department: Department | None = None, words: str = "", number: int = 1
) -> Page[MeasureLine]:
    """One page of the measures in the order of their keys: six statements whatever their number."""
    rows: QuerySet[Measure] = Measure.objects.on(permitted.on).select_related("department").order_by("key")
    if department is not None:
        rows = rows.filter(department=department)
    if words:
        rows = rows.filter(title__icontains=words) | rows.filter(key__icontains=words)
    page: Page[Measure] = paged(rows, number)
    shown = stand(page.rows, on=permitted.on)
    return Page(rows=shown, number=page.number, of=page.of, total=page.total)


def stand(measures: Sequence[Measure], *, on: date) -> tuple[MeasureLine, ...]:
    """How each of the measures stands on the day; four statements."""
    versions, owners = versions_of(measures), owners_of(measures, on)
    values = newest_values(measures, on=on)
    found = []
    for one in measures:
        definition = definition_of(held_on(versions[one.pk], on))
        owner = owners.get(one.pk)
        found.append(
            MeasureLine(
                measure=one,
                definition=definition,
                standing=standing(
                    definition,
                    values.get(one.pk, ()),
                    on=on,
                    begins_on=one.starts_on,
                    owner=owner.owner.full_name if owner else "",
                ),
                owner=owner.owner.full_name if owner else "",
            )
        )
    return tuple(found)


def newest_values(measures: Sequence[Measure], *, on: date) -> dict[int, list[PeriodValue]]:
    """The newest values of each measure whose periods have ended; two statements."""
    newest = (
        MeasureValue.objects.filter(measure__in=[one.pk for one in measures], current=True, ends_before__lte=on)
        .values("measure")
        .annotate(newest=Max("starts_on"))
        .values("measure", "newest")
    )
    days = {row["measure"]: row["newest"] for row in newest}
    found: dict[int, list[PeriodValue]] = {}
    rows = MeasureValue.objects.filter(measure__in=list(days), starts_on__in=set(days.values()), current=True)
    for row in rows:
        if days[row.measure_id] == row.starts_on:
            found[row.measure_id] = [
                PeriodValue(starts_on=row.starts_on, ends_before=row.ends_before, value=row.value, says=row.says)
            ]
    return found
