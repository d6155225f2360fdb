"""A verdict of the law on any page: what it shows, and that several stand together."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.template import Context, Template

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.law import load_law

TEMPLATE = '{% for verdict in verdicts %}{% include "partials/verdict.html" with level=level %}{% endfor %}'


def judged(rule: str, facts: dict[str, Any], on: date = date(2005, 1, 10), *readings: str) -> LawVerdict:
    law = load_law("colorado-ses")
    judge = Judge(law, on, alternatives=law.alternatives(readings))
    return judge.check(read_case(law, facts, on=on), [rule])[0]


def shown(*verdicts: LawVerdict, level: int | None = None) -> str:
    return Template(TEMPLATE).render(Context({"verdicts": verdicts, "level": level}))


def words(*verdicts: LawVerdict) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown(*verdicts))).split())


LATE = {"contract.follows_entry": False, "contract.year_starts_on": "2005-07-01", "contract.agreed": False}


def test_a_rule_that_is_not_met_shows_where_it_stands_its_effect_appeal_and_cure() -> None:
    verdict = judged("removal.no_contract", LATE, date(2005, 7, 1))
    said = words(verdict)
    assert f"It leaves the plan {verdict.says} from 1 July 2005" in said
    assert f"What would mend it {verdict.cure}" in said
    assert verdict.sentence in said
    assert f"{verdict.citation.title} (May 2004), {verdict.citation.place}" in said
    assert "technical assistance" in said
    assert "Drafted for a person to confirm: conversion to the Management class." in said
    assert "There is no appeal." in said
    assert '<a class="mb-code" href="/law/colorado-ses/rules/removal.no_contract/">' in shown(verdict)


def test_an_open_rule_names_what_is_missing_and_whom_to_ask() -> None:
    said = words(judged("seats.department_entitlement", {"department.positions": 15}))
    assert "Not known yet" in said
    assert "Undetermined" not in said
    assert "FTE of the department's permanent positions in the personnel system. Ask the agency HR officer." in said
    assert "Further positions that the State Personnel Director has authorised for good cause." in said


def test_the_other_reading_is_told_with_what_it_would_say() -> None:
    facts = {"department.permanent_fte": 101, "department.positions": 2, "department.more_for_cause": 0}
    said = words(judged("seats.department_entitlement", facts))
    assert "Taken: Only whole hundreds count: 199 FTE give one position. [alternative: A started hundred counts" in said
    assert "Then: met." in said
    turned = words(judged("seats.department_entitlement", facts, date(2005, 1, 10), "whole-hundreds=alternative"))
    assert "Taken here, as chosen: A started hundred counts" in turned
    assert "[as the pack takes it: Only whole hundreds count: 199 FTE give one position. Then: not met." in turned


def test_what_is_only_advised_is_never_shown_as_a_breach() -> None:
    facts = {"review.meetings": 0, "contract.starts_on": "2004-07-01"}
    verdict = judged("review.quarterly", facts)
    assert verdict.verdict == "not_met"
    said = words(verdict)
    assert "Advised, not followed" in said
    assert "Not met" not in said


def test_a_rule_that_does_not_bear_on_the_case_says_so_and_nothing_of_facts() -> None:
    said = words(judged("pay.saved", {"pay.is_saved": False}))
    assert "Does not bear on it" in said
    assert "Facts" not in said


def test_the_working_shows_the_value_of_the_law_with_its_place_and_each_step() -> None:
    facts = {"department.permanent_fte": 1499, "department.positions": 15, "department.more_for_cause": 0}
    said = words(judged("seats.department_entitlement", facts))
    assert "1,499" in said
    assert "14" in said
    assert "100 FTE a position , from 1 May 2004" in said


def test_a_value_that_was_set_for_a_simulation_says_so() -> None:
    from decimal import Decimal

    law = load_law("colorado-ses")
    on = date(2005, 1, 10)
    judge = Judge(law, on, changed={"seats.statewide_most": Decimal(150)})
    (verdict,) = judge.check(read_case(law, {"seats.filled_statewide": 126}, on=on), ["seats.state_cap"])
    said = words(verdict)
    assert "set for a simulation" in said
    assert "A simulation: seats.statewide_most is set to 150; the law says 125." in said


def test_several_verdicts_stand_on_one_page_without_a_name_twice_and_under_the_heading_asked_for() -> None:
    verdicts = [judged(rule, LATE) for rule in ("contract.due", "removal.no_contract", "contract.due")]
    assert not re.search(r'\bid="', shown(*verdicts))
    assert shown(*verdicts).count('<h3 class="mb-verdict__head">') == 3
    assert shown(*verdicts, level=4).count('<h4 class="mb-verdict__head">') == 3


def test_the_name_of_the_rule_stands_in_the_working_alone() -> None:
    page = shown(judged("seats.state_cap", {"seats.filled_statewide": 126}))
    head, _, working = page.partition("<summary>")
    assert "seats.state_cap" not in re.sub(r"<[^>]+>", "", head)
    assert ">seats.state_cap</a>" in working


@pytest.mark.parametrize("verdict", ["met", "not_met", "undetermined"])
def test_a_state_is_always_a_word_and_an_icon(verdict: str) -> None:
    positions = {"met": 125, "not_met": 126, "undetermined": None}[verdict]
    page = shown(judged("seats.state_cap", {"seats.filled_statewide": positions}))
    assert re.search(r'<span class="mb-state mb-state--\w+"><svg [^>]*aria-hidden="true".*?</svg>\w[\w ]+</span>', page)


def test_a_verdict_of_a_pack_of_ones_own_is_shown_without_a_link() -> None:
    verdict = judged("seats.state_cap", {"seats.filled_statewide": 125}).model_copy(update={"pack": "our-own"})
    assert '<span class="mb-code">seats.state_cap</span>' in shown(verdict)
    assert 'href="/law/' not in shown(verdict)
