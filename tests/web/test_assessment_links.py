"""What a guest does by the link that was mailed to them: without signing in, and in one browser only."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment_pages import SECRET, receipt_in, seen_in, text, typed
from assessment_world import given
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, RaterDraft
from meritbook.web.logs import PrivateAddresses
from year_stage import do

pytestmark = pytest.mark.django_db


def _address(assessments: Any, name: str = "answer") -> str:
    return reverse(f"web:guest_{name}", args=[assessments.link])


def _begun(assessments: Any) -> Client:
    """A browser that began."""
    client = Client()
    assert client.post(_address(assessments), {"begin": "1"}).status_code == 302
    return client


def test_a_guest_begins_answers_and_takes_back_without_signing_in(assessments: Any) -> None:
    client, address = Client(), _address(assessments)
    page = text(client.get(address))
    assert "Kim Vendor, you are asked" in page
    assert "at least 3 people answered, you among them" in page
    # To look at it binds nothing: programs that guard mail open every link.
    assert AssessmentRater.objects.get(pk=assessments.guest.pk).first_browser == ""
    begun = client.post(address, {"begin": "1"})
    assert begun["Location"] == address
    (cookie,) = (one for name, one in client.cookies.items() if name.startswith("meritbook-guest"))
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/competencies/by-link/", "Lax")
    form = client.get(address)
    assert "No answer" in text(form)
    assert ("no-store" in form["Cache-Control"], form["X-Robots-Tag"]) == (True, "noindex, nofollow")
    sent = typed(assessments.now, words=SECRET)
    assert "kept" in client.post(_address(assessments, "draft"), sent).json()
    assert "almonds" not in RaterDraft.objects.get(rater=assessments.guest).sealed
    assert SECRET in text(client.get(address))
    page = text(client.post(address, sent))
    assert "Look at your answers" in page
    receipt = receipt_in(text(client.post(address, {**sent, "seen": seen_in(page)})))
    assert "Your answers are in" in text(client.get(address))
    back = _address(assessments, "take_back")
    assert "carries this receipt" in text(client.post(back, {"receipt": "0000"}), 404)
    assert client.post(back, {"receipt": receipt.upper().replace("-", " ")}).status_code == 302
    assert "No answer" in text(client.get(address))


def test_a_link_that_is_passed_on_opens_in_no_other_browser(assessments: Any) -> None:
    first = _begun(assessments)
    other = Client()
    for name in ("answer", "decline", "take_back"):
        refused = other.get(_address(assessments, name))
        assert "begun in another browser" in text(refused, 403), name
        assert "no-store" in refused["Cache-Control"]
    assert other.post(_address(assessments), {"begin": "1"}).status_code == 403
    assert other.post(_address(assessments), typed(assessments.now)).status_code == 403
    assert other.post(_address(assessments, "draft"), typed(assessments.now)).status_code == 403
    # Nor does a cookie that somebody made up, or changed.
    (name,) = (one for one in first.cookies if one.startswith("meritbook-guest"))
    for value in ("made-up", first.cookies[name].value + "x", ""):
        other.cookies[name] = value
        assert other.get(_address(assessments)).status_code == 403
    assert first.get(_address(assessments)).status_code == 200


def test_a_browser_that_did_not_begin_sends_nothing(assessments: Any) -> None:
    client = Client()
    assert "Begin" in text(client.post(_address(assessments), typed(assessments.now)))
    assert client.post(_address(assessments, "draft"), typed(assessments.now)).status_code == 403
    assert AssessmentRater.objects.get(pk=assessments.guest.pk).standing == "asked"


def test_a_link_answers_once(assessments: Any) -> None:
    client, address = _begun(assessments), _address(assessments)
    sent = typed(assessments.now)
    seen = seen_in(text(client.post(address, sent)))
    text(client.post(address, {**sent, "seen": seen}))
    again = text(client.post(address, {**sent, "seen": seen}))
    assert "answers nothing more" in again
    assert "mb-receipt" not in again
    assert client.post(_address(assessments, "draft"), sent).status_code == 409


def test_a_guest_declines_at_once_and_is_asked_nothing_more(assessments: Any) -> None:
    client = Client()
    assert client.post(_address(assessments, "decline"), {"because": "No time."}).status_code == 302
    assert "You declined" in text(client.get(_address(assessments)))
    assert Client().get(_address(assessments)).status_code == 403
    assert AssessmentRater.objects.get(pk=assessments.guest.pk).declined_because == "No time."


def test_a_link_opens_nothing_before_or_after_its_days_and_none_that_is_made_up(
    assessments: Any, people: Any, settings: Any
) -> None:
    assert "Nothing is answered by this link" in text(Client().get(reverse("web:guest_answer", args=["made-up"])), 404)
    client = _begun(assessments)
    settings.MERITBOOK_ON = clock.today() + timedelta(days=45)
    assert "not answered any more" in text(client.get(_address(assessments)), 409)
    assert client.post(_address(assessments), typed(assessments.now)).status_code == 409
    settings.MERITBOOK_ON = date(2026, 3, 2)
    assert "It is answered from" in text(client.get(_address(assessments)), 409)


def test_a_guest_who_is_not_asked_any_more_has_no_link(assessments: Any, people: Any) -> None:
    taken = {"rater": assessments.guest, "because": "Somebody else is asked."}
    do("remove_rater", people.personnel_staff, clock.now(), **taken)
    assert Client().get(_address(assessments)).status_code == 404


def test_the_log_keeps_no_link(assessments: Any) -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, "Conflict: %s", (_address(assessments, "draft"),), None)
    assert PrivateAddresses().filter(record)
    assert record.getMessage() == "Conflict: /competencies/by-link/…/draft/"


def test_an_error_of_a_guest_keeps_what_was_typed(assessments: Any) -> None:
    client, address = _begun(assessments), _address(assessments)
    key = next(iter(given(assessments.now, 3)))
    page = text(client.post(address, {f"b-{key}": "7", "c-visionary": SECRET}), 422)
    assert SECRET in page
