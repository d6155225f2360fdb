"""The seats of the executive service, and the acts on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    authorise_seats,
    end_authorisation,
    merge_departments,
    record_department_size,
    take_over_seat,
)
from meritbook.actions.permissions import Capability, require
from meritbook.api import service_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id
from meritbook.desk import positions as read_positions
from meritbook.desk import seats as read
from meritbook.records import clock
from meritbook.records.models import SeatAuthorisation, User

router = Router(tags=["service"])


@router.get("/service/seats", response=with_errors(shapes.SeatsAnswer))
def get_seats(request: HttpRequest, on: date | None = None) -> Any:
    """The seats of the state and of every department on a day; today where none is given."""
    require(actor(request), Capability.READ_SERVICE, on=clock.today())
    state = read.state(on or clock.today())
    return {
        **{name: getattr(state, name) for name in ("on", "cap", "filled", "reserved", "vacant", "over", "verdict")},
        "cautions": list(state.cautions),
        "departments": [
            {
                "code": one.department.code,
                "name": one.department.name,
                **{
                    name: getattr(one, name)
                    for name in (
                        "ended",
                        "fte",
                        "entitlement",
                        "authorised",
                        "filled",
                        "reserved",
                        "vacant",
                        "over",
                        "verdict",
                    )
                },
            }
            for one in state.departments
        ],
    }


@router.post("/service/departments/{code}/sizes", response=with_errors(shapes.SizeAnswer, 201))
def record_size(request: HttpRequest, code: str, body: shapes.RecordSize) -> Any:
    """Record the FTE of a department's permanent positions, from a day on."""
    who, row = actor(request), read.department(code)
    require(who, Capability.RECORD_SIZE, row, on=clock.today())
    made = record_department_size.perform(who, at=clock.now(), department=row, **body.dict())
    return Status(
        201,
        {
            "department": row.code,
            "permanent_fte": made.permanent_fte,
            "starts_on": made.starts_on,
            "ends_before": made.ends_before,
        },
    )


@router.post("/service/departments/{code}/authorisations", response=with_errors(shapes.AuthorisationAnswer, 201))
def authorise(request: HttpRequest, code: str, body: shapes.Authorise) -> Any:
    """Authorise seats beyond a department's entitlement, for a cause and a term."""
    who, row = actor(request), read.department(code)
    require(who, Capability.AUTHORISE_SEATS, row, on=clock.today())
    confirm_password(request)
    return Status(201, _authorised(authorise_seats.perform(who, at=clock.now(), department=row, **body.dict())))


@router.post("/service/authorisations/{authorisation_id}/end", response=with_errors(shapes.AuthorisationAnswer))
def end(request: HttpRequest, authorisation_id: Id, body: shapes.EndAuthorisation) -> Any:
    """End an authorisation, or take it back before its first day."""
    who = actor(request)
    require(who, Capability.AUTHORISE_SEATS, on=clock.today())
    row = SeatAuthorisation.objects.select_related("department").filter(pk=authorisation_id).first()
    if row is None:
        raise read.NoSuchDepartmentError("There is no such authorisation.", where=str(authorisation_id))
    confirm_password(request)
    return _authorised(end_authorisation.perform(who, at=clock.now(), authorisation=row, **body.dict()))


@router.post("/service/seats", response=with_errors(shapes.TakenOverSeat, 201))
def take_over(request: HttpRequest, body: shapes.TakeOver) -> Any:
    """Enter a position that is in the service already, with the executive who holds it."""
    who = actor(request)
    require(who, Capability.TAKE_OVER_SEAT, on=clock.today())
    position = read_positions.position(standing(request), body.position)
    executive = None
    if body.executive:
        executive = User.objects.filter(username__iexact=body.executive.replace("\0", "")).first()
        if executive is None:
            raise InvalidRequestError("Nobody with this username is on record.", where="body.executive")
    seat = take_over_seat.perform(
        who,
        at=clock.now(),
        why=body.why,
        position=position,
        starts_on=body.starts_on,
        executive=executive,
        entered_on=body.entered_on,
        salary=body.salary,
        previous_class=body.previous_class,
    )
    return Status(
        201,
        {
            "id": seat.pk,
            "position": seat.position_id,
            "starts_on": seat.starts_on,
            "ends_before": seat.ends_before,
            "origin": seat.origin,
        },
    )


@router.post("/service/mergers", response=with_errors(shapes.MergerAnswer, 201))
def merge(request: HttpRequest, body: shapes.Merge) -> Any:
    """Merge a department into another: its positions and seats go with it, and it ends."""
    who = actor(request)
    require(who, Capability.MERGE_DEPARTMENTS, on=clock.today())
    confirm_password(request)
    given = body.dict()
    department, into = read.department(given.pop("department")), read.department(given.pop("into"))
    made = merge_departments.perform(who, at=clock.now(), department=department, into=into, **given)
    return Status(
        201,
        {"department": department.code, "into": into.code, "on": made.on, "positions": into.positions.count()},
    )


def _authorised(row: SeatAuthorisation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "department": row.department.code,
        "seats": row.seats,
        "cause": row.cause,
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "taken_back": row.revoked_at is not None,
    }
