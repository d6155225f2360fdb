"""The pages of plans: written without a script, taken in after a look, adopted, and seen up and down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meritbook.records.models import PlanVersion, StrategicPlan
from meritbook.writers.stratml import write_stratml

pytestmark = pytest.mark.django_db
Become = Callable[[Any], Any]


def typed(text: Any) -> dict[str, Any]:
    """What a browser sends of the form filled with the words."""
    from meritbook.web.forms.plan_text import PlanForm

    form = PlanForm.of(text)
    sent: dict[str, Any] = {"base_text": form.base_json, **form.head, "goals": [one.key for one in form.goals]}
    sent["values"] = [one.key for one in form.values]
    sent["organizations"] = [one.key for one in form.organizations]
    for row in form.organizations:
        sent |= {f"o-{row.key}-{name}": words for name, words in row.typed.items()}
    for goal in form.goals:
        sent[f"strategies-{goal.key}"] = [one.key for one in goal.rows]
        sent |= {f"g-{goal.key}-{name}": words for name, words in goal.typed.items()}
        for strategy in goal.rows:
            sent[f"actions-{strategy.key}"] = [one.key for one in strategy.rows]
            sent |= {f"s-{strategy.key}-{name}": words for name, words in strategy.typed.items()}
            for one in strategy.rows:
                sent |= {f"a-{one.key}-{name}": words for name, words in one.typed.items()}
    return sent


def test_a_form_that_is_sent_as_it_came_changes_nothing(strategic_plans: Any, people: Any, signed_in: Become) -> None:
    client, draft = signed_in(people.results_facilitator), strategic_plans.draft
    response = client.post(reverse("web:results_plan_edit", args=["revenue-2025"]), typed(draft.text))
    assert response.status_code == 302
    assert PlanVersion.objects.get(pk=draft.pk).sha256 == draft.sha256


def test_what_is_typed_is_kept_and_a_fault_is_told_in_the_words_of_the_form(
    strategic_plans: Any, people: Any, signed_in: Become
) -> None:
    client, draft = signed_in(people.results_facilitator), strategic_plans.draft
    address = reverse("web:results_plan_edit", args=["revenue-2025"])
    sent = {**typed(draft.text), "vision": "No queue.", "a-second-shift-last_day": "soon"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "action “Staff a second shift at the refund desk”, last day: write a day as 2026-07-01." in page
    assert "No queue." in page
    assert client.post(address, {**sent, "a-second-shift-last_day": "2026-04-01"}).status_code == 302
    assert PlanVersion.objects.get(pk=draft.pk).text.vision == "No queue."


def test_rows_are_added_and_taken_out_without_a_script(strategic_plans: Any, people: Any, signed_in: Become) -> None:
    client, draft = signed_in(people.results_facilitator), strategic_plans.draft
    address = reverse("web:results_plan_edit", args=["revenue-2025"])
    added = client.post(address, {**typed(draft.text), "do": "add-action:shorter-queues"}).content.decode()
    assert added.count('name="actions-shorter-queues"') == 3
    gone = client.post(address, {**typed(draft.text), "do": "remove:new-form"}).content.decode()
    assert gone.count('name="actions-shorter-queues"') == 1


def test_organizations_and_stakeholders_are_typed_kept_and_shown(
    strategic_plans: Any, people: Any, signed_in: Become
) -> None:
    client, draft = signed_in(people.results_facilitator), strategic_plans.draft
    address = reverse("web:results_plan_edit", args=["revenue-2025"])
    added = client.post(address, {**typed(draft.text), "do": "add-organization"})
    key = added.context["form"].organizations[0].key
    goal = draft.text.goals[0].key
    sent = {
        **typed(draft.text), "organizations": [key], f"o-{key}-name": "Department of Revenue",
        f"o-{key}-stakeholders": "Budget office | organization\nTaxpayers", f"g-{goal}-stakeholders": "A | robot | B",
    }  # fmt: skip
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "stakeholders: a stakeholder is a person, an organization or a group." in refused.content.decode()
    sent[f"g-{goal}-stakeholders"] = "Taxpayers | group | Everybody who owes | or is owed."
    assert client.post(address, sent).status_code == 302
    text = PlanVersion.objects.get(pk=draft.pk).text
    assert [(one.name, one.kind) for one in text.organizations[0].stakeholders] == [
        ("Budget office", "Organization"),
        ("Taxpayers", ""),
    ]
    assert text.goals[0].stakeholders[0].says == "Everybody who owes | or is owed."
    page = client.get(reverse("web:results_plan_version", args=["revenue-2025", draft.number])).content.decode()
    assert "Concerns: Budget office; Taxpayers" in page
    assert "Taxpayers (Everybody who owes | or is owed.)" in page


def test_what_is_too_long_in_the_words_of_a_plan_is_told_in_plain_words(
    strategic_plans: Any, people: Any, signed_in: Become
) -> None:
    client, draft = signed_in(people.department_director), strategic_plans.draft
    sent = {**typed(draft.text), "vision": "x" * 30_000}
    refused = client.post(reverse("web:results_plan_edit", args=["revenue-2025"]), sent)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Vision: this is longer than " in page
    assert "String should" not in page


def test_every_mistake_of_a_new_plan_is_told_in_one_round_and_its_last_day_is_asked_for(
    strategic_plans: Any, people: Any, signed_in: Become
) -> None:
    client, address = signed_in(people.department_director), reverse("web:results_plan_new")
    assert "The day after the last" not in client.get(address).content.decode()
    sent = {"title": "A plan", "key": "Not A Key", "kind": "operational", "department": "revenue", "why": "New year."}
    days = {"starts_on": "2026-07-01", "last_day": "2026-06-30"}
    refused = client.post(address, {**sent, **days})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Key: The key of a plan is made of small letters" in page
    assert "Last day: A plan ends after its first day." in page
    assert client.post(address, {**sent, "key": "revenue-2026", **days, "last_day": "2027-06-30"}).status_code == 302
    plan = StrategicPlan.objects.get(key="revenue-2026")
    assert (plan.starts_on.isoformat(), plan.ends_before.isoformat()) == ("2026-07-01", "2027-07-01")


def test_a_refused_adoption_names_the_part_as_people_call_it(
    strategic_plans: Any, people: Any, password: str, signed_in: Become
) -> None:
    client, draft = signed_in(people.department_director), strategic_plans.draft
    sent = {**typed(draft.text), "g-fast-refunds-measures": "no-such-measure"}
    assert client.post(reverse("web:results_plan_edit", args=["revenue-2025"]), sent).status_code == 302
    held = PlanVersion.objects.get(pk=draft.pk)
    address = reverse("web:results_plan_adopt", args=["revenue-2025"])
    asked = client.post(address, {"sha256": held.sha256, "because": "Agreed."})
    client.post(asked["Location"], {"password": password})
    page = client.post(address, {"sha256": held.sha256, "because": "Agreed."}).content.decode()
    assert "The plan cannot be adopted yet." in page
    assert ".." not in page.partition('id="problem"')[2].partition("</h2>")[0]
    assert "<dt>Where</dt><dd>Refunds without delay</dd>" in page


def test_two_who_write_one_draft_are_shown_where_they_collide(
    strategic_plans: Any, people: Any, signed_in: Become
) -> None:
    sent, address = typed(strategic_plans.draft.text), reverse("web:results_plan_edit", args=["revenue-2025"])
    signed_in(people.results_facilitator).post(address, {**sent, "vision": "No queue."})
    refused = signed_in(people.department_director).post(address, {**sent, "vision": "A short queue."})
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Where the two collide" in page
    assert "No queue." in page
    assert "A short queue." in page


def test_a_document_is_looked_at_before_it_is_taken_in(strategic_plans: Any, people: Any, signed_in: Become) -> None:
    client, draft = signed_in(people.results_facilitator), strategic_plans.draft
    data = write_stratml(draft.text.model_copy(update={"vision": "Taken in."})).data
    address = reverse("web:results_plan_take_in", args=["revenue-2025"])
    looked = client.post(address, {"file": SimpleUploadedFile("plan.xml", data)})
    assert "What plan.xml changes" in looked.content.decode()
    assert PlanVersion.objects.get(pk=draft.pk).text.vision == ""
    sent = {"take": "1", "name": "plan.xml", "sha256": draft.sha256, "document": looked.context["document"]}
    assert client.post(address, sent).status_code == 302
    assert PlanVersion.objects.get(pk=draft.pk).text.vision == "Taken in."


def test_a_document_with_faults_is_told_line_by_line(strategic_plans: Any, people: Any, signed_in: Become) -> None:
    del strategic_plans
    from stratml_samples import LABOR

    client = signed_in(people.results_facilitator)
    file = SimpleUploadedFile("plan.xml", LABOR.replace(b"<Name>Department of Labor Strategic Plan</Name>", b""))
    refused = client.post(reverse("web:results_plan_take_in", args=["revenue-2025"]), {"file": file})
    assert refused.status_code == 422
    assert "Line 2, StrategicPlan: Name is missing." in refused.content.decode()


def test_the_page_tells_what_was_reworded_above_and_what_nobody_serves(
    strategic_plans: Any, people: Any, signed_in: Become
) -> None:
    del strategic_plans
    client = signed_in(people.department_director)
    below = client.get(reverse("web:results_plan", args=["revenue-2025"])).content.decode()
    assert "The goal above was reworded on 2 March 2026: look again." in below
    above = client.get(reverse("web:results_plan", args=["state-2025"])).content.decode()
    assert "Goals that no plan below serves" in above
    assert '<a href="#g-sound-water">' in above


def test_a_plan_that_was_never_adopted_is_shown_only_to_those_who_keep_it(
    strategic_plans: Any, people: Any, signed_in: Become
) -> None:
    del strategic_plans
    address = reverse("web:results_plan_version", args=["revenue-2025", 2])
    assert signed_in(people.results_facilitator).get(address).status_code == 200
    assert signed_in(people.executive).get(address).status_code == 404


def test_what_is_due_stands_on_the_desk_of_its_owner_and_goes_when_it_is_done(
    strategic_plans: Any, people: Any, signed_in: Become
) -> None:
    del strategic_plans
    client = signed_in(people.measure_owner)
    line = "Report on an action: Staff a second shift at the refund desk"
    assert line in client.get(reverse("web:home")).content.decode()
    sent = {"progress": "done", "says": "Staffed."}
    assert (
        client.post(reverse("web:results_plan_report", args=["revenue-2025", "second-shift"]), sent).status_code == 302
    )
    assert line not in client.get(reverse("web:home")).content.decode()
