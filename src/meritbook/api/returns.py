"""The investments of the results register and the budget beside results: lists, one case, and the acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    change_return,
    decide_return,
    end_return,
    propose_return,
    record_budget_unit,
    record_spending,
    start_return,
    verify_return,
)
from meritbook.actions.permissions import Capability, require
from meritbook.actions.returning import of_department_or_all
from meritbook.api import return_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Number, Paged, Words
from meritbook.core.results.periods import fiscal_year
from meritbook.desk import returns as read
from meritbook.desk import seats
from meritbook.desk import spending as read_spending
from meritbook.records import clock
from meritbook.records.models import BudgetUnit, ReturnCase

router = Router(tags=["returns"])
KEEP = Capability.KEEP_RETURN


def _may_read(request: HttpRequest) -> None:
    require(actor(request), Capability.READ_RESULTS, on=clock.today())


def _case(request: HttpRequest, key: str, capability: Capability = KEEP) -> ReturnCase:
    _may_read(request)
    row = read.get(standing(request), key)
    require(actor(request), capability, row, on=clock.today())
    return row


def _page(request: HttpRequest, row: ReturnCase) -> dict[str, Any]:
    row = read.get(standing(request), row.key)
    return shapes.page_answer(read.show(standing(request), row))


@router.get("/results/returns", response=with_errors(Paged[shapes.ReturnAnswer]))
def list_returns(
    request: HttpRequest, q: Words = "", department: Words = "", show: Words = "", page: Number = 1
) -> Any:
    """The investments; `department` is a code, `show` one of proposed, under_way, verified, verify and ended."""
    _may_read(request)
    of = seats.department(department) if department else None
    found = read.lines(standing(request), words=q.replace("\0", ""), department=of, show=show, number=page)
    rows = [shapes.return_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/returns", response=with_errors(shapes.ReturnPageAnswer, 201))
def propose(request: HttpRequest, body: shapes.ProposeReturn) -> Any:
    """Propose an investment."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), KEEP, of_department_or_all(ReturnCase, department), on=clock.today())
    taken = body.model_dump(exclude={"department"})
    row = propose_return.perform(actor(request), at=clock.now(), department=department, **taken)
    return Status(201, _page(request, row))


@router.get("/results/returns/{key}", response=with_errors(shapes.ReturnPageAnswer))
def get_return(request: HttpRequest, key: str) -> Any:
    """One case: its figures, what they return, what that hangs on, and what came of it."""
    _may_read(request)
    return _page(request, read.get(standing(request), key))


@router.post("/results/returns/{key}/versions", response=with_errors(shapes.ReturnPageAnswer, 201))
def change(request: HttpRequest, key: str, body: shapes.ChangeReturn) -> Any:
    """Change the words and figures of a proposed investment."""
    row = _case(request, key)
    change_return.perform(actor(request), at=clock.now(), case=row, **body.model_dump())
    return Status(201, _page(request, row))


@router.post("/results/returns/{key}/decision", response=with_errors(shapes.ReturnPageAnswer))
def decide(request: HttpRequest, key: str, body: shapes.DecideReturn) -> Any:
    """Approve or refuse; never by whoever proposed it, and never of another version than the one that was read."""
    row = _case(request, key)
    confirm_password(request)
    decide_return.perform(actor(request), at=clock.now(), case=row, **body.model_dump())
    return _page(request, row)


@router.post("/results/returns/{key}/start", response=with_errors(shapes.ReturnPageAnswer))
def start(request: HttpRequest, key: str, body: shapes.StartReturn) -> Any:
    """Record that an approved investment is under way."""
    row = _case(request, key)
    start_return.perform(actor(request), at=clock.now(), case=row, **body.model_dump())
    return _page(request, row)


@router.post("/results/returns/{key}/verifications", response=with_errors(shapes.ReturnPageAnswer, 201))
def verify(request: HttpRequest, key: str, body: shapes.VerifyReturn) -> Any:
    """Verify what it cost and brought; never by whoever made the case."""
    row = _case(request, key, Capability.VERIFY_SAVINGS)
    confirm_password(request)
    verify_return.perform(actor(request), at=clock.now(), case=row, **body.model_dump())
    return Status(201, _page(request, row))


@router.post("/results/returns/{key}/end", response=with_errors(shapes.ReturnPageAnswer))
def end(request: HttpRequest, key: str, body: shapes.EndReturn) -> Any:
    """End an investment with the reason."""
    row = _case(request, key)
    confirm_password(request)
    end_return.perform(actor(request), at=clock.now(), case=row, **body.model_dump())
    return _page(request, row)


@router.get("/results/budget", response=with_errors(Paged[shapes.BudgetUnitAnswer]))
def list_budget(
    request: HttpRequest, q: Words = "", department: Words = "", year: Number | None = None, page: Number = 1
) -> Any:
    """Spending beside results; `year` is the calendar year in which the fiscal year ends, else that of today."""
    _may_read(request)
    of = seats.department(department) if department else None
    if year is not None and not 1901 <= year <= 2199:
        year = None
    found = read_spending.units(standing(request), department=of, words=q.replace("\0", ""), year=year, number=page)
    rows = [shapes.unit_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/budget/units", response=with_errors(shapes.BudgetUnitAnswer, 201))
def enter_unit(request: HttpRequest, body: shapes.EnterBudgetUnit) -> Any:
    """Put a unit of the budget on record."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), KEEP, of_department_or_all(BudgetUnit, department), on=clock.today())
    taken = body.model_dump(exclude={"department"})
    row = record_budget_unit.perform(actor(request), at=clock.now(), department=department, **taken)
    return Status(201, _unit(request, row, None))


@router.post("/results/budget/units/{code}/figures", response=with_errors(shapes.BudgetUnitAnswer, 201))
def record_figures(request: HttpRequest, code: str, body: shapes.RecordSpending) -> Any:
    """Record what a unit was given and has spent in a fiscal year."""
    _may_read(request)
    row = read_spending.unit(code)
    require(actor(request), KEEP, row, on=clock.today())
    made = record_spending.perform(actor(request), at=clock.now(), unit=row, **body.model_dump())
    return Status(201, _unit(request, row, made.year))


def _unit(request: HttpRequest, row: BudgetUnit, year: int | None) -> dict[str, Any]:
    now = read_spending.year_of(clock.today())
    of = now if year is None else fiscal_year(year, now.year_starts_in)
    return shapes.unit_answer(read_spending.of_year(standing(request), [row], of)[0])
