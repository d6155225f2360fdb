"""The year of the service in a browser, eleven days before May 1: by axe, on a narrow screen, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from service_state import APRIL, State, state

__all__ = ["state"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = 1280, 320
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> None:
    settings.MERITBOOK_ON = APRIL


def test_axe_finds_nothing_on_the_desks_the_choices_and_the_year(state: State, open_as: Callable[..., Any]) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    choices = reverse("web:choices", args=[state.seats["osei"].pk])
    year = reverse("web:calendar")
    pages = (
        (state.director, ("/", choices, f"{choices}?salary=8000&served=mail", f"{choices}?notice_on=2005-04-01", year)),
        (state.osei, ("/", choices, year)),
        (state.personnel_staff, ("/", f"{year}?month=2005-06&who=department_director", f"{year}?year=2005")),
    )
    wrong = []
    for user, paths in pages:
        page = open_as(user, width=WIDE)
        for path in paths:
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            page.evaluate(AXE_SCRIPT)
            for width in (WIDE, NARROW):
                page.set_viewport_size({"width": width, "height": 900})
                options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
                faults = page.evaluate("async options => (await axe.run(document, options)).violations", options)
                wrong += [f"{path} at {width}: {one['id']} at {one['nodes'][0]['target']}" for one in faults]
                beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if beyond > 0:
                    wrong.append(f"{path} at {width}: {beyond} pixels too wide")
    assert not wrong, "\n".join(wrong)


def test_a_director_goes_from_the_desk_to_a_choice_and_tries_a_notice_without_any_script(
    state: State, open_as: Callable[..., Any]
) -> None:
    page = open_as(state.director, scripts=False)
    page.goto("/")
    case = page.get_by_role("listitem").filter(has_text="R. Osei, 0012-03: notice by 30 April 2005, or none")
    case.get_by_role("link", name="Serve notice").click()
    page.wait_for_url("**/choices/#serve_notice")
    assert "Thursday, 5 May 2005" in page.locator("section[aria-labelledby=serve_notice]").inner_text()
    page.get_by_label("Notice served on").fill("2005-05-01")
    page.get_by_role("button", name="Show what it does").click()
    page.wait_for_url("**notice_on=2005-05-01**")
    assert "not possible" in page.locator("section[aria-labelledby=serve_notice]").inner_text().lower()
    # The reading that would allow it is one click away.
    served = page.locator("section[aria-labelledby=serve_notice]")
    served.get_by_text("What the law says of it").click()
    assert "The last day is May 1." in served.inner_text()


def test_a_private_address_is_made_with_one_button_and_reached_by_keyboard(
    state: State, open_as: Callable[..., Any]
) -> None:
    page = open_as(state.director)
    page.goto(reverse("web:calendar"))
    button = page.get_by_role("button", name="Make a private address")
    button.focus()
    page.keyboard.press("Enter")
    address = page.get_by_label("Address of your calendar")
    address.wait_for()
    assert address.input_value().endswith(".ics")
