"""Annual reports: what is published is open to everybody; drafts and acts to those in office. And resources moved."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    begin_report,
    end_report_inclusion,
    include_stale_measure,
    publish_report,
    record_resource_move,
    revise_report,
    save_report_words,
    withdraw_report,
    withdraw_resource_move,
)
from meritbook.actions.measuring import of_department_or_all
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.api import report_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import ERRORS, file_answer, file_in_openapi, with_errors
from meritbook.api.shapes import Id, Number, Paged, Words
from meritbook.desk import annual_reports as read
from meritbook.desk import measure_page, report_drafts, seats, strategic_plans
from meritbook.desk.paging import Page
from meritbook.desk.report_trust import trust_of
from meritbook.records import clock
from meritbook.records.models import AnnualReport, ReportEdition, ResourceMove

router = Router(tags=["reports"])
KEEP, PUBLISH = Capability.KEEP_PLAN, Capability.PUBLISH_REPORT


def _public() -> Standing:
    """What everybody may read."""
    return Standing(None, clock.today())


def _paged(found: Page[Any], rows: list[Any]) -> dict[str, Any]:
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


def _edition(key: str, number: int | None) -> ReportEdition:
    return read.edition(_public(), read.report(_public(), key), number)


def _report(request: HttpRequest, key: str, needed: Capability) -> AnnualReport:
    """A report with which the person may do something."""
    require(actor(request), needed, on=clock.today())
    row = read.report(standing(request), key)
    require(actor(request), needed, row, on=clock.today())
    return row


def _draft(request: HttpRequest, key: str, needed: Capability) -> ReportEdition:
    return read.draft(standing(request), _report(request, key, needed))


def _drafted(request: HttpRequest, edition: ReportEdition) -> dict[str, Any]:
    return shapes.draft_answer(report_drafts.shown(standing(request), edition))


@router.get("/results/reports", response=with_errors(Paged[shapes.ReportLineAnswer]), auth=None)
def list_reports(request: HttpRequest, q: Words = "", page: Number = 1) -> Any:
    """The reports that were published, the newest year first."""
    found = read.lines(_public(), words=q.replace("\0", ""), number=page)
    return _paged(found, [shapes.line_answer(one) for one in found.rows])


@router.post("/results/reports", response=with_errors(shapes.DraftAnswer, 201))
def begin(request: HttpRequest, body: shapes.BeginReport) -> Any:
    """Begin the report of a plan's department, or of the enterprise, on a fiscal year."""
    require(actor(request), KEEP, on=clock.today())
    plan = strategic_plans.plan(standing(request), body.plan)
    row = begin_report.perform(
        actor(request), at=clock.now(), why=body.why, department=plan.department, year=body.year, plan=plan
    )
    return Status(201, _drafted(request, row))


@router.get("/results/reports/{key}", response=with_errors(shapes.EditionAnswer), auth=None)
def get_report(request: HttpRequest, key: str) -> Any:
    """The edition of a report that stands."""
    return shapes.edition_answer(read.shown(_public(), _edition(key, None)))


@router.get("/results/reports/{key}/editions/{number}", response=with_errors(shapes.EditionAnswer), auth=None)
def get_edition(request: HttpRequest, key: str, number: Id) -> Any:
    """One edition of a report; one that was withdrawn is answered with the reason."""
    return shapes.edition_answer(read.shown(_public(), _edition(key, number)))


@router.get("/results/reports/{key}/editions/{number}/measures", response=with_errors(Paged[dict[str, Any]]), auth=None)
def list_measures_of_report(request: HttpRequest, key: str, number: Id, goal: Words = "", page: Number = 1) -> Any:
    """The measures of an edition, of one goal where one is named, each with its values and where they come from."""
    found = read.part_page(_public(), _edition(key, number), "measure", goal=goal or None, number=page)
    return _paged(found, [one.plain() for one in found.rows])


@router.get(
    "/results/reports/{key}/editions/{number}/lists/{name}", response=with_errors(Paged[dict[str, Any]]), auth=None
)
def list_of_report(request: HttpRequest, key: str, number: Id, name: str, page: Number = 1) -> Any:
    """A list of an edition: `left-out`, `actions`, `resources-moved`, `savings` or `changes`."""
    found = read.listed(_public(), _edition(key, number), name, page)
    return _paged(found, [one.plain() for one in found.rows])


@router.get(
    "/results/reports/{key}/editions/{number}/files/{form}",
    response=ERRORS,
    auth=None,
    openapi_extra=file_in_openapi("The edition as PDF, workbook, or data package"),
)
def get_file_of_report(request: HttpRequest, key: str, number: Id, form: str) -> Any:
    """An edition as `pdf`, `xlsx`, or `zip`: CSV files with a data package description."""
    kept, name = read.paper(_public(), _edition(key, number), form)
    return file_answer(kept, name)


@router.get("/results/reports/{key}/draft", response=with_errors(shapes.DraftAnswer))
def get_draft(request: HttpRequest, key: str) -> Any:
    """The draft of a report as it would be published today, with its seal and what stands in the way."""
    return _drafted(request, _draft(request, key, Capability.READ_RESULTS))


@router.post("/results/reports/{key}/words", response=with_errors(shapes.DraftAnswer, 201))
def save_words(request: HttpRequest, key: str, body: shapes.SaveReportWords) -> Any:
    """Save the words of the draft as the next version; the error of a conflict tells both."""
    row = _draft(request, key, KEEP)
    save_report_words.perform(
        actor(request), at=clock.now(), why=body.why, edition=row, words=body.words, base=body.base
    )
    return Status(201, _drafted(request, row))


@router.post("/results/reports/{key}/inclusions", response=with_errors(shapes.DraftAnswer, 201))
def include(request: HttpRequest, key: str, body: shapes.IncludeStale) -> Any:
    """Include a stale measure by name; one that lacks more than a value in time is refused."""
    row = _draft(request, key, PUBLISH)
    confirm_password(request)
    include_stale_measure.perform(
        actor(request), at=clock.now(), why=body.why, edition=row, measure=measure_page.measure(body.measure),
        because=body.because,
    )  # fmt: skip
    return Status(201, _drafted(request, row))


@router.post("/results/reports/{key}/inclusions/{inclusion_id}/end", response=with_errors(shapes.DraftAnswer))
def end_inclusion(request: HttpRequest, key: str, inclusion_id: Id, body: shapes.ReportBecause) -> Any:
    """Leave a measure out again that was included by name."""
    row = _draft(request, key, PUBLISH)
    one = report_drafts.inclusion(row, inclusion_id)
    end_report_inclusion.perform(actor(request), at=clock.now(), inclusion=one, **body.model_dump())
    return _drafted(request, row)


@router.post("/results/reports/{key}/publication", response=with_errors(shapes.EditionAnswer, 201))
def publish(request: HttpRequest, key: str, body: shapes.PublishReport) -> Any:
    """Publish the draft as it was shown; what is no fact is refused with `results.fact_refused`."""
    row = _draft(request, key, PUBLISH)
    confirm_password(request)
    done = publish_report.perform(actor(request), at=clock.now(), edition=row, trust=trust_of, **body.model_dump())
    return Status(201, shapes.edition_answer(read.shown(standing(request), done)))


@router.post("/results/reports/{key}/revisions", response=with_errors(shapes.DraftAnswer, 201))
def revise(request: HttpRequest, key: str, body: shapes.ReportBecause) -> Any:
    """Begin a revised edition of a published report."""
    row = _report(request, key, KEEP)
    return Status(
        201,
        _drafted(request, revise_report.perform(actor(request), at=clock.now(), report=row, **body.model_dump())),
    )


@router.post("/results/reports/{key}/editions/{number}/withdrawal", response=with_errors(shapes.EditionLine))
def withdraw(request: HttpRequest, key: str, number: Id, body: shapes.ReportBecause) -> Any:
    """Withdraw an edition, with a reason that is shown in its place."""
    row = read.edition(standing(request), _report(request, key, PUBLISH), number)
    confirm_password(request)
    done = withdraw_report.perform(actor(request), at=clock.now(), edition=row, **body.model_dump())
    return shapes.edition_line(done)


@router.get("/results/resource-moves", response=with_errors(Paged[shapes.MoveAnswer]))
def list_moves(request: HttpRequest, page: Number = 1) -> Any:
    """People and money moved, the newest first."""
    require(actor(request), Capability.READ_RESULTS, on=clock.today())
    found = report_drafts.moves(page)
    return _paged(found, [shapes.move_answer(one) for one in found.rows])


@router.post("/results/resource-moves", response=with_errors(shapes.MoveAnswer, 201))
def record_move(request: HttpRequest, body: shapes.RecordMove) -> Any:
    """Put resources moved on record."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), KEEP, of_department_or_all(ResourceMove, department), on=clock.today())
    taken = body.model_dump(exclude={"department"})
    row = record_resource_move.perform(actor(request), at=clock.now(), department=department, **taken)
    return Status(201, shapes.move_answer(row))


@router.post("/results/resource-moves/{move_id}/withdrawal", response=with_errors(shapes.MoveAnswer))
def withdraw_move(request: HttpRequest, move_id: Id, body: shapes.ReportBecause) -> Any:
    """Withdraw a record of resources moved that was wrong."""
    require(actor(request), KEEP, on=clock.today())
    row = report_drafts.move(move_id)
    done = withdraw_resource_move.perform(actor(request), at=clock.now(), move=row, **body.model_dump())
    done.department = row.department
    return shapes.move_answer(done)
