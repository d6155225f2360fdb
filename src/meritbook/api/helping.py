"""Help in the results initiatives: requests, hours, who is assigned, and what a year comes to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    ask_help,
    assign_work,
    decline_help,
    end_work_assignment,
    finish_help,
    rate_help,
    record_work_hours,
    take_help,
    withdraw_help,
    withdraw_work_hours,
)
from meritbook.actions.helping_policies import AssignmentError
from meritbook.actions.measuring import of_department_or_all
from meritbook.actions.permissions import Capability, require
from meritbook.api import help_shapes as shapes
from meritbook.api.auth import actor, standing
from meritbook.api.persons import person
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Words
from meritbook.desk import help_desk as read
from meritbook.desk import seats
from meritbook.records import clock
from meritbook.records.models import Department, HelpRequest, WorkAssignment, WorkHours

router = Router(tags=["help"])


def _need(request: HttpRequest, capability: Capability, obj: Any = None) -> None:
    require(actor(request), capability, obj, on=clock.today())


def _department(code: str | None) -> Department | None:
    return None if code is None else seats.department(code)


def _request(request: HttpRequest, pk: int, capability: Capability) -> HelpRequest:
    row = read.request(standing(request), pk)
    _need(request, capability, row)
    return row


def _answer(request: HttpRequest, pk: int) -> dict[str, Any]:
    return shapes.help_answer(read.request(standing(request), pk))


@router.get("/results/help", response=with_errors(Paged[shapes.HelpAnswer]))
def list_help(
    request: HttpRequest,
    q: Words = "",
    state: Words = "",
    initiative: Words = "",
    mine: bool = False,
    page: Number = 1,
) -> Any:
    """The requests of the person, and those of the departments in which they help; `state` may be `open`."""
    _need(request, Capability.ASK_HELP)
    words, state, initiative = (one.replace("\0", "") for one in (q, state, initiative))
    by = read.HelpFilter(words=words, state=state, initiative=initiative, mine=mine)
    found = read.requests(standing(request), by, page)
    rows = [shapes.help_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/help", response=with_errors(shapes.HelpAnswer, 201))
def ask(request: HttpRequest, body: shapes.AskHelp) -> Any:
    """Ask for help."""
    taken = body.model_dump(exclude={"department"})
    row = ask_help.perform(actor(request), at=clock.now(), department=_department(body.department), **taken)
    return Status(201, _answer(request, row.pk))


@router.get("/results/help/year", response=with_errors(list[shapes.InitiativeAnswer]))
def year_of_help(request: HttpRequest) -> Any:
    """What the fiscal year comes to, an initiative a line."""
    _need(request, Capability.ASK_HELP)
    return [shapes.year_answer(one) for one in read.year(clock.today())]


@router.get("/results/help/{request_id}", response=with_errors(shapes.HelpAnswer))
def get_help(request: HttpRequest, request_id: Id) -> Any:
    """One request."""
    _need(request, Capability.ASK_HELP)
    return _answer(request, request_id)


@router.post("/results/help/{request_id}/taking", response=with_errors(shapes.HelpAnswer))
def take(request: HttpRequest, request_id: Id, body: Because) -> Any:
    """Take a request, or take it over."""
    row = _request(request, request_id, Capability.GIVE_HELP)
    take_help.perform(actor(request), at=clock.now(), why=body.why, request=row)
    return _answer(request, request_id)


@router.post("/results/help/{request_id}/refusal", response=with_errors(shapes.HelpAnswer))
def decline(request: HttpRequest, request_id: Id, body: shapes.AnswerHelp) -> Any:
    """Decline a request."""
    row = _request(request, request_id, Capability.GIVE_HELP)
    decline_help.perform(actor(request), at=clock.now(), request=row, **body.model_dump())
    return _answer(request, request_id)


@router.post("/results/help/{request_id}/withdrawal", response=with_errors(shapes.HelpAnswer))
def withdraw_request(request: HttpRequest, request_id: Id, body: shapes.AnswerHelp) -> Any:
    """Withdraw one's own request."""
    row = _request(request, request_id, Capability.ASK_HELP)
    withdraw_help.perform(actor(request), at=clock.now(), request=row, **body.model_dump())
    return _answer(request, request_id)


@router.post("/results/help/{request_id}/end", response=with_errors(shapes.HelpAnswer))
def finish(request: HttpRequest, request_id: Id, body: shapes.FinishHelp) -> Any:
    """Say that help was given."""
    row = _request(request, request_id, Capability.GIVE_HELP)
    finish_help.perform(actor(request), at=clock.now(), request=row, **body.model_dump())
    return _answer(request, request_id)


@router.post("/results/help/{request_id}/satisfaction", response=with_errors(shapes.HelpAnswer))
def rate(request: HttpRequest, request_id: Id, body: shapes.RateHelp) -> Any:
    """Say how satisfied one is with the help that one asked for."""
    row = _request(request, request_id, Capability.ASK_HELP)
    rate_help.perform(actor(request), at=clock.now(), request=row, **body.model_dump())
    return _answer(request, request_id)


@router.get("/results/hours", response=with_errors(Paged[shapes.HoursAnswer]))
def list_hours(request: HttpRequest, mine: bool = False, page: Number = 1) -> Any:
    """The person's hours; of everybody for who assigns the work."""
    _need(request, Capability.GIVE_HELP)
    found = read.hours(standing(request), page, mine=mine)
    rows = [shapes.hours_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/hours", response=with_errors(shapes.HoursAnswer, 201))
def record_hours(request: HttpRequest, body: shapes.RecordHours) -> Any:
    """Enter one's own hours."""
    department = _department(body.department)
    _need(request, Capability.GIVE_HELP, of_department_or_all(WorkHours, department))
    asked = None if body.request is None else read.own_request(standing(request), body.request)
    taken = body.model_dump(exclude={"department", "request"})
    row = record_work_hours.perform(actor(request), at=clock.now(), department=department, request=asked, **taken)
    return Status(201, shapes.hours_answer(row))


@router.post("/results/hours/{hours_id}/withdrawal", response=with_errors(shapes.HoursAnswer))
def withdraw_hours(request: HttpRequest, hours_id: Id, body: shapes.WithdrawHours) -> Any:
    """Withdraw one's own hours."""
    row = read.own_hours(standing(request), hours_id)
    return shapes.hours_answer(
        withdraw_work_hours.perform(actor(request), at=clock.now(), hours=row, **body.model_dump())
    )


@router.get("/results/assignments", response=with_errors(Paged[shapes.AssignmentAnswer]))
def list_assignments(request: HttpRequest, past: bool = False, page: Number = 1) -> Any:
    """Who works in which initiative."""
    _need(request, Capability.READ_RESULTS)
    found = read.assignments(standing(request), page, past=past)
    rows = [shapes.assignment_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/assignments", response=with_errors(shapes.AssignmentAnswer, 201))
def assign(request: HttpRequest, body: shapes.AssignWork) -> Any:
    """Assign somebody to an initiative."""
    department = _department(body.department)
    _need(request, Capability.ASSIGN_WORK, of_department_or_all(WorkAssignment, department))
    whom = person(body.person, AssignmentError, "person")
    taken = body.model_dump(exclude={"department", "person"})
    row = assign_work.perform(actor(request), at=clock.now(), department=department, person=whom, **taken)
    return Status(201, shapes.assignment_answer(row))


@router.post("/results/assignments/{assignment_id}/end", response=with_errors(shapes.AssignmentAnswer))
def end_assignment(request: HttpRequest, assignment_id: Id, body: shapes.EndAssignment) -> Any:
    """End an assignment after a last day."""
    _need(request, Capability.ASSIGN_WORK)
    row = read.assignment(standing(request), assignment_id)
    return shapes.assignment_answer(
        end_work_assignment.perform(actor(request), at=clock.now(), assignment=row, **body.model_dump())
    )
