"""The published schema of a class plan is the one that the code gives, and plans keep to it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from meritbook.core.classes.layout import lay_out
from meritbook.core.classes.model import ClassPlan, json_schema
from meritbook.core.classes.parse import parse_plan
from meritbook.readers import read

PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "reference" / "schemas" / "class-plan.schema.json"
MADE_UP = Path(__file__).parent / "made_up"


def plan(name: str) -> ClassPlan:
    return parse_plan(read((MADE_UP / f"{name}.txt").read_bytes(), name=f"{name}.txt"), read_on=date(2026, 3, 2))


def test_the_published_schema_is_the_one_of_the_model() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == json_schema(), (
        "write it anew, from the project's root: PYTHONPATH=src python -c 'import json; "
        "from meritbook.core.classes.model import json_schema; "
        f"print(json.dumps(json_schema(), indent=2, ensure_ascii=False))' > {PUBLISHED.name}"
    )


@pytest.mark.parametrize("name", ["ferry", "orchard", "lighthouse", "guide"])
def test_a_plan_written_as_json_keeps_to_the_schema_and_reads_back_equal(name: str) -> None:
    before = plan(name)
    written = json.dumps(before.plain())
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(written))
    assert ClassPlan.model_validate_json(written) == before


def test_a_plan_that_was_read_can_be_laid_out_anew_with_all_its_words() -> None:
    before = plan("ferry")
    after, document = lay_out(before)
    assert [item.title for _, item in after.classes()] == [item.title for _, item in before.classes()]
    assert all(duty.text in document.text for _, item in before.classes() for duty in item.duties)


def test_the_schema_refuses_what_is_no_plan() -> None:
    broken = plan("ferry").plain() | {"revision": 0}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(broken)
    misspelt = plan("ferry").plain() | {"serie": []}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(misspelt)
