"""The published salary limit of a year: put on record by central human resources, undone, counted with."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from appointing_world import act, vouch
from contract_stage import drafted
from contract_world import NEXT_YEAR, ContractYear
from meritbook.actions import (
    appointing_policies,
    approve_pay,
    contracting_policies,
    limit_policies,
    pay_limits,
    policies,
    propose_contract,
    record_contract,
    record_pay_limit,
    reopen_contract,
    save_contract,
    withdraw_pay_limit,
)
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.service_law import service_law
from meritbook.records.models import LedgerEntry, PayDecision, PayLimit

pytestmark = pytest.mark.django_db
SPRING = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
AFTER = date(2006, 7, 1)
GROUNDS = [{"ground": "performance", "says": "Refunds came in time."}]


def record(year: ContractYear, amount: str = "11086.00", **more: Any) -> PayLimit:
    taken = {
        "amount": Decimal(amount),
        "starts_on": NEXT_YEAR,
        "ends_before": AFTER,
        "source": "Compensation letter of the office, 1 March 2005",
        **more,
    }
    return act(record_pay_limit, taken.pop("by", year.staff), SPRING, **taken)


def approve(year: ContractYear, salary: str, **more: Any) -> PayDecision:
    taken = {
        "appointment": year.appointment, "starts_on": NEXT_YEAR, "salary": Decimal(salary), "grounds": GROUNDS,
        "cautioned_because": "The appraisal follows in July.", **more,
    }  # fmt: skip
    return act(approve_pay, year.director, SPRING, **taken)


def propose(year: ContractYear, salary: str, **more: Any) -> Any:
    draft = drafted(
        year.director, SPRING, year.appointment, starts_on=NEXT_YEAR, ends_before=AFTER, salary=Decimal(salary)
    )
    return act(propose_contract, year.director, SPRING, version=draft, **more)


def test_a_limit_is_on_record_with_who_when_and_where_it_was_published(contract_year: ContractYear) -> None:
    row = record(contract_year)
    found = pay_limits.limit_on(NEXT_YEAR)
    assert found is not None
    assert found.known is not None
    assert (found.known.amount, found.known.source) == (Decimal("11086.00"), row.source)
    assert (row.recorded_by, row.recorded_at) == (contract_year.staff, SPRING)
    told = json.loads(LedgerEntry.objects.latest("seq").payload)
    assert LedgerEntry.objects.latest("seq").action == "record_pay_limit"
    assert told["facts"]["amount"] == "11086.00"


def test_only_central_human_resources_puts_it_on_record(contract_year: ContractYear) -> None:
    year = contract_year
    for user in (year.director, year.officer, year.authority, year.auditor, year.personnel_director, year.executive):
        with pytest.raises(ForbiddenError):
            record(year, by=user)
    row = record(year)
    with pytest.raises(ForbiddenError):
        act(withdraw_pay_limit, year.director, SPRING, limit=row, reason="Too low.")


def test_once_it_is_on_record_a_salary_at_the_limit_is_approved_and_a_cent_over_it_refused(
    contract_year: ContractYear,
) -> None:
    record(contract_year)
    with pytest.raises(appointing_policies.LawRefusesError) as refused:
        approve(contract_year, "11086.01")
    assert refused.value.details["rule"] == "pay.cap"
    assert "$11,086.00 a month" in refused.value.message
    row = approve(contract_year, "11086.00")
    assert row.limit_because == ""
    assert {one["rule"]: one["verdict"] for one in json.loads(row.verdicts_json)}["pay.cap"] == "met"


def test_until_then_a_cent_over_the_last_known_limit_is_refused_and_anything_else_asks_why(
    contract_year: ContractYear,
) -> None:
    # The last known limit is 10,763.00, of 2004-05.
    for salary in ("99999.00", "10763.01"):
        with pytest.raises(limit_policies.LimitUnknownError) as refused:
            approve(contract_year, salary, limit_because="It will be higher.")
        assert "in force 1 July 2004 – 30 June 2005" in refused.value.message
    with pytest.raises(limit_policies.LimitReasonError):
        approve(contract_year, "10763.00", limit_because="  ")
    row = approve(contract_year, "10763.00", limit_because="The limit was never lowered.")
    assert row.limit_because == "The limit was never lowered."


def test_on_the_last_day_of_a_known_limit_nothing_is_asked_and_the_day_after_it_is(contract_year: ContractYear) -> None:
    on_last, after = pay_limits.limit_on(date(2005, 6, 30)), pay_limits.limit_on(NEXT_YEAR)
    assert limit_policies.check_reason(on_last, Decimal("10763.00"), "") == ""
    with pytest.raises(limit_policies.LimitReasonError):
        limit_policies.check_reason(after, Decimal("10763.00"), "")
    record(contract_year)
    assert limit_policies.check_reason(pay_limits.limit_on(date(2006, 6, 30)), Decimal("11086.00"), "") == ""
    with pytest.raises(limit_policies.LimitReasonError):
        limit_policies.check_reason(pay_limits.limit_on(AFTER), Decimal("11086.00"), "")


def test_a_contract_over_the_last_known_limit_is_not_proposed_until_the_limit_is_on_record(
    contract_year: ContractYear,
) -> None:
    with pytest.raises(contracting_policies.DraftProblemsError) as refused:
        propose(contract_year, "10763.01", limit_because="It will be higher.")
    assert [one["code"] for one in refused.value.details["problems"]] == ["contract.over_last_limit"]
    version = contract_year.appointment.performance_contracts.get(starts_on=NEXT_YEAR).versions.get()
    record(contract_year)
    assert act(propose_contract, contract_year.director, SPRING, version=version).limit_because == ""


def test_a_contract_at_the_last_known_limit_asks_why_once_for_a_salary(contract_year: ContractYear) -> None:
    with pytest.raises(limit_policies.LimitReasonError):
        propose(contract_year, "10763.00")
    contract = contract_year.appointment.performance_contracts.get(starts_on=NEXT_YEAR)
    why = "The limit was never lowered."
    first = act(propose_contract, contract_year.director, SPRING, version=contract.versions.get(), limit_because=why)
    assert first.limit_because == why
    again = act(reopen_contract, contract_year.director, SPRING, version=first, reason="A word is missing.")
    assert act(propose_contract, contract_year.director, SPRING, version=again).limit_because == why
    other = act(reopen_contract, contract_year.director, SPRING, version=again, reason="Another salary.")
    terms = other.text.terms.model_copy(update={"salary": Decimal("10762.99")})
    act(
        save_contract, contract_year.director, SPRING, version=other,
        text=other.text.model_copy(update={"terms": terms}), base_sha256=other.sha256,
    )  # fmt: skip
    other.refresh_from_db()
    with pytest.raises(limit_policies.LimitReasonError):
        act(propose_contract, contract_year.director, SPRING, version=other)


def test_why_a_salary_was_approved_without_a_limit_holds_for_the_contract_that_states_it(
    contract_year: ContractYear,
) -> None:
    approve(contract_year, "9300.00", limit_because="Far below any limit.")
    assert propose(contract_year, "9300.00").limit_because == "Far below any limit."


def test_a_contract_that_was_agreed_elsewhere_is_held_against_the_last_known_limit_too(
    contract_year: ContractYear,
) -> None:
    taken = {"appointment": contract_year.appointment, "starts_on": NEXT_YEAR, "ends_before": AFTER}
    with pytest.raises(limit_policies.LimitUnknownError):
        act(record_contract, contract_year.officer, SPRING, **taken, salary=Decimal("10763.01"))
    assert act(record_contract, contract_year.officer, SPRING, **taken, salary=Decimal("10763.00")).salary


def test_a_limit_is_undone_with_a_reason_and_another_recorded_for_its_days(contract_year: ContractYear) -> None:
    row = record(contract_year)
    with pytest.raises(limit_policies.LimitStandsError):
        record(contract_year, "11100.00", starts_on=date(2006, 6, 30), ends_before=date(2007, 7, 1))
    with pytest.raises(policies.TextError):
        act(withdraw_pay_limit, contract_year.staff, SPRING, limit=row, reason=" ")
    act(withdraw_pay_limit, contract_year.staff, SPRING, limit=row, reason="A figure was misread.")
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_because) == (contract_year.staff, "A figure was misread.")
    found = pay_limits.limit_on(NEXT_YEAR)
    assert found is not None
    assert found.known is None
    with pytest.raises(limit_policies.LimitStandsError):
        act(withdraw_pay_limit, contract_year.staff, SPRING, limit=row, reason="Again.")
    assert record(contract_year, "11068.00").amount == Decimal("11068.00")


def test_the_law_comes_first_and_another_figure_for_its_days_is_refused(contract_year: ContractYear) -> None:
    with pytest.raises(limit_policies.LimitDiffersError):
        record(contract_year, "10800.00", starts_on=date(2005, 6, 30))
    # The same figure as the law's own may be recorded beyond its last day.
    assert record(contract_year, "10763.00", starts_on=date(2005, 6, 30)).amount == Decimal("10763.00")


def test_where_the_law_came_to_differ_from_what_is_on_record_no_salary_of_the_day_is_approved(
    contract_year: ContractYear,
) -> None:
    row = record(contract_year, "10763.00", starts_on=date(2005, 6, 30))
    row.amount = Decimal("10762.99")
    row.save()
    vouch(row)
    every = pay_limits.recorded(service_law())
    with pytest.raises(limit_policies.LimitDiffersError):
        limit_policies.check_agrees(service_law(), every, date(2005, 6, 30))
    limit_policies.check_agrees(service_law(), every, NEXT_YEAR)
    assert pay_limits.limit_on(date(2005, 6, 30)).amount == Decimal("10763.00")  # type: ignore[union-attr]


@pytest.mark.parametrize("amount", ["0", "-0.01", "0.001", "NaN", "Infinity", "10000000"])
def test_what_is_no_salary_is_no_limit(contract_year: ContractYear, amount: str) -> None:
    with pytest.raises(limit_policies.LimitError):
        record(contract_year, amount)


def test_a_limit_ends_after_it_begins_and_begins_under_a_law_that_is_known(contract_year: ContractYear) -> None:
    for more in ({"ends_before": NEXT_YEAR}, {"starts_on": date(2001, 7, 1), "ends_before": date(2002, 7, 1)}):
        with pytest.raises(limit_policies.LimitError):
            record(contract_year, **more)
