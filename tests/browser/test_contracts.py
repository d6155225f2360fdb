"""The words of a contract in a browser: what is typed is kept by the site, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_is_kept_while_typing_and_offered_back(world: Any, open_as: Callable[..., Any]) -> None:
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    director = world.people.department_director
    page = open_as(director)
    page.goto(address)
    page.get_by_label("Division").fill("Audit West")
    page.get_by_label("Salary for a month, in dollars").focus()
    page.get_by_text("What you typed is kept").wait_for()
    again = open_as(director)
    again.goto(address)
    again.get_by_role("link", name="Take it").click()
    assert again.get_by_label("Division").input_value() == "Audit West"


def test_without_scripts_a_button_keeps_what_was_typed(world: Any, open_as: Callable[..., Any]) -> None:
    address = reverse("web:agreement_edit", args=[world.words.draft.pk])
    page = open_as(world.people.department_director, scripts=False)
    page.goto(address)
    page.get_by_label("Division").fill("Audit West")
    page.get_by_role("button", name="Keep and go on later").click()
    page.get_by_text("only you can see what you typed").wait_for()
    page.get_by_role("link", name="Take it").click()
    assert page.get_by_label("Division").input_value() == "Audit West"
