"""Naming somebody in a form, with scripts and without; and pictures whose words can be read on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from rater_world import staff
from talent_world import NEXT, PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEAST = 12
"""Pixels of a screen below which words of a picture are not read."""
SIZES = """() => [...document.querySelectorAll("main svg text")].map(
  one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def _day(settings: Any) -> Any:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    cache.clear()
    yield
    cache.clear()


def test_a_person_is_found_while_one_types_and_chosen_with_the_keyboard(
    growth: Any, people: Any, departments: Any, at: Any, open_as: Callable[..., Any]
) -> None:
    staff(at, departments.revenue, 3, stem="mara")
    page = open_as(people.executive, width=320)
    page.goto(reverse("web:growth_show", args=[growth.plan.pk]))
    page.get_by_label("Person (required)").press_sequentially("mara num")
    second = page.get_by_role("radio", name="Mara Number 2")
    second.wait_for(state="attached")
    assert page.get_by_role("status").filter(has_text="3 people fit.").count() == 1
    assert not page.evaluate(SIDEWAYS)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert second.is_checked()
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_text("They can read the plan now.").wait_for()
    assert growth.plan.shares.filter(reader__username="mara-2").exists()


def test_other_words_after_a_choice_are_looked_up_anew(
    growth: Any, people: Any, departments: Any, at: Any, open_as: Callable[..., Any]
) -> None:
    staff(at, departments.revenue, 2, stem="mara")
    page = open_as(people.executive)
    page.goto(reverse("web:growth_coach", args=[growth.plan.pk]))
    field = page.get_by_label("Coach")
    field.fill("mara")
    page.get_by_role("radio", name="Mara Number 1").wait_for(state="attached")
    field.fill("nobody of that name")
    page.get_by_role("status").filter(has_text="Nobody fits.").wait_for(state="attached")
    assert page.get_by_role("radio").count() == 0


def test_a_person_is_chosen_without_scripts(
    growth: Any, people: Any, departments: Any, at: Any, open_as: Callable[..., Any]
) -> None:
    staff(at, departments.revenue, 3, stem="mara")
    page = open_as(people.executive, width=320, scripts=False)
    page.goto(reverse("web:growth_coach", args=[growth.plan.pk]))
    page.get_by_label("Coach").fill("mara")
    page.get_by_role("button", name="Name a coach").click()
    page.get_by_text("Mara Number 3").click()
    page.get_by_role("button", name="Name a coach").click()
    page.get_by_text("Who coaches you is on record.").wait_for()


def test_the_words_of_the_pictures_of_competencies_are_read_on_a_phone(
    competency_reports: Any, talent: Any, people: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(people.executive, width=320)
    for address in (
        reverse("web:assessment_report", args=[competency_reports.now.pk]),
        f"{reverse('web:ladder')}?class={PLAN}:{NEXT}",
    ):
        page.goto(address)
        sizes = page.evaluate(SIZES)
        assert sizes, address
        assert min(sizes) >= LEAST, address
        assert not page.evaluate(SIDEWAYS), address


def test_a_wide_picture_keeps_its_size_on_a_phone_and_is_scrolled_by_itself(
    risks: Any, helped: Any, people: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(people.results_administrator, width=320)
    for name in ("web:risks", "web:help"):
        page.goto(reverse(name))
        assert min(page.evaluate(SIZES)) >= LEAST, name
        assert not page.evaluate(SIDEWAYS), name
        assert page.locator("main svg:has(text)").first.locator("xpath=..").get_attribute("tabindex") == "0", name
