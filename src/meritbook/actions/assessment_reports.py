"""What the acts on reports of competency assessments share: what was told, with what it is compared, and the paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings

from meritbook.actions import assessing, storing
from meritbook.actions.actor import Actor
from meritbook.actions.policies import PolicyError
from meritbook.core.competencies.averages import RoleAverage, RoleAverages
from meritbook.core.competencies.report import CompetencyReport, Earlier, report_of
from meritbook.core.competencies.result import AssessmentResult
from meritbook.records.models import (
    AssessmentTold,
    CompetencyBenchmark,
    MultiraterAssessment,
    MultiraterState,
    ReportPaper,
    StoredDocument,
    User,
)
from meritbook.writers.competency_report import CompetencyReportPaper, report_pdf

PDF = "application/pdf"
TOLD = ("version__model", "subject", "department", "told", "follows__version", "follows__told")
"""What is read along with an assessment whose report is made."""


class NotClosedError(PolicyError):
    """The assessment is not closed: nothing is told of it."""

    code = "competencies.not_closed"
    remedy = "Wait until the assessment is closed; its report is on its page then."


class Average(NamedTuple):
    """The averages of a role over many people."""

    people: int
    drawn_at: datetime
    by: dict[str, RoleAverage]


def told_of(assessment: MultiraterAssessment) -> AssessmentTold:
    """What is told of it; raises `NotClosedError`."""
    told: AssessmentTold | None = getattr(assessment, "told", None)
    if told is None or assessment.state != MultiraterState.CLOSED:
        raise NotClosedError("The assessment is not closed, and nothing is told of it.", where="assessment")
    return told


def average_of(assessment: MultiraterAssessment) -> Average | None:
    """The average of the role as it was drawn last; none before enough people were assessed."""
    rows = CompetencyBenchmark.objects.filter(model=assessment.version.model_id, role=assessment.role)
    row = rows.order_by("-people").first()
    if row is None:
        return None
    return Average(row.people, row.drawn_at, RoleAverages.model_validate_json(row.told_json).competencies)


def report_for(
    assessment: MultiraterAssessment,
    average: Average | None,
    *,
    only: Iterable[str] | None = None,
    comments: bool = True,
    reader: User | None = None,
) -> CompetencyReport:
    """The report, or the part of it that is shown to a `reader`. The assessment comes with what `TOLD` names.

    A reader who was asked in a group, then or in the assessment before, may know one of its answers: see
    `AssessmentResult.beside_own_answer`. Whether they answered makes no difference, and the person is told of neither.
    Raises `NotClosedError`; `CompetencyPolicyError`.
    """
    told = told_of(assessment)
    earlier = None
    before = assessment.follows
    if before is not None and getattr(before, "told", None) is not None:
        earlier = Earlier(model=assessing.model_of(before), result=_read_by(reader, before, before.told))
    return report_of(
        assessing.model_of(assessment),
        assessment.role,
        _read_by(reader, assessment, told),
        assessing.policy_of(assessment),
        earlier=earlier,
        averages=average.by if average else None,
        only=only,
        comments=comments,
    )


def _read_by(reader: User | None, assessment: MultiraterAssessment, told: AssessmentTold) -> AssessmentResult:
    result = assessing.result_of(told)
    group = assessing.group_of(assessment, reader)
    return result if group is None else result.beside_own_answer(group)


def set_paper(assessment: MultiraterAssessment, average: Average | None, *, on: date) -> bytes:
    """The whole report as PDF/UA-1; raises what `report_for` raises, and `LetterError`."""
    told = told_of(assessment)
    report = report_for(assessment, average)
    before = assessment.follows
    return report_pdf(
        CompetencyReportPaper(
            person=assessment.subject.full_name,
            office=assessment.department.name if assessment.department else settings.MERITBOOK_GOVERNMENT,
            government=settings.MERITBOOK_GOVERNMENT,
            number=assessment.pk,
            starts_on=assessment.starts_on,
            last_day=assessment.ends_before - timedelta(days=1) if assessment.ends_before else None,
            written_on=on,
            counts_for_rating=assessment.counts_for_rating,
            seal=told.sha256,
            before=before.starts_on if before is not None and report.compared else None,
            role_people=average.people if average else None,
            role_drawn_on=average.drawn_at.date() if average else None,
            report=report,
        )
    )


def keep_paper(
    actor: Actor, assessment: MultiraterAssessment, data: bytes, *, at: datetime
) -> tuple[ReportPaper, list[StoredDocument | ReportPaper]]:
    """The paper on record, and the rows that were saved for it: none where the same bytes are its paper already."""
    name = file_name(assessment)
    document, fresh = storing.keep_bytes(actor, at=at, name=name, data=data, media_type=PDF)
    paper, made = ReportPaper.objects.get_or_create(assessment=assessment, document=document, defaults={"made_at": at})
    if not made:
        return paper, []
    return paper, [paper, *([document] if fresh else [])]


def file_name(assessment: MultiraterAssessment) -> str:
    """What the paper is called; it names nobody."""
    return f"competency-report-{assessment.pk}.pdf"
