"""Assessments of departments as read: the list, one with its areas, and how its levels compare from year to year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from meritbook.actions import developing
from meritbook.actions.developing_policies import directs
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.development import Area, DevelopmentPolicy, Level
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    AreaEvidence,
    AreaFinding,
    AssessmentState,
    DevelopmentAssessment,
    Improvement,
)


class NoSuchAssessmentError(MeritbookError):
    """No assessment, evidence or improvement of that number, or none that the person may read."""

    code = "results.no_such_assessment"
    remedy = "Open the list of assessments; it holds all that you may read."
    http_status = 404


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment in a list."""

    row: DevelopmentAssessment
    levels: int
    """In how many areas a person chose a level."""
    areas: int
    open: int
    """Improvements that are planned or under way."""


@dataclass(frozen=True)
class YearLevel:
    """The level of an area in a year; none where nobody chose one."""

    year: int
    level: Level | None
    rank: int | None


@dataclass(frozen=True)
class AreaShown:
    """An area of an assessment with all that stands in it."""

    area: Area
    finding: AreaFinding | None
    level: Level | None
    versions: int
    evidence: tuple[AreaEvidence, ...]
    improvements: tuple[Improvement, ...]
    years: tuple[YearLevel, ...]
    """The assessments of the department that the person may read, the earliest first."""

    @property
    def moved(self) -> str:
        """What changed since the assessment before, in words; empty where there is none before."""
        if len(self.years) < 2:
            return ""
        before, now = self.years[-2], self.years[-1]
        if now.rank is None or before.rank is None:
            missing = [str(one.year) for one in (before, now) if one.rank is None]
            return f"Undetermined: no level was chosen in {' and '.join(missing)}."
        if now.rank == before.rank:
            return f"As in {before.year}."
        steps = abs(now.rank - before.rank)
        way = "up" if now.rank > before.rank else "down"
        return f"{steps} {'level' if steps == 1 else 'levels'} {way} since {before.year}."


@dataclass(frozen=True)
class AssessmentShown:
    """One assessment."""

    row: DevelopmentAssessment
    policy: DevelopmentPolicy
    areas: tuple[AreaShown, ...]
    years: tuple[int, ...]
    other_policies: tuple[str, ...]
    """Policies of other years whose levels may mean something else."""
    assessors: tuple[str, ...]
    may_write: bool
    may_show: bool
    may_reopen: bool
    may_answer: bool
    may_plan: bool


def visible(standing: Standing) -> QuerySet[DevelopmentAssessment]:
    """The assessments that the person may read: what is not shown yet only to its assessors, and to who reads all."""
    reach = standing.results(Capability.READ_DEVELOPMENT)
    rows = DevelopmentAssessment.objects.filter(reach)
    if reach == Q():
        return rows
    return rows.filter(
        ~Q(state=AssessmentState.DRAFT) | Q(pk__in=DevelopmentAssessment.objects.filter(assessors__user=standing.user))
    )


def lines(standing: Standing, *, department: int | None = None, number: int = 1) -> Page[AssessmentLine]:
    """One page of the assessments, the newest year first; three statements whatever their number."""
    rows: QuerySet[Any] = visible(standing).select_related("department")
    if department is not None:
        rows = rows.filter(department=department)
    rows = rows.annotate(
        levels=Count("findings", filter=Q(findings__current=True) & ~Q(findings__level=""), distinct=True),
        waiting=Count("improvements", filter=Q(improvements__state__in=["planned", "under_way"]), distinct=True),
    ).order_by("-year", "department__name")
    return paged(
        rows,
        number,
        lambda one: AssessmentLine(one, one.levels, len(developing.policy_of(one).areas), one.waiting),
    )


def line_of(row: DevelopmentAssessment) -> AssessmentLine:
    """An assessment that was just opened, as a line."""
    return AssessmentLine(row, 0, len(developing.policy_of(row).areas), 0)


def get(standing: Standing, pk: int) -> DevelopmentAssessment:
    """One assessment; raises `NoSuchAssessmentError` where the person may not read it."""
    found = visible(standing).select_related("department", "answered_by", "opened_by").filter(pk=pk).first()
    if found is None:
        raise NoSuchAssessmentError("There is no such assessment, or it is not open to you.", where=str(pk))
    return found


def improvement(standing: Standing, pk: int) -> Improvement:
    """One improvement: of an assessment that the person may read, or their own."""
    rows = Improvement.objects.select_related("assessment__department", "owner", "plan")
    found = rows.filter(Q(assessment__in=visible(standing)) | Q(owner=standing.user), pk=pk).first()
    if found is None:
        raise NoSuchAssessmentError("There is no such improvement, or it is not open to you.", where=str(pk))
    return found


def evidence(assessment: DevelopmentAssessment, pk: int) -> AreaEvidence:
    """A file that lies beside an area of the assessment."""
    found = assessment.evidence.select_related("document").filter(pk=pk, document__isnull=False).first()
    if found is None:
        raise NoSuchAssessmentError("There is no such file.", where=str(pk))
    return found


def page(standing: Standing, row: DevelopmentAssessment) -> AssessmentShown:
    """The page of an assessment: a dozen statements, whatever it holds."""
    policy = developing.policy_of(row)
    assessors = list(row.assessors.select_related("user"))
    assesses = any(one.user_id == (standing.user.pk if standing.user else 0) for one in assessors)
    keeps = standing.may(Capability.KEEP_DEVELOPMENT, row)
    of_department = list(
        visible(standing).filter(department=row.department_id, year__lte=row.year).order_by("year")[:20]
    )
    findings = AreaFinding.objects.filter(assessment__in=of_department, current=True).select_related("found_by")
    by_place = {(one.assessment_id, one.area): one for one in findings}
    evidence_of = _by_area(row.evidence.select_related("document", "measure", "plan", "added_by"))
    improvements = _by_area(row.improvements.select_related("owner", "plan"))
    draft = row.state == AssessmentState.DRAFT
    return AssessmentShown(
        row=row,
        policy=policy,
        areas=tuple(
            AreaShown(
                area=area,
                finding=by_place.get((row.pk, area.key)),
                level=_level(area, by_place.get((row.pk, area.key))),
                versions=found.number if (found := by_place.get((row.pk, area.key))) else 0,
                evidence=tuple(evidence_of.get(area.key, ())),
                improvements=tuple(improvements.get(area.key, ())),
                years=tuple(_year(one, area.key, by_place.get((one.pk, area.key))) for one in of_department),
            )
            for area in policy.areas
        ),
        years=tuple(one.year for one in of_department),
        other_policies=tuple(sorted({one.policy for one in of_department} - {row.policy})),
        assessors=tuple(one.user.full_name for one in assessors),
        may_write=keeps and assesses and draft,
        may_show=keeps and assesses and draft and bool([one for one in by_place if one[0] == row.pk]),
        may_reopen=keeps and assesses and row.state == AssessmentState.SHOWN,
        may_answer=row.state == AssessmentState.SHOWN and not assesses and directs(standing, row),
        may_plan=keeps and (assesses or not draft),
    )


def _by_area(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in rows:
        found.setdefault(one.area, []).append(one)
    return found


def _level(area: Area | None, finding: AreaFinding | None) -> Level | None:
    return None if area is None or finding is None or not finding.level else area.level(finding.level)


def _year(row: DevelopmentAssessment, key: str, finding: AreaFinding | None) -> YearLevel:
    area = developing.policy_of(row).area(key)
    level = _level(area, finding)
    return YearLevel(year=row.year, level=level, rank=area.rank(level.key) if area and level else None)
