"""The pages of surveys: the preview, and every page, filter and file tried for an answer of a small group."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from development_world import GIVEN, HOPE, LOAD, REVENUE, answer
from meritbook.records.models import FormDraft, Survey, SurveyParticipant
from year_stage import do

pytestmark = pytest.mark.django_db
SECRET = "The cellar smells of almonds."


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, (response.status_code, response.content[-600:])
    return str(response.content.decode())


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_answers_are_looked_at_before_they_are_sent_and_kept_nowhere_until_then(
    surveys: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.executive)
    address = reverse("web:survey_answer", args=["today"])
    given = {"q-hope": "4", "q-load": "", "q-words": f"{SECRET} Ask me: a.b@rev.example"}
    page = text(client.post(address, given))
    assert "Look at your answers" in page
    assert "It may tell an address of mail: “a.b@rev.example”." in page
    assert "Not answered" in page
    assert not SurveyParticipant.objects.filter(survey=surveys.now).exists()
    assert not FormDraft.objects.exists()
    assert not [one for one in Session.objects.all() if "almonds" in str(one.get_decoded())]
    back = text(client.post(address, {**given, "seen": seen_in(page), "change": "1"}))
    assert SECRET in back
    # What is sent is what was looked at.
    refused = text(client.post(address, {**given, "q-words": "Other.", "seen": seen_in(page)}), 422)
    assert "not the ones of a preview" in refused
    assert client.post(address, {**given, "seen": seen_in(page)}).status_code == 302
    assert SurveyParticipant.objects.get(survey=surveys.now).user == people.executive
    assert "You have answered" in text(client.get(reverse("web:survey", args=["today"])))
    assert "have answered this survey already" in text(client.get(address), 409)


def test_wrong_answers_are_said_beside_what_was_typed(
    surveys: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.executive)
    address = reverse("web:survey_answer", args=["today"])
    assert "No question is answered" in text(client.post(address, {}), 422)
    refused = text(client.post(address, {"q-hope": "9", "q-words": SECRET}), 422)
    assert "9 is not one of the available choices" in refused
    assert SECRET in refused
    assert client.get(reverse("web:survey_answer", args=["winter"])).status_code == 409
    assert client.get(reverse("web:survey_answer", args=["nowhere"])).status_code == 404
    # A draft of the department that only its keepers see.
    assert client.get(reverse("web:survey", args=["desk"])).status_code == 404


def test_a_question_may_be_called_as_a_button_of_the_page_is(
    people: Any, at: datetime, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    items = [{**HOPE, "key": "change"}, {**LOAD, "key": "seen"}, {"key": "q", "says": "What else?", "kind": "text"}]
    admin = people.results_administrator
    survey = do(
        "draw_survey", admin, at, key="names", title="Names", department=None, questions={"items": items}
    )  # fmt: skip
    do("open_survey", admin, at, survey=survey, starts_on=at.date(), last_day=at.date())
    client, address = signed_in(people.executive), reverse("web:survey_answer", args=["names"])
    given = {"q-change": "4", "q-seen": "2", "q-q": "More light."}
    page = text(client.post(address, given))
    assert "Look at your answers" in page
    assert client.post(address, {**given, "seen": seen_in(page)}).status_code == 302


def test_nothing_of_an_open_survey_is_shown_to_anybody(
    surveys: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    for name in REVENUE:
        answer(surveys.open, getattr(people, name), at, hope=5, words=SECRET)
    for who in (people.results_administrator, people.auditor, people.executive):
        client = signed_in(who)
        page = text(client.get(reverse("web:survey", args=["spring"])))
        assert "almonds" not in page
        assert "What came of it" not in page
        assert client.get(reverse("web:survey_table", args=["spring"])).status_code == 404


def test_no_page_operation_or_list_changes_when_somebody_answers_however_many_did(
    surveys: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    watchers = (people.results_administrator, people.auditor, people.personnel_staff, people.analyst)
    addresses = (
        reverse("web:survey", args=["spring"]),
        reverse("web:surveys"),
        "/api/results/surveys/spring",
        "/api/results/surveys",
    )

    def looked() -> list[str]:
        seen = [text(signed_in(who).get(one)) for who in watchers for one in addresses]
        # The desks of auditors and central human resources show the ledger, which says who answered, and when.
        seen += [text(signed_in(who).get(reverse("web:home"))) for who in (watchers[0], people.agency_hr_elsewhere)]
        return [re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", one) for one in seen]

    before = looked()
    # With the fifth their number could be told; it would tell when the sixth one answers.
    for name in REVENUE:
        answer(surveys.open, getattr(people, name), at, hope=5, words=SECRET)
        assert looked() == before, name
    assert "Told once it is closed" in before[0]
    told = signed_in(people.results_administrator).get("/api/results/surveys/spring").json()["answered"]
    assert told == "Told once it is closed"
    do("withdraw_survey", people.results_administrator, at, survey=surveys.open, because="A wrong word.")
    assert "Answered" not in text(signed_in(people.results_administrator).get(addresses[0]))


def test_no_size_of_a_preview_tells_what_was_chosen_or_how_much_was_written(
    surveys: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.executive), reverse("web:survey_answer", args=["today"])

    def sizes(hope: str, load: str, words: str) -> tuple[int, int]:
        given = {"q-hope": hope, "q-load": load, "q-words": words}
        page = client.post(address, given)
        again = client.post(address, {**given, "seen": seen_in(text(page)), "change": "1"})
        assert "no-store" in page["Cache-Control"]
        assert "no-transform" in page["Cache-Control"]
        return len(page.content), len(again.content)

    tried = [sizes("4", "", ""), sizes("1", "5", ""), sizes("", "3", "No."), sizes("5", "5", "Word " * 50)]
    assert all(size % 32_768 == 0 for pair in tried for size in pair)
    assert len(set(tried)) == 1


def test_before_it_is_filled_up_a_preview_has_one_size_whatever_was_chosen(
    surveys: Any, people: Any, signed_in: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.web import filling

    # In blocks of one byte what is spared alone makes previews equal.
    monkeypatch.setattr(filling, "filler", lambda size, *, spare=0: spare)
    client, address = signed_in(people.executive), reverse("web:survey_answer", args=["today"])
    sizes = {
        len(client.post(address, {"q-hope": hope, "q-load": load}).content)
        for hope in ("", "1", "3", "5")
        for load in ("1", "4", "5")
    }
    assert len(sizes) == 1


def test_an_address_of_an_act_that_can_only_be_refused_says_so_at_once(
    surveys: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_administrator)
    for name in ("change", "open", "close", "withdraw"):
        page = text(client.get(reverse(f"web:survey_{name}", args=["winter"])), 409)
        assert "results.survey_stands" in page
        assert '<form class="mb-form"' not in page
    assert "results.survey_days" in text(client.get(reverse("web:survey_close", args=["today"])), 409)


def _counts(page: str) -> list[int]:
    """How many answers each line of a page is of."""
    return [int(one) for one in re.findall(r'data-label="Answers">(\d+) \(', page)]


def _closed(people: Any, at: datetime, key: str, who: Any) -> Survey:
    admin = people.results_administrator
    survey = do(
        "draw_survey", admin, at, key=key, title=key.title(), department=None, questions={"items": [HOPE, LOAD]},
        follows=Survey.objects.filter(state="closed").order_by("-pk").first(),
    )  # fmt: skip
    survey = do("open_survey", admin, at, survey=survey, starts_on=at.date(), last_day=at.date())
    for n, name in enumerate(who):
        hope, load = GIVEN[n % len(GIVEN)]
        answer(survey, getattr(people, name), at, hope=hope, load=load)
    do("close_survey", admin, at + timedelta(days=1), survey=survey)
    return survey


FOUR = ("analyst", "second_analyst", "personnel_director", "auditor")


def test_no_filter_and_no_file_shows_a_small_group_or_leaves_one_over(
    people: Any, departments: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    _closed(people, at, "mixed", (*REVENUE, *FOUR))
    client = signed_in(people.results_administrator)
    address = reverse("web:survey", args=["mixed"])
    everything = text(client.get(address))
    assert _counts(everything) == [11, 11]
    # Every group that somebody could name, and what no page offers: all show all together.
    for group in ("revenue", "central", "+", "transport", "revenue+transport", "+revenue", "0", "' OR 1=1", "\0"):
        assert _counts(text(client.get(address, {"group": group}))) == [11, 11]
    rows = list(csv.DictReader(io.StringIO(client.get(reverse("web:survey_table", args=["mixed"])).content.decode())))
    assert {int(one["answers"]) for one in rows} == {11}


def test_groups_that_are_large_enough_are_chosen_and_shown(
    surveys: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_administrator)
    address = reverse("web:survey", args=["winter"])
    page = text(client.get(address))
    assert _counts(page) == [13, 13]
    assert "Thought number 3 of the winter." in page
    revenue = text(client.get(address, {"group": "revenue"}))
    assert _counts(revenue) == [7, 7]
    # Words are of the whole enterprise alone.
    assert "Thought number" not in revenue
    assert _counts(text(client.get(address, {"group": "central"}))) == [6, 6]


def test_alpha_is_for_the_owner_alone(surveys: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    address = reverse("web:survey", args=["winter"])
    assert "Cronbach" in text(signed_in(people.results_administrator).get(address))
    assert "Cronbach" not in text(signed_in(people.auditor).get(address))


def test_a_comparison_with_one_more_person_is_refused(
    people: Any, departments: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    _closed(people, at, "first", REVENUE)
    _closed(people, at + timedelta(days=3), "second", (*REVENUE, "analyst"))
    client = signed_in(people.results_administrator)
    page = text(client.get(reverse("web:survey", args=["second"])))
    assert "Nothing is shown" in page
    assert _counts(page) == []
    table = client.get(reverse("web:survey_table", args=["second"])).content.decode()
    assert table.strip().count("\n") == 0
    # With the same people again, the change is told with what of it is noise.
    _closed(people, at + timedelta(days=6), "third", REVENUE)
    assert _counts(text(client.get(reverse("web:survey", args=["third"])))) == [7, 7]


def test_a_change_says_what_is_noise(surveys: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]) -> None:
    everybody = (*REVENUE, *FOUR, "personnel_staff", "results_administrator")
    _closed(people, at, "after", everybody)
    page = text(signed_in(people.results_administrator).get(reverse("web:survey", args=["after"])))
    assert "Since How we work, winter" in page
    assert "+0 points, between" in page
    assert "That may be chance alone." in page


def test_a_survey_is_drawn_up_changed_opened_closed_and_withdrawn_on_the_site(
    surveys: Any, people: Any, departments: Any, signed_in: Callable[[Any], Any], settings: Any, password: str
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    client = signed_in(people.results_facilitator)
    lines = "hope: I know what is expected. [No; Half; Yes]\nload: I am worn out. [Never; Often] low is good"
    given = {"key": "fresh", "title": "Fresh", "department": departments.revenue.pk, "questions": lines}
    for wrong, told in (
        ({"questions": "no colon here"}, "Line 1 is no question."),
        ({"questions": "a: Well? [One]"}, "Line 1: a scale has at least two points."),
        ({"questions": "A B: Well? [No; Yes]"}, "Line 1: a key is made of small letters"),
        ({"questions": "a: Well? [No; Yes] sideways"}, "after the points stands nothing"),
        ({"questions": "a: Well? [No; Yes]\na: Hm? [No; Yes]"}, "A key stands twice."),
        ({"questions": "a: What else?"}, "only a survey of the whole enterprise"),
        ({"key": "winter"}, "carries the key winter already"),
        ({"department": ""}, "This field is required"),
    ):
        refused = client.post(reverse("web:survey_new"), {**given, **wrong})
        assert refused.status_code in (409, 422), wrong
        assert told in refused.content.decode(), wrong
    assert client.post(reverse("web:survey_new"), given).status_code == 302
    change = reverse("web:survey_change", args=["fresh"])
    assert "low is good" in text(client.get(change))
    assert client.post(change, {"questions": lines + "\nhelp: Help comes. [No; Yes]"}).status_code == 302
    days = {"starts_on": "2026-03-02", "last_day": "2026-03-03"}
    assert client.post(reverse("web:survey_open", args=["fresh"]), days).status_code == 302
    assert client.get(change).status_code == 409
    close = reverse("web:survey_close", args=["fresh"])
    assert "can be closed from 4 March 2026 on" in text(client.post(close), 409)
    settings.MERITBOOK_ON = date(2026, 3, 4)
    assert "Close a survey: Fresh" in text(client.get(reverse("web:home")))
    assert client.post(close).status_code == 302
    assert "Nothing is shown" in text(client.get(reverse("web:survey", args=["fresh"])))
    withdraw = reverse("web:survey_withdraw", args=["desk"])
    client.post(reverse("account_reauthenticate"), {"password": password})
    assert client.post(withdraw, {"words": "Not now."}).status_code == 302
    assert Survey.objects.get(key="desk").state == "withdrawn"


def test_the_desk_asks_who_has_not_answered(
    surveys: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    line = "Answer a survey: How we work, spring"
    assert line in text(signed_in(people.executive).get(reverse("web:home")))
    answer(surveys.open, people.executive, at, hope=4)
    assert line not in text(signed_in(people.executive).get(reverse("web:home")))
    assert line not in text(signed_in(people.system_administrator).get(reverse("web:home")))
