"""Executives: seats, appointments, contracts and notices. The executive's own answers are given on the site alone."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    appointing,
    change_contract,
    end_appointment,
    make_appointment,
    propose_appointment,
    record_contract,
    release_executive,
    review_seat,
    serve_notice,
    withdraw_appointment,
    withdraw_notice,
)
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.actions.service_record import contract_of, record_of
from meritbook.api import executive_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import page_of, with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Words
from meritbook.api.texts import user_named
from meritbook.core.service.appointing import missing
from meritbook.desk import executive_law
from meritbook.desk import executives as read
from meritbook.records import clock
from meritbook.records.models import Appointment, ContractRecord, Department, DismissalNotice, Seat

router = Router(tags=["executives"])


@router.get("/seats", response=with_errors(Paged[shapes.SeatLine]))
def list_seats(request: HttpRequest, q: Words = "", department: Words = "", state: Words = "", page: Number = 1) -> Any:
    """The executives and vacant seats that the person may read, by department and position.

    `state` is one of held, vacant, proposed, no_contract, notice, leaving.
    """
    who = standing(request)
    require(actor(request), Capability.READ_SEAT, on=who.on)
    if state and state not in read.STATES:
        raise InvalidRequestError(
            f"There is no state “{state}”. There are: {', '.join(read.STATES)}.", where="query.state"
        )
    row = Department.objects.filter(code__iexact=department.replace("\0", "")).first() if department else None
    if department and row is None:
        raise InvalidRequestError(f"There is no department “{department}”.", where="query.department")
    asked = q.replace("\0", "")
    query = read.find(read.seats(who, who.on), who.on, asked=asked, department=row.pk if row else None, state=state)
    return page_of(read.executive_list(query, page, who.on, own=read.own_only(who)))


@router.get("/seats/{seat_id}", response=with_errors(shapes.SeatAnswer))
def get_seat(request: HttpRequest, seat_id: Id) -> Any:
    """One seat: who holds it, what was recorded of it, and what the law says of it today."""
    who = standing(request)
    row = read.seat(who, seat_id)
    own = read.own_only(who, row)
    parts = read.parts_of(row, only=own)
    (line,) = read.lines_of(Seat.objects.filter(pk=row.pk), who.on, own=own)
    record = read.hidden(record_of(row, on=who.on), own)
    return {
        **asdict(line),
        "appointments": [one.pk for one in parts.appointments],
        "contracts": [one.pk for one in parts.contracts],
        "notices": [_notice(one) for one in parts.notices],
        "verdicts": [one.plain() for one in executive_law.of_seat(record, on=who.on)],
    }


@router.post("/seats/{seat_id}/appointments", response=with_errors(shapes.AppointmentAnswer, 201))
def propose(request: HttpRequest, seat_id: Id, body: shapes.Propose) -> Any:
    """Propose a person for a seat, as director of its department."""
    row = _seat(request, seat_id, Capability.APPOINT_EXECUTIVE)
    confirm_password(request)
    taken = body.model_dump(exclude={"executive", "why"})
    executive = user_named(body.executive, "body.executive")
    done = propose_appointment.perform(
        actor(request), at=clock.now(), why=body.why, seat=row, executive=executive, **taken
    )
    return Status(201, _appointment(request, done))


@router.get("/appointments/{appointment_id}", response=with_errors(shapes.AppointmentAnswer))
def get_appointment(request: HttpRequest, appointment_id: Id) -> Any:
    """One appointment: where it stands, what is missing and from whom."""
    return _appointment(request, read.appointment(standing(request), appointment_id))


@router.post("/appointments/{appointment_id}/release", response=with_errors(shapes.AppointmentAnswer))
def release(request: HttpRequest, appointment_id: Id, body: Because) -> Any:
    """Consent to a transfer, as director of the department that is left."""
    row = read.appointment(standing(request), appointment_id)
    require(actor(request), Capability.RELEASE_EXECUTIVE, row.releasing or row.seat, on=clock.today())
    confirm_password(request)
    return _appointment(
        request, release_executive.perform(actor(request), at=clock.now(), why=body.why, appointment=row)
    )


@router.post("/appointments/{appointment_id}/make", response=with_errors(shapes.AppointmentAnswer))
def make(request: HttpRequest, appointment_id: Id, body: shapes.Make) -> Any:
    """Make an appointment whose rights are acknowledged and for which all consents are there."""
    row = _held(request, appointment_id, Capability.APPOINT_EXECUTIVE)
    return _appointment(
        request,
        make_appointment.perform(
            actor(request),
            at=clock.now(),
            why=body.why,
            appointment=row,
            qualification_because=body.qualification_because,
        ),
    )


@router.post("/appointments/{appointment_id}/withdraw", response=with_errors(shapes.AppointmentAnswer))
def withdraw(request: HttpRequest, appointment_id: Id, body: shapes.Reason) -> Any:
    """Withdraw an appointment that is not in force yet."""
    row = _held(request, appointment_id, Capability.APPOINT_EXECUTIVE)
    return _appointment(
        request,
        withdraw_appointment.perform(actor(request), at=clock.now(), why=body.why, appointment=row, reason=body.reason),
    )


@router.post("/appointments/{appointment_id}/end", response=with_errors(shapes.AppointmentAnswer))
def end(request: HttpRequest, appointment_id: Id, body: shapes.End) -> Any:
    """End an appointment: resignation, retirement, death, layoff or discipline."""
    row = _held(request, appointment_id, Capability.APPOINT_EXECUTIVE)
    taken = body.model_dump(exclude={"why"})
    return _appointment(
        request, end_appointment.perform(actor(request), at=clock.now(), why=body.why, appointment=row, **taken)
    )


@router.post("/appointments/{appointment_id}/contracts", response=with_errors(shapes.ContractAnswer, 201))
def record(request: HttpRequest, appointment_id: Id, body: shapes.Contract) -> Any:
    """Record a contract, as HR officer of the department; a salary above the cap is refused with the verdict."""
    row = read.appointment(standing(request), appointment_id)
    require(actor(request), Capability.RECORD_CONTRACT, row, on=clock.today())
    taken = body.model_dump(exclude={"why"})
    done = record_contract.perform(actor(request), at=clock.now(), why=body.why, appointment=row, **taken)
    return Status(201, contract_answer(done))


@router.get("/contracts/{contract_id}", response=with_errors(shapes.ContractAnswer))
def get_contract(request: HttpRequest, contract_id: Id) -> Any:
    """One contract with its days, and what the law says of it."""
    return contract_answer(read.contract(standing(request), contract_id))


@router.post("/contracts/{contract_id}/days", response=with_errors(shapes.ContractAnswer))
def record_days(request: HttpRequest, contract_id: Id, body: shapes.ContractChange) -> Any:
    """Record what became of a contract: agreed, copies, file. What is left out stays as it is."""
    row = read.contract(standing(request), contract_id)
    require(actor(request), Capability.RECORD_CONTRACT, row, on=clock.today())
    days = shapes.ContractDays.model_fields.keys() - {"why"}
    taken = {name: getattr(row, name) for name in days} | body.model_dump(exclude={"why"}, exclude_unset=True)
    return contract_answer(change_contract.perform(actor(request), at=clock.now(), why=body.why, contract=row, **taken))


@router.post("/appointments/{appointment_id}/notices", response=with_errors(shapes.NoticeAnswer, 201))
def serve(request: HttpRequest, appointment_id: Id, body: shapes.Notice) -> Any:
    """Serve notice of dismissal for failure to perform; the letter is written with it."""
    row = _held(request, appointment_id, Capability.SERVE_NOTICE)
    taken = body.model_dump(exclude={"why"})
    done = serve_notice.perform(actor(request), at=clock.now(), why=body.why, appointment=row, **taken)
    return Status(201, _notice(done))


@router.post("/notices/{notice_id}/withdraw", response=with_errors(shapes.NoticeAnswer))
def take_back(request: HttpRequest, notice_id: Id, body: shapes.Reason) -> Any:
    """Withdraw a notice of dismissal."""
    row = read.notice(standing(request), notice_id)
    require(actor(request), Capability.SERVE_NOTICE, row, on=clock.today())
    confirm_password(request)
    return _notice(
        withdraw_notice.perform(actor(request), at=clock.now(), why=body.why, notice=row, reason=body.reason)
    )


@router.post("/seats/{seat_id}/reviews", response=with_errors(shapes.ReviewAnswer, 201))
def review(request: HttpRequest, seat_id: Id, body: shapes.Review) -> Any:
    """Review the criteria of a position, as State Personnel Director."""
    row = _seat(request, seat_id, Capability.REVIEW_SEAT)
    confirm_password(request)
    taken = body.model_dump(exclude={"why"})
    done = review_seat.perform(actor(request), at=clock.now(), why=body.why, seat=row, **taken)
    return Status(201, {"id": done.pk, "seat": row.pk, "on": done.on, "still_met": done.still_met, "says": done.says})


def _seat(request: HttpRequest, pk: int, capability: Capability) -> Seat:
    row = read.seat(standing(request), pk)
    require(actor(request), capability, row, on=clock.today())
    return row


def _held(request: HttpRequest, pk: int, capability: Capability) -> Appointment:
    row = read.appointment(standing(request), pk)
    require(actor(request), capability, row, on=clock.today())
    confirm_password(request)
    return row


def _appointment(request: HttpRequest, row: Appointment) -> dict[str, Any]:
    who: Standing = standing(request)
    value = appointing.value_of(row, on=who.on)
    is_open = row.status in appointing.OPEN
    verdicts = (
        appointing.verdicts_on(value, starts_on=row.starts_on, on=who.on)
        if is_open
        else executive_law.read(row.verdicts_json)
    )
    return {
        "id": row.pk,
        "seat": row.seat_id,
        "position": row.seat.position.number,
        "executive": row.executive.username,
        "full_name": row.executive.full_name,
        "method": row.method,
        "status": row.status,
        "recorded_as_promotion": row.recorded_as_promotion,
        "salary": None if row.salary is None else f"{row.salary:.2f}",
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "ended_cause": row.ended_cause,
        "released": None if row.releasing_id is None else row.released_at is not None,
        "acknowledged": row.acknowledged_at is not None,
        "qualification": row.qualification,
        "qualification_says": row.qualification_says,
        "missing": [one.plain() for one in missing(value)] if is_open else [],
        "verdicts": [one.plain() for one in verdicts],
    }


def contract_answer(row: ContractRecord) -> dict[str, Any]:
    """A contract on record, as the API answers it."""
    days = shapes.ContractDays.model_fields.keys() - {"why"}
    return {
        "id": row.pk,
        "appointment": row.appointment_id,
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "salary": f"{row.salary:.2f}",
        **{name: getattr(row, name) for name in days},
        "verdicts": [one.plain() for one in executive_law.of_contract(contract_of(row), on=clock.today())],
    }


def _notice(row: DismissalNotice) -> dict[str, Any]:
    names = shapes.NoticeAnswer.model_fields.keys() - {"id", "appointment"}
    return {"id": row.pk, "appointment": row.appointment_id, **{name: getattr(row, name) for name in names}}
