"""The salary of the next contract: approved by the director on grounds, inside the cap and told to the executive."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from appointing_world import act, vouch
from contract_world import NEXT_YEAR, ContractYear
from meritbook.actions import (
    appointing_policies,
    approve_pay,
    pay_policies,
    paying,
    record_salary_budget,
    withdraw_pay,
)
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.records.models import Appraisal, ContractRecord, LedgerEntry, PayDecision
from papers import faults_of, words_of_pdf
from service_world import appointment_row, contract_row, position_row, seat_row

pytestmark = pytest.mark.django_db
SPRING = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
GROUNDS = [{"ground": "performance", "says": "Refunds came in time."}]


def approve(year: ContractYear, **more: Any) -> PayDecision:
    taken = {
        "appointment": year.appointment,
        "starts_on": NEXT_YEAR,
        "salary": Decimal("9300.00"),
        "grounds": GROUNDS,
        "cautioned_because": "The rater is ill; the appraisal follows in July.",
        "limit_because": "The limit of the year is published in June.",
        **more,
    }
    return act(approve_pay, taken.pop("by", year.director), taken.pop("at", SPRING), **taken)


def budget(year: ContractYear, amount: str, **more: Any) -> Any:
    taken = {
        "department": year.seat.position.department,
        "amount": Decimal(amount),
        "starts_on": NEXT_YEAR,
        "ends_before": date(2006, 7, 1),
        "source": "Budget act, line 12",
        **more,
    }
    return act(record_salary_budget, taken.pop("by", year.officer), SPRING, **taken)


def final(year: ContractYear, at: datetime = datetime(2005, 6, 10, 16, 0, tzinfo=UTC), **more: Any) -> Appraisal:
    row = Appraisal.objects.create(
        **{
            "contract": year.contract, "kind": "rater", "status": "final", "marks_json": '{"overall":{"mark":3}}',
            "written_by": year.authority, "written_at": at, "final_by": year.authority, "final_at": at,
            "sha256": "0" * 64, **more,
        }
    )  # fmt: skip
    vouch(row)
    return row


def test_a_salary_is_approved_and_told_in_a_letter(contract_year: ContractYear, tmp_path: Path) -> None:
    appraisal = final(contract_year)
    row = approve(contract_year, cautioned_because="")
    assert (row.before, row.salary, row.appraisal) == (Decimal("9000.00"), Decimal("9300.00"), appraisal)
    assert row.contract == contract_year.contract
    assert row.cautioned_because == ""
    assert row.document is not None
    data = row.document.original()
    assert faults_of(data, tmp_path) == []
    said = words_of_pdf(data)
    # 300 of 9,000 is 3.33 percent.
    for words in ("$9,300.00", "3.33 percent of the $9,000.00", "Refunds came in time.", "10 June 2005"):
        assert words in said
    assert "no appeal" not in said.lower()
    assert paying.approved_salary(contract_year.appointment, NEXT_YEAR) == Decimal("9300.00")


def test_a_reduction_says_in_its_letter_that_it_cannot_be_appealed(contract_year: ContractYear) -> None:
    row = approve(contract_year, salary=Decimal("8999.99"))
    assert row.document is not None
    assert "There is no appeal." in words_of_pdf(row.document.original())


def test_before_the_appraisal_is_final_a_reason_is_asked_and_stays_on_record(contract_year: ContractYear) -> None:
    with pytest.raises(pay_policies.RatingFirstError):
        approve(contract_year, cautioned_because=" ")
    final(contract_year, status="shown", final_by=None, final_at=None)
    with pytest.raises(pay_policies.RatingFirstError):
        approve(contract_year, cautioned_because="")
    row = approve(contract_year)
    said = {one["rule"]: one["verdict"] for one in json.loads(row.verdicts_json)}
    assert said["rating.before_pay"] == "not_met"
    assert "ill" in row.cautioned_because


def test_a_self_assessment_is_no_appraisal_by_the_rater(contract_year: ContractYear) -> None:
    final(contract_year, kind="self")
    with pytest.raises(pay_policies.RatingFirstError):
        approve(contract_year, cautioned_because="")


def test_a_cent_over_the_cap_is_refused_with_the_verdict(contract_year: ContractYear) -> None:
    # The range maximum is known up to 30 June 2005: a contract of the last month is under it.
    record = contract_year.record
    record.ends_before = date(2005, 6, 1)
    record.save()
    vouch(record)
    first = {"starts_on": date(2005, 6, 1), "at": datetime(2005, 5, 20, 16, 0, tzinfo=UTC)}
    with pytest.raises(appointing_policies.LawRefusesError) as refused:
        approve(contract_year, salary=Decimal("10763.01"), **first)
    assert refused.value.details["rule"] == "pay.cap"
    assert approve(contract_year, salary=Decimal("10763.00"), **first).salary == Decimal("10763.00")


def test_where_no_limit_is_known_the_approval_says_so_and_why_it_does_not_wait(contract_year: ContractYear) -> None:
    row = approve(contract_year, salary=Decimal("10763.00"))
    said = {one["rule"]: one["verdict"] for one in json.loads(row.verdicts_json)}
    assert said["pay.cap"] == "undetermined"
    assert row.document is not None
    words = words_of_pdf(row.document.original())
    for told in ("No salary limit was on record for 1 July 2005", "$10,763.00 a month", "is published in June"):
        assert told in words


@pytest.mark.parametrize("salary", ["9000.001", "0", "-1", "NaN"])
def test_what_is_no_salary_is_refused(contract_year: ContractYear, salary: str) -> None:
    with pytest.raises(appointing_policies.SalaryError):
        approve(contract_year, salary=Decimal(salary))


@pytest.mark.parametrize(
    "grounds",
    [
        [],
        [{"ground": "friendship", "says": "Good company."}],
        [{"ground": "market", "says": "  "}],
        [*GROUNDS, *GROUNDS],
    ],
)
def test_a_salary_rests_on_grounds_of_the_law_each_once_and_in_words(
    contract_year: ContractYear, grounds: list[dict[str, str]]
) -> None:
    with pytest.raises(pay_policies.GroundError):
        approve(contract_year, grounds=grounds)


@pytest.mark.parametrize("day", [date(2004, 7, 1), date(2005, 6, 30)])
def test_inside_an_agreed_contract_the_salary_is_frozen(contract_year: ContractYear, day: date) -> None:
    with pytest.raises(pay_policies.PayDayError):
        approve(contract_year, starts_on=day)


def test_one_decision_stands_until_it_is_withdrawn(contract_year: ContractYear) -> None:
    row = approve(contract_year)
    with pytest.raises(pay_policies.PayStandsError):
        approve(contract_year)
    act(withdraw_pay, contract_year.director, SPRING, decision=row, reason="Miscounted.")
    assert paying.approved_salary(contract_year.appointment, NEXT_YEAR) is None
    with pytest.raises(pay_policies.PayStandsError):
        act(withdraw_pay, contract_year.director, SPRING, decision=row, reason="Miscounted.")
    assert approve(contract_year, salary=Decimal("9200.00")).salary == Decimal("9200.00")


def test_a_decision_on_which_an_agreed_contract_rests_is_not_withdrawn(contract_year: ContractYear) -> None:
    row = approve(contract_year)
    contract = contract_row(
        contract_year.appointment, contract_year.staff, NEXT_YEAR, date(2006, 7, 1), agreed_on=None,
        salary=Decimal("9300.00"), filed_on=None, at_department_hr_on=None, at_central_hr_on=None,
    )  # fmt: skip
    vouch(contract)
    contract.agreed_on = date(2005, 6, 15)
    contract.save()
    vouch(contract)
    with pytest.raises(pay_policies.PayStandsError):
        act(withdraw_pay, contract_year.director, SPRING, decision=row, reason="Miscounted.")
    contract.agreed_on = None
    contract.save()
    vouch(contract)
    act(withdraw_pay, contract_year.director, SPRING, decision=row, reason="Miscounted.")


def test_only_the_director_of_the_department_approves_and_nobody_their_own(contract_year: ContractYear) -> None:
    year = contract_year
    for user in (year.authority, year.officer, year.staff, year.personnel_director, year.elsewhere):
        with pytest.raises(ForbiddenError):
            approve(year, by=user)
    year.appointment.executive = year.director
    year.appointment.save()
    vouch(year.appointment)
    with pytest.raises(OwnCaseError):
        approve(year)


def test_over_the_budget_a_reason_is_asked_and_stays_on_record(contract_year: ContractYear) -> None:
    # Twelve months at 9,300.00 are 111,600.00.
    budget(contract_year, "111599.99")
    with pytest.raises(pay_policies.OverBudgetError) as over:
        approve(contract_year)
    assert "$0.01 over the budget" in over.value.message
    row = approve(contract_year, over_budget_because="A transfer of funds is under way.")
    assert row.over_budget_because
    act(withdraw_pay, contract_year.director, SPRING, decision=row, reason="Again.")
    budget(contract_year, "111600.00")
    assert approve(contract_year, over_budget_because="Not needed.").over_budget_because == ""


def test_an_unknown_budget_bars_nothing_and_is_told_as_unknown(contract_year: ContractYear) -> None:
    row = approve(contract_year)
    assert json.loads(row.budget_json)["amount"] is None
    assert json.loads(LedgerEntry.objects.latest("seq").payload)["facts"]["remaining"] is None


def test_the_budget_counts_contracts_then_decisions_and_names_what_is_open(contract_year: ContractYear) -> None:
    department = contract_year.seat.position.department
    staff = contract_year.staff
    second = seat_row(position_row(department, "Y-2", staff), staff)
    colleague = appointment_row(second, contract_year.successor, staff, salary=Decimal("8000.00"))
    vouch(second.position, second, colleague)
    budget(contract_year, "200000", starts_on=date(2004, 7, 1), ends_before=NEXT_YEAR)
    found = paying.budget_of(department, date(2005, 1, 1))
    assert found is not None
    assert found.committed == Decimal("108000.00")
    assert [one.position for one in found.open] == ["Y-2"]
    coming = paying.budget_of(department, NEXT_YEAR)
    assert coming is not None
    assert coming.amount is None
    assert coming.committed == 0
    approve(contract_year)
    coming = paying.budget_of(department, NEXT_YEAR)
    assert coming is not None
    assert coming.committed == Decimal("111600.00")
    assert [one.rests_on for one in coming.commitments] == ["decision"]


def test_a_budget_is_corrected_for_its_term_and_shares_no_day_with_another(contract_year: ContractYear) -> None:
    first = budget(contract_year, "100")
    again = budget(contract_year, "200.50")
    assert (again.pk, again.amount) == (first.pk, Decimal("200.50"))
    assert json.loads(LedgerEntry.objects.latest("seq").payload)["facts"]["amount_before"] == "100.00"
    with pytest.raises(pay_policies.BudgetError):
        budget(contract_year, "300", starts_on=date(2006, 6, 30), ends_before=date(2007, 7, 1))
    budget(contract_year, "300", starts_on=date(2006, 7, 1), ends_before=date(2007, 7, 1))
    for bad in ("-0.01", "0.001", "NaN", "1000000000000"):
        with pytest.raises(pay_policies.BudgetError):
            budget(contract_year, bad)


def test_a_contract_with_another_salary_than_was_approved_is_cautioned(contract_year: ContractYear) -> None:
    held = contract_year.appointment
    assert "No decision" in paying.salary_caution(held, NEXT_YEAR, Decimal(9300))
    approve(contract_year)
    assert paying.salary_caution(held, NEXT_YEAR, Decimal("9300.0")) == ""
    assert "$9,300.00 a month were approved" in paying.salary_caution(held, NEXT_YEAR, Decimal("9300.01"))
    assert paying.salary_caution(held, held.starts_on, Decimal(1)) == ""


def signed_next(year: ContractYear, salary: str) -> ContractRecord:
    """The contract of 2005-06, signed by all on 10 June 2005."""
    row = contract_row(
        year.appointment, year.staff, NEXT_YEAR, date(2006, 7, 1), agreed_on=date(2005, 6, 10),
        salary=Decimal(salary), filed_on=None, at_department_hr_on=None, at_central_hr_on=None,
    )  # fmt: skip
    vouch(row)
    return row


def test_the_salary_of_a_contract_that_is_signed_already_is_approved_as_signed_and_at_no_cent_more_or_less(
    contract_year: ContractYear,
) -> None:
    appraisal = final(contract_year)
    signed_next(contract_year, "9300.00")
    for salary in ("9300.01", "9299.99"):
        with pytest.raises(pay_policies.FrozenPayError) as frozen:
            approve(contract_year, salary=Decimal(salary), cautioned_because="")
        assert "signed with $9,300.00 a month" in frozen.value.message
        assert "does not change within the contract year" in frozen.value.message
    row = approve(contract_year, cautioned_because="")
    assert (row.salary, row.appraisal, row.contract) == (Decimal("9300.00"), appraisal, contract_year.contract)


def test_the_appraisal_of_the_year_bears_on_the_day_after_its_last_whether_or_not_the_next_is_signed(
    contract_year: ContractYear,
) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.desk import pay as desk

    appraisal = final(contract_year)
    standing = Standing(contract_year.director, date(2005, 6, 15))
    for signed in (False, True):
        row = signed_next(contract_year, "9300.00") if signed else None
        shown = desk.page(standing, contract_year.contract)
        assert (shown.starts_on, shown.before, shown.appraisal) == (NEXT_YEAR, Decimal("9000.00"), appraisal)
        assert shown.signed == row


def test_the_next_contract_begins_when_the_last_agreed_one_is_over(contract_year: ContractYear) -> None:
    assert paying.next_start(contract_year.appointment, date(2005, 6, 15)) == NEXT_YEAR
    ContractRecord.objects.all().update(agreed_on=None)
    assert paying.next_start(contract_year.appointment, date(2004, 9, 1)) == NEXT_YEAR
    ContractRecord.objects.all().update(agreed_on=date(2004, 6, 14))
