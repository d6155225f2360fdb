"""A separation that the law drafted after notice, and the State Personnel Director who settles it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from service_world import appointment_row, contract_row, position_row, seat_row, vouch


@pytest.fixture
def director(people: Any, at: datetime) -> Any:
    """The State Personnel Director, who held the role in 2005 already."""
    from meritbook.actions import SYSTEM, grant_role
    from meritbook.records.models import Role

    held = people.personnel_director.role_assignments.get()
    grant_role.perform(
        SYSTEM,
        at=at,
        why="Earlier.",
        user=people.personnel_director,
        role=Role.PERSONNEL_DIRECTOR,
        starts_on=date(2000, 1, 1),
        ends_before=held.starts_on,
    )
    return people.personnel_director


@pytest.fixture
def dismissed(people: Any, departments: Any, at: datetime) -> Any:
    """The separation drafted on 30 June 2005 of the executive in 0040-11, who had notice on 20 April."""
    from meritbook.actions import SYSTEM, law_days
    from meritbook.records.models import Consequence, DismissalNotice

    staff = people.personnel_staff
    seat = seat_row(position_row(departments.revenue, "0040-11", staff), staff)
    appointment = appointment_row(seat, people.executive, staff)
    contract = contract_row(appointment, staff)
    notice = DismissalNotice.objects.create(
        appointment=appointment,
        reason="Three of nine results were missed.",
        in_writing=True,
        served_on=date(2005, 4, 20),
        served_how="hand",
        separation_on=date(2005, 6, 30),
        verdict_json="{}",
        decided_by=people.department_director,
        decided_at=at,
    )
    vouch(at, seat.position, seat, appointment, contract, notice)
    law_days.catch_up(SYSTEM, on=date(2005, 6, 30), since=date(2005, 6, 29), why="Run.", at=lambda: at)
    return Consequence.objects.get()
