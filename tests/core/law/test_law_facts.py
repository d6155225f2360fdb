"""Facts of a case: taken as they were given, or refused with their place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.law.making import ON, decimal, law_with, write
from meritbook.core.errors import MeritbookError
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.law import load_law, read_law

RANGE = "It should be a number in m from 0 to 1,000,000,000."


@pytest.mark.parametrize(
    ("facts", "says", "where"),
    [
        ({"boat.lenght": 1}, "made-up knows no fact “boat.lenght”.", "line 3"),
        ({"boat": {"lenght": 1}}, "made-up knows no fact “boat.lenght”.", "line 3"),
        ({"boat": 1}, "made-up knows no fact “boat”.", "line 3"),
        ({"bo": {"length": 1}}, "made-up knows no fact “bo”.", "line 3"),
        ({"boat.length": 1, "boat": {"length": 1}}, "The fact is given twice.", "line 3: boat.length"),
        ({"boat.length": "10"}, "It should be a number in m.", "line 3: boat.length"),
        ({"boat.length": True}, "It should be a number in m.", "line 3: boat.length"),
        ({"boat.length": -1}, RANGE, "line 3: boat.length"),
        ({"boat.length": 10**9 + 1}, RANGE, "line 3: boat.length"),
        ({"boat.length": decimal("Infinity")}, RANGE, "line 3: boat.length"),
        ({"boat.length": decimal("10.05")}, "It has more than 1 decimal places.", "line 3: boat.length"),
        ({"boat.length": 10.05}, "It has more than 1 decimal places.", "line 3: boat.length"),
        ({"boat.sails": 1}, "It should be true or false.", "line 3: boat.sails"),
        ({"boat.built_on": "1 June 2020"}, "“1 June 2020” is not a day, such as 2005-06-30.", "line 3: boat.built_on"),
        (
            {"boat.built_on": "1899-12-31"},
            "It should be a day from 1900 to 2199, such as 2005-06-30.",
            "line 3: boat.built_on",
        ),
        ({"boat.inspected": 5}, "It should be a day from 1900 to 2199, such as 2005-06-30.", "line 3: boat.inspected"),
        ({"boat.harbor": "east"}, "It should be one of: north, south.", "line 3: boat.harbor"),
        ({"boat.harbor": ["north"]}, "It should be one of: north, south.", "line 3: boat.harbor"),
        ({"boat.marks": 1}, "It should be a list of at most 60 numbers.", "line 3: boat.marks"),
        ({"boat.marks": [1] * 61}, "It should be a list of at most 60 numbers.", "line 3: boat.marks"),
        ({"boat.marks": [1, 1.5]}, "It has more than 0 decimal places.", "line 3: boat.marks"),
        (
            {"boat.length": {"value": 1}},
            "A value with a term has the keys value, starts_on and, where it ends, ends_before.",
            "line 3: boat.length",
        ),
        (
            {"boat.length": {"value": 1, "starts_on": "soon"}},
            "“soon” is not a day, such as 2005-06-30.",
            "line 3: boat.length",
        ),
        (
            {"boat.length": {"value": 1, "starts_on": "2020-01-01", "ends_before": "2020-01-01"}},
            "A term must end after it starts.",
            "line 3: boat.length",
        ),
        (
            {"boat.length": [{"value": 1, "starts_on": "2020-01-01"}, {"value": 2, "starts_on": "2020-02-01"}]},
            "Two values hold on 2020-02-01.",
            "line 3: boat.length",
        ),
    ],
)
def test_a_fact_that_cannot_be_is_refused_with_its_place(
    tmp_path: Path, facts: dict[str, Any], says: str, where: str
) -> None:
    law = read_law(write(tmp_path))
    with pytest.raises(MeritbookError) as caught:
        read_case(law, facts, on=ON, where="line 3")
    assert (caught.value.message, caught.value.where) == (says, where)
    with pytest.raises(MeritbookError) as caught:
        read_case(law, facts, on=ON)
    assert caught.value.where == where.removeprefix("line 3").removeprefix(": ")
    unknown = {"fact": says.split("“")[1].split("”")[0], "pack": "made-up"} if "knows no fact" in says else {}
    assert caught.value.details == unknown


@pytest.mark.parametrize(
    ("name", "given", "shown"),
    [
        ("boat.length", 0, "0 m"),
        ("boat.length", 10**9, "1,000,000,000 m"),
        ("boat.length", 10.1, "10.1 m"),
        ("boat.built_on", "1900-01-01", "1 January 1900"),
        ("boat.built_on", date(2199, 12, 31), "31 December 2199"),
        ("boat.inspected", date(2020, 6, 1), "1 June 2020"),
        ("boat.inspected", date(2020, 6, 2), "not yet"),
        ("boat.inspected", False, "not yet"),
        ("boat.inspected", True, "yes, day unknown"),
        ("boat.inspected", None, "unknown"),
        ("boat.marks", [0, None, 10], "[0, unknown, 10]"),
        ("boat.marks", [1] * 60, f"[{', '.join(['1'] * 60)}]"),
        ("boat.marks", [], "[]"),
        ("boat.marks", None, "unknown"),
        ("boat.harbor", "south", "south"),
        ("boat.sails", False, "no"),
        ("boat.length", {"value": 3, "starts_on": "2020-06-01", "ends_before": "2020-06-02"}, "3 m"),
        ("boat.length", {"value": 3, "starts_on": "2020-06-01", "ends_before": None}, "3 m"),
        ("boat.length", {"value": None, "starts_on": "2020-06-01"}, "unknown"),
    ],
)
def test_a_fact_is_taken_as_it_was_given(tmp_path: Path, name: str, given: Any, shown: str) -> None:
    law = read_law(write(tmp_path))
    case = read_case(law, {name: given}, on=ON, label="the Heron")
    assert (case.label, read_case(law, {}, on=ON).label) == ("the Heron", "")
    facts = {fact.name: fact.shown for fact in Judge(law, ON).check(case)[0].facts}
    assert facts == {**dict.fromkeys(facts, "unknown"), name: shown}


@pytest.mark.parametrize(("given", "taken"), [("2.9", False), ("3", True), ("30", True), ("30.1", False)])
def test_a_number_is_taken_within_the_range_of_its_fact(tmp_path: Path, given: str, taken: bool) -> None:
    law = law_with(tmp_path, "facts.toml", "places = 1\n", "places = 1\nleast = 3\nmost = 30\n")
    if taken:
        assert read_case(law, {"boat.length": decimal(given)}, on=ON).facts == {"boat.length": decimal(given) * 10}
        return
    with pytest.raises(MeritbookError) as caught:
        read_case(law, {"boat.length": decimal(given)}, on=ON)
    assert caught.value.message == "It should be a number in m from 3 to 30."


@pytest.mark.parametrize("given", [["luck"], "budget", ["budget", 1], 5])
def test_of_several_rows_only_a_list_of_those_of_the_table_is_taken(given: Any) -> None:
    with pytest.raises(MeritbookError) as caught:
        read_case(load_law("colorado-ses"), {"pay.recorded_grounds": given}, on=ON)
    assert caught.value.message.startswith("It should be a list of: performance, ")
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("ratings", "verdict"),
    [
        # One that is not known may be low, but not twice.
        ([None, 3, 3, 3, 3], "met"),
        ([None, None, 3, 3, 3], "undetermined"),
        ([1, None, 3, 3, 3], "undetermined"),
        ([1, None, 1], "not_met"),
        ([1, 3, 3, 3, 3, None], "met"),
        (None, "undetermined"),
        ([], "met"),
    ],
)
def test_a_rating_that_is_not_known_counts_both_ways_and_once(ratings: list[int | None] | None, verdict: str) -> None:
    law, on = load_law("federal-ses"), date(2015, 4, 1)
    case = read_case(law, {"executive.is_career": True, "executive.final_ratings": ratings}, on=on)
    assert Judge(law, on).check(case, ["removal.two_unsatisfactory"])[0].verdict.value == verdict
