"""What is refused after the password was asked is told on the page of the act, with all that was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import PASSWORD
from contract_world import AT, ContractYear
from meritbook.records.models import ContractSignature, ContractVersion
from meritbook.web import step_up
from signing_world import agreed_version, alteration, lend, sign

pytestmark = pytest.mark.django_db
AGAIN = reverse("account_reauthenticate")
SAYS = "As discussed on Monday."


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> None:
    settings.MERITBOOK_ON = AT.date()


def with_password(user: Any) -> Any:
    user.set_password(PASSWORD)
    user.save()
    return user


def asked_first(client: Any, address: str, sent: dict[str, Any]) -> Any:
    """Send a form and give the password that is asked for; the answer to the password."""
    asked = client.post(address, sent)
    assert asked["Location"].startswith(AGAIN)
    back = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    return client.post(AGAIN, {"password": PASSWORD, "next": back})


def place(version: Any, name: str = "sign") -> str:
    return reverse(f"web:agreement_{name}", args=[version.contract_id])


def typed(version: Any, **more: Any) -> dict[str, Any]:
    return {
        "version": version.number, "seen_sha256": version.sha256, "roles": ["employee"], "says": SAYS, **more,
    }  # fmt: skip


def test_an_act_that_is_done_leads_on_from_the_password(
    contract_year: ContractYear, signed_in: Callable[[Any], Any]
) -> None:
    version = agreed_version(contract_year)
    answer = asked_first(signed_in(with_password(contract_year.executive)), place(version), typed(version))
    assert (answer.status_code, answer["Location"]) == (302, place(version, "signatures"))
    assert version.signatures.get().says == SAYS


def test_a_refusal_is_told_on_the_address_of_the_act_with_what_was_typed(
    contract_year: ContractYear, signed_in: Callable[[Any], Any]
) -> None:
    version = agreed_version(contract_year)
    client = signed_in(with_password(contract_year.executive))
    answer = asked_first(client, place(version), typed(version, seen_sha256="0" * 64))
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).path == place(version)
    for _ in range(2):
        # A reload tells the same.
        shown = client.get(answer["Location"])
        page = shown.content.decode()
        assert shown.status_code == 409
        assert "signature.seal_broken" in page
        assert SAYS in page
    assert not ContractSignature.objects.filter(version=version).exists()


def test_the_form_is_sent_from_there_once_more_without_the_password(
    contract_year: ContractYear, signed_in: Callable[[Any], Any]
) -> None:
    version = agreed_version(contract_year)
    client = signed_in(with_password(contract_year.executive))
    answer = asked_first(client, place(version), typed(version, seen_sha256="0" * 64))
    done = client.post(answer["Location"], typed(version))
    assert done["Location"] == place(version, "signatures")


def test_to_see_a_refusal_does_nothing_even_if_it_would_be_possible_now(
    contract_year: ContractYear, signed_in: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import signing_policies

    version = agreed_version(contract_year)
    client = signed_in(with_password(contract_year.executive))
    with monkeypatch.context() as patched:
        patched.setattr(signing_policies, "check_seen", _refuses)
        answer = asked_first(client, place(version), typed(version))
    assert "not those that were shown" in client.get(answer["Location"]).content.decode()
    assert not version.signatures.exists()


def _refuses(*_: Any) -> None:
    from meritbook.actions.signing_policies import SealBrokenError

    raise SealBrokenError("The words are not those that were shown to you.")


def test_without_the_token_or_after_its_time_the_page_is_as_it_always_is(
    contract_year: ContractYear, signed_in: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = agreed_version(contract_year)
    client = signed_in(with_password(contract_year.executive))
    answer = asked_first(client, place(version), typed(version, seen_sha256="0" * 64))
    for address in (place(version), f"{place(version)}?refused=other"):
        assert SAYS not in client.get(address).content.decode()
    monkeypatch.setattr(step_up, "_SECONDS", -1)
    late = asked_first(signed_in(contract_year.executive), place(version), typed(version, seen_sha256="0" * 64))
    shown = client.get(late["Location"])
    assert (shown.status_code, SAYS in shown.content.decode()) == (200, False)
    assert answer["Location"] != late["Location"]


def test_a_refusal_is_told_to_nobody_else(contract_year: ContractYear, signed_in: Callable[[Any], Any]) -> None:
    version = agreed_version(contract_year)
    answer = asked_first(
        signed_in(with_password(contract_year.executive)), place(version), typed(version, seen_sha256="0" * 64)
    )
    assert SAYS not in signed_in(contract_year.director).get(answer["Location"]).content.decode()


def test_an_address_with_more_than_a_path_is_sent_on_too(
    contract_year: ContractYear, signed_in: Callable[[Any], Any]
) -> None:
    version = agreed_version(contract_year)
    client = signed_in(with_password(contract_year.executive))
    answer = asked_first(client, f"{place(version)}?from=desk", typed(version))
    assert answer["Location"] == place(version, "signatures")
    assert version.signatures.count() == 1


def test_a_delegation_that_ended_while_the_password_was_asked_is_told_as_that(
    contract_year: ContractYear, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    version = agreed_version(contract_year)
    lend(contract_year, AT.date() - timedelta(days=30), AT.date() + timedelta(days=1))
    client = signed_in(with_password(contract_year.successor))
    asked = client.post(place(version), typed(version, roles=["department_director"]))
    settings.MERITBOOK_ON = AT.date() + timedelta(days=1)
    back = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    answer = client.post(AGAIN, {"password": PASSWORD, "next": back})
    assert urlsplit(answer["Location"]).path == place(version)
    shown = client.get(answer["Location"])
    assert (shown.status_code, "ended on 1 September 2004" in shown.content.decode()) == (403, True)
    assert not version.signatures.exists()


def test_an_attached_file_is_asked_again_and_what_was_typed_beside_it_stays(
    contract_year: ContractYear, signed_in: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.web.views import agreement_acts

    monkeypatch.setattr(agreement_acts, "act_page", _with_password(agreement_acts.act_page))
    client = signed_in(with_password(contract_year.director))
    address = reverse("web:agreement_alter", args=[contract_year.contract.pk])
    sent = {"reason": SAYS, "evidence": SimpleUploadedFile("duties.pdf", b"%PDF-1.7", "application/pdf")}
    assert "duties.pdf" in client.post(address, sent, follow=True).content.decode()
    sent["evidence"] = SimpleUploadedFile("duties.pdf", b"%PDF-1.7", "application/pdf")
    answer = asked_first(client, address, sent)
    assert urlsplit(answer["Location"]).path == address
    shown = client.get(answer["Location"])
    page = shown.content.decode()
    assert shown.status_code == 422
    assert "form.file_again" in page
    assert "duties.pdf" in page
    assert SAYS in page
    assert ContractVersion.objects.filter(contract=contract_year.contract).count() == 1


def _with_password(page: Any) -> Any:
    return lambda *given, **more: page(*given, **{**more, "password": True})


def test_whoever_signed_meanwhile_in_another_window_is_told_and_signs_nothing_twice(
    contract_year: ContractYear, signed_in: Callable[[Any], Any]
) -> None:
    version = alteration(contract_year)
    client = signed_in(with_password(contract_year.executive))
    asked = client.post(place(version), typed(version))
    sign(contract_year.executive, version, "employee")
    back = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    answer = client.post(AGAIN, {"password": PASSWORD, "next": back}, follow=True)
    assert answer.redirect_chain[-1][0] == place(version, "signatures")
    assert "Nothing more is needed from you" in answer.content.decode()
    assert version.signatures.count() == 1
