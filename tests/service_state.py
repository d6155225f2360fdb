"""A small state of the fiscal year 2004-05, for which the law of the service is known: people, and four seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from service_world import appointment_row, contract_row, position_row, seat_row, size_row

SINCE = date(2000, 1, 1)
MORNING = datetime(2005, 4, 25, 15, 0, tzinfo=UTC)
APRIL = date(2005, 4, 25)


@dataclass(frozen=True)
class State:
    """R. Osei is undecided, M. Talley has a proposal, L. Brandt is agreed; Transport has one executive of its own."""

    revenue: Any
    transport: Any
    director: Any
    hr: Any
    osei: Any
    talley: Any
    brandt: Any
    personnel_director: Any
    personnel_staff: Any
    analyst: Any
    auditor: Any
    director_elsewhere: Any
    administrator: Any
    seats: dict[str, Any]
    held: dict[str, Any]

    def people(self) -> dict[str, Any]:
        """Everybody who is in office, by name."""
        names = ("director", "hr", "osei", "personnel_director", "personnel_staff", "analyst", "auditor")
        return {name: getattr(self, name) for name in names}


@pytest.fixture
def state(db: None) -> State:
    """The state, on record since 2000."""
    from meritbook.actions import SYSTEM, create_department, create_user, grant_role
    from meritbook.records.models import Role

    revenue, transport = (
        create_department.perform(SYSTEM, at=MORNING, why="Set-up.", code=code, name=name, starts_on=SINCE)
        for code, name in (("REV", "Department of Revenue"), ("TRA", "Department of Transport"))
    )

    def person(username: str, name: str, role: str, department: Any = None) -> Any:
        user = create_user.perform(SYSTEM, at=MORNING, why="Set-up.", username=username, full_name=name)
        grant_role.perform(
            SYSTEM, at=MORNING, why="Set-up.", user=user, role=role, department=department, starts_on=SINCE
        )
        return user

    director = person("director", "D. Rector", Role.DEPARTMENT_DIRECTOR, revenue)
    staff = person("staff", "S. Taff", Role.PERSONNEL_STAFF)
    seats, held, executives = {}, {}, {}
    for username, name, number, department in (
        ("osei", "R. Osei", "0012-03", revenue),
        ("talley", "M. Talley", "0040-11", revenue),
        ("brandt", "L. Brandt", "0051-02", revenue),
        ("farr", "N. Farr", "T-0001", transport),
    ):
        executives[username] = person(username, name, Role.EXECUTIVE, department)
        seats[username] = seat_row(position_row(department, number, staff), staff)
        held[username] = appointment_row(seats[username], executives[username], staff)
        contract_row(held[username], staff)
    coming = {"starts_on": date(2005, 7, 1), "ends_before": date(2006, 7, 1), "salary": Decimal("9100.00")}
    contract_row(held["talley"], staff, **coming, agreed_on=None, filed_on=None)
    contract_row(held["brandt"], staff, **coming, agreed_on=date(2005, 4, 11))
    size_row(revenue, "640", staff)
    return State(
        revenue=revenue,
        transport=transport,
        director=director,
        hr=person("hr", "H. Rofficer", Role.AGENCY_HR, revenue),
        osei=executives["osei"],
        talley=executives["talley"],
        brandt=executives["brandt"],
        personnel_director=person("spd", "P. Director", Role.PERSONNEL_DIRECTOR),
        personnel_staff=staff,
        analyst=person("analyst", "A. Nalyst", Role.ANALYST),
        auditor=person("auditor", "A. Uditor", Role.AUDITOR),
        director_elsewhere=person("director2", "E. Lsewhere", Role.DEPARTMENT_DIRECTOR, transport),
        administrator=person("admin", "S. Ysadmin", Role.SYSTEM_ADMINISTRATOR),
        seats=seats,
        held=held,
    )
