"""Surveys in the core: questions, answers, the box, the counts, and statistics against published figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from meritbook.core.results.survey import Question, Questions, SurveyAnswerError, answers_of
from meritbook.core.results.survey_results import Box, BoxedAnswer, PointCounts, SurveyResult, count
from meritbook.core.results.survey_statistics import change, newcombe, summary, wilson

POINTS = ("Not at all", "A little", "Half", "Mostly", "Wholly")
HOPE = Question(key="hope", says="I know what is expected of me.", points=POINTS)
LOAD = Question(key="load", says="I am worn out at the end of a week.", points=POINTS, good="low")
WORDS = Question(key="words", says="What would you change?", kind="text")
ALL = Questions(items=(HOPE, LOAD, WORDS))


@pytest.mark.parametrize(
    ("change_of", "told"),
    [
        ({"points": ("One",)}, "at least two points"),
        ({"points": ("Same", "Same")}, "stands twice"),
        ({"points": ("", "Much")}, "each point"),
        ({"kind": "text"}, "has no points"),
        ({"good": "middle"}, "good"),
        ({"key": "Has Space"}, "key"),
        ({"says": ""}, "says"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(change_of: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Question.model_validate({"key": "a", "says": "Well?", "points": POINTS, **change_of})


def test_a_question_stands_once_in_a_survey() -> None:
    with pytest.raises(ValidationError, match="question stands twice"):
        Questions(items=(HOPE, HOPE.model_copy(update={"key": "again"})))
    with pytest.raises(ValidationError, match="key stands twice"):
        Questions(items=(HOPE, LOAD.model_copy(update={"key": "hope"})))


def test_the_direction_says_which_end_is_favourable() -> None:
    assert HOPE.favourable == (4, 5)
    assert LOAD.favourable == (1, 2)
    assert Question(key="a", says="B", points=("No", "Yes")).favourable == (2,)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"hope": 0}, "hope"),
        ({"hope": 6}, "hope"),
        ({"hope": "four"}, "hope"),
        ({"hope": 2.5}, "hope"),
        ({"hope": True}, "hope"),
        ({"load": "١"}, "load"),
        ({"words": 4}, "words"),
        ({"words": "x" * 2_001}, "words"),
        ({"words": "bell \x07"}, "words"),
        ({"other": 1}, "other"),
        ({}, "answers"),
        ({"words": "   "}, "answers"),
    ],
)
def test_an_answer_that_does_not_fit_says_where(given: dict[str, Any], where: str) -> None:
    with pytest.raises(SurveyAnswerError) as refused:
        answers_of(ALL, given)
    assert refused.value.where == where


def test_what_is_left_out_is_not_the_middle() -> None:
    found = answers_of(ALL, {"hope": "4", "load": "", "words": ""})
    assert (found.scales, found.texts) == ({"hope": 4}, {})


def test_the_box_is_the_same_in_whatever_order_the_answers_came() -> None:
    given = [
        (answers_of(ALL, {"hope": place, "words": f"Word {place}"}), group)
        for place, group in ((5, "a"), (1, "b"), (3, "a"))
    ]
    one, other = Box(), Box()
    for answers, group in given:
        one = one.with_one(answers, group)
    for answers, group in reversed(given):
        other = other.with_one(answers, group)
    assert one == other
    assert all("Word" not in entry.model_dump_json() for entry in one.answers)


def box(**groups: list[tuple[int, ...]]) -> tuple[Box, dict[Any, str]]:
    """Answers by their group to `hope` and `load`; 0 for none."""
    answers = [
        BoxedAnswer(group=group, scales={key: at for key, at in zip(("hope", "load"), row, strict=False) if at})
        for group, rows in groups.items()
        for row in rows
    ]
    people = {n: one.group for n, one in enumerate(answers)}
    return Box(answers=tuple(answers)), people


def counted(held: Box, people: dict[Any, str], **more: Any) -> SurveyResult:
    taken = {"groups": sorted(set(people.values())), "asked": len(people), "minimum": 5, "confidence": 0.95, **more}
    return count(ALL, held, people=people, **taken)


MIXED = [(4, 2), (5, 1), (2, 4), (3, 3), (4, 2)]


def test_only_counts_are_kept_and_each_is_of_enough_people() -> None:
    found = counted(*box(a=MIXED, b=MIXED * 2, c=[(1, 5), (2, 5), (1, 4)]))
    assert [(one.groups, one.answered) for one in found.cells] == [(("b",), 10), (("a", "c"), 8)]
    hope = found.tallies[0]
    assert hope.total == PointCounts(groups=("a", "b", "c"), counts=(2, 4, 3, 6, 3))
    assert [one.counts for one in hope.cells] == [(0, 2, 2, 4, 2), (2, 2, 1, 2, 1)]


def test_a_group_of_one_mind_is_not_shown_for_that_question() -> None:
    found = counted(*box(a=[(5, 2), (5, 3), (5, 1), (5, 2), (5, 4)], b=MIXED * 2, c=MIXED * 2))
    hope, load = found.tallies
    assert [one.groups for one in load.cells] == [("a",), ("b",), ("c",)]
    # a is hidden; so that the total less b and c is not a, one of them is hidden with it.
    assert [one.groups for one in hope.cells] == [("c",)]


def test_a_question_that_few_of_a_group_answered_is_not_shown_for_it() -> None:
    found = counted(*box(a=[(4, 2), (2, 0), (3, 0), (3, 0), (3, 0)], b=MIXED * 2, c=MIXED * 3))
    load = found.tallies[1]
    assert load.total is not None
    assert load.total.n == 26
    assert [one.groups for one in load.cells] == [("c",)]


def test_fewer_than_the_minimum_leave_nothing() -> None:
    found = counted(*box(a=[(4, 2), (2, 1), (3, 3), (5, 5)]))
    assert (found.answered, found.cells, found.tallies, found.alpha, found.texts) == (None, (), (), None, {})


def test_words_are_kept_only_of_enough_people_and_only_for_the_enterprise() -> None:
    held, people = box(a=MIXED)
    few = held.model_copy(update={"texts": {"words": ("One", "Two")}})
    many = held.model_copy(update={"texts": {"words": tuple("abcde")}})
    assert counted(few, people).texts == {}
    assert counted(many, people).texts == {"words": tuple("abcde")}
    assert counted(many, people, words=False).texts == {}


def test_wilson_and_newcombe_give_the_published_figures() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), p. 867 and p. 877: 81 of 263; 56 of 70 against 48 of 80, method 10.
    one = wilson(81, 263, 0.95)
    assert (round(one.low or 0, 4), round(one.high or 0, 4)) == (0.2553, 0.3662)
    found = newcombe(wilson(56, 70, 0.95), wilson(48, 80, 0.95))
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (0.0524, 0.3339)


def test_shares_and_means_of_a_count() -> None:
    found = summary(HOPE, (0, 1, 1, 2, 1), 0.95)
    assert found.n == 5
    assert found.favourable.at == 0.6
    assert found.mean.at == pytest.approx(3.6)
    # Student's t with 4 degrees of freedom: 2.776 times 1.1402 / √5.
    assert found.mean.high == pytest.approx(3.6 + 2.7764 * 1.14018 / 5**0.5, abs=1e-4)
    alone = summary(HOPE, (0, 0, 0, 0, 1), 0.95)
    assert (alone.mean.low, alone.mean.high) == (None, None)
    assert summary(LOAD, (3, 1, 0, 0, 0), 0.95).favourable.at == 1.0


def test_a_change_inside_its_interval_is_noise() -> None:
    small = change(HOPE, (1, 2, 3, 8, 6), (1, 3, 3, 8, 5), 0.95)
    assert small.noise
    large = change(HOPE, (0, 2, 8, 50, 40), (10, 30, 30, 20, 10), 0.95)
    assert not large.noise
    assert large.favourable.at == pytest.approx(0.6)
    assert large.mean.low is not None
    assert large.mean.low > 0


def test_alpha_turns_scales_round_and_agrees_with_the_definition() -> None:
    rng = np.random.default_rng(7)
    rows = []
    for trait in rng.integers(1, 6, 60):
        hope = int(np.clip(trait + rng.integers(-1, 2), 1, 5))
        load = 6 - int(np.clip(trait + rng.integers(-1, 2), 1, 5))
        rows.append((hope, load))
    found = counted(*box(a=rows)).alpha
    assert found is not None
    table = np.array([(hope, 6 - load) for hope, load in rows])
    covariance = np.cov(table.T)
    expected = 2 / 1 * (1 - np.trace(covariance) / covariance.sum())
    assert found.alpha == pytest.approx(expected)
    assert found.low < found.alpha < found.high
    assert (found.items, found.n) == (2, 60)


def test_alpha_of_answers_that_do_not_vary_is_none() -> None:
    assert counted(*box(a=[(3, 3)] * 6)).alpha is None
