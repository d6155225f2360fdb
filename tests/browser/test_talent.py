"""The ladder and the bench of talent in a browser: by axe, on a narrow screen, by keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from talent_world import NEXT, PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


def faults(page: Any) -> list[str]:
    """What axe finds at both widths, and whether the page scrolls sideways."""
    from axe_playwright_python.base import AXE_SCRIPT

    found = []
    page.evaluate(AXE_SCRIPT)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        violations = page.evaluate("async options => (await axe.run(document, options)).violations", OPTIONS)
        found += [f"{width}: {one['id']} {one['nodes'][0]['target']}" for one in violations]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{width}: scrolls sideways")
    return found


def test_the_ladder_to_a_chosen_class_and_a_look_at_the_bench_are_for_everybody(
    talent: Any, people: Any, open_as: Callable[..., Any]
) -> None:
    own = open_as(people.executive)
    own.goto(f"{reverse('web:ladder')}?class={PLAN}:{NEXT}")
    assert own.get_by_role("img", name="The steps from where you are to Public Service Manager III").is_visible()
    assert faults(own) == []
    reader = open_as(people.personnel_director)
    reader.goto(reverse("web:talent_class", args=[PLAN, NEXT]))
    reader.get_by_label("Why").fill("A seat falls free in July.")
    reader.get_by_role("button", name="Look at the bench").click()
    assert reader.get_by_role("heading", name="Executive", exact=True).is_visible()
    assert faults(reader) == []


def test_without_scripts_a_class_is_chosen_and_shared_and_taken_back(
    talent: Any, people: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(people.analyst, width=320, scripts=False)
    page.goto(reverse("web:ladder"))
    page.get_by_label("Aim at another class").select_option(f"{PLAN}:{NEXT}")
    page.get_by_role("button", name="Show the ladder").press("Enter")
    page.get_by_role("link", name="Be named for this class").press("Enter")
    page.get_by_role("button", name="Share it").press("Enter")
    page.get_by_role("link", name="Take it back").press("Enter")
    page.get_by_role("button", name="Take it back").press("Enter")
    assert page.get_by_text("You share nothing, so you stand on no bench.").is_visible()
