"""Formulas of measures: read once, units checked, and undetermined where something is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from meritbook.core.results.formula import FormulaError, Held, Over, Part, check_unit, circle, keys, parts, read, reckon
from meritbook.core.results.units import fits, in_words, is_share, powers


def held(**values: str) -> dict[str, Held]:
    """`late="63 returns"`: parts with their values and units; a value of `?` is missing."""
    found = {}
    for name, said in values.items():
        figure, _, unit = said.partition(" ")
        key = name.replace("_", "-")
        found[key] = Held(None, unit, f"{key} has no value.") if figure == "?" else Held(Decimal(figure), unit)
    return found


def value(text: str, unit: str, **values: str) -> Decimal | None:
    known = held(**values)
    return reckon(read(text), unit, lambda part: known[part.key]).value


@pytest.mark.parametrize(
    ("text", "unit", "gives"),
    [
        ("[late] / [opened] * 100", "%", "15"),
        ("per(1000, [late], [opened])", "returns per 1,000", "150"),
        ("[late] + [late] - [late]", "returns", "63"),
        ("[late] - ([late] - [opened])", "returns", "420"),
        ("-[late] + 2 * [opened]", "returns", "777"),
        ("[opened] / 2 / 3 {returns}", "ratio", "70"),
        ("[cost] * 1000 {$ per $ thousand} / [opened]", "$ per return", "10"),
    ],
)
def test_arithmetic_goes_by_the_rules_of_school(text: str, unit: str, gives: str) -> None:
    assert value(text, unit, late="63 returns", opened="420 returns", cost="4.2 $ thousand") == Decimal(gives)


def test_the_working_shows_the_values_with_their_units_and_only_the_parentheses_that_are_needed() -> None:
    known = held(late="63 returns", opened="1420 returns")
    found = reckon(read("(([late]) - ([opened] - [late])) * 2"), "returns", lambda part: known[part.key])
    assert found.working == "(63 returns - (1,420 returns - 63 returns)) * 2"
    assert found.value == -2588


def test_what_is_missing_leaves_it_undetermined_and_is_named_once() -> None:
    known = held(late="? returns", opened="420 returns")
    found = reckon(read("[late] / [opened] + [late] / [opened]"), "ratio", lambda part: known[part.key])
    assert (found.value, found.missing) == (None, ("late has no value.",))
    assert found.working == "? / 420 returns + ? / 420 returns"


def test_a_division_by_zero_has_no_value_and_says_so() -> None:
    known = held(late="0 returns", opened="0 returns")
    found = reckon(read("[late] / [opened]"), "ratio", lambda part: known[part.key])
    assert (found.value, found.missing) == (None, ("It divides by zero.",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "ends where something is to follow"),
        ("[late] +", "ends where something is to follow"),
        ("late / opened", "“late” is none of year, total, mean and per, at place 1"),
        ("[late] [opened]", "“\\[opened\\]” is one too many, at place 8"),
        ("[Late Returns]", "is no key of a measure, at place 1"),
        ("[late] ** 2", "“\\*” cannot be read, at place 9"),
        ("(" * 30 + "[late]" + ")" * 30, "More than 20"),
        ("1 + 2", "names no measure"),
        ("year(1)", r"year\(\) is of one measure"),
        ("per(100, [late])", "“,” is to stand where “\\)” stands"),
        ("__import__('os')", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, says: str) -> None:
    with pytest.raises(FormulaError, match=says):
        read(text)


@given(some.text(alphabet="[]ab-+*/(){}. 12,year", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = list(parts(read(text)))
    except FormulaError:
        found = None
    assert found is None or found


def test_units_that_are_added_must_be_the_same_and_the_result_that_of_the_measure() -> None:
    units = {"late": "returns", "hours": "hours", "wait": "minutes"}
    with pytest.raises(FormulaError, match=r"Hour cannot be added to return\."):
        check_unit(read("[late] + [hours]"), units, "returns")
    with pytest.raises(FormulaError, match="comes out as hour per return, and the measure is in %"):
        check_unit(read("[hours] / [late] * 100"), units, "%")
    check_unit(read("[hours] * 60 {minutes per hour} + [wait]"), units, "minutes")


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("dollars per return", "dollar per return"),
        ("$ / returns", "dollar per return"),
        ("accidents per 100,000 miles", "accident per mile"),
        ("days", "day"),
        ("ratio", "a plain number"),
        ("class", "class"),
    ],
)
def test_units_are_read_as_people_write_them(unit: str, said: str) -> None:
    assert in_words(powers(unit)) == said


def test_a_share_is_a_plain_number_and_nothing_else_is() -> None:
    assert [is_share(one) for one in ("%", "returns per 1,000", "$ per $100", "days", "miles per hour")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert fits({}, "%")
    assert not fits({}, "days")


def test_keys_are_named_once_and_sums_over_a_year_are_told_apart() -> None:
    assert keys("[late] / year([late]) + mean([wait])") == ("late", "wait")
    known = {Part("late"): Held(Decimal(2), "cases"), Part("late", Over.YEAR): Held(Decimal(8), "cases")}
    assert reckon(read("[late] / year([late])"), "ratio", known.__getitem__).value == Decimal("0.25")


def test_a_circle_is_named_by_the_way_it_takes() -> None:
    names = {"a": ("x", "b"), "b": ("c",), "c": ("a",), "x": ()}
    assert circle("a", names) == ("a", "b", "c", "a")
    assert circle("a", {"a": ("a",)}) == ("a", "a")
    assert circle("x", names) == ()


@pytest.mark.parametrize("text", ["[a] / 0", "[a] / (3 - 3)", "1 / (0 * 2) + [a]", "-([a] / -0.0)"])
def test_a_formula_that_can_never_be_worked_out_is_refused_when_it_is_written(text: str) -> None:
    with pytest.raises(FormulaError, match="come to zero"):
        read(text)


def test_a_formula_that_may_divide_by_zero_one_day_is_not_refused() -> None:
    assert read("[a] / ([b] - 3)")
