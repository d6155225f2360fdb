"""The words of a contract on the pages: who reads which version, writing, colliding, and what is typed is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from appointing_world import AT
from contract_stage import WAITS, let_go_on, perform, whole
from contract_world import ContractYear
from meritbook.core.contracts.text import ContractText
from meritbook.records.models import ContractStatus, ContractVersion, FormDraft
from meritbook.web.forms.contract_text import TextForm

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Any], Any]


def fields(text: Any, **more: str) -> dict[str, Any]:
    """The form of the words as a browser sends it."""
    form = TextForm.of(text)
    found: dict[str, Any] = {"base_text": form.base_json, "salary": form.salary, **form.parties}
    for area in form.areas:
        found[f"objectives-{area.key}"] = [one.key for one in area.objectives]
    found["projects"] = [one.key for one in form.projects]
    for row in form.rows():
        prefix = "p" if row in form.projects else "o"
        found |= {f"{prefix}-{row.key}-{name}": value for name, value in row.typed.items()}
        found[f"measures-{row.key}"] = [one.key for one in row.measures]
        for one in row.measures:
            found |= {f"m-{one.key}-{name}": value for name, value in one.typed.items()}
    return {**found, **more}


def test_every_page_of_the_words_opens_for_those_who_write_them(world: Any, signed_in: SignedIn) -> None:
    director, executive = world.people.department_director, world.people.executive
    for name, who in (
        ("agreements", director), ("agreement", director), ("agreement_version", director),
        ("agreement_compare", director), ("agreement_new", director), ("agreement_edit", director),
        ("agreement_propose", director), ("agreement_agree", director), ("agreement_answer", director),
        ("agreement_comment", director), ("agreement_settle", director), ("agreement_reopen", executive),
        ("agreement_withdraw", director),
        ("year_open", world.people.personnel_staff), ("year_work", world.people.agency_hr),
    ):  # fmt: skip
        page = signed_in(who).get(reverse(f"web:{name}", kwargs=world.arguments().get(f"web:{name}")))
        assert page.status_code == 200, (name, page.status_code, page.content[:4000])


def test_a_signed_contract_is_altered_until_its_last_day(world: Any, signed_in: SignedIn) -> None:
    address = reverse("web:agreement_alter", args=[world.executives.agreement.pk])
    assert signed_in(world.people.executive).get(address).status_code == 409
    let_go_on(world.executives.agreement)
    executive = signed_in(world.people.executive)
    assert executive.get(address).status_code == 200
    assert executive.post(address, {"reason": "New duties."}).status_code == 302
    assert executive.get(address).status_code == 409


def test_a_draft_is_read_by_its_own_side_alone_until_it_is_proposed(world: Any, signed_in: SignedIn) -> None:
    address = reverse("web:agreement_version", args=[world.words.draft.pk, 1])
    assert signed_in(world.people.agency_hr).get(address).status_code == 200
    for who in ("executive", "auditor", "personnel_director"):
        assert signed_in(getattr(world.people, who)).get(address).status_code == 404, who
    draft = world.words.draft.versions.get()
    edit = reverse("web:agreement_edit", args=[world.words.draft.pk])
    assert signed_in(world.people.executive).get(edit).status_code == 409
    perform(
        "save_contract", world.people.department_director, draft.saved_at, version=draft, text=whole(draft.text),
        base_sha256=draft.sha256,
    )  # fmt: skip
    draft.refresh_from_db()
    perform("propose_contract", world.people.department_director, draft.saved_at, version=draft, limit_because=WAITS)
    assert signed_in(world.people.executive).get(address).status_code == 200


def test_words_that_were_typed_come_back_with_what_is_wrong_in_them(world: Any, signed_in: SignedIn) -> None:
    draft = world.words.draft.versions.get()
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    page = signed_in(world.people.department_director).post(address, fields(draft.text, salary="9000.005"))
    assert page.status_code == 422
    assert b"contract.salary_cents" in page.content
    assert b"9000.005" in page.content
    draft.refresh_from_db()
    assert draft.sha256 == world.words.draft.versions.get().sha256


def test_what_is_wrong_leads_to_its_field_and_a_salary_is_judged_as_it_was_typed(
    world: Any, signed_in: SignedIn
) -> None:
    client = signed_in(world.people.department_director)
    draft = world.words.draft.versions.get()
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    kept = client.post(address, fields(draft.text, salary="99999.00"), follow=True)
    assert b"It is kept, and cannot be proposed so. $99,999.00 a month" in kept.content
    measured = {"key": "tons", "says": "Tons sorted", "target": "5", "unit": "t", "direction": "at_least"}
    plain = draft.text.plain()
    plain["projects"][0]["measures"] = [measured]
    typed = fields(ContractText.model_validate(plain), **{"salary": "", "m-tons-target": "many"})
    answer = client.post(address, typed)
    page = answer.content.decode()
    empty = "Nothing is written there; give a number."
    assert answer.status_code == 422
    assert '<a href="#m-tons-target">' in page
    assert f'<a href="#salary">Salary for a month, in dollars: {empty}</a>' in page
    assert f'<span class="usa-error-message" id="salary_problem_1">{empty}</span>' in page
    assert "99,999" not in page


def test_two_who_write_at_once_are_merged_and_a_true_collision_shows_both(world: Any, signed_in: SignedIn) -> None:
    draft = world.words.draft.versions.get()
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    mine = fields(draft.text, **{"p-new-plant-results_expected": "In use by May."})
    other = fields(draft.text, **{"o-customers-wait-says": "Refunds come in a week."})
    assert signed_in(world.people.agency_hr).post(address, other).status_code == 302
    assert signed_in(world.people.department_director).post(address, mine).status_code == 302
    text = world.words.draft.versions.get().text
    assert text.projects[0].results_expected == "In use by May."
    assert "Refunds come in a week." in [one.says for one in text.objectives()]
    third = fields(draft.text, **{"p-new-plant-results_expected": "In use by June."})
    page = signed_in(world.people.agency_hr).post(address, third)
    assert page.status_code == 409
    assert b"contract.conflict" in page.content
    assert b"projects.new-plant.results_expected" not in page.content
    assert b"In use by June." in page.content
    assert b"In use by May." in page.content
    assert "”: Results expected" in page.content.decode()
    assert world.words.draft.versions.get().text.projects[0].results_expected == "In use by May."


def test_a_row_is_added_without_a_script_and_keeps_what_was_typed(world: Any, signed_in: SignedIn) -> None:
    draft = world.words.draft.versions.get()
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    sent = fields(draft.text, do="add-measure:new-plant", division="Audit West")
    sent["typed-form"] = f"contract:{world.words.draft.pk}:1"
    page = signed_in(world.people.department_director).post(address, sent)
    assert page.status_code == 200
    assert b"Audit West" in page.content
    assert b"measures-new-plant" in page.content
    assert world.words.draft.versions.get().sha256 == draft.sha256


def test_a_day_of_last_year_is_told_beside_its_words_and_a_later_one_is_taken_with_one_press(
    world: Any, signed_in: SignedIn
) -> None:
    draft = world.words.draft.versions.get()
    begins = draft.text.terms.starts_on
    past, later = f"31 May {begins.year}", f"31 May {begins.year + 1}"
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    writer = signed_in(world.people.department_director)
    typed = fields(draft.text, **{"p-new-plant-results_expected": f"In use by {past}."})
    assert writer.post(address, typed).status_code == 302
    kept = world.words.draft.versions.get()
    says = f"This names {past}, which lies before this contract begins."
    read = writer.get(reverse("web:agreement", args=[world.words.draft.pk])).content.decode()
    assert says in read
    assert f'href="{address}#p-new-plant-results_expected"' in read
    page = writer.get(address).content.decode()
    assert says in page
    assert f"Write {later} instead" in page
    press = 'name="do" value="later:p:results_expected:0:new-plant"'
    assert press in page
    again = fields(kept.text, do="later:p:results_expected:0:new-plant", division="Audit West")
    page = writer.post(address, again).content.decode()
    assert f"In use by {later}." in page
    assert says not in page
    assert "Audit West" in page
    assert world.words.draft.versions.get().sha256 == kept.sha256, "nothing is saved before the writer saves"


def test_findings_of_a_draft_name_the_objective_and_show_no_key(world: Any, signed_in: SignedIn) -> None:
    draft = world.words.draft.versions.get()
    page = signed_in(world.people.department_director).get(reverse("web:agreement", args=[draft.contract_id]))
    found = page.content.decode().partition('id="open"')[2].partition("</section>")[0]
    said = re.sub(r"<[^>]+>", "", found)
    assert "Project “" in said
    for one in draft.text.objectives():
        assert one.key not in said
    assert not re.search(r"\bcontract\.\w+", said)


def test_what_is_typed_is_kept_for_its_writer_alone_and_goes_once_it_is_sent(world: Any, signed_in: SignedIn) -> None:
    draft = world.words.draft.versions.get()
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    key = f"contract:{world.words.draft.pk}:1"
    typing = {"typed-form": key, **fields(draft.text, division="Audit West")}
    director = signed_in(world.people.department_director)
    assert director.post(reverse("web:typed"), typing).json()["kept"]
    page = director.get(address)
    assert b"did not send it" in page.content
    assert b"Audit West" not in page.content
    assert b"Audit West" in director.get(f"{address}?typed=take").content
    assert b"did not send it" not in signed_in(world.people.agency_hr).get(address).content
    assert signed_in(world.people.department_director).post(address, typing).status_code == 302
    assert not FormDraft.objects.exists()


def test_a_form_sent_after_the_session_ended_is_offered_after_signing_in_again(world: Any, signed_in: SignedIn) -> None:
    draft = world.words.draft.versions.get()
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    director = world.people.department_director
    sent = fields(draft.text, division="Audit West")
    sent |= {"typed-form": f"contract:{world.words.draft.pk}:1", "typed-who": str(director.pk)}
    client = signed_in(None)
    assert client.post(address, sent).status_code == 302
    client.force_login(director, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert b"did not send it" in client.get(address).content
    assert b"Audit West" in client.get(f"{address}?typed=take").content


def test_more_than_a_form_may_hold_is_refused_and_what_was_kept_stays(world: Any, signed_in: SignedIn) -> None:
    director = signed_in(world.people.department_director)
    assert director.post(reverse("web:typed"), {"typed-form": "contract:1", "a": "short"}).status_code == 200
    answer = director.post(reverse("web:typed"), {"typed-form": "contract:1", "a": "x" * 300_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "typed.too_long")
    assert "short" in FormDraft.objects.get().typed_json


def test_the_executive_withdraws_no_contract_and_nobody_writes_what_is_proposed(
    world: Any, signed_in: SignedIn
) -> None:
    proposed = world.words.proposed
    assert proposed.versions.filter(status=ContractStatus.PROPOSED).exists()
    for who in ("executive", "department_director"):
        client = signed_in(getattr(world.people, who))
        assert client.get(reverse("web:agreement_edit", args=[proposed.pk])).status_code == 409
    executive = signed_in(world.people.executive)
    assert executive.get(reverse("web:agreement_withdraw", args=[proposed.pk])).status_code == 409


@pytest.mark.parametrize(("salary", "told"), [("9000.00", False), ("9000.01", True), ("8999.99", True)])
def test_another_salary_in_an_alteration_is_kept_and_said_with_the_rule_on_the_page_and_by_the_api(
    contract_year: ContractYear, signed_in: SignedIn, settings: Any, salary: str, *, told: bool
) -> None:
    settings.MERITBOOK_ON = date(2004, 9, 1)
    year = contract_year
    draft = perform("alter_contract", year.director, AT, contract=year.contract, reason="A merger.")
    client = signed_in(year.director)
    edit = reverse("web:agreement_edit", args=[year.contract.pk])
    assert "Signed: $9,000.00 a month." in client.get(edit).content.decode()
    page = client.post(edit, fields(draft.text, salary=salary), follow=True).content.decode()
    says = f"The signed contract states $9,000.00 a month, and these words ${Decimal(salary):,.2f} a month."
    assert ("It is kept, and cannot be proposed so." in page) is told
    assert (says in page) is told
    assert (says in client.get(edit).content.decode()) is told
    draft.refresh_from_db()
    saved = client.post(
        f"/api/agreements/{year.contract.pk}/save",
        {"text": ContractVersion.objects.get(pk=draft.pk).text.plain(), "base_sha256": draft.sha256, "why": "Again."},
        content_type="application/json",
    ).json()
    found = [one for one in saved["problems"] if one["code"] == "contract.salary_frozen"]
    assert [one["says"].startswith(says) for one in found] == ([True] if told else [])
