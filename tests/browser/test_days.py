"""The administrator of a demonstration moves its day in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from service_world import demonstration_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demonstration(world: Any, settings: Any) -> Any:
    """The record as a demonstration that has reached 11 April 2199."""
    from meritbook.records import clock

    settings.MERITBOOK_DEMO = True
    demonstration_on(date(2199, 4, 11), clock.now())
    return world


def test_the_page_of_a_day_that_can_be_moved_is_accessible_and_fits_a_narrow_screen(
    demonstration: Any, open_as: Callable[..., Any]
) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    page = open_as(demonstration.people.system_administrator, width=320)
    page.goto(reverse("web:day"))
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate("async () => (await axe.run(document)).violations.map(one => one.id)") == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("scripts", [True, False])
def test_the_day_is_typed_and_entered_by_keyboard_or_chosen_by_a_button(
    demonstration: Any, open_as: Callable[..., Any], scripts: bool
) -> None:
    page = open_as(demonstration.people.system_administrator, scripts=scripts)
    page.goto(reverse("web:plans"))
    page.get_by_role("link", name="Move the day").click()
    page.get_by_label("The day").fill("2199-04-20")
    page.get_by_label("The day").press("Enter")
    page.get_by_role("heading", name="Saturday 20 April 2199").wait_for()
    assert page.get_by_role("status").inner_text().strip() == "It is Saturday 20 April 2199 now."
    page.get_by_role("button", name="25 April 2199").click()
    page.get_by_role("heading", name="Thursday 25 April 2199").wait_for()
    assert "Here it is Thursday 25 April 2199." in page.get_by_label("About this site").inner_text()
