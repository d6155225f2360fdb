"""A seat is named by its own number or by that of its position, and never taken for another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from meritbook.desk.service_reach import NoSuchSeatError, seat_named
from meritbook.records.models import Seat
from service_world import position_row, seat_row

pytestmark = pytest.mark.django_db
DAY = date(2005, 4, 25)


def test_the_number_of_a_position_that_is_not_there_opens_no_seat(people: Any, departments: Any) -> None:
    by = people.personnel_staff
    seat = seat_row(position_row(departments.revenue, "REV-0003", by), by)
    assert seat_named(Seat.objects.all(), "REV-0003", on=DAY) == seat
    assert seat_named(Seat.objects.all(), str(seat.pk), on=DAY) == seat
    with pytest.raises(NoSuchSeatError):
        seat_named(Seat.objects.all(), f"{seat.pk:04}", on=DAY)


def test_a_position_goes_before_a_seat_of_the_same_number(people: Any, departments: Any) -> None:
    by = people.personnel_staff
    first = seat_row(position_row(departments.revenue, "A-1", by), by)
    named = seat_row(position_row(departments.revenue, str(first.pk), by), by)
    assert seat_named(Seat.objects.all(), str(first.pk), on=DAY) == named
