"""Those for whom something waits are told by mail once, without anything of the case, where they gave an address."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from appointing_world import vouch
from contract_stage import WAITS, perform, whole
from contract_world import AT, NEXT_YEAR, ContractYear
from meritbook.actions import mail as sending
from meritbook.actions import signing_asks
from meritbook.actions.permissions import Standing
from meritbook.core.contracts.rating import rows
from meritbook.desk import signatures as desk
from meritbook.records.models import DigestSubscription, LedgerEntry
from signing_world import agreed_version, alteration, lend, sign

pytestmark = pytest.mark.django_db
MAY = datetime(2005, 5, 2, 16, 0, tzinfo=UTC)
JUNE = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
ON = AT.date()


def subscribed(*people: Any) -> None:
    for one in people:
        row = DigestSubscription.objects.create(
            user=one, address=f"{one.username}@agency.example", made_by=one, made_at=AT
        )
        vouch(row)


def proposed(year: ContractYear) -> Any:
    terms = {"starts_on": NEXT_YEAR, "ends_before": date(2006, 7, 1)}
    draft = perform("draw_contract", year.director, MAY, appointment=year.appointment, **terms)
    saved = perform(
        "save_contract", year.director, MAY, version=draft, text=whole(draft.text), base_sha256=draft.sha256
    )
    return perform("propose_contract", year.director, MAY, version=saved, limit_because=WAITS)


def to_whom(outbox: Any) -> list[str]:
    return sorted(one.to[0].partition("@")[0] for one in outbox)


def facts(action: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(LedgerEntry.objects.filter(action=action).latest("seq").payload)["facts"]["mail"]
    return told


def test_a_proposal_tells_the_other_side_and_an_agreement_all_who_sign(
    contract_year: ContractYear, mailoutbox: Any, django_capture_on_commit_callbacks: Callable[..., Any], settings: Any
) -> None:
    settings.MERITBOOK_ADDRESS = "https://meritbook.agency.example"
    subscribed(contract_year.executive, contract_year.authority, contract_year.director)
    with django_capture_on_commit_callbacks(execute=True):
        version = proposed(contract_year)
    assert to_whom(mailoutbox) == ["year_executive"]
    assert "it waits for your answer" in mailoutbox[0].body
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        perform("agree_contract", contract_year.executive, MAY, version=version)
    assert to_whom(mailoutbox) == ["year_authority", "year_director", "year_executive"]
    told = next(one for one in mailoutbox if one.to[0].startswith("year_director"))
    assert f"https://meritbook.agency.example/performance/{version.contract_id}/sign/" in told.body
    assert "waits for your signature as department director" in told.body
    # The year begins on 1 July 2005; the contract is to be signed by the day before.
    assert "By when: 30 June 2005, the last day by the law." in told.body
    assert facts("agree_contract") == {"to": ["year_authority", "year_director", "year_executive"], "no_address": []}


def test_no_word_of_the_contract_and_no_salary_stands_in_a_message(
    contract_year: ContractYear, mailoutbox: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    subscribed(contract_year.executive, contract_year.authority, contract_year.director)
    with django_capture_on_commit_callbacks(execute=True):
        version = proposed(contract_year)
        perform("agree_contract", contract_year.executive, MAY, version=version)
    text = version.text
    secrets = [one.says for one in text.objectives()] + [str(text.terms.salary), f"{text.terms.salary:,.2f}"]
    assert len(mailoutbox) == 4
    for one in mailoutbox:
        assert not [said for said in secrets if said in one.subject + one.body]
        assert one.extra_headers["Auto-Submitted"] == "auto-generated"


def test_an_alteration_asks_again_only_those_who_answer_for_what_changed(
    contract_year: ContractYear, mailoutbox: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    subscribed(contract_year.executive, contract_year.authority, contract_year.director)
    version = alteration(contract_year)
    with django_capture_on_commit_callbacks(execute=True):
        told = signing_asks.tell(version, on=ON)
    assert told["mail"]["to"] == ["year_authority", "year_executive"]
    assert to_whom(mailoutbox) == ["year_authority", "year_executive"]
    assert all("An alteration of contract" in one.body and "By when" not in one.body for one in mailoutbox)


def test_whoever_stands_in_is_told_too_and_after_their_delegation_is_not(
    contract_year: ContractYear, mailoutbox: Any
) -> None:
    version = agreed_version(contract_year)
    lend(contract_year, date(2004, 8, 1), date(2004, 9, 2))
    held = {
        day: signing_asks.holders(version.contract, on=day)["department_director"] for day in (ON, date(2004, 9, 2))
    }
    assert [[one.username for one in some] for some in held.values()] == [
        ["year_director", "year_successor"],
        ["year_director"],
    ]
    assert mailoutbox == []


def test_who_gave_no_address_gets_none_and_the_page_of_the_signatures_names_them(
    contract_year: ContractYear, mailoutbox: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    subscribed(contract_year.executive)
    version = agreed_version(contract_year)
    with django_capture_on_commit_callbacks(execute=True):
        told = signing_asks.tell(version, on=ON)
    assert told["mail"] == {"to": ["year_executive"], "no_address": ["year_authority", "year_director"]}
    assert to_whom(mailoutbox) == ["year_executive"]
    found = {one.role: one.unreached for one in desk.page(Standing(contract_year.officer, ON), version).rows}
    assert found == {
        "employee": (), "appointing_authority": ("Year Authority",), "department_director": ("Year Director",),
    }  # fmt: skip
    sign(contract_year.authority, version, "appointing_authority")
    again = {one.role: one.unreached for one in desk.page(Standing(contract_year.officer, ON), version).rows}
    assert again["appointing_authority"] == ()


def test_an_ended_digest_ends_the_messages(contract_year: ContractYear, mailoutbox: Any) -> None:
    subscribed(contract_year.executive)
    row = DigestSubscription.objects.get(user=contract_year.executive)
    row.ended_at, row.ended_by = AT, contract_year.executive
    row.save()
    vouch(row)
    told = signing_asks.tell(agreed_version(contract_year), on=ON)
    assert told["mail"]["to"] == []
    assert mailoutbox == []


@pytest.mark.parametrize("demonstration", [True, False])
def test_a_demonstration_says_so_in_every_message(
    contract_year: ContractYear,
    mailoutbox: Any,
    django_capture_on_commit_callbacks: Callable[..., Any],
    settings: Any,
    *,
    demonstration: bool,
) -> None:
    settings.MERITBOOK_DEMO, settings.MERITBOOK_ADDRESS = demonstration, ""
    subscribed(contract_year.executive)
    with django_capture_on_commit_callbacks(execute=True):
        signing_asks.tell(agreed_version(contract_year), on=ON)
    (one,) = mailoutbox
    assert one.subject.startswith("[Demonstration]") is demonstration
    assert ("nobody is asked for anything in earnest" in one.body) is demonstration
    assert "Sign in to Meritbook and open it there." in one.body


def test_a_mail_server_that_is_down_undoes_nothing_and_stands_in_the_log_without_an_address(
    contract_year: ContractYear,
    django_capture_on_commit_callbacks: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    subscribed(contract_year.executive, contract_year.authority)

    def down(*_: Any) -> None:
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(sending, "post", down)
    with caplog.at_level(logging.WARNING, "meritbook.mail"), django_capture_on_commit_callbacks(execute=True):
        version = proposed(contract_year)
    assert version.status == "proposed"
    (line,) = [one.getMessage() for one in caplog.records if one.name == "meritbook.mail"]
    assert "ConnectionRefusedError" in line
    assert "@" not in line


def test_an_act_that_is_refused_sends_nothing(
    contract_year: ContractYear, mailoutbox: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    from meritbook.records.states import StateError

    subscribed(contract_year.executive)
    with django_capture_on_commit_callbacks(execute=True):
        version = proposed(contract_year)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(StateError):
        perform("propose_contract", contract_year.director, MAY, version=version)
    assert mailoutbox == []


def test_an_appraisal_that_is_shown_or_final_tells_the_executive(
    contract_year: ContractYear, mailoutbox: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    from meritbook.actions import Actor, finish_appraisal, show_appraisal, write_appraisal

    subscribed(contract_year.executive, contract_year.authority)
    who = Actor(contract_year.authority)
    keys = [one.key for one in rows(contract_year.version.text)]
    row = write_appraisal.perform(
        who, at=JUNE, why="Year's end.", contract=contract_year.contract, kind="rater", says="A good year.",
        marks={key: {"mark": 3, "says": ""} for key in keys},
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        shown = show_appraisal.perform(who, at=JUNE, why="To talk about.", appraisal=row)
        finish_appraisal.perform(who, at=JUNE, why="Final.", appraisal=shown, meeting_on=date(2005, 6, 8))
    assert to_whom(mailoutbox) == ["year_executive"] * 2
    first, last = (one.body for one in mailoutbox)
    assert "An appraisal in position revenue/Y-1 was shown to you." in first
    assert "is final; please acknowledge it." in last
