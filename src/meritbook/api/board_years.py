"""A fiscal year of a local board: children, money, figures, indicators, help given, and the annual report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from meritbook.actions import (
    amend_board_money,
    carry_board_money,
    count_board_children,
    decide_board_report,
    draw_board_report,
    record_board_approval,
    record_board_assistance,
    record_board_indicator,
    record_board_payment,
    record_service_figures,
    record_service_file,
    share_out_board_money,
    submit_board_report,
)
from meritbook.actions.boarding import board_policy, of_department_or_all
from meritbook.actions.boarding_policies import BoardError, check_decider
from meritbook.actions.permissions import Capability, require
from meritbook.api import board_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.boards import decided, kept, may_read, page_of
from meritbook.api.persons import person
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Why
from meritbook.core.results.board_money import Sharing
from meritbook.desk import board_pages, seats
from meritbook.desk import boards as read
from meritbook.records import clock
from meritbook.records.models import BoardReport, BoardSharing, LocalBoard

router = Router(tags=["local boards"])


def _report(request: HttpRequest, row: LocalBoard, pk: int) -> dict[str, Any]:
    return shapes.report_answer(board_pages.report_page(standing(request), board_pages.report(row, pk)))


@router.post("/results/boards/{key}/children", response=with_errors(shapes.BoardPageAnswer, 201))
def count_children(request: HttpRequest, key: str, body: shapes.CountBoardChildren) -> Any:
    """Record how many children live in the area."""
    row = kept(request, key)
    count_board_children.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row, body.fiscal_year))


@router.get("/results/board-sharings", response=with_errors(Paged[shapes.SharingAnswer]))
def list_sharings(request: HttpRequest, page: Number = 1) -> Any:
    """The appropriations that were shared out, with their working."""
    may_read(request)
    found = board_pages.sharings(page)
    rows = [shapes.sharing_answer(one, Sharing.model_validate_json(one.result_json)) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/board-sharings", response=with_errors(shapes.SharingAnswer, 201))
def share_out(request: HttpRequest, body: shapes.ShareOutMoney) -> Any:
    """Share an appropriation out among the boards of a department."""
    department = seats.department(body.department)
    over = of_department_or_all(BoardSharing, department)
    require(actor(request), Capability.KEEP_BOARD, over, on=clock.today())
    check_decider(standing(request), over, board_policy(clock.today()))
    confirm_password(request)
    taken = body.model_dump(exclude={"department"})
    row = share_out_board_money.perform(actor(request), at=clock.now(), department=department, **taken)
    return Status(201, shapes.sharing_answer(*board_pages.sharing(row.pk)))


@router.post("/results/boards/{key}/amendments", response=with_errors(shapes.BoardPageAnswer, 201))
def amend(request: HttpRequest, key: str, body: shapes.AmendBoardMoney) -> Any:
    """Amend what is allocated."""
    row = decided(request, key)
    amend_board_money.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row, body.fiscal_year))


@router.post("/results/boards/{key}/payments", response=with_errors(shapes.BoardPageAnswer, 201))
def pay(request: HttpRequest, key: str, body: shapes.PayBoard) -> Any:
    """Record a payment, or one that was taken back."""
    row = kept(request, key)
    record_board_payment.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row, body.fiscal_year))


@router.post("/results/boards/{key}/carry-over", response=with_errors(shapes.BoardPageAnswer, 201))
def carry(request: HttpRequest, key: str, body: shapes.CarryBoardMoney) -> Any:
    """Carry what was not spent into the next year."""
    row = decided(request, key)
    carry_board_money.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row, body.fiscal_year + 1))


@router.post("/results/boards/{key}/programs/{program}/figures", response=with_errors(shapes.BoardPageAnswer, 201))
def figures(request: HttpRequest, key: str, program: str, body: shapes.RecordServiceFigures) -> Any:
    """Record what a program did in a year."""
    row = kept(request, key)
    held = board_pages.program(row, program)
    record_service_figures.perform(actor(request), at=clock.now(), program=held, **body.model_dump())
    return Status(201, page_of(request, row, body.fiscal_year))


@router.post("/results/boards/{key}/figures-file", response=with_errors(shapes.BoardPageAnswer, 201))
def figures_file(
    request: HttpRequest, key: str, why: Form[Why], fiscal_year: Form[shapes.Year], file: File[UploadedFile]
) -> Any:
    """Record a year's figures out of a CSV or XLSX file: every line of it, or none, with each cell in the way."""
    row = kept(request, key)
    record_service_file.perform(
        actor(request),
        at=clock.now(),
        why=why,
        board=row,
        fiscal_year=fiscal_year,
        data=file.read(),
        name=file.name or "",
    )
    return Status(201, page_of(request, row, fiscal_year))


@router.post("/results/boards/{key}/indicators", response=with_errors(shapes.BoardPageAnswer, 201))
def indicator(request: HttpRequest, key: str, body: shapes.RecordBoardIndicator) -> Any:
    """Record the board's own value of an indicator."""
    row = kept(request, key)
    record_board_indicator.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row, body.fiscal_year))


@router.post("/results/boards/{key}/assistance", response=with_errors(shapes.BoardPageAnswer, 201))
def assistance(request: HttpRequest, key: str, body: shapes.RecordAssistance) -> Any:
    """Record training or technical assistance given to a board."""
    row = kept(request, key)
    giver = None if body.given_by is None else person(body.given_by, BoardError, "given_by")
    taken = body.model_dump(exclude={"given_by"})
    record_board_assistance.perform(actor(request), at=clock.now(), board=row, given_by=giver, **taken)
    return Status(201, page_of(request, row))


@router.get("/results/boards/{key}/reports/{report_id}", response=with_errors(shapes.BoardReportAnswer))
def get_report(request: HttpRequest, key: str, report_id: Id) -> Any:
    """A report as it was drawn up, with what it lacks."""
    may_read(request)
    return _report(request, read.get(key), report_id)


@router.post("/results/boards/{key}/reports", response=with_errors(shapes.BoardReportAnswer, 201))
def draw_report(request: HttpRequest, key: str, body: shapes.DrawBoardReport) -> Any:
    """Draw the annual report up from the record."""
    row = kept(request, key)
    done: BoardReport = draw_board_report.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, _report(request, row, done.pk))


@router.post("/results/boards/{key}/reports/{report_id}/approval", response=with_errors(shapes.BoardReportAnswer))
def approve_report(request: HttpRequest, key: str, report_id: Id, body: shapes.ApproveBoardReport) -> Any:
    """Record the board's approval with the votes."""
    row = kept(request, key)
    held = board_pages.report(row, report_id)
    record_board_approval.perform(actor(request), at=clock.now(), report=held, **body.model_dump())
    return _report(request, row, report_id)


@router.post("/results/boards/{key}/reports/{report_id}/submission", response=with_errors(shapes.BoardReportAnswer))
def submit_report(request: HttpRequest, key: str, report_id: Id, body: Because) -> Any:
    """Submit a report that is approved and complete."""
    row = kept(request, key)
    held = board_pages.report(row, report_id)
    confirm_password(request)
    submit_board_report.perform(actor(request), at=clock.now(), report=held, why=body.why)
    return _report(request, row, report_id)


@router.post("/results/boards/{key}/reports/{report_id}/decision", response=with_errors(shapes.BoardReportAnswer))
def decide_report(request: HttpRequest, key: str, report_id: Id, body: shapes.DecideBoardReport) -> Any:
    """Accept a report or return it; never by who drew it up or submitted it."""
    row = decided(request, key)
    held = board_pages.report(row, report_id)
    decide_board_report.perform(actor(request), at=clock.now(), report=held, **body.model_dump())
    return _report(request, row, report_id)
