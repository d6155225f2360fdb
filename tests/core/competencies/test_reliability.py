"""Cronbach's alpha from sums, and the averages of a role: what is reported, and when it is reported anew."""

from __future__ import annotations

import numpy as np
import pytest

from meritbook.core.competencies.answers import Ratings
from meritbook.core.competencies.averages import drawn
from meritbook.core.competencies.reliability import (
    ReliabilityTold,
    alpha,
    behaviours_of,
    reliability,
    reliability_due,
)

ITEMS = ("a", "b", "c")
ROWS = [[1, 2, 1], [3, 3, 4], [5, 4, 5], [2, 2, 3], [4, 5, 4], [3, 4, 3]]


def ratings(row: list[int]) -> Ratings:
    return Ratings(places=dict(zip(ITEMS, row, strict=False)))


def test_alpha_is_that_of_the_table_of_answers() -> None:
    table = np.array(ROWS, dtype=float)
    by_hand = 3 / 2 * (1 - table.var(axis=0, ddof=1).sum() / table.sum(axis=1).var(ddof=1))
    assert alpha(ROWS) == pytest.approx(by_hand)
    found = reliability(behaviours_of(ITEMS).with_round(map(ratings, ROWS), least=6), confidence=0.95)
    assert found is not None
    assert found.alpha == pytest.approx(round(by_hand, 2))
    assert (found.items, found.n) == (3, 6)
    assert found.low < found.alpha < found.high < 1


def test_alpha_of_two_assessments_is_their_mean_each_as_often_as_it_had_raters() -> None:
    # Half of the rows turned over: (6 × first + 12 × second) / 18.
    second = [*ROWS, *([one[1], one[0], 6 - one[2]] for one in ROWS)]
    held = behaviours_of(ITEMS).with_round(map(ratings, ROWS), least=6).with_round(map(ratings, second), least=6)
    found = reliability(held, confidence=0.95)
    assert found is not None
    assert found.alpha == pytest.approx((6 * round(alpha(ROWS), 2) + 12 * round(alpha(second), 2)) / 18, abs=1e-3)
    assert (held.n, held.rounds) == (18, 2)


def test_what_is_held_of_an_assessment_is_the_same_for_sheets_that_say_otherwise() -> None:
    # 6 less each place turns every sheet over: no sum is the same, and alpha is.
    turned = [[6 - place for place in row] for row in ROWS]
    one, other = (behaviours_of(ITEMS).with_round(map(ratings, rows), least=6) for rows in (ROWS, turned))
    assert one == other
    assert set(one.plain()) == {"items", "n", "rounds", "weighted"}
    assert one.weighted == pytest.approx(6 * round(alpha(ROWS), 2))


def test_who_left_a_behaviour_out_does_not_count_and_too_few_count_for_nothing() -> None:
    nobody = behaviours_of(ITEMS)
    assert nobody.with_round([ratings([1, 2]), *map(ratings, ROWS)], least=6).n == 6
    assert nobody.with_round([ratings([1, 2]), *map(ratings, ROWS[:5])], least=6) == nobody


def test_without_two_behaviours_two_raters_or_any_difference_there_is_no_alpha() -> None:
    assert alpha([[1], [2]]) is None
    assert alpha([[1, 2, 3]]) is None
    assert alpha([[2, 2, 2]] * 4) is None
    assert alpha([]) is None
    assert reliability(behaviours_of(ITEMS), confidence=0.95) is None


def test_an_alpha_that_falls_without_end_counts_as_the_lowest() -> None:
    against = [[1, 5, 3], [5, 1, 3], [1, 5, 3], [5, 1, 3], [1, 5, 3], [5, 1, 4]]
    assert alpha(against) < -10
    assert behaviours_of(ITEMS).with_round(map(ratings, against), least=6).weighted == -6


def test_alpha_is_reported_anew_only_after_as_many_new_answers_as_the_first_needed() -> None:
    held = behaviours_of(ITEMS).with_round(map(ratings, ROWS * 5), least=6)
    assert held.n == 30
    assert reliability_due(held, None, people=30)
    assert not reliability_due(held, None, people=31)
    told = ReliabilityTold(alpha=0.8, low=0.7, high=0.9, items=3, n=1)
    assert not reliability_due(held, told, people=30)
    assert reliability_due(held, told, people=29)


def test_an_average_is_drawn_from_enough_people_and_stays_until_as_many_new_ones_came() -> None:
    first = drawn({"candour": [3.0] * 9, "thrift": [1.0, 5.0] * 5}, None, people=10)
    assert first is not None
    assert set(first.competencies) == {"thrift"}
    assert (first.competencies["thrift"].mean, first.competencies["thrift"].people) == (3.0, 10)
    assert first.competencies["thrift"].sd == pytest.approx(2.108, abs=1e-3)
    # Nine more of thrift: it stays, and candour is drawn for the first time.
    second = drawn({"candour": [2.0] * 10, "thrift": [5.0] * 19}, first, people=10)
    assert second is not None
    assert second.competencies["thrift"] == first.competencies["thrift"]
    assert second.competencies["candour"].people == 10
    assert drawn({"candour": [2.0] * 19, "thrift": [5.0] * 19}, second, people=10) is None
    third = drawn({"candour": [2.0] * 19, "thrift": [5.0] * 20}, second, people=10)
    assert third is not None
    assert third.competencies["thrift"].mean == 5.0
