"""Propose a person for a seat: method, merit and fitness, salary, first day. The law is asked before it is kept."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, ledger, policies
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability
from meritbook.records import clock
from meritbook.records.models import Appointment, Seat, User
from meritbook.records.states import APPOINTMENT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    seat: Seat,
    executive: User,
    method: str,
    merit_says: str,
    salary: Decimal,
    starts_on: date,
    previous_class: str = "",
    recorded_as_promotion: bool = False,
) -> Appointment:
    """The appointment, proposed; by proposing the director of the receiving department consents to a transfer.

    `salary` is for a month. The qualification check is read from the newest examination for the position that is linked
    to the person's account. Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `MethodError`; `SalaryError`;
    `DayRangeError`; `SeatTermError`; `SeatHeldError`; `HoldsAnotherSeatError`; `ShutOutError`; `LawRefusesError`.
    """
    on = clock.day_of(at)
    merit_says = policies.check_text(merit_says, field="merit_says")
    previous_class = policies.check_text(previous_class, field="previous_class", longest=200, required=False)
    with transaction.atomic():
        seat = appointing.locked_seat(seat)
        role = appointing.require_apart(actor, Capability.APPOINT_EXECUTIVE, seat, executive, on=on)
        policies.check_active(executive)
        possible.check_method(method)
        salary = possible.check_salary(salary)
        possible.check_seat_covers(seat, starts_on)
        possible.check_seat_free(seat, starts_on)
        transfer = method == "transfer"
        former = appointing.seat_held_by(executive, starts_on, beside=seat.pk)
        possible.check_one_seat(executive, starts_on, former, transfer=transfer)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        application = appointing.candidacy(executive, seat.position)
        verdict, said = appointing.qualification_of(application)
        row = Appointment(
            seat=seat,
            executive=executive,
            method=method,
            recorded_as_promotion=recorded_as_promotion,
            merit_says=merit_says,
            salary=salary,
            previous_class=previous_class,
            starts_on=starts_on,
            status=next_state(APPOINTMENT_MOVES, "propose_appointment", "", of="The appointment"),
            proposed_by=actor.user,
            proposed_at=at,
            releasing=appointing.releasing_department(former, seat) if transfer else None,
            application=application,
            qualification=str(verdict),
            qualification_says=said,
        )
        value = appointing.value_of(row, on=on)
        possible.check_fits(value)
        verdicts = appointing.verdicts_on(value, starts_on=starts_on, on=on)
        possible.check_law(verdicts)
        row.verdicts_json = appointing.kept(verdicts)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise possible.SeatHeldError("Somebody was proposed for the seat at the same moment.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="propose_appointment",
            subject=f"appointment:{row.pk}",
            facts={
                "seat": seat.pk,
                "position": seat.position.number,
                "executive": executive.username,
                "method": method,
                "recorded_as_promotion": recorded_as_promotion,
                "merit": merit_says,
                "salary": str(salary),
                "starts_on": starts_on.isoformat(),
                "previous_class": previous_class,
                "releasing": row.releasing.code if row.releasing else None,
                "qualification": row.qualification,
                "verdicts": appointing.answers(verdicts),
            },
            records=[row],
        )
    return row
