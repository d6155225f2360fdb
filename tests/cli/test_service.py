"""`meritbook seats`, `nominations` and `simulate`: the same numbers as on the site, and none made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from service_acts import service
from service_world import appointment_row, position_row, seat_row, size_row

__all__ = ["service"]


@pytest.fixture
def filled(on_record: None, people: Any, departments: Any) -> None:
    """Two seats in a department of 250 FTE, paid 9,000 and 10,763; another department without FTE on record."""
    staff = people.personnel_staff
    for n, (salary, executive) in enumerate((("9000.00", people.nobody), ("10763.00", people.executive))):
        seat = seat_row(position_row(departments.revenue, f"0500-0{n}", staff), staff)
        appointment_row(seat, executive, staff, salary=Decimal(salary))
    size_row(departments.revenue, "250", staff)
    for one in (departments.revenue, departments.transport):
        one.starts_on = date(2004, 7, 1)
        one.save()


def test_the_seats_of_a_day_are_shown_with_what_cannot_be_said(filled: None, meritbook: Callable[..., Any]) -> None:
    shown = meritbook("seats", "--on", "2004-09-01", "--json").json
    jsonschema.validate(shown, schemas()["seats"])
    assert (shown["cap"], shown["filled"], shown["vacant"], shown["over"]) == (125, 2, 123, 0)
    by_code = {one["code"]: one for one in shown["departments"]}
    assert (by_code["revenue"]["entitlement"], by_code["revenue"]["vacant"]) == (2, 0)
    assert (by_code["transport"]["entitlement"], by_code["transport"]["fte"]) == (None, None)
    said = meritbook("seats", "--on", "2004-09-01").out
    assert "not on record" in said
    assert "undetermined" in said


def test_one_department_is_shown_with_its_rule(filled: None, meritbook: Callable[..., Any]) -> None:
    ran = meritbook("seats", "--on", "2004-09-01", "--department", "REVENUE")
    assert ran.code == 0
    assert "seats.department_entitlement: met" in ran.out
    assert "transport" not in ran.out
    assert meritbook("seats", "--department", "nowhere").code == 3


def test_a_lower_cap_and_a_lower_lid_show_who_is_over_and_what_it_costs(
    filled: None, meritbook: Callable[..., Any]
) -> None:
    ran = meritbook(
        *(
            "simulate",
            "--on",
            "2004-09-01",
            "--change",
            "seats.statewide_most=1",
            "--change",
            "pay.range_maximum=8000",
            "--json",
        )
    )
    jsonschema.validate(ran.json, schemas()["simulation"])
    assert (ran.json["now"]["over"], ran.json["then"]["over"]) == (0, 1)
    # 125 percent of 8,000 are 10,000: one executive is paid 763 dollars more, 9,156 in a year.
    assert (ran.json["above_now"], ran.json["above_then"]) == (0, 1)
    assert Decimal(ran.json["above_then_month"]) == Decimal("763.00")
    assert Decimal(ran.json["above_then_year"]) == Decimal("9156.00")
    assert ran.json["was"]["seats.statewide_most"] == "125"
    said = meritbook("simulate", "--on", "2004-09-01", "--change", "seats.fte_per_position=200").out
    assert "2 > 1" in said


@pytest.mark.parametrize("change", ["seats.statewide_most=many", "seats.nothing=1", "seats.statewide_most=-1"])
def test_a_change_that_is_none_is_refused(filled: None, meritbook: Callable[..., Any], change: str) -> None:
    assert meritbook("simulate", "--change", change, "--json").code == 3
    assert meritbook("simulate", "--change", "seats.statewide_most").code == 2


def test_nominations_are_listed_for_those_who_may_read_them(
    on_record: None, service: Any, meritbook: Callable[..., Any]
) -> None:
    service.size("640")
    nomination = service.nominate(service.position("0500-01"))
    shown = meritbook("nominations", "--as", "analyst", "--status", "open", "--json").json
    jsonschema.validate(shown, schemas()["nominations"])
    assert [(one["id"], one["status"]) for one in shown["nominations"]] == [(nomination.pk, "submitted")]
    assert "0500-01" in meritbook("nominations", "--as", "department_director").out
    assert "0500-01" not in meritbook("nominations", "--as", "agency_hr_elsewhere").out
    assert meritbook("nominations", "--as", "analyst", "--status", "nothing").code == 2


def test_before_the_law_is_known_the_cap_is_undetermined(filled: None, meritbook: Callable[..., Any]) -> None:
    shown = meritbook("seats", "--on", "2003-09-01", "--json").json
    assert (shown["cap"], shown["vacant"], shown["verdict"]["verdict"]) == (None, None, "undetermined")
