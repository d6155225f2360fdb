"""Answering a competency assessment: what is marked in one's words, and what the page says once it is over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment_pages import receipt_in, seen_in, text, typed
from assessment_world import answer
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import AssessmentRater
from year_stage import do

pytestmark = pytest.mark.django_db


def plain(page: str) -> str:
    """A page without what each answer draws anew."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce|csrf[^=" ]*)="[^"]*"', "", page)


def begun(assessments: Any) -> tuple[Client, str]:
    """A browser in which the guest began, and the address of the link."""
    client, address = Client(), reverse("web:guest_answer", args=[assessments.link])
    assert client.post(address, {"begin": "1"}).status_code == 302
    return client, address


def test_a_guest_sees_their_own_words_marked_and_no_name_that_they_did_not_type(assessments: Any, people: Any) -> None:
    client, address = begun(assessments)
    page = text(client.post(address, typed(assessments.now, words="As Practitioner and analyst say, calm.")))
    assert "<mark>Practitioner</mark>" in page
    assert "It may name somebody: “Practitioner”." in page
    assert "Results Practitioner" not in page
    assert "<mark>analyst" not in page


def test_a_guest_is_told_that_a_draft_is_kept_and_that_answers_are_taken_back(assessments: Any) -> None:
    client, address = begun(assessments)
    kept, back = "Kept, sealed.", "Your answers are taken back and gone."
    assert kept not in text(client.get(address))
    sent = typed(assessments.now, words="Calm.")
    keep = client.post(reverse("web:guest_draft", args=[assessments.link]), {**sent, "typed-later": "1"})
    assert kept in text(client.get(keep["Location"]))
    # It is said once: the form that is sent from there says what it shows, and no made-up word says anything.
    page = text(client.post(keep["Location"], sent))
    assert kept not in page
    assert "alert--success" not in text(client.get(f"{address}?done=<b>made-up</b>"))
    receipt = receipt_in(text(client.post(address, {**sent, "seen": seen_in(page)})))
    assert kept not in text(client.get(keep["Location"]))
    taken = client.post(reverse("web:guest_take_back", args=[assessments.link]), {"receipt": receipt})
    assert back in text(client.get(taken["Location"]))


def test_a_guest_of_a_round_that_was_withdrawn_is_told_so_and_nothing_more(assessments: Any, people: Any) -> None:
    do("withdraw_assessment", people.personnel_staff, clock.now(), assessment=assessments.now, because="A quarrel.")
    for name in ("answer", "decline", "take_back"):
        page = text(Client().get(reverse(f"web:guest_{name}", args=[assessments.link])), 409)
        assert "The assessment for which you were asked was withdrawn." in page
        assert "competencies.withdrawn" in page
        assert "A quarrel." not in page
        assert "Executive" not in page
    text(Client().get(reverse("web:guest_answer", args=["made-up"])), 404)


def test_a_browser_that_did_not_begin_is_told_to_begin(assessments: Any) -> None:
    sent = {**typed(assessments.now), "typed-later": "1"}
    page = text(Client().post(reverse("web:guest_draft", args=[assessments.link]), sent), 403)
    assert "Open the link, and press Begin." in page
    begun(assessments)
    page = text(Client().get(reverse("web:guest_answer", args=[assessments.link])), 403)
    assert "in which you pressed Begin" in page


def test_to_name_somebody_who_left_is_mended_on_the_form(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    raters = reverse("web:assessment_rater_new", args=[assessments.draft.pk])
    page = text(signed_in(people.agency_hr).post(raters, {"group": "peer", "user": "nobody"}), 422)
    assert "Nobody in office fits “nobody”." in page
    assert 'value="nobody"' in page
    delegate = reverse("web:assessment_delegate", args=[assessments.peer.pk])
    page = text(signed_in(people.measure_owner).post(delegate, {"delegate": "nobody"}), 422)
    assert "Nobody in office fits “nobody”." in page
    assert 'value="nobody"' in page


def test_a_round_that_opens_later_says_on_which_day(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    first = clock.today() + timedelta(days=3)
    days = {"starts_on": first, "last_day": first + timedelta(days=9)}
    do("open_assessment", people.personnel_staff, clock.now(), assessment=assessments.draft, **days)
    page = text(signed_in(people.measure_owner).get(reverse("web:competencies")))
    assert f"Opens on {day_in_words(first)}. You are asked as a peer." in page
    page = text(signed_in(people.agency_hr).get(reverse("web:assessment", args=[assessments.draft.pk])))
    assert "<dt>Days to answer</dt>" in page
    assert ", as Executive</p>" in page


def test_who_declined_takes_that_back_while_it_is_open_and_answers(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.measure_owner), reverse("web:assessment_answer", args=[assessments.peer.pk])
    decline = reverse("web:assessment_decline", args=[assessments.peer.pk])
    assert "You can take that back while it is open." in text(client.get(decline))
    assert client.post(decline, {"because": "On leave."}).status_code == 302
    assert "Take back that you declined" in text(client.get(reverse("web:competencies")))
    assert "Take it back and answer" in text(client.get(address))
    # Answers are not taken from somebody who declined before they take that back.
    assert "You declined" in text(client.post(address, typed(assessments.now)))
    assert client.post(address, {"undecline": "1"})["Location"] == address
    page = text(client.get(address))
    assert "You are asked again." in page
    assert "Look at my answers" in page
    kept = text(signed_in(people.personnel_staff).get(reverse("web:assessment", args=[assessments.now.pk])))
    assert "On leave." not in kept


def test_a_guest_who_declined_takes_that_back_in_their_browser(assessments: Any) -> None:
    client, address = Client(), reverse("web:guest_answer", args=[assessments.link])
    decline = reverse("web:guest_decline", args=[assessments.link])
    assert client.post(decline, {"because": ""}).status_code == 302
    assert "You declined" in text(client.get(address))
    assert Client().post(address, {"undecline": "1"}).status_code == 403
    again = client.post(address, {"undecline": "1"})
    page = text(client.get(again["Location"]))
    assert "You are asked again, and can answer." in page
    assert "Look at my answers" in page


def test_who_named_somebody_else_sees_whom_and_never_whether_they_answered(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    client, address = signed_in(people.measure_owner), reverse("web:assessment_answer", args=[assessments.peer.pk])
    delegate = reverse("web:assessment_delegate", args=[assessments.peer.pk])
    assert client.post(delegate, {"delegate": "appointing_authority"}).status_code == 302
    assert "Appointing Authority answers for you" in text(client.get(reverse("web:competencies")))
    before = text(client.get(address))
    assert "Appointing Authority answers for you" in before
    assert "they hand it back" in before
    assert client.post(address, typed(assessments.now)).status_code == 403
    # The page does not tell whether who answers instead has done so.
    answer(AssessmentRater.objects.get(pk=assessments.peer.pk), people.appointing_authority, clock.now())
    assert plain(text(client.get(address))) == plain(before)
    taken = client.post(delegate, {"delegate": "measure_owner"})
    AssessmentRater.objects.filter(pk=assessments.peer.pk).update(standing="asked")
    again = client.post(delegate, {"delegate": "measure_owner"})
    assert taken.status_code == again.status_code == 409
    assert plain(text(taken, 409)) == plain(text(again, 409))
