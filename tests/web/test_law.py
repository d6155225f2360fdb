"""The pages of the law: packs, the register, one rule, a case put before it, two packs compared. All are public."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from meritbook.desk.law import rank_in_words
from meritbook.law import SHIPPED, load_law, load_laws

pytestmark = pytest.mark.django_db

DUE = {"key": "colorado-ses", "rule": "contract.due"}


def text_of(response: Any) -> str:
    """The words of a page, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def asked(client: Any, rule: dict[str, str], **facts: str) -> Any:
    """A case put before a rule; `__` in a name stands for a dot."""
    query = urlencode({name.replace("__", "."): value for name, value in facts.items()})
    return client.get(f"{reverse('web:law_check', kwargs=rule)}?{query}")


# --- packs and register ---------------------------------------------------------------------------------------


def test_the_list_says_of_each_pack_what_is_known_when_it_was_checked_and_what_was_not_read(client: Any) -> None:
    response = client.get(reverse("web:law"))
    words = text_of(response)
    for law in load_laws().values():
        assert law.pack.name in words
        assert " ".join(law.pack.note.split()) in words
    assert "from 1 July 2004 until 1 July 2005 (that day not included)" in words
    assert "22 November 2026" in words


@pytest.mark.parametrize("key", SHIPPED)
def test_the_register_of_a_pack_leads_to_every_rule_and_names_every_value_reading_table_and_source(
    client: Any, key: str
) -> None:
    response = client.get(reverse("web:law_pack", args=[key]))
    law, page, words = load_law(key), response.content.decode(), text_of(response)
    for rule in law.rules.values():
        assert reverse("web:law_rule", args=[key, rule.id]) in page
        assert " ".join(rule.says.split()) in words
    for parameter in law.parameters.values():
        assert " ".join(parameter.says.split()) in words
    for reading in law.readings.values():
        assert f"Taken: {' '.join(reading.taken.split())}" in words
        assert f"The other way: {' '.join(reading.alternative.split())}" in words
    for table in law.tables.values():
        assert " ".join(table.says.split()) in words
    for source in law.pack.sources:
        assert source.title in words


def test_a_pack_that_there_is_not_is_said_to_be_unknown(client: Any) -> None:
    response = client.get(reverse("web:law_pack", args=["atlantis"]))
    assert response.status_code == 404
    assert "law.unknown_pack" in text_of(response)


def test_a_rule_that_there_is_not_is_said_to_be_unknown(client: Any) -> None:
    for name in ("web:law_rule", "web:law_check"):
        response = client.get(reverse(name, args=["colorado-ses", "seats.none"]))
        assert response.status_code == 404
        assert "law.unknown_rule" in text_of(response)


# --- one rule -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", SHIPPED)
def test_the_page_of_a_rule_opens_to_its_citation_rank_check_values_readings_facts_and_cure(
    client: Any, key: str
) -> None:
    law = load_law(key)
    for rule in law.rules.values():
        response = client.get(reverse("web:law_rule", args=[key, rule.id]))
        assert response.status_code == 200, rule.id
        words = text_of(response)
        citation = law.cite(rule.citation)
        assert citation.title in words
        assert citation.place in words
        assert rank_in_words(citation.rank).capitalize() in words
        if citation.quote:
            assert citation.quote in words
        assert " ".join(rule.check.split()) in words
        for name in law.facts_of(rule.id):
            assert f'id="fact-{name.replace(".", "-").replace("_", "-")}"' in response.content.decode()
            assert name in words
        for reading in law.readings_of(rule.id):
            assert " ".join(reading.taken.split()) in words
            assert " ".join(reading.alternative.split()) in words
        assert not re.search(r"\{[a-z.]+\}", words), "a sentence with a hole in it"


@pytest.mark.parametrize("key", SHIPPED)
def test_every_name_in_a_check_leads_to_its_place_on_the_page(client: Any, key: str) -> None:
    for rule in load_law(key).rules:
        page = client.get(reverse("web:law_rule", args=[key, rule])).content.decode()
        places = re.findall(r'\bid="([^"]+)"', page)
        assert len(places) == len(set(places)), f"{rule}: an id stands twice"
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places), rule


def test_a_value_is_shown_over_time_with_where_it_stands(client: Any) -> None:
    words = text_of(client.get(reverse("web:law_rule", args=["colorado-ses", "pay.cap"])))
    assert "$8,610.40 a month" in words
    assert "25 percent" in words


def test_each_cell_of_the_rights_matrix_is_cited_and_says_what_there_is_instead(client: Any) -> None:
    law = load_law("colorado-ses")
    page = client.get(reverse("web:law_rule", args=["colorado-ses", "rights.matrix"]))
    words = text_of(page)
    for row in law.tables["rights.list"].rows:
        assert " ".join(row.says.split()) in words
        if row.citation and row.citation.quote:
            assert row.citation.quote in words
        if row.instead:
            assert f"{'How' if row.holds else 'Instead'}: {' '.join(row.instead.split())}" in words


# --- a case ---------------------------------------------------------------------------------------------------


def test_a_contract_agreed_in_time_is_met_with_its_working(client: Any) -> None:
    response = asked(
        client,
        DUE,
        on="2005-07-01",
        contract__follows_entry="no",
        contract__year_starts_on="2005-07-01",
        contract__agreed="dated",
        **{"contract.agreed-day": "2005-06-30"},
    )
    assert response.status_code == 200
    assert response.context["verdict"].verdict == "met"
    words = text_of(response)
    assert "What the law says" in words
    assert "30 June 2005" in words
    assert f"Working : {response.context['verdict'].says}" in words


def test_a_contract_missing_on_the_first_of_july_is_not_met_and_says_what_follows_and_the_cure(client: Any) -> None:
    response = asked(
        client,
        {"key": "colorado-ses", "rule": "removal.no_contract"},
        on="2005-07-01",
        contract__follows_entry="no",
        contract__year_starts_on="2005-07-01",
        contract__agreed="not-yet",
    )
    verdict = response.context["verdict"]
    assert verdict.verdict == "not_met"
    words = text_of(response)
    assert "from 1 July 2005" in words
    assert "Drafted for a person to confirm: conversion to the Management class." in words
    assert "None after 30 June 2005. Before it:" in words
    for reading in verdict.readings:
        assert reading.alternative in words


def test_what_is_left_empty_is_unknown_and_the_answer_says_whom_to_ask(client: Any) -> None:
    response = asked(
        client,
        {"key": "colorado-ses", "rule": "seats.department_entitlement"},
        on="2005-01-10",
        department__positions="15",
        department__permanent_fte="",
    )
    assert response.context["verdict"].verdict == "undetermined"
    assert "FTE of the department's permanent positions in the personnel system. Ask the agency HR officer." in text_of(
        response
    )


def test_thousands_may_be_parted_and_a_cent_above_the_cap_is_above_it(client: Any) -> None:
    cap = {"key": "colorado-ses", "rule": "pay.cap"}
    for salary, verdict in (("10,763.00", "met"), ("10,763.01", "not_met")):
        response = asked(client, cap, on="2005-01-10", pay__salary=salary)
        assert response.context["verdict"].verdict == verdict


def test_a_reading_is_taken_the_other_way_as_chosen(client: Any) -> None:
    rule = {"key": "colorado-ses", "rule": "seats.department_entitlement"}
    facts = {"on": "2005-01-10", "department__positions": "2", "department__permanent_fte": "101"}
    more = {"department__more_for_cause": "0"}
    assert asked(client, rule, **facts, **more).context["verdict"].verdict == "not_met"
    turned = asked(client, rule, **facts, **more, **{"reading-whole-hundreds": "alternative"})
    assert turned.context["verdict"].verdict == "met"
    assert "Taken here, as chosen:" in text_of(turned)


def test_none_of_a_list_is_another_answer_than_an_unknown_list(client: Any) -> None:
    rule = {"key": "kansas-pse", "rule": "reallocation.purpose"}
    facts = {"on": "2025-01-10", "reallocation__done": "undated"}
    assert asked(client, rule, **facts).context["verdict"].verdict == "undetermined"
    assert asked(client, rule, **facts, reallocation__gets_round="-").context["verdict"].verdict == "met"
    assert asked(client, rule, **facts, reallocation__gets_round="pay").context["verdict"].verdict == "not_met"


def test_a_list_of_numbers_has_an_entry_for_each_year_and_one_that_is_not_known(client: Any) -> None:
    rule = {"key": "federal-ses", "rule": "removal.two_unsatisfactory"}
    facts = {"on": "2025-01-10", "executive__is_career": "yes"}
    assert asked(client, rule, **facts, executive__final_ratings="1, 3 1").context["verdict"].verdict == "not_met"
    assert asked(client, rule, **facts, executive__final_ratings="1 ? 3").context["verdict"].verdict == "undetermined"


@pytest.mark.parametrize(
    ("rule", "facts", "field", "says"),
    [
        (DUE, {"on": "soon"}, "on", "Write a day from 1900 to 2199"),
        (DUE, {"on": "2005-02-30"}, "on", "Write a day from 1900 to 2199"),
        (DUE, {"on": ""}, "on", "required"),
        (DUE, {"on": "2005-07-01", "contract__year_starts_on": "July"}, "contract.year_starts_on", "is not a day"),
        (DUE, {"on": "2005-07-01", "contract__follows_entry": "perhaps"}, "contract.follows_entry", "not one of the"),
        (DUE, {"on": "2005-07-01", "contract__agreed": "dated"}, "contract.agreed-day", "Give the day"),
        (
            DUE,
            {"on": "2005-07-01", "contract__agreed": "not-yet", "contract.agreed-day": "2005-06-30"},
            "contract.agreed-day",
            "Change one of them",
        ),
        (
            {"key": "colorado-ses", "rule": "pay.cap"},
            {"on": "2005-01-10", "pay__salary": "a lot"},
            "pay.salary",
            "“a lot” is not a number in USD a month",
        ),
        (
            {"key": "colorado-ses", "rule": "pay.cap"},
            {"on": "2005-01-10", "pay__salary": "10763.001"},
            "pay.salary",
            "more than 2 decimal places",
        ),
        (
            {"key": "colorado-ses", "rule": "pay.cap"},
            {"on": "2005-01-10", "pay__salary": "-1"},
            "pay.salary",
            "from 0 to",
        ),
        (
            {"key": "colorado-ses", "rule": "pay.cap"},
            {"on": "2005-01-10", "pay__salary": "NaN"},
            "pay.salary",
            "from 0 to",
        ),
    ],
)
def test_a_bad_value_is_told_beside_its_field_and_nothing_that_was_typed_is_lost(
    client: Any, rule: dict[str, str], facts: dict[str, str], field: str, says: str
) -> None:
    response = asked(client, rule, **facts)
    assert response.status_code == 422
    assert "verdict" not in response.context
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert says in " ".join(form.errors[field])
    assert f'href="#{form[field].id_for_label}"' in response.content.decode()
    for name, value in facts.items():
        assert form[name.replace("__", ".")].value() == value


def test_none_beside_some_is_refused(client: Any) -> None:
    path = reverse("web:law_check", args=["kansas-pse", "reallocation.purpose"])
    response = client.get(f"{path}?on=2025-01-10&reallocation.gets_round=-&reallocation.gets_round=pay")
    assert response.status_code == 422
    assert "Take one back." in " ".join(response.context["form"].errors["reallocation.gets_round"])
    assert 'href="#case-reallocation.gets_round"' in response.content.decode()
    assert 'id="case-reallocation.gets_round"' in response.content.decode()


def test_a_misspelt_fact_in_the_address_does_not_pass_unseen(client: Any) -> None:
    response = asked(client, DUE, on="2005-07-01", contract__agred="not-yet")
    assert "Part of the address was not read: contract.agred" in text_of(response)


@pytest.mark.parametrize("key", SHIPPED)
def test_every_rule_can_be_asked_with_nothing_but_a_day(client: Any, key: str) -> None:
    for rule in load_law(key).rules:
        response = asked(client, {"key": key, "rule": rule}, on="2025-01-10")
        assert response.status_code == 200, rule
        assert response.context["verdict"].verdict == "undetermined", rule
        assert response.context["verdict"].missing, rule


# --- two packs, and class plans -------------------------------------------------------------------------------


def test_two_packs_are_compared_page_by_page(client: Any) -> None:
    response = client.get(reverse("web:law_compare"), {"first": "kansas-pse", "second": "iowa-prs"})
    found = response.context["found"]
    assert found.page.total > 25
    assert len(found.page.rows) == 25
    last = client.get(
        reverse("web:law_compare"), {"first": "kansas-pse", "second": "iowa-prs", "page": str(found.page.of)}
    )
    assert last.context["found"].page.after is None


def test_what_two_packs_say_differently_under_one_id_is_shown_part_by_part(client: Any) -> None:
    pair = {"first": "kansas-pse", "second": "iowa-prs"}
    first = client.get(reverse("web:law_compare"), pair)
    more = range(2, first.context["found"].page.of + 1)
    pages = [first, *(client.get(reverse("web:law_compare"), {**pair, "page": str(number)}) for number in more)]
    with_both = [page for page in pages if any(not one.only_in for one in page.context["found"].page.rows)]
    both = [one for page in with_both for one in page.context["found"].page.rows if not one.only_in]
    assert [one.id for one in both] == ["position.job_class"]
    assert "Table: levels.codes series.classes" in " ".join(map(text_of, with_both))


def test_a_pack_does_not_differ_from_itself(client: Any) -> None:
    response = client.get(reverse("web:law_compare"), {"first": "kansas-pse", "second": "kansas-pse"})
    assert "The two packs do not differ." in text_of(response)


def test_an_unknown_pack_cannot_be_compared(client: Any) -> None:
    response = client.get(reverse("web:law_compare"), {"first": "atlantis", "second": "iowa-prs"})
    assert response.status_code == 404


def test_the_class_plan_and_its_law_lead_to_each_other(world: Any, client: Any) -> None:
    for key in ("kansas", "maine", "iowa", "pennsylvania", "colorado"):
        plan = client.get(reverse("web:plan_current", args=[key]), follow=True)
        (pack,) = [law.key for law in load_laws().values() if law.pack.plan == key]
        assert reverse("web:law_pack", args=[pack]) in plan.content.decode()
        back = client.get(reverse("web:law_pack", args=[pack]))
        assert reverse("web:plan_current", args=[key]) in back.content.decode()


def test_the_law_stands_in_the_menu_of_everybody(world: Any, signed_in: Any, client: Any) -> None:
    for who in (None, world.people.nobody, world.people.analyst):
        page = signed_in(who).get(reverse("web:law")).content.decode()
        assert re.search(r'<a href="/law/" class="usa-nav-link usa-current" aria-current="page"><span>Law</span>', page)
