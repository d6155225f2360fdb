"""The day on which a contract was agreed: moved with a reason, or taken back before anything rests on it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from appointing_world import Service, act, service, vouch
from meritbook.actions import appointing_policies as possible
from meritbook.actions import change_contract, correct_agreed_day, record_contract, undo_agreement
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import TextError
from meritbook.records.models import LedgerEntry, PerformanceContract
from service_world import contract_row

__all__ = ["service"]
pytestmark = pytest.mark.django_db


def days(contract: Any, **more: Any) -> dict[str, Any]:
    names = (
        "agreed_on", "states_criteria", "on_standard_form", "at_department_hr_on", "at_central_hr_on", "filed_on",
        "taken_from_file_on",
    )  # fmt: skip
    return {"contract": contract, **{name: getattr(contract, name) for name in names}, **more}


@pytest.fixture
def agreed(service: Service) -> Any:
    """The contract of the next year, agreed on the first of September 2004, of which no copy went anywhere."""
    return act(
        record_contract, service.officer, appointment=service.in_revenue, starts_on=date(2005, 7, 1),
        ends_before=date(2006, 7, 1), salary=Decimal("9000.00"), agreed_on=date(2004, 9, 1),
    )  # fmt: skip


@pytest.mark.parametrize("day", [None, date(2004, 8, 31)])
def test_the_days_of_an_agreed_contract_are_recorded_and_its_agreement_is_not_touched(
    service: Service, agreed: Any, day: date | None
) -> None:
    with pytest.raises(possible.AgreedError) as refused:
        act(change_contract, service.officer, **days(agreed, agreed_on=day))
    assert refused.value.where == "agreed_on"
    assert act(change_contract, service.officer, **days(agreed, filed_on=date(2004, 9, 1))).filed_on


def test_the_salary_of_an_agreed_contract_is_not_changed_in_two_steps(service: Service, agreed: Any) -> None:
    with pytest.raises(possible.AgreedError):
        act(change_contract, service.officer, **days(agreed, agreed_on=None))
    with pytest.raises(possible.AgreedError):
        act(change_contract, service.officer, **days(agreed), salary=Decimal(9500))
    agreed.refresh_from_db()
    assert (agreed.agreed_on, agreed.salary) == (date(2004, 9, 1), Decimal("9000.00"))


def correct(service: Service, contract: Any, day: date, **more: Any) -> Any:
    taken = {"by": service.officer, "reason": "Misread.", **more}
    return act(correct_agreed_day, taken.pop("by"), contract=contract, agreed_on=day, **taken)


def test_a_wrong_day_of_agreement_is_moved_with_a_reason_and_nothing_else(service: Service, agreed: Any) -> None:
    row = correct(service, agreed, date(2004, 8, 30))
    assert (row.agreed_on, row.salary, row.starts_on) == (date(2004, 8, 30), Decimal("9000.00"), date(2005, 7, 1))
    facts = json.loads(LedgerEntry.objects.latest("seq").payload)["facts"]
    assert (facts["agreed_on_before"], facts["agreed_on"]) == ("2004-09-01", "2004-08-30")
    with pytest.raises(possible.AgreedError):
        correct(service, row, date(2004, 8, 30))
    with pytest.raises(possible.ContractDayError):
        correct(service, row, date(2004, 9, 2))
    with pytest.raises(TextError):
        correct(service, row, date(2004, 8, 29), reason=" ")
    for user in (service.director, service.staff, service.other_director):
        with pytest.raises(ForbiddenError):
            correct(service, row, date(2004, 8, 29), by=user)


def test_the_day_of_a_contract_that_was_signed_here_is_that_of_its_signatures(service: Service, agreed: Any) -> None:
    signed = PerformanceContract.objects.create(
        appointment=service.in_revenue, starts_on=agreed.starts_on, ends_before=agreed.ends_before, record=agreed,
        drawn_by=service.director, drawn_at=agreed.recorded_at,
    )  # fmt: skip
    vouch(signed)
    with pytest.raises(possible.AgreedError):
        correct(service, agreed, date(2004, 8, 30))
    with pytest.raises(possible.AgreedError):
        act(undo_agreement, service.officer, contract=agreed, reason="Wrong.")


def test_an_agreement_is_taken_back_before_anything_rests_on_it(service: Service, agreed: Any) -> None:
    for user in (service.staff, service.other_director, service.in_revenue.executive):
        with pytest.raises(ForbiddenError):
            act(undo_agreement, user, contract=agreed, reason="Of another person.")
    row = act(undo_agreement, service.director, contract=agreed, reason="Of another person.")
    assert row.agreed_on is None
    act(change_contract, service.officer, **days(row), salary=Decimal(9500))
    with pytest.raises(possible.AgreedError):
        act(undo_agreement, service.officer, contract=agreed, reason="Again.")


@pytest.mark.parametrize("copy", ["at_department_hr_on", "at_central_hr_on", "filed_on"])
def test_once_a_copy_went_somewhere_the_agreement_stays(service: Service, agreed: Any, copy: str) -> None:
    setattr(agreed, copy, date(2004, 9, 1))
    agreed.save()
    vouch(agreed)
    with pytest.raises(possible.AgreedError):
        act(undo_agreement, service.officer, contract=agreed, reason="Wrong.")


def test_from_its_first_day_on_the_agreement_stays(service: Service, agreed: Any) -> None:
    from datetime import UTC, datetime

    last = datetime(2005, 6, 30, 16, 0, tzinfo=UTC)
    with pytest.raises(possible.AgreedError):
        act(undo_agreement, service.officer, last.replace(month=7, day=1), contract=agreed, reason="Wrong.")
    assert act(undo_agreement, service.officer, last, contract=agreed, reason="Wrong.").agreed_on is None


def test_where_a_later_contract_is_agreed_the_agreement_stays(service: Service, agreed: Any) -> None:
    later = contract_row(service.in_revenue, service.staff, date(2006, 7, 1), date(2007, 7, 1), filed_on=None)
    vouch(later)
    with pytest.raises(possible.AgreedError):
        act(undo_agreement, service.officer, contract=agreed, reason="Wrong.")
