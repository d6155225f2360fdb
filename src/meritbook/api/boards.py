"""Local boards: list, one with a year of it, members, designation, plan, programs, and the state together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    change_board_member,
    designate_board,
    dissolve_board,
    end_board_program,
    enter_community_plan,
    found_board,
    name_board_member,
    open_board_program,
    set_board_area,
)
from meritbook.actions.boarding import board_policy, of_department_or_all
from meritbook.actions.boarding_policies import check_decider
from meritbook.actions.permissions import Capability, require
from meritbook.api import board_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Words
from meritbook.core.results.board_roll_up import RollUp
from meritbook.desk import board_pages, board_roll_up, seats
from meritbook.desk import boards as read
from meritbook.records import clock
from meritbook.records.models import LocalBoard

router = Router(tags=["local boards"])


def may_read(request: HttpRequest) -> None:
    """Refuse whoever reads no results."""
    require(actor(request), Capability.READ_RESULTS, on=clock.today())


def kept(request: HttpRequest, key: str) -> LocalBoard:
    """A board that the person keeps."""
    row = read.get(key)
    require(actor(request), Capability.KEEP_BOARD, row, on=clock.today())
    return row


def decided(request: HttpRequest, key: str) -> LocalBoard:
    """A board on which the person decides; the password is asked as well."""
    row = kept(request, key)
    check_decider(standing(request), row, board_policy(clock.today()))
    confirm_password(request)
    return row


def page_of(request: HttpRequest, row: LocalBoard, fiscal_year: int | None = None) -> dict[str, Any]:
    """The board as it stands now."""
    return shapes.page_answer(board_pages.page(standing(request), read.get(row.key), fiscal_year))


@router.get("/results/boards", response=with_errors(Paged[shapes.BoardAnswer]))
def list_boards(request: HttpRequest, q: Words = "", show: Words = "", page: Number = 1) -> Any:
    """The local boards; `show` is `broken`, `late` or `all` with those that were dissolved."""
    may_read(request)
    by = read.BoardFilter(words=q.replace("\0", ""), show=show if show in dict(read.SHOWN) else "")
    found = read.lines(standing(request), by, page)
    rows = [shapes.board_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/boards", response=with_errors(shapes.BoardPageAnswer, 201))
def found(request: HttpRequest, body: shapes.FoundBoard) -> Any:
    """Put a local board on record."""
    department = seats.department(body.department)
    require(actor(request), Capability.KEEP_BOARD, of_department_or_all(LocalBoard, department), on=clock.today())
    taken = body.model_dump(exclude={"department"})
    row = found_board.perform(actor(request), at=clock.now(), department=department, **taken)
    return Status(201, page_of(request, row))


@router.get("/results/boards/{key}", response=with_errors(shapes.BoardPageAnswer))
def get_board(request: HttpRequest, key: str, year: Number | None = None) -> Any:
    """One board with the fiscal year `year`, else that of the day."""
    may_read(request)
    return page_of(request, read.get(key), year)


@router.get("/results/boards-roll-up", response=with_errors(RollUp))
def get_roll_up(request: HttpRequest, year: Number | None = None) -> Any:
    """All boards of a fiscal year together, out of accepted reports; small counts are left out."""
    may_read(request)
    on = clock.today()
    return board_roll_up.rolled_up(year or board_roll_up.newest_year(on), on)


@router.post("/results/boards/{key}/area", response=with_errors(shapes.BoardPageAnswer))
def area(request: HttpRequest, key: str, body: shapes.SetBoardArea) -> Any:
    """Set what a board serves from a day on."""
    row = kept(request, key)
    set_board_area.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return page_of(request, row)


@router.post("/results/boards/{key}/end", response=with_errors(shapes.BoardPageAnswer))
def dissolve(request: HttpRequest, key: str, body: shapes.DissolveBoard) -> Any:
    """Dissolve a board from a day on."""
    row = decided(request, key)
    dissolve_board.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return page_of(request, row)


@router.post("/results/boards/{key}/members", response=with_errors(shapes.BoardPageAnswer, 201))
def add_member(request: HttpRequest, key: str, body: shapes.NameBoardMember) -> Any:
    """Name a member for a term."""
    row = kept(request, key)
    name_board_member.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row))


@router.post("/results/boards/{key}/members/{member_id}", response=with_errors(shapes.BoardPageAnswer))
def change_member(request: HttpRequest, key: str, member_id: Id, body: shapes.ChangeBoardMember) -> Any:
    """Say of which kind a member is, or end the term sooner."""
    row = kept(request, key)
    member = board_pages.member(row, member_id)
    change_board_member.perform(actor(request), at=clock.now(), member=member, **body.model_dump())
    return page_of(request, row)


@router.post("/results/boards/{key}/designations", response=with_errors(shapes.BoardPageAnswer, 201))
def designate(request: HttpRequest, key: str, body: shapes.DesignateBoard) -> Any:
    """Designate a board for a term."""
    row = decided(request, key)
    designate_board.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row))


@router.post("/results/boards/{key}/plans", response=with_errors(shapes.BoardPageAnswer, 201))
def enter_plan(request: HttpRequest, key: str, body: shapes.EnterCommunityPlan) -> Any:
    """Enter the community plan that a board adopted."""
    row = kept(request, key)
    enter_community_plan.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row))


@router.post("/results/boards/{key}/programs", response=with_errors(shapes.BoardPageAnswer, 201))
def open_program(request: HttpRequest, key: str, body: shapes.OpenBoardProgram) -> Any:
    """Open a program."""
    row = kept(request, key)
    open_board_program.perform(actor(request), at=clock.now(), board=row, **body.model_dump())
    return Status(201, page_of(request, row))


@router.post("/results/boards/{key}/programs/{program}/end", response=with_errors(shapes.BoardPageAnswer))
def end_program(request: HttpRequest, key: str, program: str, body: shapes.EndBoardProgram) -> Any:
    """End a program before a day."""
    row = kept(request, key)
    held = board_pages.program(row, program)
    end_board_program.perform(actor(request), at=clock.now(), program=held, **body.model_dump())
    return page_of(request, row)
