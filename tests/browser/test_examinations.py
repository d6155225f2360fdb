"""Long work in a browser: how far it is comes by itself, and takes the focus from nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from meritbook.actions.work import Worker
from meritbook.records.models import Job, JobKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_how_far_work_is_comes_by_itself_and_leaves_the_focus_where_it_is(
    world: Any, open_as: Callable[..., Any]
) -> None:
    pk = world.examined.examination.pk
    waits = Job.objects.get(kind=JobKind.JUDGE)
    page = open_as(world.people.analyst)
    page.goto(reverse("web:examination", args=[pk]))
    line = page.locator(f"#job-{waits.pk}")
    assert "waiting" in line.inner_text()
    page.evaluate("window.sameDocument = true")
    page.get_by_role("searchbox", name="Number").focus()
    Worker().run(once=True)
    line.get_by_text("It has ended").wait_for()
    assert "finished" in line.inner_text()
    assert line.get_attribute("hx-get") is None
    assert page.evaluate("window.sameDocument"), "the whole page was loaded again"
    assert page.evaluate("document.activeElement.id") == "number"


def test_without_the_focus_anywhere_a_look_does_not_jump_to_the_results(
    world: Any, open_as: Callable[..., Any]
) -> None:
    pk = world.examined.examination.pk
    waits = Job.objects.get(kind=JobKind.JUDGE)
    page = open_as(world.people.analyst)
    page.goto(reverse("web:examination", args=[pk]))
    Worker().run(once=True)
    page.locator(f"#job-{waits.pk}").get_by_text("It has ended").wait_for()
    assert page.evaluate("document.activeElement === document.body")


def test_when_the_session_ends_the_page_says_so_by_itself(world: Any, open_as: Callable[..., Any]) -> None:
    waits = Job.objects.get(kind=JobKind.JUDGE)
    page = open_as(world.people.analyst)
    page.goto(reverse("web:job", args=[world.examined.examination.pk, waits.pk]))
    page.context.clear_cookies()
    page.wait_for_url("**/account/sign-in/**")
    assert page.get_by_label("Username").is_visible()


def test_without_scripts_there_is_a_link_to_look_again(world: Any, open_as: Callable[..., Any]) -> None:
    waits = Job.objects.get(kind=JobKind.JUDGE)
    page = open_as(world.people.analyst, scripts=False)
    page.goto(reverse("web:job", args=[world.examined.examination.pk, waits.pk]))
    assert "waiting" in page.locator(f"#job-{waits.pk}").inner_text()
    Worker().run(once=True)
    page.get_by_role("link", name="Look again").click()
    assert "finished" in page.locator(f"#job-{waits.pk}").inner_text()
