"""What of a table may be shown: attacked by every sum and every difference that can be formed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meritbook.core.suppression import Cells, divide, leaks, singled_out, suppress

MINIMUM = 5


def subsets(of: Iterable[Hashable]) -> Iterator[tuple[Hashable, ...]]:
    held = list(of)
    return chain.from_iterable(combinations(held, size) for size in range(len(held) + 1))


def test_a_small_group_takes_the_smallest_other_with_it() -> None:
    found = suppress({"big": 30, "middle": 9, "small": 3}, minimum=MINIMUM)
    # 42 less 30 and 9 would be the three of the small group.
    assert found == Cells(shown=("big",), joined=("middle", "small"), total=True)


def test_two_small_groups_that_are_enough_together_hide_each_other() -> None:
    found = suppress({"big": 30, "a": 3, "b": 2}, minimum=MINIMUM)
    assert found == Cells(shown=("big",), joined=("a", "b"), total=True)


def test_exactly_the_minimum_stands_and_one_fewer_does_not() -> None:
    assert suppress({"a": 5, "b": 5}, minimum=MINIMUM).shown == ("a", "b")
    assert suppress({"a": 5, "b": 4}, minimum=MINIMUM) == Cells(shown=(), joined=("a", "b"), total=True)
    assert suppress({"a": 4}, minimum=MINIMUM) == Cells(shown=(), joined=("a",), total=False)


def test_a_minimum_of_three_works_alike() -> None:
    assert suppress({"a": 3, "b": 2, "c": 4}, minimum=3) == Cells(shown=("c",), joined=("a", "b"), total=True)


def test_groups_in_which_nobody_answered_stand_with_the_small_ones() -> None:
    found = suppress({"a": 9, "b": 3, "c": 2, "none": 0}, minimum=MINIMUM)
    assert found == Cells(shown=("a",), joined=("b", "c", "none"), total=True)
    # Where only empty groups are left, that tells nobody's answer.
    assert suppress({"a": 9, "none": 0}, minimum=MINIMUM) == Cells(shown=("a",), joined=("none",), total=True)


def test_a_group_that_answers_as_one_is_not_left_over_either() -> None:
    alike = {frozenset({"a"})}
    found = suppress({"a": 9, "b": 8, "c": 7}, minimum=MINIMUM, tells=lambda groups: groups in alike)
    assert found == Cells(shown=("b",), joined=("a", "c"), total=True)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), min_size=1), st.integers(2, 6))
def test_no_sum_or_difference_of_what_is_shown_is_a_small_group(sizes: dict[str, int], minimum: int) -> None:
    found = suppress(sizes, minimum=minimum)
    assert set(found.shown) | set(found.joined) == set(sizes)
    if not found.total:
        assert found.cells == ()
        return
    total = sum(sizes.values())
    for some in subsets(found.shown):
        taken = sum(sizes[str(one)] for one in some)
        assert taken == 0 or taken >= minimum
        assert total - taken == 0 or total - taken >= minimum


def test_somebody_who_came_to_a_group_is_not_told_by_the_difference() -> None:
    before = dict.fromkeys(range(6), "revenue")
    after = {**before, 6: "revenue"}
    assert leaks(before, after, minimum=MINIMUM) == {"revenue"}
    assert leaks(before, dict(before), minimum=MINIMUM) == frozenset()
    many = {**before, **dict.fromkeys(range(6, 11), "revenue")}
    assert leaks(before, many, minimum=MINIMUM) == frozenset()


def test_a_group_that_was_joined_otherwise_before_is_not_told_by_the_difference() -> None:
    # Three people of one group were counted with another before, and with a third one now.
    before = {**dict.fromkeys(range(6), "x"), **dict.fromkeys(range(10, 23), "yz")}
    after = {**dict.fromkeys((*range(6), 10, 11, 12), "xy"), **dict.fromkeys(range(13, 23), "z")}
    assert leaks(before, after, minimum=MINIMUM) == {"xy", "z"}


@given(
    st.dictionaries(st.integers(0, 24), st.sampled_from("abc"), max_size=25),
    st.dictionaries(st.integers(0, 24), st.sampled_from("abc"), max_size=25),
    st.integers(2, 4),
)
def test_no_sums_over_two_tables_single_out_fewer_than_the_minimum(
    first: dict[int, str], second: dict[int, str], minimum: int
) -> None:
    """The attack itself: any union of shown cells of the one, less any union of the other."""
    groups = "abc"
    was = divide(first, groups=groups, minimum=minimum)
    before = {one: was.cell_of(group) for one, group in first.items()} if was.total else {}
    now = divide(second, groups=groups, minimum=minimum, earlier=[before])
    after = {one: now.cell_of(group) for one, group in second.items()} if now.total else {}
    for mine in subsets(set(before.values())):
        for theirs in subsets(set(after.values())):
            left = _people(before, mine) ^ _people(after, theirs)
            assert not theirs or not 0 < len(left) < minimum, (mine, theirs, left)


def _people(placed: Mapping[int, Hashable], cells: tuple[Hashable, ...]) -> set[int]:
    return {one for one, cell in placed.items() if cell in cells}


def test_where_even_the_total_would_tell_nothing_is_shown() -> None:
    before = {one: frozenset({"a", "b"}) for one in range(12)}
    people = {**dict.fromkeys(range(6), "a"), **dict.fromkeys(range(6, 13), "b")}
    assert divide(people, groups="ab", minimum=MINIMUM, earlier=[before]).total is False


@pytest.mark.parametrize("came", [0, 5, 6])
def test_a_group_to_which_nobody_or_enough_came_is_shown_again(came: int) -> None:
    before = {one: frozenset({"a"}) for one in range(8)} | {one: frozenset({"b"}) for one in range(20, 28)}
    people = dict.fromkeys(range(8 + came), "a") | dict.fromkeys(range(20, 28), "b")
    assert divide(people, groups="ab", minimum=MINIMUM, earlier=[before]).shown == ("a", "b")


def _guest(who: object) -> bool:
    return str(who).startswith("guest")


def test_guests_count_as_nobody_toward_the_minimum_for_one_may_have_three_addresses() -> None:
    groups = {"somebody": "other", "guest 1": "other", "guest 2": "other"}
    assert divide(groups, groups=["other"], minimum=3).total
    assert not divide(groups, groups=["other"], minimum=3, unsure=_guest).total
    three = {**groups, "another": "other", "a third": "other"}
    assert divide(three, groups=["other"], minimum=3, unsure=_guest).shown == ("other",)


def test_guests_who_came_make_up_for_nobody_who_left() -> None:
    stay = dict.fromkeys(("a", "b", "c"), "cell")
    before = {**stay, "left": "cell", **dict.fromkeys(("guest 1", "guest 2"), "cell")}
    after = {**stay, **dict.fromkeys(("guest 4", "guest 5", "guest 6"), "cell")}
    # By name three left and three came; the guests may be the same two people, and then one left.
    assert leaks(before, after, minimum=3) == frozenset()
    assert leaks(before, after, minimum=3, unsure=_guest) == {"cell"}
    assert leaks(before, before, minimum=3, unsure=_guest) == frozenset()


def test_three_tables_tell_together_what_no_two_of_them_do() -> None:
    first, second, third = (dict.fromkeys(who, "all") for who in ("abcd", "cdef", "aceg"))
    for one, other in combinations((first, second, third), 2):
        assert leaks(one, other, minimum=2) == frozenset()
    # Of the seven no two stood in the same tables.
    assert singled_out([first, second], third, minimum=2) == {"all"}
    assert not divide(dict.fromkeys("aceg", "peer"), groups=["peer"], minimum=2, earlier=[first, second]).total


def test_a_third_table_of_the_same_people_tells_nothing_new() -> None:
    same = dict.fromkeys("abcd", "all")
    assert singled_out([same, same], same, minimum=3) == frozenset()
    two_more = {**same, **dict.fromkeys("efg", "all")}
    assert singled_out([same, two_more], same, minimum=3) == frozenset()
