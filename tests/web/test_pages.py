"""What the pages show and keep."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meritbook.records.models import LedgerEntry, PlanRevision, Position
from meritbook.web.matrix import MATRIX
from page_viewers import DOWNLOADS, ELSEWHERE, SEEN_BY


def _text(response: Any) -> str:
    return response.content.decode()


def _form(**more: str) -> dict[str, str]:
    return {
        "number": "0500-01",
        "purpose": "Keeps the ferries running.",
        "duties-rows": "3",
        "duties-0-text": "Plans the timetable of all ferries.",
        "duties-0-percent": "60",
        "duties-2-text": "Directs the harbour crews.",
        "duties-2-percent": "40 %",
        "staff-rows": "1",
        "programs-rows": "1",
        "others-rows": "1",
        **more,
    }


def test_a_description_written_by_form_becomes_a_draft_with_its_duties_in_order(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(world.people.agency_hr)
    response = client.post(reverse("web:position_new"), _form(supervises="no", budget="$2,100,000"))
    assert response.status_code == 302
    row = Position.objects.get(number="0500-01")
    description = row.versions.get().description
    assert [(duty.number, duty.text, str(duty.percent)) for duty in description.duties] == [
        (1, "Plans the timetable of all ferries.", "60"),
        (2, "Directs the harbour crews.", "40"),
    ]
    assert description.subordinates == ()
    assert str(description.budget) == "2100000"
    assert description.policy_role is None


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("duties-0-percent", "sixty", "Write a number"),
        ("duties-0-percent", "101", "not above 100"),
        ("duties-0-percent", "NaN", "Write a number"),
        ("budget", "-5", "not below zero"),
        ("incumbent", "nobody-at-all", "Nobody fits “nobody-at-all”."),
        ("supervisor", "9999", "No position of this department"),
        ("number", "", "required"),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_saves_nothing(
    field: str, typed: str, says: str, world: Any, signed_in: Callable[[Any], Any]
) -> None:
    before = LedgerEntry.objects.count()
    response = signed_in(world.people.agency_hr).post(reverse("web:position_new"), _form(**{field: typed}))
    page = _text(response)
    assert response.status_code == 422
    assert says in page
    assert "form.invalid" in page
    assert "Keeps the ferries running." in page
    assert "Directs the harbour crews." in page
    assert LedgerEntry.objects.count() == before


def test_more_rows_are_given_without_a_script_and_without_saving(world: Any, signed_in: Callable[[Any], Any]) -> None:
    page = _text(
        signed_in(world.people.agency_hr).post(reverse("web:position_new"), _form(**{"duties-more": "1", "number": ""}))
    )
    assert 'name="duties-7-text"' in page
    assert "Plans the timetable of all ferries." in page
    assert "form.invalid" not in page
    assert not Position.objects.filter(number="0500-01").exists()


def test_percentages_that_total_97_keep_a_description_from_being_submitted_and_the_page_says_why(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(world.people.agency_hr)
    client.post(
        reverse("web:position_new"),
        _form(appointing_authority="appointing_authority", **{"duties-2-percent": "37"}),
    )
    row = Position.objects.get(number="0500-01")
    page = _text(client.post(reverse("web:position_submit", args=[row.pk, 1]), follow=True))
    assert "97" in page
    assert "position.incomplete" in page
    assert row.versions.get().status == "draft"


def test_a_signature_asks_for_the_password_and_then_goes_on(world: Any, signed_in: Callable[[Any], Any]) -> None:
    from conftest import PASSWORD

    client = signed_in(world.people.appointing_authority)
    address = reverse("web:position_sign", args=[world.position.pk, 3])
    version = world.position.versions.get(version=3)
    asked = client.post(address, {"digest": version.digest})
    assert asked.status_code == 302
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    version.refresh_from_db()
    assert version.status == "submitted"
    done = client.post(asked["Location"], {"password": PASSWORD, "next": address})
    assert done.status_code == 302
    version.refresh_from_db()
    assert version.status == "official"


def test_a_description_that_changed_since_it_was_read_is_not_signed(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    from conftest import PASSWORD

    client = signed_in(world.people.appointing_authority)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.post(reverse("web:position_sign", args=[world.position.pk, 3]), {"digest": "0" * 64})
    assert response.status_code == 409
    assert "position.changed_since_read" in _text(response)


def test_each_quote_on_the_bench_leads_to_its_very_words_in_both_texts(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(world.people.analyst)
    page = _text(client.get(reverse("web:bench", args=[world.position.pk])))
    links = re.findall(r"<blockquote[^>]*>“(.*?)”<cite>(\w+).*?<a href=\"([^\"#]+)#(s\d+-\d+)\"", page, re.DOTALL)
    assert {kind for _, kind, _, _ in links} == {"Position", "Class"}
    for words, _, address, place in links[:12]:
        found = re.search(rf'<mark id="{place}"[^>]*>(.*?)</mark>', _text(client.get(address)), re.DOTALL)
        assert found, (address, place)
        assert found[1].startswith(words.removesuffix(" …")[:40])


def test_a_turned_clause_is_marked_as_the_readers_own_and_nothing_is_written(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    before = LedgerEntry.objects.count()
    bench = reverse("web:bench", args=[world.position.pk])
    exclusion = world.run.result.exclusions[0]
    turned = "met" if exclusion.verdict != "met" else "not_met"
    page = _text(signed_in(world.people.analyst).get(bench, {f"turn.{exclusion.criterion}": turned}))
    assert "turned by you" in page
    assert "it is not recorded" in page
    assert LedgerEntry.objects.count() == before


def test_a_turn_of_a_clause_that_does_not_exist_changes_nothing(world: Any, signed_in: Callable[[Any], Any]) -> None:
    bench = reverse("web:bench", args=[world.position.pk])
    response = signed_in(world.people.analyst).get(bench, {"turn.nothing": "met", "turn.": "met"})
    assert response.status_code == 200
    assert "turned by you" not in _text(response)


def test_the_letter_is_a_download_for_the_one_whose_position_it_is_about(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(world.people.executive)
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        response = client.get(reverse("web:letter", args=[world.decision.pk, form]))
        assert response.content.startswith(start)
        assert response["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("web:letter", args=[world.decision.pk, "exe"])).status_code == 404


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reader.empty"),
        (b"\x7fELF\x00\x01\x02" * 50, "reader."),
        (b"%PDF-1.7 broken", "reader."),
        (b"Lunch menu of the week.\n", "class_plan.not_recognised"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_its_code_and_nothing_is_kept(
    data: bytes, code: str, world: Any, signed_in: Callable[[Any], Any]
) -> None:
    before = PlanRevision.objects.count()
    response = signed_in(world.people.analyst).post(
        reverse("web:import"), {"file": SimpleUploadedFile("plan.txt", data), "why": "A trial with a wrong file."}
    )
    assert response.status_code == 422
    assert f"<code>{code}" in _text(response)
    assert "A trial with a wrong file." in _text(response)
    assert PlanRevision.objects.count() == before


def test_an_import_leads_to_the_source_beside_the_result(world: Any, signed_in: Callable[[Any], Any]) -> None:
    head = b"Lighthouse Series\n\nJob Code\tJob Title\tPay Grade\n7001\tLighthouse Keeper\t11\n\n"
    data = head + b"SERIES CONCEPT:\n\nKeeps the lights of the coast.\n"
    response = signed_in(world.people.analyst).post(
        reverse("web:import"), {"file": SimpleUploadedFile("light.txt", data), "why": "New."}, follow=True
    )
    page = _text(response)
    assert response.status_code == 200
    assert "The sum holds" in page
    for address in set(re.findall(r'data-lights="(s\d+-\d+)"', page)):
        assert f'id="{address}"' in page


def test_errors_are_pages_with_a_code_and_what_to_do(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.auditor)
    for address, status, code in (
        ("/nothing/", 404, "web.not_found"),
        (reverse("web:people"), 403, "permission.denied"),
        (reverse("web:plan", args=["kansas", 99]), 404, "plan.unknown"),
        (reverse("web:entry", args=[999999]), 404, "ledger.unknown_entry"),
        (reverse("web:position_submit", args=[world.position.pk, 1]), 405, "web.method"),
    ):
        response = client.get(address)
        assert response.status_code == status, address
        assert f"<code>{code}</code>" in _text(response)
        assert "What to do" in _text(response)


def test_what_fails_unforeseen_is_told_without_a_traceback(
    world: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from meritbook.web.views import plans

    def fail(*_: Any) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(plans.read, "plans", fail)
    response = Client(raise_request_exception=False).get(reverse("web:plans"))
    assert response.status_code == 500
    assert "web.unexpected" in _text(response)
    assert "secret of the inside" not in _text(response)
    assert "Traceback" not in _text(response)


def test_a_form_whose_token_does_not_fit_is_told_plainly(people: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": "analyst", "password": "x"})
    assert response.status_code == 403
    assert "web.form_expired" in _text(response)


def test_repeated_failed_sign_ins_are_answered_with_429(people: Any, settings: Any) -> None:
    settings.AXES_ENABLED = True
    client = Client()
    for _ in range(6):
        response = client.post(reverse("account_login"), {"login": "analyst", "password": "wrong"})
    assert response.status_code == 429
    assert "sign_in.locked" in _text(response)


def test_no_page_holds_script_or_style_of_its_own(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.analyst)
    for name in ("web:home", "web:plan_fields", "web:bench", "web:position"):
        response = client.get(reverse(name, kwargs=world.arguments().get(name)))
        page = _text(response)
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page), name


def test_hostile_words_are_shown_as_words(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.agency_hr)
    evil = "<script>alert(1)</script> \N{RIGHT-TO-LEFT OVERRIDE} Ærøskøbing 東京 \N{GRINNING FACE}"
    client.post(reverse("web:position_new"), _form(purpose=evil, **{"duties-0-text": evil}))
    row = Position.objects.get(number="0500-01")
    for address in (reverse("web:position", args=[row.pk]), reverse("web:position_text", args=[row.pk, 1])):
        page = _text(client.get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "東京" in page


def test_the_reason_for_a_run_stands_in_the_ledger(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.analyst)
    said = {"version": "2", "why": "  The agency asked\nfor a second look. "}
    assert client.post(reverse("web:bench", args=[world.position.pk]), said).status_code == 302
    entry = LedgerEntry.objects.filter(action="run_allocation").order_by("-seq")[0]
    assert entry.why == "The agency asked for a second look."


def test_turned_clauses_are_named_in_words_and_can_be_taken_into_the_reason_of_the_decision(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    clause = world.run.result.candidates[0].clauses[0]
    other = "not_met" if clause.verdict != "not_met" else "met"
    client = signed_in(world.people.second_analyst)
    turned = client.get(reverse("web:bench", args=[world.position.pk]), {f"turn.{clause.criterion}": other})
    assert [(one.criterion, str(one.verdict)) for one in turned.context["bench"].turned] == [(clause.criterion, other)]
    page = _text(turned)
    assert "Undo all turns" in page
    assert "turned by you" in page
    assert f">{clause.criterion}<" not in page
    decide = reverse("web:decide", args=[world.position.pk, world.run.pk])
    form = client.get(decide, {f"turn.{clause.criterion}": other}).context["form"]
    assert form["reason"].value().startswith(f"{clause.says}: the evidence gave")
    assert not form["choice"].value(), "nothing is chosen for somebody who contests the answer"


def test_the_incumbent_reads_the_reasons_with_both_quotes_on_the_page_of_the_decision(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(world.people.executive)
    page = _text(client.get(reverse("web:decision", args=[world.decision.pk])))
    links = re.findall(r'<cite>(?:Position|Class specification), <a href="([^"]+)"', page)
    assert any("/positions/" in link for link in links)
    assert any("/plans/" in link for link in links)
    for link in {link.replace("&amp;", "&").partition("#")[0] for link in links}:
        assert client.get(link).status_code == 200, link


def test_a_run_that_is_refused_is_told_on_the_bench_and_not_on_a_page_of_its_own(
    world: Any, describe: Callable[..., Any], description: Any, signed_in: Callable[[Any], Any]
) -> None:
    duties = tuple(duty.model_copy(update={"percent": Decimal(10)}) for duty in description.duties)
    draft = describe(description.model_copy(update={"number": "0600-01", "duties": duties})).version
    client = signed_in(world.people.analyst)
    response = client.post(reverse("web:bench", args=[draft.position_id]), {"version": str(draft.version)})
    assert response.status_code == 422
    assert response.context["problem"]["code"] == "position.percent_total"
    assert "Run the allocation" in _text(response)
    assert not draft.runs.exists()


def test_two_revisions_are_compared_clause_by_clause_with_the_titles_of_the_classes(
    world: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    from meritbook.actions import Actor, import_document
    from web_world import SPECIFICATION

    later = SPECIFICATION.replace("small ships", "small boats").replace(
        "9102\tHarbour Pilot II\t24", "9102\tHarbour Pilot II\t25"
    )
    newer = import_document.perform(
        Actor(world.people.analyst), at=at, why="Revised.", data=later.encode(), name="pilots.txt"
    ).plan_revision
    address = reverse("web:plan_compare", args=[world.plan.key, world.plan.revision, newer.revision])
    page = re.sub(r"\s+", " ", _text(signed_in(world.people.analyst).get(address)))
    assert "<del>ships</del> <ins>boats</ins>" in page
    assert "Harbour Pilot I: definition" in page
    assert '>Harbour Pilot II</th><td data-label="Fact">Pay' in page
    assert page.count("<del>") == 1


def test_a_decision_and_its_undoing_each_lead_to_the_entry_of_the_ledger_that_wrote_it(
    world: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    from meritbook.actions import Actor, undo_decision

    undone = undo_decision.perform(
        Actor(world.people.analyst), at=at + timedelta(days=4), why="Corrected.", decision=world.decision, reason="New."
    )
    client = signed_in(world.people.auditor)
    for row, action in ((world.decision, "decide_allocation"), (undone, "undo_decision")):
        entry = LedgerEntry.objects.get(action=action, subject=f"decision:{world.decision.pk}")
        page = client.get(reverse("web:decision", args=[row.pk])).content.decode()
        assert f'<a href="{reverse("web:entry", args=[entry.seq])}">Entry {entry.seq}</a>' in page
    page = signed_in(world.people.executive).get(reverse("web:decision", args=[world.decision.pk])).content.decode()
    assert reverse("web:entry", args=[1])[:-2] not in page


def test_what_a_browser_saves_as_a_file_is_named_among_the_downloads_and_nothing_else_is(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    files, parts = set(), world.arguments()
    for name, address in MATRIX.items():
        if address.get is None or name in ELSEWHERE:
            continue
        who = SEEN_BY.get(name, "analyst")
        client = signed_in(getattr(world.people, who) if who else None)
        response = client.get(reverse(name, kwargs=parts.get(name)))
        shown = response["Content-Type"].startswith("text/html") and "Content-Disposition" not in response
        if response.status_code == 200 and not shown:
            files.add(name)
    assert files - DOWNLOADS == set(), "the browser's tests would take these for pages"
