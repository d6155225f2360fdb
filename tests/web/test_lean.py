"""The pages of Lean work: what a list shows, what an act leads to, and what is kept of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lean_world import LAST_DAY
from year_stage import do

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(settings: Any) -> None:
    """The pages live on the day of the record."""
    settings.MERITBOOK_ON = date(2026, 3, 2)


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return str(response.content.decode())


def address(name: str, lean: Any, *more: Any) -> str:
    return reverse(f"web:lean_{name}", args=[lean.held.key, *more])


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"q": "licences"}, "Dealer licences", "Refund forms"),
        ({"state": "held"}, "Refund forms", "Dealer licences"),
        ({"waiting": "1"}, "Refund forms", "Dealer licences"),
        ({"department": "enterprise"}, "No event fits", "Refund forms"),
        ({"department": "9" * 12}, "Refund forms", "nothing else"),
        ({"q": "a\0b"}, "No event fits", "Refund forms"),
    ],
)
def test_filters_leave_what_they_name(
    lean: Any, people: Any, signed_in: Callable[[Any], Any], asked: dict[str, str], shown: str, hidden: str
) -> None:
    found = text(signed_in(people.auditor).get(reverse("web:lean"), asked))
    assert shown in found
    assert hidden not in found


def test_a_saving_counts_once_it_is_verified(
    lean: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.executive)
    assert "$12,000" not in text(client.get(reverse("web:lean")))
    do("verify_saving", people.auditor, at, saving=lean.saving, amounts=[(2026, Decimal(12_000))], says="Seen.")
    assert "$12,000" in text(client.get(reverse("web:lean")))


def test_a_page_offers_only_what_the_person_may(lean: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    keeper = text(signed_in(people.results_practitioner).get(address("event", lean)))
    assert "Claim a saving" in keeper
    assert "Before it can be closed" in keeper
    assert f'savings/{lean.saving.pk}/"' not in keeper
    auditor = text(signed_in(people.auditor).get(address("event", lean)))
    assert f'savings/{lean.saving.pk}/"' in auditor
    assert "Claim a saving" not in auditor
    assert "Has fallen back" not in auditor
    owner = text(signed_in(people.measure_owner).get(address("event", lean)))
    assert f'actions/{lean.action.pk}/"' in owner


def test_a_missing_value_says_when_it_is_due(lean: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    found = text(signed_in(people.auditor).get(address("event", lean)))
    assert "due 9 December 2025" in found
    assert "From the register: 1 July 2025 to 30 September 2025." in found


def test_a_map_is_drawn_with_its_figures_and_says_what_is_missing(
    lean: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_practitioner)
    found = text(client.get(address("map", lean, "current")))
    assert 'role="img"' in found
    assert "<title" in found
    assert "Goes back to 1" in found or "goes back to 1, Open mail" in found
    rows = {"steps-rows": "2", "steps-0-name": "Open mail", "steps-0-process": "10 min", "steps-1-name": "Accept"}
    sent = {"title": "A form", "unit": "form", "demand": "", "available": "", "because": "Counted.", **rows}
    drawn = client.post(address("map_draw", lean, "current"), sent, follow=True)
    shown = text(drawn)
    assert "The map is drawn." in shown
    assert "Step 2, Accept: process time is missing." in shown
    assert "Undetermined" in shown
    assert lean.held.maps.get(kind="current", current=True).number == 2


def test_more_rows_keep_what_was_typed_and_draw_nothing(
    lean: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_practitioner)
    sent = {"title": "A form", "unit": "form", "steps-rows": "1", "steps-0-name": "Open mail", "steps-more": "1"}
    found = text(client.post(address("map_draw", lean, "current"), sent))
    assert 'name="steps-6-name"' in found
    assert 'value="Open mail"' in found
    assert lean.held.maps.filter(kind="current").count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"steps-0-process": "12"}, "no duration with a unit"),
        ({"steps-0-process": "3 d"}, "working day is not given"),
        ({"steps-0-complete_accurate": "120"}, "less than or equal to 100"),
        ({"steps-0-people": "NaN"}, "Enter a number"),
        ({"steps-0-back_to": "5"}, "sends its rework on to step 5"),
        ({"steps-0-name": "", "steps-0-process": "1 min"}, "This field is required"),
        ({"steps-0-name": ""}, "one step at least"),
        ({"available": "a while"}, "no duration with a unit"),
    ],
)
def test_a_mistake_in_a_map_is_told_at_its_place_and_nothing_is_lost(
    lean: Any, people: Any, signed_in: Callable[[Any], Any], typed: dict[str, str], says: str
) -> None:
    client = signed_in(people.results_practitioner)
    sent = {"title": "Kept words", "unit": "form", "steps-rows": "2", "steps-0-name": "Open mail", **typed}
    found = text(client.post(address("map_draw", lean, "current"), sent), 422)
    assert says in found
    assert 'value="Kept words"' in found
    assert lean.held.maps.filter(kind="current").count() == 1


def test_a_file_with_a_wrong_cell_is_taken_in_no_part(lean: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(people.results_practitioner)
    data = b"step,process,waiting,people,right,back to\r\nOpen mail,10,2 h,2,80,\r\n"
    found = text(client.post(address("map_take", lean, "future"), {"file": SimpleUploadedFile("m.csv", data)}), 422)
    assert "B2" in found
    assert lean.held.maps.filter(kind="future").count() == 1
    good = SimpleUploadedFile("m.csv", data.replace(b",10,", b",10 min,"))
    assert "The map is taken in." in text(client.post(address("map_take", lean, "future"), {"file": good}, follow=True))


def test_what_is_saved_as_a_file_is_taken_in_again(lean: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(people.results_practitioner)
    for ending in ("csv", "xlsx"):
        file = client.get(address("map_file", lean, "current", ending))
        assert file["Content-Disposition"] == f'attachment; filename="refund-forms-current-1.{ending}"'
        sent = {"file": SimpleUploadedFile(f"m.{ending}", file.content)}
        refused = text(client.post(address("map_take", lean, "current"), sent), 422)
        assert "This is the map that stands." in refused


def test_two_maps_are_compared(lean: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    found = text(signed_in(people.auditor).get(address("compare", lean)))
    assert "Falls away" in found
    assert "−" in found


def test_a_map_that_is_not_drawn_is_told(lean: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(people.auditor)
    for path in (
        reverse("web:lean_map", args=[lean.fresh.key, "current"]),
        reverse("web:lean_compare", args=[lean.fresh.key]),
        reverse("web:lean_event", args=["nothing"]),
        reverse("web:lean_project", args=["nothing"]),
    ):
        assert client.get(path).status_code == 404


def test_the_a3_is_drawn_from_the_event(lean: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(people.auditor)
    found = text(client.get(address("a3", lean)))
    for words in ("Two forms in five come back", "Waiting, at Check", "Print the short form", "24,000.00 dollars"):
        assert words in found
    paper = client.get(address("a3_pdf", lean))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_a_charter_goes_from_hand_to_hand_in_the_browser(
    lean: Any, people: Any, departments: Any, password: str, signed_in: Callable[[Any], Any]
) -> None:
    from meritbook.records.models import KaizenEvent

    client = signed_in(people.results_facilitator)
    sent = {
        "key": "mail-room", "title": "Mail opened by ten", "department": departments.revenue.pk,
        "problem": "Mail lies.",
        "scope_in": "From the van.", "goal": "By ten.", "sponsor": "department_director", "lead": "nobody-at-all",
        "team": "measure_owner\nexecutive", "starts_on": "2026-03-16", "last_day": "2026-03-20",
    }  # fmt: skip
    refused = text(client.post(reverse("web:lean_event_new"), sent), 422)
    assert "Nobody in office fits “nobody-at-all”." in refused
    assert "Mail opened by ten" in refused
    both = text(client.post(reverse("web:lean_event_new"), {**sent, "lead": "department_director"}), 422)
    assert "The sponsor does not lead the event" in both.partition('id="id_lead_error"')[2].partition("</span>")[0]
    assert '<a href="#id_lead">' in both
    assert "<dd>lead</dd>" not in both
    text(client.post(reverse("web:lean_event_new"), {**sent, "lead": "results_practitioner"}, follow=True))
    event = KaizenEvent.objects.get(key="mail-room")
    assert event.members.count() == 2
    measure = reverse("web:lean_measure_new", args=["mail-room"])
    both = {"measure": "refund-days", "title": "Both", "unit": "x", "better": "lower"}
    assert "not both" in text(client.post(measure, both), 422)
    text(client.post(measure, {"measure": "refund-days", "better": "lower"}, follow=True))
    changed = text(client.get(reverse("web:lean_charter", args=["mail-room"])))
    assert "Measure Owner\nExecutive" in changed.replace("\r\n", "\n")
    assert 'value="Department Director"' in changed
    event.refresh_from_db()
    director = signed_in(people.department_director)
    decide = reverse("web:lean_decide", args=["mail-room"])
    assert "Days to a refund in days" in text(director.get(decide))
    sent = {"approve": "yes", "says": "Begin.", "sha256": event.sha256}
    director.post(reverse("account_reauthenticate"), {"password": password})
    director.post(decide, sent, follow=True)
    event.refresh_from_db()
    assert event.status == "approved"


def test_whoever_claims_a_saving_knows_before_they_write_what_of_it_is_published(
    lean: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = text(signed_in(people.results_practitioner).get(address("saving_new", lean)))
    hint = "Once verified, it stands in the public annual report of the year, with the title of the event."
    assert page.index("How it is worked out") < page.index(hint) < page.index("Where it can be seen")
    assert page.count(hint) == 1


def test_a_saving_is_verified_with_the_amounts_that_can_be_seen(
    lean: Any, people: Any, password: str, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    client.post(reverse("account_reauthenticate"), {"password": password})
    path = address("saving_verify", lean, lean.saving.pk)
    page = text(client.get(path))
    assert "Claimed: 12,000.00." in page
    none = {"verdict": "yes", "amount_2026": "", "amount_2027": "", "says": "Seen."}
    assert "Give the amount of one year" in text(client.post(path, none), 422)
    client.post(path, {**none, "amount_2026": "9000"}, follow=True)
    lean.saving.refresh_from_db()
    assert (lean.saving.status, lean.saving.verified) == ("verified", Decimal(9_000))


def test_a_value_of_a_fallen_improvement_is_asked_about_on_the_page(
    lean: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    from datetime import timedelta

    client = signed_in(people.results_practitioner)
    path = address("value", lean, lean.own.pk, 60)
    sent = {"read_on": (LAST_DAY + timedelta(days=60)).isoformat(), "value": "39", "says": "Counted."}
    shown = text(client.post(path, sent, follow=True))
    assert "Has fallen back" in shown
    assert "of the best improvement is given back" in shown
    home = text(client.get(reverse("web:home")))
    assert "Has the improvement held? Forms sent back" in home
    answer = address("answer", lean, lean.own.pk)
    rests_on = 'value="60:39"'
    assert rests_on in text(client.get(answer))
    text(client.post(answer, {"rests_on": "60:39", "says": "The old form was in stock."}, follow=True))
    assert "Has the improvement held?" not in text(client.get(reverse("web:home")))


def test_the_desk_of_each_shows_what_waits_for_them(lean: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    director = text(signed_in(people.department_director).get(reverse("web:home")))
    assert "Approve a charter or send it back: Dealer licences in a week" in director
    assert "Decide on the gate Define: One counter for all licences" in director
    assert "Verify a saving" not in director
    assert "Verify a saving: Refund forms" in text(signed_in(people.results_facilitator).get(reverse("web:home")))
    owner = text(signed_in(people.measure_owner).get(reverse("web:home")))
    assert "Do what the event left to do: Print the short form" in owner


def test_every_mistake_in_the_steps_of_a_map_is_listed_in_one_round_and_an_empty_row_asks_for_nothing(
    lean: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_practitioner)
    rows = {"steps-rows": "3", "steps-0-name": "Open mail", "steps-0-complete_accurate": "199"}
    rows |= {
        "steps-1-name": "Accept",
        "steps-1-process": "abc",
        "available": "7.5 h",
        "title": "A form",
        "unit": "form",
    }
    found = text(client.post(address("map_draw", lean, "future"), rows), 422)
    box = found[found.index('id="problem"') : found.index("<form class=")]
    assert '<a href="#id_steps-0-complete_accurate">Step 1, Percent right: Ensure this value is less than' in box
    assert '<a href="#id_steps-1-process">Step 2, Work on one: “abc” is no duration with a unit.' in box
    labels = [one.split("</label>")[0] for one in found.split('<label class="usa-label" for="id_steps-')[1:]]
    asked = {one.split("-")[0]: "(required)" in one for one in labels if one.split('"')[0].endswith("-name")}
    assert asked == {"0": True, "1": True, "2": False}
