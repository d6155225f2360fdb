"""Assessments of departments and what is done about them: lists, one of them, and the acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    add_area_evidence,
    answer_development_assessment,
    open_development_assessment,
    plan_improvement,
    record_area_finding,
    reopen_development_assessment,
    report_improvement,
    show_development_assessment,
)
from meritbook.actions.developing_policies import DevelopmentError, check_answers, check_assesses
from meritbook.actions.permissions import Capability, require
from meritbook.api import development_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.persons import person
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Words
from meritbook.desk import development as read
from meritbook.desk import seats
from meritbook.records import clock
from meritbook.records.models import DevelopmentAssessment, Measure, StrategicPlan

router = Router(tags=["development"])
KEEP = Capability.KEEP_DEVELOPMENT
ONE = "/results/development/{assessment_id}"


def _plan(key: str | None) -> StrategicPlan | None:
    found: StrategicPlan | None = StrategicPlan.objects.filter(key__iexact=key).first() if key else None
    if key and found is None:
        raise DevelopmentError(f"No plan carries the key {key}.", where="plan")
    return found


def _may_read(request: HttpRequest) -> None:
    require(actor(request), Capability.READ_DEVELOPMENT, on=clock.today())


def _page(request: HttpRequest, pk: int) -> dict[str, Any]:
    return shapes.assessment(read.page(standing(request), read.get(standing(request), pk)))


def _assessed(request: HttpRequest, pk: int) -> DevelopmentAssessment:
    row = read.get(standing(request), pk)
    require(actor(request), KEEP, row, on=clock.today())
    check_assesses(actor(request), row)
    return row


@router.get("/results/development", response=with_errors(Paged[shapes.AssessmentLineAnswer]))
def list_assessments(request: HttpRequest, department: Words = "", page: Number = 1) -> Any:
    """The assessments that the person may read; `department` is a code."""
    _may_read(request)
    chosen = seats.department(department).pk if department else None
    found = read.lines(standing(request), department=chosen, number=page)
    rows = [shapes.assessment_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/development", response=with_errors(shapes.AssessmentLineAnswer, 201))
def open_assessment(request: HttpRequest, body: shapes.OpenAssessment) -> Any:
    """Open the assessment of a department for a year; who opens it need not be one who assesses."""
    require(actor(request), KEEP, on=clock.today())
    row = open_development_assessment.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        department=seats.department(body.department),
        year=body.year,
        assessed_on=body.assessed_on,
        assessors=[person(one, DevelopmentError, "assessors") for one in body.assessors],
    )
    return Status(201, shapes.assessment_line(read.line_of(row)))


@router.get(ONE, response=with_errors(shapes.DevelopmentAssessmentAnswer))
def get_assessment(request: HttpRequest, assessment_id: Id) -> Any:
    """One assessment, area by area, with the levels of the years before."""
    _may_read(request)
    return _page(request, assessment_id)


@router.post(ONE + "/areas/{area}/findings", response=with_errors(shapes.DevelopmentAssessmentAnswer, 201))
def write_finding(request: HttpRequest, assessment_id: Id, area: str, body: shapes.WriteFinding) -> Any:
    """Write what was found in an area, as its next version."""
    row = _assessed(request, assessment_id)
    record_area_finding.perform(actor(request), at=clock.now(), assessment=row, area=area, **body.model_dump())
    return Status(201, _page(request, assessment_id))


@router.post(ONE + "/areas/{area}/evidence", response=with_errors(shapes.DevelopmentAssessmentAnswer, 201))
def add_evidence(request: HttpRequest, assessment_id: Id, area: str, body: shapes.AddEvidence) -> Any:
    """Put a measure, a goal, or words with their source beside an area."""
    row = _assessed(request, assessment_id)
    measure = Measure.objects.filter(key__iexact=body.measure).first() if body.measure else None
    if body.measure and measure is None:
        raise DevelopmentError(f"No measure carries the key {body.measure}.", where="measure")
    taken = body.model_dump(exclude={"measure", "plan"})
    add_area_evidence.perform(
        actor(request), at=clock.now(), assessment=row, area=area, measure=measure, plan=_plan(body.plan), **taken
    )
    return Status(201, _page(request, assessment_id))


@router.post(ONE + "/shown", response=with_errors(shapes.DevelopmentAssessmentAnswer))
def show_it(request: HttpRequest, assessment_id: Id, body: shapes.ShowAssessment) -> Any:
    """Show it to the department; what was found stands still from then on."""
    row = _assessed(request, assessment_id)
    show_development_assessment.perform(actor(request), at=clock.now(), why=body.why, assessment=row)
    return _page(request, assessment_id)


@router.post(ONE + "/taken-back", response=with_errors(shapes.DevelopmentAssessmentAnswer))
def take_back(request: HttpRequest, assessment_id: Id, body: shapes.TakeAssessmentBack) -> Any:
    """Take it back to be written on, before the department has answered."""
    row = _assessed(request, assessment_id)
    reopen_development_assessment.perform(actor(request), at=clock.now(), assessment=row, **body.model_dump())
    return _page(request, assessment_id)


@router.post(ONE + "/answer", response=with_errors(shapes.DevelopmentAssessmentAnswer))
def answer_it(request: HttpRequest, assessment_id: Id, body: shapes.AnswerAssessment) -> Any:
    """Answer it for the department."""
    row = read.get(standing(request), assessment_id)
    check_answers(actor(request), row, clock.today())
    confirm_password(request)
    answer_development_assessment.perform(actor(request), at=clock.now(), assessment=row, **body.model_dump())
    return _page(request, assessment_id)


@router.post(ONE + "/improvements", response=with_errors(shapes.ImprovementAnswer, 201))
def plan_one(request: HttpRequest, assessment_id: Id, body: shapes.PlanImprovement) -> Any:
    """Decide what is done about an opportunity."""
    row = read.get(standing(request), assessment_id)
    require(actor(request), KEEP, row, on=clock.today())
    taken = body.model_dump(exclude={"owner", "plan"})
    made = plan_improvement.perform(
        actor(request),
        at=clock.now(),
        assessment=row,
        owner=person(body.owner, DevelopmentError, "owner"),
        plan=_plan(body.plan),
        **taken,
    )
    return Status(201, shapes.improvement(made))


@router.post("/results/improvements/{improvement_id}/reports", response=with_errors(shapes.ImprovementAnswer, 201))
def report(request: HttpRequest, improvement_id: Id, body: shapes.ReportImprovement) -> Any:
    """Say how far an improvement is."""
    held = read.improvement(standing(request), improvement_id)
    require(actor(request), Capability.REPORT_ACTION, held, on=clock.today())
    made = report_improvement.perform(actor(request), at=clock.now(), improvement=held, **body.model_dump())
    return Status(201, shapes.improvement(made))
