"""Risks in aggregate: what is told of them where some counts are so small that one could be told from others."""

from __future__ import annotations

import pytest

from meritbook.core.results.risks_told import RisksTold, counted, hidden


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ({"a": 5, "b": 3, "c": 0}, set()),
        ({"a": 5, "b": 1, "c": 0}, {"a", "b"}),
        ({"a": 9, "b": 4, "c": 2}, {"b", "c"}),
        ({"a": 9, "b": 4, "c": 1, "d": 1}, {"b", "c", "d"}),
        ({"a": 9, "b": 4, "c": 1, "d": 2}, {"c", "d"}),
        ({"a": 9, "b": 4, "c": 2, "d": 2}, {"b", "c", "d"}),
    ],
)
def test_a_count_below_three_stands_with_so_many_others_that_it_does_not_follow(
    counts: dict[str, int], kept: set[str]
) -> None:
    assert hidden(counts) == kept
    told = counted(counts, "Others together")
    assert sum(one.count for one in told) == sum(counts.values())
    assert all(one.count >= 3 for one in told)


def test_counts_that_are_told_keep_their_order_and_the_rest_stands_last() -> None:
    told = counted({"open": 4, "accepted": 1, "treated": 3, "watched": 7}, "Others together")
    assert [(one.called, one.count) for one in told] == [("open", 4), ("watched", 7), ("Others together", 4)]


def test_how_risks_stand_to_the_appetite_is_said_without_the_counts_that_are_too_small() -> None:
    every = RisksTold(total=12, told_apart=True, within=5, above=4, undetermined=3)
    assert every.sentence == "12 risks are not closed: 5 within the appetite, 4 above it, and of 3 it is not known."
    some = RisksTold(total=8, told_apart=True, within=5, above=None, undetermined=None)
    assert some.sentence == (
        "8 risks are not closed: 5 within the appetite, and 3 are above it or not known, "
        "which is not told apart where fewer than three are one of these."
    )
    none = RisksTold(total=3, told_apart=True, within=None, above=None, undetermined=None)
    assert none.sentence.startswith("3 risks are not closed: 3 are within the appetite or above it or not known")
    assert RisksTold(total=None, told_apart=False).sentence.startswith("Fewer than three risks are on record")
