"""What is wrong with a value is said in plain words, and never in those of the checking library."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from meritbook.core.competencies.model import CompetencyModel, CompetencyModelError
from meritbook.core.faults import fault_in_words
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
