"""The law as people look it up, without a page."""

from __future__ import annotations

from datetime import date
from typing import get_args

from meritbook.core.classes.model import Rank
from meritbook.core.law.model import Appeal, Effect, Fact, Rule, Source
from meritbook.core.service.appeals import APPEAL_SAYS
from meritbook.desk import law as read

ON = date(2005, 1, 10)


def test_every_word_that_a_pack_keeps_has_words_that_people_say() -> None:
    assert set(read.KINDS) == set(get_args(Rule.model_fields["kind"].annotation))
    assert set(APPEAL_SAYS) == set(get_args(Appeal))
    assert set(read.DRAFT) == set(get_args(Effect.model_fields["draft"].annotation))
    assert set(read.FACT_KINDS) == set(get_args(Fact.model_fields["kind"].annotation))
    assert set(read.READ) == set(get_args(Source.model_fields["read"].annotation))
    assert [read.rank_in_words(one) for one in get_args(Rank)][:3] == ["statute", "board rule", "director's procedure"]


def test_a_pack_says_whether_it_is_known_for_the_day() -> None:
    known = {one.key: one.current for one in read.packs(ON)}
    assert known["colorado-ses"]
    assert not known["kansas-pse"]
    assert not {one.key: one.current for one in read.packs(date(2005, 7, 1))}["colorado-ses"]


def test_the_rules_of_a_pack_follow_one_another_from_the_first_to_the_last() -> None:
    page = read.pack_page("colorado-ses", ON)
    order = [one.rule.id for group in page.kinds for one in group.rules]
    walked, at = [], read.rule_page("colorado-ses", order[0], ON)
    assert at.before is None
    while at.after is not None:
        walked.append(at.rule.id)
        at = read.rule_page("colorado-ses", at.after.id, ON)
    assert [*walked, at.rule.id] == order


def test_a_value_says_whether_it_holds_on_the_day() -> None:
    (highest,) = [
        one
        for one in read.rule_page("colorado-ses", "pay.cap", ON).parameters
        if one.parameter.id == "pay.range_maximum"
    ]
    assert [value.holds for value in highest.values] == [True]
    later = read.rule_page("colorado-ses", "pay.cap", date(2005, 7, 1))
    (highest,) = [one for one in later.parameters if one.parameter.id == "pay.range_maximum"]
    assert [value.holds for value in highest.values] == [False]


def test_holidays_are_written_out_as_days() -> None:
    page = read.rule_page("colorado-ses", "appeal.deadline", ON)
    (holidays,) = [one for one in page.parameters if one.parameter.id == "calendar.holidays"]
    assert "4 July 2005" in holidays.values[0].shown


def test_what_follows_names_what_a_case_fills_in() -> None:
    page = read.rule_page("colorado-ses", "removal.no_contract", ON)
    assert "[the first day of the fiscal year for which a contract is due]" in page.follows


def test_a_class_plan_leads_to_its_packs_and_an_unknown_one_to_none() -> None:
    assert [key for key, _ in read.packs_of_plan("kansas")] == ["kansas-pse"]
    assert read.packs_of_plan("atlantis") == ()
