"""Answering a competency assessment in a real browser: on a phone, with what is typed kept, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from assessment_pages import typed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_peer_answers_on_a_phone_and_what_they_typed_is_kept_meanwhile(
    assessments: Any, people: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(people.measure_owner, width=320)
    address = reverse("web:assessment_answer", args=[assessments.peer.pk])
    page.goto(address)
    for name, place in typed(assessments.now).items():
        if name.startswith("b-"):
            # What is pressed is the label, as wide as a thumb; the control itself cannot be seen.
            page.locator(f"label[for='{name}-{place}']").click()
    page.get_by_label("In your words, on integrity").fill("Asks before deciding. Ask me: a.b@rev.example")
    with page.expect_response(lambda answer: "Asks+before" in (answer.request.post_data or "")) as kept:
        page.get_by_label("In your words, on visionary").focus()
    assert kept.value.ok
    page.get_by_text("What you typed is kept").wait_for()
    page.goto(address)
    assert page.get_by_label("In your words, on integrity").input_value().startswith("Asks before")
    page.get_by_role("button", name="Look at my answers").click()
    page.get_by_text("It may tell an address of mail").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("button", name="Send my answers").click()
    assert page.locator(".mb-receipt").inner_text().strip()


def test_what_was_typed_just_before_the_page_is_loaded_anew_is_kept_and_not_written_over(
    assessments: Any, people: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(people.measure_owner)
    address = reverse("web:assessment_answer", args=[assessments.peer.pk])
    page.goto(address)
    page.get_by_label("In your words, on integrity").type("First words.")
    # At once: nobody left the field, and no second has passed.
    page.goto(address)
    page.get_by_label("In your words, on visionary").type("Second words.")
    page.get_by_label("In your words, on integrity").focus()
    page.get_by_text("What you typed is kept").wait_for()
    said: list[str] = []
    for _ in range(50):
        page.goto(address)
        said = [page.get_by_label(f"In your words, on {one}").input_value() for one in ("integrity", "visionary")]
        if all(said):
            break
        page.wait_for_timeout(100)
    assert said == ["First words.", "Second words."]


def test_a_guest_answers_without_scripts(assessments: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(None, width=320, scripts=False)
    page.goto(reverse("web:guest_answer", args=[assessments.link]))
    page.get_by_role("button", name="Begin").click()
    page.locator(".mb-scale").first.locator("label").nth(3).click()
    page.get_by_role("button", name="Keep and go on later").click()
    assert page.locator(".mb-scale").first.locator("input").nth(3).is_checked()
    page.get_by_role("button", name="Look at my answers").click()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_text("Your receipt").wait_for()


def test_the_scale_is_answered_by_the_keyboard_alone(
    assessments: Any, people: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(people.measure_owner)
    page.goto(reverse("web:assessment_answer", args=[assessments.peer.pk]))
    first = page.locator(".mb-scale").first.locator("input")
    first.nth(6).focus()
    page.keyboard.press("ArrowRight")
    assert first.nth(0).is_checked()
    page.keyboard.press("ArrowRight")
    assert first.nth(1).is_checked()
    outline = "one => getComputedStyle(one.nextElementSibling).outlineStyle"
    assert first.nth(1).evaluate(outline) != "none"
