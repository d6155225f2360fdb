"""A rule by which something follows: the page says what it asks, what was found and what follows, never “not met”."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from meritbook.core.law.answer import in_a_word
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.verdict import Verdict
from meritbook.desk.law_verdicts import shown
from meritbook.law.loader import load_law

GIVEN = {
    "dismissal.for_performance": True,
    "dismissal.notice": date(2005, 4, 20),
    "dismissal.notice_written": True,
    "contract.starts_on": date(2004, 7, 1),
    "executive.separated": False,
}


def verdict(on: date, rule: str = "dismissal.separation", **facts: Any) -> Any:
    law = load_law("colorado-ses")
    known = {**GIVEN, **{name.replace("__", "."): value for name, value in facts.items()}}
    return Judge(law, on).check(read_case(law, known, on=on), [rule])[0]


@pytest.mark.parametrize(
    ("on", "word", "state"),
    [
        (date(2005, 6, 29), "No separation is due", "met"),
        (date(2005, 6, 30), "Separation follows", "follows"),
    ],
)
def test_on_the_day_of_separation_the_page_says_that_it_follows(on: date, word: str, state: str) -> None:
    found = shown(verdict(on))
    assert (found.word, found.state) == (word, state)
    assert found.asks == "Is the executive to be separated on this day?"
    assert bool(found.follows.startswith("The executive is separated at the end of 30 June 2005")) is (
        state == "follows"
    )


def test_a_requirement_that_is_not_met_is_still_called_so() -> None:
    late = verdict(date(2005, 6, 30), "dismissal.notice", dismissal__notice=date(2005, 5, 1))
    assert (shown(late).word, shown(late).asks) == ("Not met", "")


def test_where_the_rule_does_not_bear_nothing_is_asked() -> None:
    found = shown(verdict(date(2005, 6, 30), dismissal__for_performance=False))
    assert (found.word, found.asks) == ("Does not bear on it", "")


def test_a_verdict_that_was_kept_before_the_question_was_reads_as_before() -> None:
    kept = verdict(date(2005, 6, 30)).model_copy(update={"asked": None})
    assert in_a_word(kept) == "Not met"
    assert in_a_word(verdict(date(2005, 6, 30)), Verdict.UNDETERMINED) == "Not known yet"


@pytest.mark.parametrize("pack", ["colorado-ses", "federal-ses"])
def test_every_rule_of_consequence_is_put_as_a_question(pack: str) -> None:
    rules = [one for one in load_law(pack).rules.values() if one.kind == "consequence"]
    assert rules
    assert all(one.asked is not None for one in rules)
