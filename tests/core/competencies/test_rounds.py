"""What a competency that somebody left out tells beside another round: attacked by every sum and difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rater_world as world
from meritbook.core.competencies.answers import BoxedRating, RaterGroup, RatingBox, ratings_of
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.competencies.result import AssessmentResult, Spread
from meritbook.core.competencies.rounds import EarlierRound
from meritbook.core.competencies.tally import tally
from meritbook.core.suppression import leaks, singled_out
from meritbook.core.values import digest

MODEL = world.model_of()
ROLE = "executive"
NAMES = ("candour", "thrift")
Sheet = tuple[str, Mapping[str, int]]
"""A group, and the place that somebody in it gave both behaviours of each competency that they rated."""
Round = Mapping[str, Sheet]
"""The sheets of those who answered, by their names."""


def held(
    sheets: Round,
    *earlier: EarlierRound,
    model: CompetencyModel = MODEL,
    guests: str = "",
) -> tuple[AssessmentResult, EarlierRound]:
    """What is told of a round beside those before, and the round as one of those before for the next."""
    answers = []
    for who, (group, rated) in sheets.items():
        said = {one.key: rated[key] for key in rated for one in _competency(model, key).behaviours[ROLE]}
        ratings = ratings_of(model, ROLE, said, {}, partly=True)
        answers.append(BoxedRating(group=RaterGroup(group), rater=None, receipt=digest([who]), ratings=ratings))
    people = {who: group for who, (group, _) in sheets.items()}
    result = tally(
        model, ROLE, RatingBox(answers=tuple(answers)), people=people, groups=sorted(set(people.values())),
        asked=len(people), minimum=3, confidence=0.95, earlier=earlier, unsure=lambda who: who in guests, names={},
    )  # fmt: skip
    return result, EarlierRound(people=people, result=result, same_model=model.key == MODEL.key)


def _competency(model: CompetencyModel, key: str) -> Any:
    found = model.competency(key)
    assert found is not None
    return found


def peers(names: str, *, without: str = "", place: int = 3) -> dict[str, Sheet]:
    """Peers who rate candour, but those `without` it, and all of whom rate thrift."""
    return {
        who: ("peer", {"thrift": place} if who in without else {"candour": place, "thrift": place}) for who in names
    }  # fmt: skip


def number(result: AssessmentResult, key: str = "candour") -> int | None:
    found = result.competency(key)
    assert found is not None
    return None if found.others is None else found.others.n


def test_by_two_rounds_of_the_same_four_the_mark_of_who_left_it_out_once_would_be_had() -> None:
    """Ann gave 2, Bea, Cid and Dan 4: 14 / 4 = 3.5. A year later Ann left candour out: 12 / 3 = 4.0. Whoever holds
    both reckons 4 × 3.5 less 3 × 4.0, which is 2.
    """
    marks = {"Ann": 2, "Bea": 4, "Cid": 4, "Dan": 4}
    first: Round = {who: ("peer", {"candour": mark, "thrift": mark}) for who, mark in marks.items()}
    second: Round = {**first, "Ann": ("peer", {"thrift": 2})}
    one, before = held(first)
    alone, _ = held(second)
    spreads = [found.others for result in (one, alone) if (found := result.competency("candour"))]
    assert [(each.n, each.mean) for each in spreads if each] == [(4, 3.5), (3, 4.0)]
    # Beside the first round it is not told; thrift, which all four rated, is.
    beside, _ = held(second, before)
    assert (number(beside), number(beside, "thrift")) == (None, 4)
    assert beside.answered == 4
    assert all(found.others is None for found in beside.behaviours if found.competency == "candour")


def test_it_makes_no_difference_in_which_of_the_two_rounds_somebody_left_it_out() -> None:
    _, before = held(peers("abcd", without="a"))
    assert number(held(peers("abcd"), before)[0]) is None
    # Nor that as many left it out both times: they may be two others, and each of the two knows their own mark.
    assert number(held(peers("abcd", without="a"), before)[0]) is None
    assert number(held(peers("abcd", without="b"), before)[0]) is None


def test_where_as_many_as_the_minimum_left_it_out_for_certain_it_is_told() -> None:
    _, before = held(peers("abcdefgh"))
    assert number(held(peers("abcdefgh", without="abc"), before)[0]) == 5
    assert number(held(peers("abcdefgh", without="ab"), before)[0]) is None
    _, short = held(peers("abcdefgh", without="abc"))
    assert number(held(peers("abcdefgh"), short)[0]) == 8


def test_who_came_and_who_left_hide_who_left_it_out_only_where_they_are_enough_whoever_it_was() -> None:
    _, before = held(peers("abcdefg"))
    # Four came and one left it out: three at least are new in it. Of two who left it out both may be new.
    assert number(held(peers("abcdefghijk", without="k"), before)[0]) == 10
    assert number(held(peers("abcdefghijk", without="jk"), before)[0]) is None
    # With nobody in common there is nothing to take away.
    assert number(held(peers("hijk", without="k"), before)[0]) == 3
    assert number(held(peers("defghijklm"), before)[0]) == 10


def test_a_round_of_which_a_competency_was_not_told_stands_in_nobodys_way() -> None:
    result, before = held(peers("abcd", without="ab"))
    assert number(result) is None
    assert number(held(peers("abcd", without="a"), before)[0]) == 3


def test_the_same_behaviours_under_another_competency_and_any_of_another_model_count_as_asked_before() -> None:
    _, before = held(peers("abcd"))
    plain = MODEL.model_dump()
    plain["competencies"][0]["key"] = "honesty"
    renamed = CompetencyModel.model_validate(plain)
    sheets: Round = {who: ("peer", {"honesty": 3, "thrift": 3} if who != "a" else {"thrift": 3}) for who in "abcd"}
    assert number(held(sheets, model=renamed)[0], "honesty") == 3
    assert number(held(sheets, before, model=renamed)[0], "honesty") is None
    # Of the same model what stands under another key and in other words is something else.
    fresh = {**plain, "competencies": [dict(one) for one in plain["competencies"]]}
    fresh["competencies"][0]["behaviours"] = {ROLE: [{"key": "honest", "says": "Says what is so."}]}
    assert number(held(sheets, before, model=CompetencyModel.model_validate(fresh))[0], "honesty") == 3
    assert number(held(sheets, before._replace(same_model=False), model=CompetencyModel.model_validate(fresh))[0],
                  "honesty") is None  # fmt: skip


def test_a_guest_makes_no_way_wider() -> None:
    _, before = held(peers("abcdef"))
    grown = peers("abcdefghij", without="a")
    assert number(held(grown, before)[0]) == 9
    # Where one of the four who came is a guest, who may be anybody, only two for certain are new in it.
    assert number(held(grown, before, guests="j")[0]) is None


def test_where_guests_may_be_those_who_left_it_out_it_is_told_only_for_more_than_they_are() -> None:
    everybody = dict.fromkeys(("g1", "g2", "g3", *"abcdef"), "x")

    def told(left: int, unsure: str) -> bool:
        short: Any = ({"x": left}, {})
        return not leaks(everybody, everybody, minimum=3, unsure=lambda who: who[0] in unsure, short=short)

    # Of nine the three who left it out may all be guests; of five two for certain are people, of six three.
    assert [told(left, "g") for left in (0, 3, 5, 6)] == [True, False, False, True]
    assert told(3, "")


@pytest.mark.parametrize("short", [({"x": 1}, {}), ({}, {"y": 1}), ({"x": 2}, {"y": 2}), ({"x": 3}, {"y": 1})])
def test_ways_that_may_hold_one_are_narrow_whoever_left_it_out(short: Any) -> None:
    before, after = dict.fromkeys(range(9), "x"), dict.fromkeys(range(9), "y")
    assert leaks(before, after, minimum=3) == frozenset()
    assert leaks(before, after, minimum=3, short=short) == {"y"}


def test_ways_that_hold_the_minimum_whoever_left_it_out_are_wide() -> None:
    before, after = dict.fromkeys(range(9), "x"), dict.fromkeys(range(9), "y")
    assert leaks(before, after, minimum=3, short=({"x": 3}, {})) == frozenset()
    assert leaks(before, after, minimum=3, short=({}, {"y": 4})) == frozenset()
    # Nine less seven are two who rated it both times.
    assert leaks(before, after, minimum=3, short=({}, {"y": 7})) == {"y"}


def test_of_three_rounds_none_may_be_short_where_the_same_people_stand() -> None:
    one = dict.fromkeys(range(6), "x")
    assert singled_out([one, one], one, minimum=3, short=[{}, {}, {}]) == frozenset()
    assert singled_out([one, one], one, minimum=3, short=[{}, {"x": 3}, {}]) == {"x"}


SHEET = st.tuples(
    st.sampled_from(("peer", "report")),
    st.fixed_dictionaries({}, optional={key: st.just(3) for key in NAMES}),
)
SHEETS = st.dictionaries(st.sampled_from("abcdefghij"), SHEET, min_size=3)
MOSTLY = st.builds(
    lambda who, out, moved: {
        one: ("report" if one in moved else "peer", {"thrift": 3} if one in out else dict.fromkeys(NAMES, 3))
        for one in who
    },
    st.sampled_from(("abcdefghij", "abcdef", "abcdefg", "defghij", "abcdefghi")),
    st.sets(st.sampled_from("abcdefghij"), max_size=4),
    st.sets(st.sampled_from("efghij"), max_size=4),
)
"""Rounds in which most people are the same, rate the same and stand in the same group, so that something is told."""


def counted(sheets: Round, result: AssessmentResult, key: str) -> Iterator[frozenset[str]]:
    """Who in fact is counted in each figure that is told of a competency."""
    found = result.competency(key)
    assert found is not None
    spreads: list[Spread] = [*found.cells, *([found.others] if found.others else [])]
    for one in spreads:
        who = frozenset(name for name, (group, rated) in sheets.items() if group in one.groups and key in rated)
        assert len(who) == one.n
        yield who


def smallest_left_over(figures: Sequence[frozenset[str]]) -> int:
    """Of how few people anything is that can be had by adding figures up and taking them from each other."""
    everybody = sorted(frozenset[str]().union(*figures))
    least = len(everybody)
    for signs in product((-1, 0, 1), repeat=len(figures)):
        weights = {who: sum(sign for sign, one in zip(signs, figures, strict=True) if who in one) for who in everybody}
        left = sum(weight != 0 for weight in weights.values())
        least = min(least, left) if left else least
    return least


@settings(max_examples=300)
@given(st.lists(st.one_of(MOSTLY, SHEETS), min_size=2, max_size=3))
def test_no_sum_or_difference_of_what_is_told_in_any_rounds_is_of_fewer_than_the_minimum(rounds: list[Round]) -> None:
    for key in NAMES:
        before: list[EarlierRound] = []
        figures: list[frozenset[str]] = []
        for sheets in rounds:
            result, one = held(sheets, *before)
            before.append(one)
            figures += counted(sheets, result, key)
        distinct = sorted(set(figures), key=sorted)[:7]
        assert not distinct or smallest_left_over(distinct) >= 3


def test_the_attack_of_the_property_finds_one_where_rounds_are_not_held_against_each_other() -> None:
    first, second = peers("abcd"), peers("abcd", without="a")
    figures = [who for one in (first, second) for who in counted(one, held(one)[0], "candour")]
    assert smallest_left_over(figures) == 1
