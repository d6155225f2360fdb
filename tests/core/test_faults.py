"""What is wrong with a value is said in plain words, and never in those of the checking library."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from pydantic import Field, ValidationError
from pydantic_core import core_schema

import meritbook
from meritbook.core.competencies.model import CompetencyModel, CompetencyModelError
from meritbook.core.faults import fault_in_words, first_fault
from meritbook.core.values import Value
from meritbook.readers.competency_models import read_model_file, valid_model

WRONG: dict[str, Any] = {
    "key": "Not A Key", "name": "", "source": "x" * 5_000, "starts_on": "soon", "roles": [], "other": 3, "authored": 5,
    "competencies": {"a": 1}, "scale": {"points": ["Never"]},
}  # fmt: skip


def test_each_fault_of_a_model_is_said_with_its_place() -> None:
    with pytest.raises(CompetencyModelError) as refused:
        valid_model(WRONG)
    told = {one["where"]: one["says"] for one in refused.value.details["problems"]}
    assert told["key"] == "key: a key is made of small letters, digits and hyphens, at most 60 of them."
    assert told["name"] == "name: this must not be empty."
    assert told["source"].startswith("source: this is longer than ")
    assert told["starts_on"] == "starts_on: this is not a day, written as in 2005-04-11."
    assert told["roles"] == "roles: at least one is needed."
    assert told["authored"] == "authored: this is no text."
    assert told["competencies"] == "competencies: this is no list."
    assert told["scale.points"] == "scale.points: at least 2 are needed."
    assert told["other"] == "other: there is no place for it here; take it out, or mend its name."


def test_what_is_missing_is_said_to_be_missing() -> None:
    with pytest.raises(CompetencyModelError) as refused:
        valid_model({})
    assert {one["says"].partition(": ")[2] for one in refused.value.details["problems"]} == {"this is missing."}


def test_no_fault_of_a_model_keeps_the_words_of_the_library() -> None:
    for given in (WRONG, {}, {"key": 3, "name": None, "scale": "x", "roles": "x", "competencies": [3]}):
        with pytest.raises(ValidationError) as refused:
            CompetencyModel.model_validate(given)
        for one in refused.value.errors():
            words = fault_in_words(one)
            assert "should" not in words.lower(), (one, words)
            assert "Field required" not in words
            assert "Input" not in words


def test_a_cell_that_is_too_short_is_named_in_plain_words() -> None:
    table = (
        b"part,key,name,says\nmodel,small,Small,\nsource,,,Made up.\nscale,,Never,\nscale,,Always,\ncompetency,care,,\n"
    )
    with pytest.raises(CompetencyModelError) as refused:
        read_model_file(table, name="m.csv")
    told = " ".join(one["says"] for one in refused.value.details["problems"])
    assert "this must not be empty" in told
    assert "should" not in told


NAMED = (
    "gt", "ge", "lt", "le", "multiple_of", "max_length", "min_length", "decimal_places", "max_digits", "whole_digits",
    "expected", "pattern",
)  # fmt: skip
"""What the messages may name."""


@pytest.mark.parametrize("kind", sorted(get_args(core_schema.ErrorType)))
def test_no_kind_of_fault_of_the_library_keeps_its_words(kind: str) -> None:
    if kind in ("value_error", "assertion_error"):
        return
    about = dict.fromkeys(NAMED, 7)
    words = fault_in_words({"type": kind, "loc": ("key",), "msg": "Input should be a valid thing", "ctx": about})
    assert "Input" not in words
    assert "should" not in words
    assert words == words.strip()
    assert words[0].islower()
    assert "{" not in words


def test_words_of_our_own_checks_stand_as_they_are() -> None:
    for begins, kind in (("Value error, ", "value_error"), ("Assertion failed, ", "assertion_error")):
        assert fault_in_words({"type": kind, "loc": (), "msg": f"{begins}two lines carry the same key"}) == (
            "two lines carry the same key"
        )


class _Row(Value):
    """A value with a field for each fault that the rooms of the results meet."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    side: Literal["cost", "benefit"]
    amount: Decimal = Field(ge=0, le=100, decimal_places=2)
    count: int
    on: date


@pytest.mark.parametrize(
    ("wrong", "says", "where"),
    [
        ({"key": "No Key"}, "A key is made of small letters, digits and hyphens, at most 40 of them.", "key"),
        ({"side": "hope"}, "Write one of: cost, benefit.", "side"),
        ({"amount": -1}, "This must be 0 or more.", "amount"),
        ({"amount": 101}, "This must be 100 or less.", "amount"),
        ({"amount": "NaN"}, "This is no number.", "amount"),
        ({"amount": "1.234"}, "This has more than 2 decimal places.", "amount"),
        ({"count": 1.5}, "This is no whole number.", "count"),
        ({"count": "many"}, "This is no whole number.", "count"),
        ({"on": "soon"}, "This is not a day, written as in 2005-04-11.", "on"),
    ],
)
def test_the_first_fault_is_a_sentence_with_its_place(wrong: dict[str, Any], says: str, where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _Row.model_validate({"key": "a", "side": "cost", "amount": 1, "count": 1, "on": "2005-04-11", **wrong})
    assert first_fault(refused.value) == (says, where)


def _said_of(pattern: str, wrong: str, field: str = "key") -> str:
    fault = {"type": "string_pattern_mismatch", "loc": ("body", field), "input": wrong, "ctx": {"pattern": pattern}}
    return fault_in_words(fault)


@pytest.mark.parametrize(
    ("pattern", "wrong", "says"),
    [
        (r"^[A-Za-z0-9-]{1,79}$", "Bad_Key", "a key is made of letters, digits and hyphens, at most 79 of them"),
        (r"^[a-z][a-z-]{0,29}$", "a1", "a key is made of small letters and hyphens, at most 30 of them"),
        (r"^[a-z][a-z0-9-]{0,29}$", "A", "a key is made of small letters, digits and hyphens, at most 30 of them"),
        (r"^[a-z][a-z0-9-]{0,29}$", "1a", "a key begins with a small letter"),
        (r"^[a-z0-9][a-z0-9-]{0,59}$", "-a", "a key begins with a small letter or a digit"),
        (
            r"^[A-Za-z0-9.-]{1,40}$",
            "a/b",
            "a key is made of letters, digits, full stops and hyphens, at most 40 of them",
        ),
        (r"^[a-z][a-z0-9_]*$", "A", "a key is made of small letters, digits and underscores"),
    ],
)
def test_the_signs_and_the_length_that_are_told_are_those_that_the_pattern_takes(
    pattern: str, wrong: str, says: str
) -> None:
    assert not re.fullmatch(pattern, wrong)
    assert _said_of(pattern, wrong) == says


def test_a_field_that_is_no_key_is_not_called_one() -> None:
    assert _said_of(r"^[a-z][a-z-]{0,29}$", "a1", "criterion").startswith("this is made of small letters and hyphens")


def test_a_pattern_of_some_words_names_them() -> None:
    assert _said_of(r"^(supervisor|coach|personnel)$", "boss", "relation") == (
        "write one of: supervisor, coach, personnel"
    )


ROOMS = ("api", "core", "actions")
PATTERNS = sorted(
    {
        found
        for room in ROOMS
        for path in (Path(meritbook.__file__).parent / room).rglob("*.py")
        for found in re.findall(r'(?:pattern=|^(?:PLAN_)?K(?:EY|ey) = )r?"(\^[^"]+)"', path.read_text("utf-8"), re.M)
    }
)


def test_the_patterns_of_the_project_are_found() -> None:
    assert len(PATTERNS) >= 20
    assert r"^[\w.@+-]{1,150}$" in PATTERNS


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_of_the_project_has_words_that_say_how_to_write_it(pattern: str) -> None:
    assert _said_of(pattern, "?", "value") != "this is not written as it must be"
