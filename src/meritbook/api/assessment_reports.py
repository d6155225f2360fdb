"""Reports of competency assessments: one's own, the parts that others show, whom one shows it, and setting them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    assessment_reports,
    resume_job,
    set_report,
    set_reports,
    share_report,
    stop_job,
    withdraw_report_share,
)
from meritbook.actions.permissions import Capability, require
from meritbook.actions.report_sharing_policies import ReaderError
from meritbook.api import assessment_report_shapes as shapes
from meritbook.api.auth import actor, standing
from meritbook.api.persons import person
from meritbook.api.replies import ERRORS, file_answer, file_in_openapi, with_errors
from meritbook.api.shapes import Because, Id
from meritbook.desk import assessment_reports as read
from meritbook.desk import seats
from meritbook.records import clock

router = Router(tags=["competency reports"])
READ, KEEP = Capability.READ_OWN_REPORT, Capability.KEEP_ASSESSMENT
ONE, WORK = "/competencies/reports/{report_id}", "/competencies/report-works"


def _in_office(request: HttpRequest) -> None:
    require(actor(request), READ, on=clock.today())


def _keeps(request: HttpRequest) -> None:
    require(actor(request), KEEP, on=clock.today())


def _page(request: HttpRequest, report_id: int) -> dict[str, Any]:
    return shapes.report(read.page(standing(request), report_id))


@router.get("/competencies/reports", response=with_errors(list[shapes.CompetencyReportLine]))
def list_reports(request: HttpRequest) -> Any:
    """One's own reports, and those of which others show a part."""
    _in_office(request)
    held = standing(request)
    return [shapes.line(one) for one in (*read.own(held), *read.shown_to(held))]


@router.get(ONE, response=with_errors(shapes.CompetencyReportAnswer))
def get_report(request: HttpRequest, report_id: Id) -> Any:
    """One report by the number of its assessment, or the part of it that is shown."""
    _in_office(request)
    return _page(request, report_id)


@router.post(ONE + "/file", response=with_errors(shapes.CompetencyReportAnswer, 201))
def make_file(request: HttpRequest, report_id: Id, body: shapes.MakeReportFile) -> Any:
    """Set one's own report as PDF/UA."""
    del body
    _in_office(request)
    row = read.mine(standing(request), report_id)
    set_report.perform(actor(request), at=clock.now(), why="Set over the API.", assessment=row)
    return Status(201, _page(request, report_id))


@router.get(ONE + "/file", response=ERRORS, openapi_extra=file_in_openapi("The report as PDF"))
def get_file(request: HttpRequest, report_id: Id) -> Any:
    """The newest file of one's own report, as PDF."""
    _in_office(request)
    row = read.mine(standing(request), report_id)
    return file_answer(read.paper_of(row).document, assessment_reports.file_name(row))


@router.post(ONE + "/shares", response=with_errors(shapes.CompetencyReportAnswer, 201))
def show(request: HttpRequest, report_id: Id, body: shapes.ShowReport) -> Any:
    """Show somebody one's own report, or a part of it."""
    _in_office(request)
    row = read.mine(standing(request), report_id)
    taken = body.model_dump()
    taken["reader"] = person(body.reader, ReaderError, "reader")
    share_report.perform(actor(request), at=clock.now(), assessment=row, **taken)
    return Status(201, _page(request, report_id))


@router.post(ONE + "/shares/{share_id}/taken-back", response=with_errors(shapes.CompetencyReportAnswer))
def take_back(request: HttpRequest, report_id: Id, share_id: Id, body: Because) -> Any:
    """Take back what is shown somebody."""
    _in_office(request)
    share = read.share_of(read.mine(standing(request), report_id), share_id)
    withdraw_report_share.perform(actor(request), at=clock.now(), why=body.why, share=share)
    return _page(request, report_id)


@router.get(WORK, response=with_errors(list[shapes.ReportWorkAnswer]))
def list_works(request: HttpRequest) -> Any:
    """The newest work that sets reports, of what the person keeps."""
    _keeps(request)
    return [shapes.work(one) for one in read.works(standing(request))]


@router.post(WORK, response=with_errors(shapes.ReportWorkAnswer, 201))
def set_them(request: HttpRequest, body: shapes.SetReports) -> Any:
    """Let every report that has no file yet be set; nobody reads one by it."""
    _keeps(request)
    department = None if body.department is None else seats.department(body.department)
    made = set_reports.perform(actor(request), at=clock.now(), why=body.why, department=department)
    return Status(201, shapes.work(read.work(standing(request), made.pk)))


@router.get(WORK + "/{work_id}", response=with_errors(shapes.ReportWorkAnswer))
def get_work(request: HttpRequest, work_id: Id) -> Any:
    """How far the work is."""
    _keeps(request)
    return shapes.work(read.work(standing(request), work_id))


@router.post(WORK + "/{work_id}/stop", response=with_errors(shapes.ReportWorkAnswer))
def stop(request: HttpRequest, work_id: Id, body: Because) -> Any:
    """Stop the work after the part at hand."""
    _keeps(request)
    one = read.work(standing(request), work_id)
    stop_job.perform(actor(request), at=clock.now(), why=body.why, job=one.row)
    return shapes.work(read.work(standing(request), work_id))


@router.post(WORK + "/{work_id}/resume", response=with_errors(shapes.ReportWorkAnswer))
def resume(request: HttpRequest, work_id: Id, body: Because) -> Any:
    """Let the work go on."""
    _keeps(request)
    one = read.work(standing(request), work_id)
    resume_job.perform(actor(request), at=clock.now(), why=body.why, job=one.row)
    return shapes.work(read.work(standing(request), work_id))
