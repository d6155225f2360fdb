"""Sign a contract in the browser: what changed comes first, the password is asked, and a second time is told kindly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appointing_world import vouch
from contract_world import AT, ContractYear
from meritbook.actions.permissions import Standing
from meritbook.desk.desks import desk
from meritbook.desk.signatures import HEADING
from meritbook.records.models import LedgerEntry, PayDecision
from signing_world import agreed_version, alteration, lend, sign

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> None:
    settings.MERITBOOK_ON = AT.date()


def address(version: Any, name: str = "sign") -> str:
    return reverse(f"web:agreement_{name}", args=[version.contract_id])


def sent(version: Any, *roles: str, **more: Any) -> dict[str, Any]:
    return {"version": version.number, "seen_sha256": version.sha256, "roles": list(roles), **more}


@pytest.fixture
def confirmed(signed_in: Callable[..., Any]) -> Callable[[Any], Any]:
    """A browser that is not asked for the password: these people have none."""
    return signed_in


def test_a_signature_asks_for_the_password_first(contract_year: ContractYear, signed_in: Callable[..., Any]) -> None:
    version = agreed_version(contract_year)
    contract_year.executive.set_password("a ferry leaves at seven")
    contract_year.executive.save()
    answer = signed_in(contract_year.executive).post(address(version), sent(version, "employee"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not version.signatures.exists()


def test_the_page_shows_the_words_and_signs_them(contract_year: ContractYear, confirmed: Callable[..., Any]) -> None:
    version = agreed_version(contract_year)
    client = confirmed(contract_year.executive)
    page = client.get(address(version)).content.decode()
    assert "Refunds come soon." in page
    assert "Days from return to refund, mean of the year: at most 21 days (Monthly report of the refund unit)." in page
    assert version.sha256 in page
    answer = client.post(address(version), sent(version, "employee", says="Gladly."), follow=True)
    assert "Signed. The sealed file is ready." in answer.content.decode()
    assert version.signatures.get().says == "Gladly."


def test_the_back_button_after_signing_shows_the_signature_and_signs_nothing_twice(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    version = agreed_version(contract_year)
    client = confirmed(contract_year.executive)
    for _ in range(2):
        answer = client.post(address(version), sent(version, "employee"), follow=True)
    assert answer.status_code == 200
    assert "You signed this version on 1 September 2004" in answer.content.decode()
    assert version.signatures.count() == 1


def test_what_changed_since_somebody_signed_comes_first(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    version = alteration(contract_year)
    page = confirmed(contract_year.executive).get(address(version)).content.decode()
    assert page.index("What changed since you signed") < page.index("The words, version 2")
    changed = page[page.index("What changed") : page.index("The words, version 2")]
    (gone,) = re.findall(r"<del>.*?</span>(.*?)<span", changed)
    (come,) = re.findall(r"<ins>.*?</span>(.*?)<span", changed)
    assert (gone.strip(), come.strip()) == ("May", "March")
    assert "Refunds" not in changed


@pytest.mark.parametrize(("approved", "cautioned"), [("9100.00", False), ("9100.01", True), ("", False)])
def test_a_salary_other_than_approved_is_a_caution_where_one_signs_and_no_refusal(
    contract_year: ContractYear, confirmed: Callable[..., Any], approved: str, *, cautioned: bool
) -> None:
    version = agreed_version(contract_year)
    if approved:
        vouch(
            PayDecision.objects.create(
                appointment=contract_year.appointment, starts_on=version.contract.starts_on, before=Decimal("9000.00"),
                salary=Decimal(approved), grounds_json='[{"ground":"budget"}]', approved_by=contract_year.director,
                approved_at=AT,
            )
        )  # fmt: skip
    client = confirmed(contract_year.executive)
    page = client.get(address(version)).content.decode()
    assert ("The contract states $9,100.00 a month, and $9,100.01 a month were approved" in page) is cautioned
    assert client.post(address(version), sent(version, "employee")).status_code == 302
    facts = json.loads(LedgerEntry.objects.filter(action="sign_contract").latest("seq").payload)["facts"]
    assert facts["salary_otherwise"] == ({"approved": "9100.01", "states": "9100.00"} if cautioned else {})


def test_words_that_changed_while_the_page_was_open_are_not_signed_and_nothing_typed_is_lost(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    version = agreed_version(contract_year)
    typed = sent(version, "employee", says="As discussed.", seen_sha256="0" * 64)
    answer = confirmed(contract_year.executive).post(address(version), typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "signature.seal_broken" in page
    assert "As discussed." in page


def test_two_parts_of_one_person_are_signed_in_one_form(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    from appointing_world import vouch
    from meritbook.actions import SYSTEM, grant_role

    version = agreed_version(contract_year)
    position = contract_year.seat.position
    position.appointing_authority = contract_year.director
    position.save()
    vouch(position)
    grant_role.perform(
        SYSTEM, at=AT, why="Both.", user=contract_year.director, role="appointing_authority",
        department=position.department, starts_on=date(2004, 1, 1),
    )  # fmt: skip
    both = ("appointing_authority", "department_director")
    confirmed(contract_year.director).post(address(version), sent(version, *both))
    assert sorted(version.signatures.values_list("role", flat=True)) == sorted(both)


def test_a_delegation_that_ended_yesterday_is_told_as_that(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    version = agreed_version(contract_year)
    lend(contract_year, date(2004, 8, 1), AT.date())
    position = contract_year.seat.position
    lend(contract_year, date(2004, 8, 1), date(2004, 12, 1), role="appointing_authority")
    answer = confirmed(contract_year.successor).post(address(version), sent(version, "department_director"))
    assert answer.status_code == 422
    assert not version.signatures.exists()
    assert position.pk


def test_whoever_filled_a_part_until_yesterday_and_holds_no_other_is_told_so_and_a_stranger_is_not(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    version = agreed_version(contract_year)
    stranger = confirmed(contract_year.elsewhere).get(address(version))
    lend(contract_year, date(2004, 8, 1), AT.date())
    answer = confirmed(contract_year.successor).get(address(version))
    assert answer.status_code == 403
    assert "The delegation from Year Director ended on 31 August 2004." in answer.content.decode()
    assert (stranger.status_code, "delegation" in stranger.content.decode()) == (404, False)


def test_the_page_of_an_alteration_says_what_is_in_force_and_what_waits(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    version = alteration(contract_year)
    page = re.sub(
        r"<[^>]+>|\s+", " ", confirmed(contract_year.director).get(address(version, "signatures")).content.decode()
    )
    page = re.sub(r"\s+", " ", page)
    assert (
        "In force: version 1 , signed by all on 14 June 2004. Waiting for signatures: version 2 , which alters it."
        in page
    )
    assert "the law counts no contract" not in page


def test_the_interface_for_programs_tells_both_versions_apart(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    waiting = agreed_version(contract_year)
    client = confirmed(contract_year.director)
    told = [
        (found["in_force"], found["version"], found["status"])
        for one in (alteration(contract_year), waiting)
        for found in [client.get(f"/api/performance/{one.contract_id}/signatures").json()]
    ]
    assert told == [(1, 2, "agreed"), (None, 1, "agreed")]


def test_a_refusal_is_shown_as_one_with_its_reason(contract_year: ContractYear, confirmed: Callable[..., Any]) -> None:
    version = agreed_version(contract_year)
    client = confirmed(contract_year.executive)
    answer = client.post(
        address(version, "refuse"), sent(version, "employee", reason="The target is out of reach."), follow=True
    )
    page = answer.content.decode()
    assert "refused; may still sign" in page
    assert "The target is out of reach." in page


def test_human_resources_file_a_scan_and_are_told_of_a_file_that_is_none(
    contract_year: ContractYear, signed_in: Callable[..., Any]
) -> None:
    version = agreed_version(contract_year)
    client = signed_in(contract_year.officer)
    typed = {"role": "employee", "signed_by": "year_executive", "on_paper_on": "2004-09-01", "says": "By mail."}
    wrong = client.post(
        address(version, "paper"), {**typed, "scan": SimpleUploadedFile("scan.pdf", b"MZ no scan", "application/pdf")}
    )
    assert (wrong.status_code, "signature.scan" in wrong.content.decode()) == (422, True)
    assert "By mail." in wrong.content.decode()
    done = client.post(
        address(version, "paper"), {**typed, "scan": SimpleUploadedFile("x.png", PNG, "image/png")}, follow=True
    )
    assert "filed by Year Officer" in done.content.decode()


def test_each_file_is_there_as_it_was(contract_year: ContractYear, signed_in: Callable[..., Any]) -> None:
    version = agreed_version(contract_year)
    client = signed_in(contract_year.officer)
    before = client.get(address(version, "pdf"))
    assert before.content.startswith(b"%PDF-")
    done = [
        sign(contract_year.executive, version, "employee"),
        sign(contract_year.director, version, "department_director"),
    ]
    for one in done:
        file = client.get(reverse("web:agreement_signature_file", args=[version.contract_id, one.pk]))
        assert file.content == one.document.original()
    assert client.get(address(version, "pdf")).content == done[1].document.original()


def test_a_desk_lists_what_waits_with_its_last_day_and_whose_part_is_filled(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    lend(contract_year, date(2004, 8, 1), date(2004, 12, 1))
    sign(contract_year.executive, version, "employee")
    lines = {
        name: [act for section in desk(Standing(getattr(contract_year, name), AT.date())) if section.heading == HEADING
               for act in section.acts]
        for name in ("executive", "authority", "director", "successor", "officer")
    }  # fmt: skip
    assert [len(acts) for acts in lines.values()] == [0, 1, 1, 1, 0]
    assert "for Year Director" in lines["successor"][0].detail
    assert lines["director"][0].last_day == date(2005, 6, 30)
    assert lines["director"][0].without


def test_a_signature_is_taken_back_by_its_author_and_not_by_others(
    contract_year: ContractYear, confirmed: Callable[..., Any]
) -> None:
    version = agreed_version(contract_year)
    one = sign(contract_year.executive, version, "employee")
    path = reverse("web:agreement_signature_withdraw", args=[version.contract_id, one.pk])
    assert confirmed(contract_year.auditor).post(path, {"reason": "No."}).status_code == 403
    answer = confirmed(contract_year.executive).post(path, {"reason": "Misread."}, follow=True)
    assert "Withdrawn" in answer.content.decode()
