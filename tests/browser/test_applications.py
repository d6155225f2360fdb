"""A candidate from the paper to the notice, in a browser without scripts, and typing that outlives a lost session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _choose(page: Any, name: str, value: str) -> None:
    """Choose a radio by its label, as a person does: the button itself is drawn by the label."""
    number = page.locator(f'input[name="{name}"][value="{value}"]').get_attribute("id")
    page.locator(f'label[for="{number}"]').click()


def test_without_scripts_a_candidate_goes_from_the_paper_to_the_notice(world: Any, open_as: Callable[..., Any]) -> None:
    from conftest import PASSWORD

    page = open_as(world.people.agency_hr, width=320, scripts=False)
    page.goto(reverse("web:candidate_new", args=[world.examined.examination.pk]))
    page.locator("#id_number").fill("0400")
    page.locator("#id_person-name").fill("Octavia Plumtree")
    page.locator("#id_jobs-0-title").fill("Comptroller")
    page.locator("#id_jobs-0-starts").fill("2012-01-01")
    page.locator('label[for="id_jobs-0-current"]').click()
    page.locator("#id_jobs-0-hours").fill("40")
    page.locator("#id_jobs-0-paid").select_option("yes")
    page.locator("#id_jobs-0-duties").fill("Looks over the accounts of harbours.")
    page.get_by_role("button", name="Two more rows: work").click()
    assert page.locator("#id_jobs-3-title").count() == 1
    assert page.locator("#id_jobs-0-duties").input_value() == "Looks over the accounts of harbours."
    _choose(page, "degrees", "none")
    _choose(page, "licences", "none")
    page.get_by_role("button", name="Save the statement").last.click()
    page.wait_for_url("**/applications/*/?saved=1")
    assert page.locator("h1").inner_text() == "Candidate 0400"
    assert "Undetermined" in page.locator("#verdict").inner_text()
    assert "Plumtree" not in page.content()

    page.get_by_text("Answer it").first.click()
    _choose(page, "verdict", "met")
    page.get_by_label("Reason").fill("Looking over accounts is auditing here.")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.wait_for_url("**/applications/*/")
    assert "Met" in page.locator("#verdict").inner_text()
    assert "by the second way" in page.locator("#verdict").inner_text()

    page.get_by_role("link", name="Determine").click()
    page.wait_for_url("**/determine/")
    assert "You meet the minimum qualifications" in page.locator(".mb-paper").inner_text()
    page.get_by_role("button", name="Determine and write the notice").click()
    page.wait_for_url("**/sign-in/again/**")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/applications/*/")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Notice 1 as PDF").click()
    assert Path(begun.value.path()).read_bytes().startswith(b"%PDF")


def test_a_statement_that_was_not_saved_comes_back_after_the_session_was_lost(
    world: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(world.people.agency_hr)
    address = reverse("web:candidate_new", args=[world.examined.examination.pk])
    page.goto(address)
    who = page.get_by_role("group", name="Who it is", exact=True)
    who.get_by_label("Name").first.fill("Thomasina Quill")
    page.locator("#id_jobs-0-title").fill("Comptroller")
    _choose(page, "degrees", "none")
    assert "Thomasina" not in page.evaluate("JSON.stringify(sessionStorage)")
    page.goto(address)
    page.get_by_role("button", name="Bring it back").click()
    assert page.locator("#id_jobs-0-title").input_value() == "Comptroller"
    assert who.get_by_label("Name").first.input_value() == ""
    assert page.locator('input[name="degrees"][value="none"]').is_checked()
    page.locator("#id_jobs-0-hours").fill("40")
    _choose(page, "licences", "none")
    page.get_by_role("button", name="Save the statement").last.click()
    page.get_by_role("button", name="Keep it as written").last.click()
    page.wait_for_url("**/applications/*/?saved=1")
    page.goto(address)
    assert not page.locator("[data-draft-note]").is_visible()
