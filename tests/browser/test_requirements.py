"""Writing a requirement in a browser: with and without scripts, by keyboard, and every state of the page by axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = (
    "Six years of accounting experience, two years of which must have been supervisory, and a bachelor's degree; or\n\n"
    "Ten years of accounting experience.\n\nOne (1) year (2 years) of clerical experience. Qwertz uiop."
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
NAME = "Six years of accounting experience, two years of which must: just enough time"


def _write(page: Any) -> None:
    page.goto(reverse("web:requirement_new"))
    page.locator("#id_title").fill("Accountant")
    page.locator("#id_text").fill(WORDS)


def _read(page: Any) -> None:
    page.locator("button[name=read]:not(.usa-sr-only)").click()
    page.locator(".mb-tree").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_requirement_goes_from_its_words_to_a_version_with_an_example(
    scripts: bool, world: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(world.people.analyst, scripts=scripts)
    _write(page)
    if scripts:
        page.evaluate("window.sameDocument = true")
    _read(page)
    assert page.locator(".mb-tree__part--unread").count() == 1
    assert page.locator("#id_text").input_value() == WORDS
    page.get_by_role("button", name="Keep as an example").first.click()
    page.locator("#reading .mb-state", has_text="Holds").wait_for()
    if scripts:
        assert page.evaluate("window.sameDocument"), "the whole page was loaded again"
        page.locator("section[aria-labelledby=kept]:focus").wait_for()
    page.locator("#id_text").fill(WORDS.replace("Six", "Seven"))
    _read(page)
    page.locator("dd", has_text="7 years").wait_for()
    page.get_by_label("Why this version").fill("A new class.")
    page.get_by_role("button", name="Save this version").click()
    page.wait_for_url("**/requirements/accountant/?saved=1")
    assert "Saved as version 1." in page.locator("#messages").inner_text()
    assert page.get_by_role("heading", name=NAME).is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_part_lights_its_words_and_they_lead_back(scripts: bool, world: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(None, scripts=scripts)
    page.goto(reverse("web:class_requirement", args=["kansas", 1, "4272A4"]))
    link = page.locator("#node-1-1 a[data-lights]")
    words = link.inner_text().split(" (part")[0]
    link.click()
    lit = page.locator("mark.is-lit, mark:target")
    assert "".join(lit.all_inner_texts()).startswith(words[:30])
    lit.first.locator("a").click()
    assert page.evaluate("location.hash") == "#node-1-1"
    assert page.locator("li:target").get_attribute("id") == "node-1-1"


def test_an_example_made_with_rows_stays_where_it_was_typed_when_it_is_at_fault(
    world: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(world.people.analyst)
    _write(page)
    _read(page)
    page.get_by_text("Make an example").click()
    page.locator("#id_new-name").fill("Ten years")
    page.locator("#id_newjobs-0-starts").fill("June")
    page.get_by_role("button", name="Add this example").click()
    page.locator("#messages", has_text="Write 2016-03-01").wait_for()
    assert page.locator("#id_newjobs-0-starts").input_value() == "June"
    page.locator("#id_newjobs-0-starts").fill("2010-01-01")
    page.locator("#id_newjobs-0-title").fill("Accounting")
    page.locator("#id_new-expected").select_option("met")
    page.get_by_role("button", name="Add this example").click()
    page.locator("h3", has_text="Example 1: Ten years").wait_for()
    assert page.locator("#messages .usa-alert--error").count() == 0


def test_axe_finds_nothing_on_the_authors_page_in_any_state(world: Any, open_as: Callable[..., Any]) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    page = open_as(world.people.analyst)
    wrong: list[str] = []

    def look(state: str) -> None:
        page.evaluate(AXE_SCRIPT)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
            for fault in page.evaluate("async options => (await axe.run(document, options)).violations", options):
                places = "; ".join(str(node["target"]) for node in fault["nodes"][:3])
                wrong.append(f"{state} at {width}: {fault['id']} ({fault['help']}) at {places}")
            beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if beyond > 0:
                wrong.append(f"{state}: {beyond} pixels wider than the screen of {width}")
        page.set_viewport_size({"width": 1280, "height": 900})

    _write(page)
    _read(page)
    for summary in page.locator("summary").all():
        summary.click()
    look("read, all opened")
    page.locator(".mb-tree a[data-lights]").first.click()
    look("a part is lit")
    page.get_by_role("button", name="Keep as an example").first.click()
    page.locator("#reading .mb-state", has_text="Holds").wait_for()
    page.locator("#id_text").fill("")
    page.get_by_role("button", name="Save this version").click()
    page.locator("#problem").wait_for()
    look("refused")
    page.goto(reverse("web:qualification_policy", args=["plain"]))
    look("a policy")
    assert not wrong, "\n".join(wrong)
