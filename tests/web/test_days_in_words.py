"""Pages of the contract year write a day in one way, “1 July 2005”; numbers with dashes stand in forms alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from meritbook.core.dates import MONTHS

DASHED = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
SHORT = re.compile(r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d{4}\b")
MONTH_FIRST = re.compile(rf"\b(?:{'|'.join(MONTHS)}) \d{{1,2}}, \d")
PAGES = (
    ("web:home", "department_director"),
    ("web:home", "agency_hr"),
    ("web:home", "executive"),
    ("web:agreements", "department_director"),
    ("web:agreement", "department_director"),
    ("web:agreement_compare", "department_director"),
    ("web:agreement_signatures", "department_director"),
    ("web:agreement_year", "department_director"),
    ("web:agreement_rating", "department_director"),
    ("web:agreement_pay", "department_director"),
    ("web:agreement_undo", "department_director"),
    ("web:agreement_reopen", "executive"),
    ("web:pay_what_if", "department_director"),
    ("web:pay_budget", "agency_hr"),
    ("web:calibration", "department_director"),
    ("web:files", "agency_hr"),
    ("web:file", "agency_hr"),
    ("web:custody", "agency_hr"),
    ("web:seats", "department_director"),
    ("web:seat", "department_director"),
    ("web:contract", "agency_hr"),
    ("web:appointment", "department_director"),
    ("web:choices", "department_director"),
    ("web:calendar", "department_director"),
)


def read(page: str) -> str:
    """What a person reads: without tags and their attributes, code, and what is typed into fields."""
    for gone in ("script", "style", "textarea", "code"):
        page = re.sub(rf"<{gone}\b.*?</{gone}>", " ", page, flags=re.S)
    return re.sub(r"<[^>]*>", " ", page)


@pytest.mark.parametrize(("name", "who"), PAGES)
def test_a_page_of_the_contract_year_writes_days_in_words(
    name: str, who: str, world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(getattr(world.people, who))
    response = client.get(reverse(name, kwargs=world.arguments().get(name)))
    assert response.status_code == 200
    text = read(response.content.decode())
    found = [
        text[max(0, one.start() - 60) : one.end() + 20]
        for way in (DASHED, SHORT, MONTH_FIRST)
        for one in way.finditer(text)
    ]
    assert not found


@pytest.mark.parametrize("name", ["agreement_signatures", "agreement_year", "agreement_rating", "agreement_pay"])
def test_the_way_to_each_page_of_a_contract_begins_with_links(
    name: str, world: Any, signed_in: Callable[[Any], Any]
) -> None:
    arguments = world.arguments()[f"web:{name}"]
    page = signed_in(world.people.department_director).get(reverse(f"web:{name}", kwargs=arguments)).content.decode()
    (way,) = re.findall(r'aria-label="Breadcrumbs">(.*?)</nav>', page, re.S)
    links = re.findall(r'href="([^"]*)"', way)
    assert links == [reverse("web:agreements"), reverse("web:agreement", kwargs=arguments)]


def test_the_days_and_amounts_of_a_contract_are_compared_and_signed_in_words() -> None:
    from contract_world import text
    from meritbook.core.contracts.redline import differences
    from meritbook.desk.signatures import words_of

    old = text()
    days = {"ends_before": old.terms.ends_before.replace(month=6)}
    (change,) = differences(old, old.model_copy(update={"terms": old.terms.model_copy(update=days)}))
    (field,) = change.fields
    assert "".join(one.text for one in field.before) == "1 July 2005"
    assert "".join(one.text for one in field.after) == "1 June 2005"
    (section,) = [one for one in old.sections() if one.key == "terms"]
    assert "First day: 1 July 2004" in words_of(section)
    assert "Salary for a month, in dollars: $9,000.00 a month" in words_of(section)
    paid = old.terms.model_copy(update={"salary": Decimal(9250)})
    (change,) = differences(old, old.model_copy(update={"terms": paid}))
    assert [(one.kind, one.text) for one in change.fields[0].after] == [
        ("inserted", "$9,250.00"), ("same", " a month"),
    ]  # fmt: skip
