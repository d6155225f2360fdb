"""Audits of measures: list, charter, sample, recalculation, grades, findings with their follow-up, and ratings."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from meritbook.actions import (
    answer_finding,
    charter_audit,
    draw_audit_sample,
    grade_criterion,
    raise_finding,
    rate_trust,
    recalculate_sample,
    report_finding_done,
    verify_finding,
    withdraw_audit,
)
from meritbook.actions.auditing_policies import AuditorError, answering_capability, check_answers, check_verifies
from meritbook.actions.permissions import Capability, require
from meritbook.api import audit_shapes as shapes
from meritbook.api.audit_shapes import MeasureKey
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.persons import person
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Why, Words
from meritbook.desk import audit_pages, measure_page, seats
from meritbook.desk import audits as read
from meritbook.records import clock
from meritbook.records.models import Audit, AuditedMeasure, AuditFinding

router = Router(tags=["audits"])
How = Annotated[str, Field(min_length=1, max_length=4_000)]
OF = "/results/audits/{audit_id}/measures/{key}"


def _may_read(request: HttpRequest) -> None:
    require(actor(request), Capability.READ_RESULTS, on=clock.today())


def _audited(request: HttpRequest, audit_id: int, key: str) -> AuditedMeasure:
    _may_read(request)
    row = read.audited(audit_id, key)
    require(actor(request), Capability.AUDIT_MEASURE, row, on=clock.today())
    return row


def _page(request: HttpRequest, row: AuditedMeasure) -> dict[str, Any]:
    return shapes.audited_answer(
        audit_pages.audited_page(standing(request), read.audited(row.audit_id, row.measure.key))
    )


def _audit(request: HttpRequest, row: Audit) -> dict[str, Any]:
    (line,) = read.shown([row])
    return shapes.audit_answer(line, audit_pages.audit_page(standing(request), row))


@router.get("/results/audits", response=with_errors(Paged[shapes.AuditAnswer]))
def list_audits(
    request: HttpRequest, q: Words = "", state: Words = "", department: Words = "", page: Number = 1
) -> Any:
    """The audits, the newest first; `state` is under_way, reported or withdrawn, `department` a code."""
    _may_read(request)
    of = seats.department(department) if department else None
    found = read.lines(words=q.replace("\0", ""), state=state.replace("\0", ""), department=of, number=page)
    rows = [shapes.audit_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/audits", response=with_errors(shapes.AuditPageAnswer, 201))
def charter(request: HttpRequest, body: shapes.CharterAudit) -> Any:
    """Charter an audit of one measure or of several."""
    require(actor(request), Capability.AUDIT_MEASURE, on=clock.today())
    taken = body.model_dump(exclude={"measures", "auditor"})
    measures = [measure_page.measure(key) for key in body.measures]
    row = charter_audit.perform(
        actor(request),
        at=clock.now(),
        measures=measures,
        auditor=person(body.auditor, AuditorError, "auditor"),
        **taken,
    )
    return Status(201, _audit(request, read.get(row.pk)))


@router.get("/results/audits/{audit_id}", response=with_errors(shapes.AuditPageAnswer))
def get_audit(request: HttpRequest, audit_id: Id) -> Any:
    """One audit with its findings."""
    _may_read(request)
    return _audit(request, read.get(audit_id))


@router.post("/results/audits/{audit_id}/withdrawal", response=with_errors(shapes.AuditPageAnswer))
def withdraw(request: HttpRequest, audit_id: Id, body: shapes.EndAudit) -> Any:
    """Withdraw an audit in which nothing is rated."""
    row = read.get(audit_id)
    require(actor(request), Capability.AUDIT_MEASURE, row, on=clock.today())
    confirm_password(request)
    withdraw_audit.perform(actor(request), at=clock.now(), audit=row, **body.model_dump())
    return _audit(request, read.get(audit_id))


@router.get(OF, response=with_errors(shapes.AuditedAnswer))
def get_audited(request: HttpRequest, audit_id: Id, key: MeasureKey) -> Any:
    """One measure of an audit: criteria, sample, recalculation, findings and rating."""
    _may_read(request)
    return _page(request, read.audited(audit_id, key))


@router.post(f"{OF}/sample", response=with_errors(shapes.AuditedAnswer, 201))
def draw(request: HttpRequest, audit_id: Id, key: MeasureKey, body: shapes.DrawSample) -> Any:
    """Draw a sample of the computed size; the same seed draws the same."""
    row = _audited(request, audit_id, key)
    draw_audit_sample.perform(actor(request), at=clock.now(), audited=row, **body.model_dump())
    return Status(201, _page(request, row))


@router.post(f"{OF}/recalculation", response=with_errors(shapes.AuditedAnswer, 201))
def recalculate(
    request: HttpRequest,
    audit_id: Id,
    key: MeasureKey,
    file: Annotated[UploadedFile, File()],
    why: Annotated[Why, Form()],
    how: Annotated[How, Form()],
) -> Any:
    """Compare the sample with figures of a file with the columns period and value; a refusal lists every cell."""
    row = _audited(request, audit_id, key)
    recalculate_sample.perform(
        actor(request),
        at=clock.now(),
        why=why,
        audited=row,
        data=file.read(),
        name=file.name or "figures.csv",
        how=how,
    )
    return Status(201, _page(request, row))


@router.post(f"{OF}/grades", response=with_errors(shapes.AuditedAnswer, 201))
def grade(request: HttpRequest, audit_id: Id, key: MeasureKey, body: shapes.GradeCriterion) -> Any:
    """Say what was found on a criterion."""
    row = _audited(request, audit_id, key)
    grade_criterion.perform(actor(request), at=clock.now(), audited=row, **body.model_dump())
    return Status(201, _page(request, row))


@router.post(f"{OF}/findings", response=with_errors(shapes.FindingPageAnswer, 201))
def find(request: HttpRequest, audit_id: Id, key: MeasureKey, body: shapes.RaiseFinding) -> Any:
    """Raise a finding."""
    row = _audited(request, audit_id, key)
    done = raise_finding.perform(actor(request), at=clock.now(), audited=row, **body.model_dump())
    return Status(201, _finding(request, done.pk))


@router.post(f"{OF}/rating", response=with_errors(shapes.AuditedAnswer, 201))
def rate(request: HttpRequest, audit_id: Id, key: MeasureKey, body: shapes.RateTrust) -> Any:
    """Rate how far the values may be relied on; it needs a fresh sign-in, as on the site."""
    row = _audited(request, audit_id, key)
    confirm_password(request)
    rate_trust.perform(actor(request), at=clock.now(), audited=row, **body.model_dump())
    return Status(201, _page(request, row))


@router.get("/results/audit-findings", response=with_errors(Paged[shapes.FindingAnswer]))
def list_findings(request: HttpRequest, show: Words = "", department: Words = "", page: Number = 1) -> Any:
    """Findings that are not closed; `show` is overdue, open, answered, done, closed or mine."""
    _may_read(request)
    of = seats.department(department) if department else None
    found = read.findings(standing(request), show=show, department=of, number=page)
    rows = [shapes.finding_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


def _finding(request: HttpRequest, pk: int) -> dict[str, Any]:
    return shapes.finding_answer(read.finding_shown(standing(request), read.finding(pk)))


@router.get("/results/audit-findings/{finding_id}", response=with_errors(shapes.FindingPageAnswer))
def get_finding(request: HttpRequest, finding_id: Id) -> Any:
    """One finding with what became of it."""
    _may_read(request)
    return _finding(request, finding_id)


def _answers(request: HttpRequest, pk: int) -> AuditFinding:
    _may_read(request)
    row, who = read.finding(pk), actor(request)
    require(who, answering_capability(row, who.user, clock.today()), row, on=clock.today())
    if who.user is not None:
        check_answers(row, who.user)
    return row


@router.post("/results/audit-findings/{finding_id}/answer", response=with_errors(shapes.FindingPageAnswer, 201))
def answer(request: HttpRequest, finding_id: Id, body: shapes.AnswerFinding) -> Any:
    """Answer a finding: for who owns the measure or keeps its entry."""
    row = _answers(request, finding_id)
    answer_finding.perform(actor(request), at=clock.now(), finding=row, **body.model_dump())
    return Status(201, _finding(request, finding_id))


@router.post("/results/audit-findings/{finding_id}/done", response=with_errors(shapes.FindingPageAnswer, 201))
def done(request: HttpRequest, finding_id: Id, body: shapes.FindingDone) -> Any:
    """Report that what was answered is done."""
    row = _answers(request, finding_id)
    report_finding_done.perform(actor(request), at=clock.now(), finding=row, **body.model_dump())
    return Status(201, _finding(request, finding_id))


@router.post("/results/audit-findings/{finding_id}/verification", response=with_errors(shapes.FindingPageAnswer, 201))
def verify(request: HttpRequest, finding_id: Id, body: shapes.VerifyFinding) -> Any:
    """Close the finding or send it back; never by whoever answered or did it."""
    _may_read(request)
    row, who = read.finding(finding_id), actor(request)
    require(who, Capability.AUDIT_MEASURE, row, on=clock.today())
    if who.user is not None:
        check_verifies(row, who.user)
    confirm_password(request)
    verify_finding.perform(who, at=clock.now(), finding=row, **body.model_dump())
    return Status(201, _finding(request, finding_id))
