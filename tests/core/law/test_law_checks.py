"""Checks: arithmetic that is exact, logic of three values, events and lists, and what each says is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.law.making import ON, checked, decimal, law_with, write
from meritbook.core.errors import MeritbookError
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.law import read_law

M, N, U = "met", "not_met", "undetermined"
LENGTH = {"boat.length": decimal("10.0")}


@pytest.mark.parametrize(
    ("check", "facts", "verdict"),
    [
        ("boat.length <= boat.longest", {"boat.length": decimal("10.0")}, M),
        ("boat.length <= boat.longest", {"boat.length": decimal("10.1")}, N),
        ("boat.length <= boat.longest", {}, U),
        ("boat.length < boat.longest", LENGTH, N),
        ("boat.length >= boat.longest", LENGTH, M),
        ("boat.length > boat.longest", LENGTH, N),
        ("boat.length == boat.longest", LENGTH, M),
        ("boat.length != boat.longest", LENGTH, N),
        ("boat.length + boat.length == boat.longest + boat.longest", LENGTH, M),
        ("boat.length - boat.longest < boat.longest", LENGTH, M),
        ("boat.length * 3 == boat.longest * 3", LENGTH, M),
        ("boat.length // boat.longest == 1", {"boat.length": decimal("19.9")}, M),
        ("boat.length // boat.longest == 2", {"boat.length": decimal("20.0")}, M),
        ("ceiling(boat.length, boat.longest) == 2", {"boat.length": decimal("10.1")}, M),
        ("ceiling(boat.length, boat.longest) == 1", {"boat.length": decimal("10.0")}, M),
        ("min(boat.length, boat.longest) == boat.length", {"boat.length": decimal("9.9")}, M),
        ("max(boat.length, boat.longest) == boat.length", {"boat.length": decimal("10.1")}, M),
        ("boat.longest <= boat.length <= boat.longest", LENGTH, M),
        ("boat.longest < boat.length <= boat.longest", LENGTH, N),
        # three values
        ("boat.sails or boat.length <= boat.longest", {"boat.sails": True}, M),
        ("boat.sails or boat.length <= boat.longest", {"boat.sails": False}, U),
        ("boat.sails and boat.length <= boat.longest", {"boat.sails": False}, N),
        ("boat.sails and boat.length <= boat.longest", {"boat.sails": True}, U),
        ("not boat.sails", {}, U),
        ("not boat.sails", {"boat.sails": False}, M),
        ("boat.sails if boat.length <= boat.longest else boat.sails", {"boat.sails": True}, M),
        ("boat.sails if boat.length <= boat.longest else not boat.sails", {"boat.sails": True}, U),
        ("boat.sails if boat.length <= boat.longest else not boat.sails", {"boat.sails": True, **LENGTH}, M),
        ("(boat.length if boat.sails else boat.length) == boat.longest", LENGTH, M),
        ("(boat.length if boat.sails else boat.longest) == boat.longest", {"boat.length": decimal("9.0")}, U),
        ("(boat.length if boat.sails else boat.longest) == boat.longest", {"boat.sails": False}, M),
        ("(boat.length if boat.sails else boat.longest) == boat.longest", {"boat.sails": True}, U),
        ("(boat.longest if boat.sails else boat.length) == boat.longest", {"boat.sails": False}, U),
        ("(boat.longest if boat.sails else boat.length) == boat.longest", {"boat.sails": True}, M),
        # tables
        ("holds(boat.harbor, 'coast.harbors')", {"boat.harbor": "north"}, M),
        ("holds(boat.harbor, 'coast.harbors')", {"boat.harbor": "south"}, N),
        ("boat.harbor == 'south'", {"boat.harbor": "south"}, M),
        ("'south' != boat.harbor", {"boat.harbor": "south"}, N),
        # lists
        ("all_between(boat.marks, mark.least, mark.least)", {"boat.marks": []}, M),
        ("all_between(boat.marks, mark.least, mark.least)", {"boat.marks": [1, 1]}, M),
        ("all_between(boat.marks, mark.least, mark.least)", {"boat.marks": [1, None]}, U),
        ("all_between(boat.marks, mark.least, mark.least)", {"boat.marks": [2, None]}, N),
        ("all_between(boat.marks, mark.least, mark.least)", {"boat.marks": [0]}, N),
        ("often_low(boat.marks, mark.least, mark.least, mark.least)", {"boat.marks": [1, 5]}, M),
        ("often_low(boat.marks, mark.least, mark.least, mark.least)", {"boat.marks": [5, 1]}, N),
        ("often_low(boat.marks, mark.least, mark.least, mark.least)", {"boat.marks": [None, 1]}, U),
        ("often_low(boat.marks, mark.least, mark.least, mark.least)", {"boat.marks": []}, N),
        ("length(boat.marks) >= length(boat.marks)", {"boat.marks": [None]}, M),
        ("length(boat.marks) >= length(boat.marks)", {}, U),
        # events: the day of the check is 1 June 2020
        ("happened(boat.inspected)", {"boat.inspected": "2020-06-01"}, M),
        ("happened(boat.inspected)", {"boat.inspected": "2020-06-02"}, N),
        ("happened(boat.inspected)", {"boat.inspected": True}, M),
        ("happened(boat.inspected)", {}, U),
        ("by(boat.inspected, boat.built_on)", {"boat.inspected": True, "boat.built_on": "2020-06-01"}, M),
        ("by(boat.inspected, boat.built_on)", {"boat.inspected": True, "boat.built_on": "2020-05-31"}, U),
        ("by(boat.inspected, boat.built_on)", {"boat.inspected": False}, U),
        ("by(boat.inspected, boat.built_on)", {"boat.built_on": "2020-05-31"}, U),
        ("not_before(boat.inspected, boat.built_on)", {"boat.inspected": False}, M),
        ("not_before(boat.inspected, boat.built_on)", {"boat.inspected": True, "boat.built_on": "2020-06-01"}, U),
        ("not_before(boat.inspected, boat.built_on)", {"boat.inspected": True, "boat.built_on": "2020-06-02"}, N),
        ("not_before(boat.inspected, boat.built_on)", {"boat.built_on": "2020-06-02"}, U),
        ("day_of(boat.inspected) <= today", {"boat.inspected": "2020-05-01"}, M),
        ("day_of(boat.inspected) <= today", {"boat.inspected": True}, U),
        ("boat.built_on < today", {"boat.built_on": "2020-06-01"}, N),
        (
            "days_between(boat.built_on, today) == days_between(boat.built_on, today)",
            {"boat.built_on": "2020-01-01"},
            M,
        ),
    ],
)
def test_a_check_says(tmp_path: Path, check: str, facts: dict[str, Any], verdict: str) -> None:
    assert checked(tmp_path, check, facts).verdict.value == verdict


def test_only_what_bears_on_the_answer_is_missing(tmp_path: Path) -> None:
    one = checked(tmp_path, "boat.sails and (boat.length <= boat.longest or happened(boat.inspected))", LENGTH)
    assert [missing.about for missing in one.missing] == ["boat.sails"]
    assert one.missing[0].ask == "executive"


def test_of_two_branches_only_the_chosen_one_is_asked_for(tmp_path: Path) -> None:
    check = "happened(boat.inspected) if boat.sails else boat.length <= boat.longest"
    assert [one.about for one in checked(tmp_path, check, {"boat.sails": True}).missing] == ["boat.inspected"]
    assert [one.about for one in checked(tmp_path, check, {"boat.sails": False}).missing] == ["boat.length"]
    asked = {one.about for one in checked(tmp_path, check, {}).missing}
    assert asked == {"boat.sails", "boat.inspected", "boat.length"}


def test_a_verdict_carries_its_figures_and_its_other_reading(tmp_path: Path) -> None:
    one = checked(tmp_path, "boat.length <= boat.longest", {"boat.length": decimal("11.5")})
    assert [(line.figures, line.gives) for line in one.working] == [("11.5 <= 10", "no")]
    assert one.sentence == "It is longer than 10 m."
    assert one.cure == "Saw off 11.5 m."
    (reading,) = one.readings
    assert (reading.under, reading.other.value, reading.other_sentence) == ("taken", "met", "It is short.")


def test_the_other_reading_can_be_taken(tmp_path: Path) -> None:
    one = checked(
        tmp_path,
        "boat.length <= boat.longest",
        {"boat.length": decimal("12.5")},
        alternatives=frozenset(["with-bowsprit"]),
    )
    assert one.verdict.value == "met"
    assert (one.readings[0].under, one.readings[0].other.value) == ("alternative", "not_met")


def test_a_simulation_says_that_it_is_one(tmp_path: Path) -> None:
    one = checked(tmp_path, "boat.length <= boat.longest", {"boat.length": 20}, changed={"boat.longest": decimal("20")})
    assert one.verdict.value == "met"
    assert one.parameters[0].changed
    assert any("simulation" in caution for caution in one.cautions)


@pytest.mark.parametrize("name", ["boat.width", "boat.length", "with-bowsprit"])
def test_only_a_number_of_the_law_can_be_changed(tmp_path: Path, name: str) -> None:
    with pytest.raises(MeritbookError) as caught:
        checked(tmp_path, "boat.sails", {}, changed={name: decimal("1")})
    assert caught.value.code == "law.unknown_parameter"


@pytest.mark.parametrize("value", ["0", "-1", "1000000", "1.234", "NaN"])
def test_a_number_is_changed_within_bounds(tmp_path: Path, value: str) -> None:
    with pytest.raises(MeritbookError, match=r"with at most 1 decimal places"):
        checked(tmp_path, "boat.sails", {}, changed={"boat.longest": decimal(value)})


@pytest.mark.parametrize(
    ("on", "caution"),
    [
        (date(2019, 12, 31), "lies outside"),
        (date(2020, 1, 1), ""),
        (date(2020, 12, 31), ""),
        (date(2021, 1, 1), "lies outside"),
        (date(2026, 1, 2), "last checked on 1 January 2026"),
    ],
)
def test_a_day_outside_what_is_known_carries_a_caution_and_strict_mode_refuses_it(
    tmp_path: Path, on: date, caution: str
) -> None:
    law = read_law(write(tmp_path))
    assert any(caution in one for one in Judge(law, on).cautions) == bool(caution)
    if caution:
        with pytest.raises(MeritbookError) as caught:
            Judge(law, on, strict=True)
        assert caught.value.code == "law.not_known_on_day"
    else:
        assert Judge(law, on, strict=True).cautions == ()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"boat.lenght": 1}, "law.unknown_fact"),
        ({"boat": {"lenght": 1}}, "law.unknown_fact"),
        ({"boat": 1}, "law.unknown_fact"),
        ({"boat.length": "10"}, "law.fact_invalid"),
        ({"boat.length": True}, "law.fact_invalid"),
        ({"boat.length": decimal("10.05")}, "law.fact_invalid"),
        ({"boat.length": -1}, "law.fact_invalid"),
        ({"boat.length": 10**10}, "law.fact_invalid"),
        ({"boat.length": decimal("NaN")}, "law.fact_invalid"),
        ({"boat.length": 1, "boat": {"length": 1}}, "law.fact_invalid"),
        ({"boat.sails": 1}, "law.fact_invalid"),
        ({"boat.sails": "yes"}, "law.fact_invalid"),
        ({"boat.built_on": "1 June 2020"}, "law.fact_invalid"),
        ({"boat.built_on": "1899-12-31"}, "law.fact_invalid"),
        ({"boat.built_on": "2200-01-01"}, "law.fact_invalid"),
        ({"boat.built_on": True}, "law.fact_invalid"),
        ({"boat.inspected": "soon"}, "law.fact_invalid"),
        ({"boat.harbor": "east"}, "law.fact_invalid"),
        ({"boat.harbor": ["north"]}, "law.fact_invalid"),
        ({"boat.marks": 1}, "law.fact_invalid"),
        ({"boat.marks": [1.5]}, "law.fact_invalid"),
        ({"boat.marks": [1] * 61}, "law.fact_invalid"),
        ({"boat.length": {"value": 1}}, "law.fact_invalid"),
        ({"boat.length": {"value": 1, "starts_on": "2020-01-01", "until": "x"}}, "law.fact_invalid"),
        ({"boat.length": {"value": 1, "starts_on": "2020-01-01", "ends_before": "2020-01-01"}}, "law.fact_invalid"),
        (
            {"boat.length": [{"value": 1, "starts_on": "2020-01-01"}, {"value": 2, "starts_on": "2020-02-01"}]},
            "law.fact_invalid",
        ),
    ],
)
def test_a_fact_that_cannot_be_is_refused(tmp_path: Path, facts: dict[str, Any], code: str) -> None:
    law = read_law(write(tmp_path))
    with pytest.raises(MeritbookError) as caught:
        read_case(law, facts, on=ON)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (date(2020, 2, 29), U),  # before the first term
        (date(2020, 3, 1), M),
        (date(2020, 3, 31), M),
        (date(2020, 4, 1), N),  # the longer boat
        (date(2020, 5, 1), U),  # after the last term
    ],
)
def test_a_fact_with_terms_counts_on_the_days_of_its_term(tmp_path: Path, on: date, verdict: str) -> None:
    facts = {
        "boat.length": [
            {"value": decimal("10.1"), "starts_on": "2020-04-01", "ends_before": "2020-05-01"},
            {"value": 10, "starts_on": "2020-03-01", "ends_before": "2020-04-01"},
        ]
    }
    one = checked(tmp_path, "boat.length <= boat.longest", facts, on=on)
    assert one.verdict.value == verdict
    assert bool(one.missing) == (verdict == U)
    assert all("given with a term" in missing.question for missing in one.missing)


def test_null_is_unknown_like_what_is_absent(tmp_path: Path) -> None:
    assert checked(tmp_path, "boat.sails", {"boat.sails": None}).missing[0].about == "boat.sails"


def test_advice_is_never_a_breach(tmp_path: Path) -> None:
    law = law_with(tmp_path, "rules/boat.rule.toml", 'kind = "limit"', 'kind = "limit"\nforce = "advice"')
    one = Judge(law, ON).check(read_case(law, {"boat.sails": False}, on=ON))[0]
    assert (one.verdict.value, one.breach) == ("not_met", False)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (["with-bowsprit=alternative"], {"with-bowsprit"}),
        (["boat.rule=alternative"], {"with-bowsprit"}),
        (["with-bowsprit=taken"], set()),
        (["boat.rule=alternative", "with-bowsprit=taken"], set()),
    ],
)
def test_readings_are_chosen_by_their_id_or_by_their_rule(tmp_path: Path, chosen: list[str], found: set[str]) -> None:
    assert read_law(write(tmp_path)).alternatives(chosen) == found


@pytest.mark.parametrize("chosen", ["with-bowsprit", "with-bowsprit=other", "none=alternative", ""])
def test_a_reading_that_there_is_not_is_refused(tmp_path: Path, chosen: str) -> None:
    with pytest.raises(MeritbookError) as caught:
        read_law(write(tmp_path)).alternatives([chosen])
    assert caught.value.code == "law.unknown_reading"


def test_a_rule_that_there_is_not_is_refused(tmp_path: Path) -> None:
    law = read_law(write(tmp_path))
    with pytest.raises(MeritbookError) as caught:
        Judge(law, ON).check(read_case(law, {}, on=ON), ["boat.other"])
    assert caught.value.code == "law.unknown_rule"
