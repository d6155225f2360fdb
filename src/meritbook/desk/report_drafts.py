"""A draft of an annual report as those see it who draw it up, and what of an edition belongs to a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.planning import adopted_of
from meritbook.core.results.plans import PlanText
from meritbook.core.results.report import KINDS, LeftOut, MeasureFact, ReportProblem
from meritbook.core.values import Value
from meritbook.desk import annual_reports as read
from meritbook.desk.annual_reports import NoSuchReportError
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Department,
    PlanStatus,
    ReportEdition,
    ReportInclusion,
    ReportText,
    ResourceMove,
    StrategicPlan,
)

MOST = 200
"""Rows of a goal that its page shows beside the measures."""


@dataclass(frozen=True)
class DraftShown:
    """What would be published today, what would not, and what stands in the way."""

    edition: ReportEdition
    sha256: str
    blocks: tuple[ReportProblem, ...]
    measures: Page[MeasureFact]
    left_out: Page[LeftOut]
    stale: frozenset[str]
    """Of those left out, the keys of measures that somebody may include by name."""
    inclusions: tuple[ReportInclusion, ...]
    texts: tuple[ReportText, ...]
    """The versions of the words, the newest first."""


def shown(standing: Standing, row: ReportEdition, *, measures: int = 1, left_out: int = 1) -> DraftShown:
    """The draft as it would be published on the day. `measures` and `left_out` are page numbers."""
    found = read.drawn(row, standing.on)
    left = [one.content for one in found.of("left_out") if isinstance(one.content, LeftOut)]
    return DraftShown(
        edition=row,
        sha256=found.sha256,
        blocks=tuple(one for one in found.problems if one.blocks),
        measures=paged([one.content for one in found.of("measure")], measures),
        left_out=paged(left, left_out),
        stale=frozenset(one.key for one in left if one.only_stale),
        inclusions=tuple(
            row.inclusions.filter(ended_at__isnull=True).select_related("included_by", "measure").order_by("pk")
        ),
        texts=tuple(row.texts.select_related("saved_by").order_by("-number")),
    )


def inclusion(row: ReportEdition, pk: int) -> ReportInclusion:
    """An inclusion of the edition that stands; raises `NoSuchReportError`."""
    rows = row.inclusions.filter(ended_at__isnull=True).select_related("measure", "edition__report")
    found: ReportInclusion | None = rows.filter(pk=pk).first() if pk < 2**62 else None
    if found is None:
        raise NoSuchReportError("There is no such inclusion in the draft.", where=str(pk))
    return found


def text(row: ReportEdition, number: int) -> ReportText:
    """A version of the words of an edition; raises `NoSuchReportError`."""
    found: ReportText | None = (
        row.texts.select_related("saved_by").filter(number=number).first() if number < 2**31 else None
    )
    if found is None:
        raise NoSuchReportError(f"The words of this edition have no version {number}.", where=str(number))
    return found


def goals_of(row: ReportEdition) -> PlanText:
    """The words in force of the plan that the report rests on; raises `NoSuchReportError` where none are."""
    adopted = adopted_of(row.report.plan)
    if adopted is None:
        raise NoSuchReportError("The plan of the report has no version in force.", where=row.report.plan.key)
    return adopted.text


def plans_to_report(standing: Standing) -> list[StrategicPlan]:
    """The plans in force that the person may draw a report up on, those of the enterprise first."""
    rows = StrategicPlan.objects.filter(versions__status=PlanStatus.ADOPTED, unit="").select_related("department")
    reach = standing.results(Capability.KEEP_PLAN)
    return list(rows.filter(reach).order_by("department__name", "key"))


def departments_to_keep(standing: Standing) -> list[Department]:
    """The departments of which the person may put resources moved on record."""
    rows = Department.objects.on(standing.on).order_by("name")
    return [one for one in rows if standing.may(Capability.KEEP_PLAN, one)]


def moves(number: int = 1) -> Page[ResourceMove]:
    """One page of the resources moved, the newest first; those that were withdrawn among them."""
    rows = ResourceMove.objects.select_related("department", "recorded_by", "withdrawn_by")
    found: Page[ResourceMove] = paged(rows.order_by("-moved_on", "-pk"), number)
    return found


def move(pk: int) -> ResourceMove:
    """One record of resources moved; raises `NoSuchReportError`."""
    found = ResourceMove.objects.select_related("department").filter(pk=pk).first() if pk < 2**62 else None
    if found is None:
        raise NoSuchReportError("There is no such record of resources moved.", where=str(pk))
    return found


def actions_of(standing: Standing, row: ReportEdition, goal: str) -> Sequence[Value]:
    """The actions of a goal of the edition."""
    return _of_goal(standing, row, "action", goal)


def left_out_of(standing: Standing, row: ReportEdition, goal: str) -> Sequence[Value]:
    """What was left out of a goal of the edition."""
    return _of_goal(standing, row, "left_out", goal)


def _of_goal(standing: Standing, row: ReportEdition, kind: str, goal: str) -> Sequence[Value]:
    if row.was_published:
        rows = row.parts.filter(kind=kind, goal=goal).order_by("number").values_list("content_json", flat=True)
        return [KINDS[kind].model_validate_json(one) for one in rows[:MOST]]
    return [one.content for one in read.parts_drawn(row, standing.on, kind) if one.goal == goal][:MOST]
