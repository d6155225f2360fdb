"""Rows of the executive service for tests of what reads them: seats, who holds them, contracts. No act is taken."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

YEAR = date(2004, 7, 1)
"""The fiscal year for which the Colorado pack is known begins here."""
MOMENT = datetime(2004, 7, 1, 16, 0, tzinfo=UTC)


def position_row(department: Any, number: str, by: Any, **more: Any) -> Any:
    """A position without a description."""
    from meritbook.records.models import Position

    return Position.objects.create(
        department=department, number=number, title=f"Division {number}", created_by=by, created_at=MOMENT, **more
    )


def seat_row(position: Any, by: Any, starts_on: date = YEAR, **more: Any) -> Any:
    """A position in the service, taken over when the record began unless `origin` says otherwise."""
    from meritbook.records.models import Seat

    return Seat.objects.create(
        **{"origin": "taken_over", **more}, position=position, starts_on=starts_on, entered_by=by, entered_at=MOMENT
    )


def appointment_row(seat: Any, executive: Any, by: Any, starts_on: date = YEAR, **more: Any) -> Any:
    """An executive in force in the seat; the position's incumbent follows."""
    from meritbook.records.models import Appointment

    seat.position.incumbent = executive
    seat.position.save()
    given = {
        "method": "taken_over",
        "merit_says": "Appointed before this record began.",
        "status": "in_force",
        "salary": Decimal("9000.00"),
        "concluded_by": by,
        "concluded_at": MOMENT,
        **more,
    }
    return Appointment.objects.create(
        seat=seat, executive=executive, starts_on=starts_on, proposed_by=by, proposed_at=MOMENT, **given
    )


def contract_row(
    appointment: Any, by: Any, starts_on: date = YEAR, ends_before: date = date(2005, 7, 1), **more: Any
) -> Any:
    """A contract of the fiscal year 2004-05, agreed on 14 June 2004 unless `agreed_on` says otherwise."""
    from meritbook.records.models import ContractRecord

    given = {
        "salary": Decimal("9000.00"),
        "agreed_on": date(2004, 6, 14),
        "states_criteria": True,
        "on_standard_form": True,
        "at_department_hr_on": date(2004, 6, 20),
        "at_central_hr_on": date(2004, 6, 25),
        "filed_on": date(2004, 6, 20),
        **more,
    }
    return ContractRecord.objects.create(
        appointment=appointment,
        starts_on=starts_on,
        ends_before=ends_before,
        recorded_by=by,
        recorded_at=MOMENT,
        **given,
    )


def size_row(department: Any, fte: str, by: Any, starts_on: date = YEAR, **more: Any) -> Any:
    """The FTE of a department from a day on."""
    from meritbook.records.models import DepartmentSize

    return DepartmentSize.objects.create(
        department=department,
        permanent_fte=Decimal(fte),
        starts_on=starts_on,
        source="Report of positions",
        recorded_by=by,
        recorded_at=MOMENT,
        **more,
    )


def vouch(at: datetime, *rows: Any) -> None:
    """An entry of the ledger for rows that a test set up or changed without an action."""
    from django.db import transaction

    from meritbook.actions import SYSTEM, ledger

    with transaction.atomic():
        ledger.write(SYSTEM, role="system", at=at, why="Set-up.", action="set_up", subject="test", records=rows)


def drafted_row(department: Any, executive: Any, by: Any, at: datetime, number: str = "0012-03") -> Any:
    """The conversion that is drafted of the executive's position, which has no contract for 2005-06.

    The law is worked through from 30 June to 2 July 2005.
    """
    from meritbook.actions import SYSTEM, law_days
    from meritbook.records.models import Consequence

    seat = seat_row(position_row(department, number, by), by)
    appointment = appointment_row(seat, executive, by)
    vouch(at, seat.position, seat, appointment, contract_row(appointment, by))
    law_days.catch_up(SYSTEM, on=date(2005, 7, 2), since=date(2005, 6, 30), why="The day's run.", at=lambda: at)
    return Consequence.objects.get(rule="removal.no_contract", seat=seat)


def law_acts(people: Any, department: Any, at: datetime) -> tuple[Any, Any]:
    """A conversion that was confirmed, and a draft about the contract form."""
    from meritbook.actions import SYSTEM, Actor, confirm_consequence, law_days
    from meritbook.records.models import Consequence

    staff = people.personnel_staff
    position = position_row(department, "0012-03", staff)
    appointment = appointment_row(seat_row(position, staff), people.executive, staff)
    # The executive of this record holds another position by now.
    position.incumbent = None
    position.save()
    contract = contract_row(appointment, staff, filed_on=date(2000, 6, 29))
    vouch(at, position, appointment.seat, appointment, contract)
    law_days.catch_up(SYSTEM, on=date(2005, 7, 2), since=date(2005, 6, 30), why="The day's run.", at=lambda: at)
    conversion = confirm_consequence.perform(
        Actor(people.personnel_director),
        at=at,
        why="Confirmed.",
        consequence=Consequence.objects.get(rule="removal.no_contract"),
    )
    return conversion, Consequence.objects.get(rule="contract.retention")


def held_this_year(position: Any, by: Any, at: datetime) -> Any:
    """The position in the service, held by its incumbent, with the contract of the fiscal year of the moment."""
    year = date(at.year - (at.month < 7), 7, 1)
    held = appointment_row(seat_row(position, by, starts_on=year), position.incumbent, by, starts_on=year)
    contract_row(
        held, by, starts_on=year, ends_before=year.replace(year=year.year + 1), agreed_on=year - timedelta(days=9)
    )
    return held


def demonstration_on(day: date, at: datetime) -> None:
    """A demonstration that has reached the day, with the law worked through so far: a leap of years is not worked."""
    from meritbook.actions import SYSTEM, move_day
    from meritbook.records.models import LawDay

    move_day.perform(SYSTEM, at=at, why="It begins.", on=day)
    LawDay.objects.create(on=day, drafted=0, overtaken=0, worked_at=at)
