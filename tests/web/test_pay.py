"""Pages of pay and of a notice, as the people of a department see them in June and in April 2005."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appointing_world import act, vouch
from contract_world import NEXT_YEAR, ContractYear, final_appraisal
from meritbook.actions import approve_pay, record_pay_limit, serve_notice
from meritbook.records.models import DismissalNotice, PayDecision, PayLimit, ProofOfService, SalaryBudget
from service_world import contract_row

pytestmark = pytest.mark.django_db
JUNE = date(2005, 6, 15)
MORNING = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
SignedIn = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> None:
    settings.MERITBOOK_ON = JUNE


def text(response: Any) -> str:
    """The page without its marks, spaces as one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def approve(year: ContractYear, salary: str = "8900.00") -> PayDecision:
    return act(
        approve_pay, year.director, MORNING, appointment=year.appointment, starts_on=NEXT_YEAR,
        salary=Decimal(salary), grounds=[{"ground": "budget", "says": "Cut by the act."}],
        cautioned_because="The rater is ill.", limit_because="Far below any limit.",
    )  # fmt: skip


def publish(year: ContractYear, amount: str = "11086.00") -> Any:
    """The limit of 2005-06 is put on record."""
    return act(
        record_pay_limit, year.staff, MORNING, amount=Decimal(amount), starts_on=NEXT_YEAR,
        ends_before=date(2006, 7, 1), source="Compensation letter of the office",
    )  # fmt: skip


def test_the_executive_sees_the_decision_and_its_letter_and_no_peers(
    contract_year: ContractYear, signed_in: SignedIn
) -> None:
    row = approve(contract_year)
    client = signed_in(contract_year.executive)
    page = text(client.get(reverse("web:agreement_pay", args=[contract_year.contract.pk])))
    assert "$8,900.00 a month from 1 July 2005" in page
    assert "There is no appeal." in page
    assert "other executives" not in page
    assert "Budget of the department" not in page
    assert client.get(reverse("web:pay_letter", args=[row.pk]))["Content-Type"] == "application/pdf"
    assert client.get(reverse("web:pay_what_if")).status_code == 403


def test_others_without_the_right_do_not_see_pay(contract_year: ContractYear, signed_in: SignedIn) -> None:
    row = approve(contract_year)
    for who, codes in ((contract_year.authority, {403, 404}), (contract_year.elsewhere, {403, 404})):
        client = signed_in(who)
        assert client.get(reverse("web:agreement_pay", args=[contract_year.contract.pk])).status_code in codes
        assert client.get(reverse("web:pay_letter", args=[row.pk])).status_code in codes


def test_the_director_approves_and_what_is_refused_keeps_what_was_typed(
    contract_year: ContractYear, signed_in: SignedIn
) -> None:
    publish(contract_year)
    client = signed_in(contract_year.director)
    address = reverse("web:agreement_pay_approve", args=[contract_year.contract.pk])
    assert "The appraisal of the year is not final yet" in text(client.get(address))
    sent = {"starts_on": "2005-07-01", "salary": "9100.50", "ground_market": "Two offers elsewhere."}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Two offers elsewhere." in text(refused)
    assert "appraisal of the contract year is not final" in text(refused)
    for wrong in ("9000.001", "0", "-5", "much"):
        assert client.post(address, {**sent, "salary": wrong}).status_code == 422
    done = client.post(address, {**sent, "cautioned_because": "The rater is ill."})
    assert done.status_code == 302
    assert PayDecision.objects.get().salary == Decimal("9100.50")
    assert "Withdraw the decision" in text(client.get(done["Location"]))


def test_without_a_limit_the_pages_say_what_is_missing_and_who_records_it(
    contract_year: ContractYear, signed_in: SignedIn
) -> None:
    client = signed_in(contract_year.director)
    pay = text(client.get(reverse("web:agreement_pay", args=[contract_year.contract.pk])))
    assert "No salary limit is on record for 1 July 2005." in pay
    assert "Last known limit: $10,763.00 a month, in force 1 July 2004 – 30 June 2005." in pay
    assert "Central human resources can put the published limit on record" in pay
    for code_name in ("unknown or less", "law pack", "pay.lid", "of the lid", "cap_unknown"):
        assert code_name not in pay
    address = reverse("web:agreement_pay_approve", args=[contract_year.contract.pk])
    sent = {
        "starts_on": "2005-07-01", "salary": "10763.01", "ground_market": "Two offers elsewhere.",
        "cautioned_because": "The rater is ill.", "limit_because": "It will be higher.",
    }  # fmt: skip
    over = client.post(address, sent)
    assert over.status_code == 422
    assert "$10,763.01 a month are more than the last known limit" in text(over)
    silent = client.post(address, {**sent, "salary": "10763.00", "limit_because": ""})
    assert (silent.status_code, "Two offers elsewhere." in text(silent)) == (422, True)
    done = client.post(address, {**sent, "salary": "10763.00", "limit_because": "Never lowered so far."})
    assert "Never lowered so far." in text(client.get(done["Location"]))


def test_central_human_resources_puts_a_limit_on_record_and_undoes_it_on_the_site(
    contract_year: ContractYear, signed_in: SignedIn
) -> None:
    def staff() -> Any:
        return signed_in(contract_year.staff)

    def director() -> Any:
        return signed_in(contract_year.director)

    assert "Put the salary limit from 1 July 2005 on record" in text(staff().get(reverse("web:home")))
    sent = {
        "amount": "11086.00", "starts_on": "2005-07-01", "last_day": "2006-06-30", "source": "Letter of 1 March",
        "why": "Published.",
    }  # fmt: skip
    assert director().post(reverse("web:pay_limit_new"), sent).status_code == 403
    wrong = staff().post(reverse("web:pay_limit_new"), {**sent, "starts_on": "2005-06-30"})
    assert wrong.status_code == 409
    assert "Letter of 1 March" in wrong.content.decode()
    assert staff().post(reverse("web:pay_limit_new"), sent).status_code == 302
    page = text(director().get(reverse("web:pay_limits")))
    assert "1 July 2005 – 30 June 2006 $11,086.00 a month Letter of 1 March" in page
    assert "Put the salary limit" not in text(staff().get(reverse("web:home")))
    over = {f"s_{contract_year.appointment.pk}": "11086.01"}
    assert "$0.01 over the salary limit" in text(director().get(reverse("web:pay_what_if"), over))
    choices = reverse("web:choices", args=[contract_year.seat.pk])
    assert "$11,086.01 a month are more than the salary limit of $11,086.00 a month" in text(
        director().get(choices, {"salary": "11086.01"})
    )
    undo = reverse("web:pay_limit_withdraw", args=[PayLimit.objects.get().pk])
    assert staff().post(undo, {"reason": "Misread."}).status_code == 302
    assert "Misread." in text(director().get(reverse("web:pay_limits")))


def test_once_the_next_contract_is_signed_the_page_names_its_salary_and_the_appraisal_as_it_is(
    contract_year: ContractYear, signed_in: SignedIn
) -> None:
    publish(contract_year)
    final_appraisal(contract_year.contract, contract_year.authority, MORNING)
    record = contract_row(
        contract_year.appointment, contract_year.staff, NEXT_YEAR, date(2006, 7, 1), agreed_on=date(2005, 6, 14),
        salary=Decimal("9300.00"), filed_on=None, at_department_hr_on=None, at_central_hr_on=None,
    )  # fmt: skip
    vouch(record)
    client = signed_in(contract_year.director)
    address = reverse("web:agreement_pay", args=[contract_year.contract.pk])
    page = text(client.get(address))
    assert "final on 15 June 2005" in page
    assert "The salary from 1 July 2005" in page
    assert "The salary from 1 July 2006" not in page
    assert "its salary of $9,300.00 a month is the one that is paid" in page
    assert "What the law says of the signed salary" in page
    assert "$9,300.00 a month lie within the salary limit" in page
    approving = reverse("web:agreement_pay_approve", args=[contract_year.contract.pk])
    assert "$9,300.00 a month lie within the salary limit" in text(client.get(approving))
    sent = {"starts_on": "2005-07-01", "salary": "9300.01", "ground_market": "Two offers elsewhere."}
    refused = client.post(approving, sent)
    assert refused.status_code == 409
    assert "is signed with $9,300.00 a month, not $9,300.01 a month" in text(refused)
    assert client.post(approving, {**sent, "salary": "9300.00"}).status_code == 302
    assert PayDecision.objects.get().cautioned_because == ""


def test_changing_one_salary_moves_what_remains_and_what_is_none_is_told(
    contract_year: ContractYear, signed_in: SignedIn
) -> None:
    client = signed_in(contract_year.director)
    address = reverse("web:pay_what_if")
    assert "what remains is not known" in text(client.get(address))
    sent = {
        "department": contract_year.seat.position.department_id, "amount": "120000", "starts_on": "2005-07-01",
        "last_day": "2006-06-30", "source": "Act", "why": "Enacted.",
    }  # fmt: skip
    assert signed_in(contract_year.officer).post(reverse("web:pay_budget"), sent).status_code == 302
    assert SalaryBudget.objects.get().ends_before == date(2006, 7, 1)
    client = signed_in(contract_year.director)
    name = f"s_{contract_year.appointment.pk}"
    # 120,000 − 12 × 9,100.50 = 10,794.00
    assert "$10,794.00 remain" in text(client.get(address, {name: "9,100.50"}))
    assert "$798.00 more than the budget" in text(client.get(address, {name: "10066.50"}))
    for wrong, says in (("9000.001", "more than two decimals"), ("x", "not an amount"), ("-1", "less than nothing")):
        page = text(client.get(address, {name: wrong}))
        assert says in page
        assert "left out of the sum" in page


def test_the_desk_of_the_director_tells_salaries_to_decide_before_july(
    contract_year: ContractYear, signed_in: SignedIn
) -> None:
    client = signed_in(contract_year.director)
    assert "Decide 1 salary from 1 July 2005" in text(client.get(reverse("web:home")))
    approve(contract_year)
    assert "Decide 1 salary" not in text(client.get(reverse("web:home")))


def test_a_notice_is_drafted_without_a_record_and_then_proven_with_a_receipt(
    contract_year: ContractYear, signed_in: SignedIn, settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2005, 4, 25)
    seat = contract_year.seat.pk
    client = signed_in(contract_year.director)
    page = text(client.post(reverse("web:notice_draft", args=[seat]), {"reason": "Missed.", "served_how": "hand"}))
    for said in ("Mon 25 April 2005", "Sat 30 April 2005", "Sun 1 May 2005", "Thu 5 May 2005", "Missed."):
        assert said in page, said
    assert not DismissalNotice.objects.exists()
    notice = act(
        serve_notice, contract_year.director, datetime(2005, 4, 25, 15, 0, tzinfo=UTC),
        appointment=contract_year.appointment, reason="Missed.", served_on=date(2005, 4, 25), served_how="mail",
    )  # fmt: skip
    officer = signed_in(contract_year.officer)
    assert "Prove how the notice to Year Executive was served" in text(officer.get(reverse("web:home")))
    settings.MERITBOOK_ON = date(2005, 4, 28)
    address = reverse("web:notice_proof", args=[notice.pk])
    sent = {
        "served_how": "mail", "served_at": "2005-04-25 08:00", "served_by_name": "Pat Porter",
        "arrived_on": "2005-04-27", "why": "The receipt came back.",
    }  # fmt: skip
    early = officer.post(address, {**sent, "arrived_on": "2005-04-24"})
    assert early.status_code == 422
    assert "Pat Porter" in early.content.decode()
    receipt = SimpleUploadedFile("receipt.pdf", b"%PDF-1.4 receipt")
    assert officer.post(address, {**sent, "paper": receipt}).status_code == 302
    assert ProofOfService.objects.get().appeal_until == date(2005, 5, 9)
    page = text(signed_in(contract_year.executive).get(reverse("web:seat", args=[seat])))
    assert "last day to appeal 9 May 2005" in page
    year = text(signed_in(contract_year.executive).get(reverse("web:calendar"), {"month": "2005-05"}))
    assert "Last day to appeal a notice of dismissal" in year
