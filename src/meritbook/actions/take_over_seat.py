"""Enter a position that is in the service already when the record begins, with the executive who holds it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from meritbook.actions import appointing_policies as possible
from meritbook.actions import ledger, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, OwnCaseError, require
from meritbook.core.service.seats import STATE_CAP
from meritbook.core.terms import Term
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    AppointmentMethod,
    AppointmentStatus,
    Position,
    Seat,
    SeatOrigin,
    User,
)
from meritbook.records.models.common import Vouched
from meritbook.records.states import APPOINTMENT_MOVES, next_state

MERIT = "Appointed before this record began; entered as found."


class HolderError(policies.PolicyError):
    """The executive cannot be entered in this seat: another holds the position, or the executive another seat."""

    code = "seats.holder"
    remedy = "See who holds the position, and which seat the executive holds; correct the record first."


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    position: Position,
    starts_on: date,
    executive: User | None = None,
    entered_on: date | None = None,
    salary: Decimal | None = None,
    previous_class: str = "",
) -> Seat:
    """The seat, since `starts_on`; with an executive, the appointment in force since `entered_on` (default: the same).

    The cap of the state holds here too, on each day of the seat as the law is on the day of the action. A department
    that is over its entitlement by it is entered and shown as over. Raises `ForbiddenError`; `OwnCaseError` for one's
    own seat; `InServiceError`; `NoSeatError` and `SeatUndeterminedError` with the verdict; `HolderError`;
    `SalaryError`; `DatedActError` for a day that lies ahead, or on which the department does not stand;
    `DayRangeError`; `TextError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.TAKE_OVER_SEAT, position, on=on)
    salary = None if salary is None else possible.check_salary(salary)
    previous_class = policies.check_text(previous_class, field="previous_class", longest=200, required=False)
    since = entered_on or starts_on
    policies.check_day_in_range(starts_on, where="starts_on")
    if starts_on > on or since > on:
        raise seating.DatedActError("What is taken over began already: the day lies ahead.", where="starts_on")
    if since < starts_on:
        raise seating.DatedActError("The executive cannot hold the seat before it is one.", where="entered_on")
    with transaction.atomic():
        seating.lock(position.department, position)
        position = Position.objects.select_related("department").get(pk=position.pk)
        if actor.user is not None and actor.user.pk in (executive.pk if executive else None, position.incumbent_id):
            raise OwnCaseError("Nobody enters a seat of their own.")
        seating.check_department_on(position.department, on)
        seating.check_not_in_service(position, on=starts_on)
        verdicts = seating.seat_verdicts(position.department, on=on, term=Term(starts_on=starts_on))
        seating.check_free([one for one in verdicts if one.rule == STATE_CAP], where=position.number)
        if executive is not None:
            _check_holder(position, executive, since)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        seat = Seat.objects.create(
            position=position,
            origin=SeatOrigin.TAKEN_OVER,
            starts_on=starts_on,
            entered_by=actor.user,
            entered_at=at,
        )
        saved: list[Vouched] = [seat]
        if executive is not None:
            position.incumbent = executive
            position.save()
            appointment = Appointment.objects.create(
                seat=seat,
                executive=executive,
                method=AppointmentMethod.TAKEN_OVER,
                merit_says=MERIT,
                salary=salary,
                previous_class=previous_class,
                starts_on=since,
                status=next_state(APPOINTMENT_MOVES, "take_over_seat", "", of="The appointment"),
                proposed_by=actor.user,
                proposed_at=at,
                concluded_by=actor.user,
                concluded_at=at,
                verdicts_json=canonical_json([one.plain() for one in verdicts]),
            )
            saved += [position, appointment]
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="take_over_seat",
            subject=f"seat:{seat.pk}",
            facts={
                "seat": seat.pk,
                "position": position.number,
                "position_id": position.pk,
                "department": position.department.code,
                "department_id": position.department_id,
                "starts_on": starts_on.isoformat(),
                "executive": executive.username if executive else None,
                "entered_on": since.isoformat() if executive else None,
                "verdicts": {one.rule: one.verdict.value for one in verdicts},
            },
            records=saved,
        )
    return seat


def _check_holder(position: Position, executive: User, since: date) -> None:
    if position.incumbent_id not in (None, executive.pk):
        raise HolderError(f"Somebody else holds position {position.number}.", where="executive")
    held = Appointment.objects.filter(executive=executive, status=AppointmentStatus.IN_FORCE).filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=since)
    )
    if held.exists():
        raise HolderError(f"{executive.full_name} holds another seat.", where="executive")
