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

from appointing_world import act
from contract_world import NEXT_YEAR, ContractYear
from meritbook.actions import approve_pay, record_salary_budget, serve_notice
from meritbook.records.models import DismissalNotice, PayDecision, ProofOfService

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
        cautioned_because="The rater is ill.",
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


def test_changing_one_salary_moves_what_remains_and_what_is_none_is_told(
    contract_year: ContractYear, signed_in: SignedIn
) -> None:
    client = signed_in(contract_year.director)
    address = reverse("web:pay_what_if")
    assert "what remains is not known" in text(client.get(address))
    act(
        record_salary_budget, contract_year.officer, MORNING, department=contract_year.seat.position.department,
        amount=Decimal(120000), starts_on=NEXT_YEAR, ends_before=date(2006, 7, 1), source="Act",
    )  # fmt: skip
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
