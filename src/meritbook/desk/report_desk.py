"""Annual reports on a desk: a fiscal year has ended, and its report is not published; or a draft is under way."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from meritbook.actions.permissions import MATRIX, Capability, Scope, Standing
from meritbook.actions.reporting_policies import starts_in
from meritbook.core.dates import day_in_words
from meritbook.core.results.periods import Frequency, Period, last_ended
from meritbook.desk.acts import MOST, Act, Section
from meritbook.records import clock
from meritbook.records.models import AnnualReport, EditionStatus, PlanStatus, ReportEdition, StrategicPlan

HEADING = "Annual reports"
_PUBLISHED = ReportEdition.objects.filter(report=OuterRef("pk"), status=EditionStatus.PUBLISHED)
WITHOUT = "The public does not learn what the year's plan came to."


def annual_reports(standing: Standing) -> Section | None:
    """The lines; none for whom the reports are no matter, or where the last year's are published.

    Who publishes everywhere is told of the report of the enterprise, who publishes for a department of that one's.
    """
    if standing.user is None or not standing.may(Capability.PUBLISH_REPORT):
        return None
    year = last_ended(standing.on, Frequency.YEARLY, starts_in())
    acts = tuple(_acts(standing, year))
    if not acts:
        return None
    return Section(heading=HEADING, acts=acts[:MOST], total=len(acts), empty="Nothing waits.", view="web:reports")


def _acts(standing: Standing, year: Period) -> Iterator[Act]:
    of_year = AnnualReport.objects.filter(starts_on=year.starts_on).annotate(
        within=Coalesce("department", 0), done=Exists(_PUBLISHED)
    )
    plans = (
        StrategicPlan.objects.filter(
            _mine(standing),
            unit="",
            versions__status=PlanStatus.ADOPTED,
            starts_on__lt=year.ends_before,
            ends_before__gt=year.starts_on,
        )
        .annotate(whose=Coalesce("department", 0))
        .annotate(
            begun=Subquery(of_year.filter(within=OuterRef("whose")).values("key")[:1]),
            published=Exists(of_year.filter(within=OuterRef("whose"), done=True)),
        )
        .select_related("department")
        .order_by("-key")
    )
    owing = {one.department_id: one for one in plans}
    for _, plan in sorted(owing.items(), key=lambda each: each[0] or 0):
        if plan.published:
            continue
        ended = f"The year ended on {day_in_words(year.last_day)}"
        if plan.begun is None:
            yield Act(
                title=f"Begin the annual report on {year.label}: {plan.of}",
                view="web:report_new",
                id=None,
                detail=f"{ended}, and no report is begun",
                without=WITHOUT,
                since=clock.moment_on(year.ends_before),
                query=f"plan={plan.key}",
            )
        else:
            yield Act(
                title=f"Publish the annual report on {year.label}: {plan.of}",
                view="web:report",
                id=None,
                key=plan.begun,
                detail=f"{ended}, and its report is not published",
                without=WITHOUT,
                since=clock.moment_on(year.ends_before),
            )


def _mine(standing: Standing) -> Q:
    """The enterprise's, and those of the person's departments: whose report is theirs to publish."""
    reach = Q(pk__in=[])
    for held in standing.held:
        scope = MATRIX[held.role].get(Capability.PUBLISH_REPORT)
        if scope is Scope.EVERYWHERE:
            reach |= Q(department__isnull=True)
        elif scope is Scope.DEPARTMENT:
            reach |= Q() if held.department is None else Q(department_id=held.department)
    return reach
