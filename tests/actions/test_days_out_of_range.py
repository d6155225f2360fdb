"""A slip in the year, such as 0204 for 2004, is refused by every act that keeps a day, and never stops the law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from appointing_world import CAP, Service, act, propose, service, vouch
from meritbook.actions import (
    authorise_seats,
    change_contract,
    correct_agreed_day,
    end_appointment,
    record_contract,
    record_department_size,
    restore_support,
    review_seat,
    take_over_seat,
    withdraw_support,
)
from meritbook.actions.law_policies import check_service, check_stay
from meritbook.actions.policies import DayRangeError
from service_world import position_row

__all__ = ["service"]

pytestmark = pytest.mark.django_db
EARLY, LATE = date(204, 6, 14), date(2204, 6, 14)
DAYS = ("agreed_on", "at_department_hr_on", "at_central_hr_on", "filed_on", "taken_from_file_on")


def _contract(service: Service, day: date) -> Any:
    last = date(day.year + 1, 6, 30)
    return act(
        record_contract,
        service.officer,
        appointment=service.in_revenue,
        starts_on=day,
        ends_before=last,
        salary=CAP,
    )


def _support_again(service: Service, day: date) -> Any:
    act(withdraw_support, service.director, seat=service.vacant, says="It has shrunk.")
    return act(restore_support, service.director, seat=service.vacant, starts_on=day)


def _take_over(service: Service, day: date) -> Any:
    position = position_row(service.departments.revenue, "R-44", service.staff)
    vouch(position)
    return act(take_over_seat, service.staff, position=position, starts_on=day)


LATER: dict[str, Callable[[Service, date], Any]] = {
    "propose_appointment": lambda service, day: propose(service, starts_on=day),
    "record_contract": _contract,
    "end_appointment": lambda service, day: act(
        end_appointment,
        service.director,
        appointment=service.in_revenue,
        cause="resignation",
        last_day=day,
        reason="R.",
    ),
    "withdraw_support": lambda service, day: act(
        withdraw_support, service.director, seat=service.vacant, says="It has shrunk.", starts_on=day
    ),
    "restore_support": _support_again,
    "review_seat": lambda service, day: act(
        review_seat, service.personnel_director, seat=service.vacant, still_met=True, says="As before.", starts_on=day
    ),
    "record_department_size": lambda service, day: act(
        record_department_size,
        service.officer,
        department=service.departments.revenue,
        permanent_fte=Decimal(100),
        source="Budget office",
        starts_on=day,
    ),
    "authorise_seats": lambda service, day: act(
        authorise_seats,
        service.personnel_director,
        department=service.departments.revenue,
        seats=1,
        cause="A merger.",
        ends_before=day,
    ),
}


@pytest.mark.parametrize("name", LATER)
def test_a_day_beyond_the_years_of_the_law_is_refused(service: Service, name: str) -> None:
    with pytest.raises(DayRangeError):
        LATER[name](service, LATE)


def test_a_seat_is_not_taken_over_since_a_year_before_1900(service: Service) -> None:
    with pytest.raises(DayRangeError):
        _take_over(service, EARLY)


@pytest.mark.parametrize("name", DAYS)
def test_no_day_of_a_contract_lies_before_1900(service: Service, name: str) -> None:
    row = service.contract
    days = {one: getattr(row, one) for one in DAYS} | {name: EARLY}
    kept = {"states_criteria": row.states_criteria, "on_standard_form": row.on_standard_form}
    changes = {"agreed_on": EARLY, "reason": "Misread."} if name == "agreed_on" else {**days, **kept}
    with pytest.raises(DayRangeError) as refused:
        act(correct_agreed_day if name == "agreed_on" else change_contract, service.officer, contract=row, **changes)
    assert refused.value.where == name


def test_the_last_day_that_the_law_can_count_with_is_taken(service: Service) -> None:
    assert propose(service, starts_on=date(2199, 12, 31)).starts_on == date(2199, 12, 31)


def test_letters_and_stays_keep_to_the_years_of_the_law() -> None:
    with pytest.raises(DayRangeError):
        check_service(LATE, today=date(2005, 7, 1))
    with pytest.raises(DayRangeError):
        check_stay(LATE, today=date(2005, 7, 1))
