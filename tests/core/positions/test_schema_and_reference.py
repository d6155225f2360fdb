"""The published schema and the reference page say what the program does."""

from __future__ import annotations

import inspect
import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from meritbook.core.positions import check
from meritbook.core.positions.compare import SIGNIFICANT
from meritbook.core.positions.labels import FIELD_OF_NAME, field_of
from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor, json_schema
from meritbook.readers.positions import read_position

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = DOCS / "reference" / "schemas" / "position-description.schema.json"
PAGE = (DOCS / "reference" / "position-descriptions.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "describe-a-position.md").read_text(encoding="utf-8")


def published() -> dict[str, object]:
    schema: dict[str, object] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return schema


def test_the_published_schema_is_that_of_the_program() -> None:
    schema = published()
    assert schema.pop("$schema") == "https://json-schema.org/draft/2020-12/schema"
    assert schema == json_schema()


def test_what_the_program_writes_satisfies_the_published_schema_for_an_independent_validator() -> None:
    jsonschema.Draft202012Validator.check_schema(published())
    position = PositionDescription(
        number="1",
        reports_to=Supervisor(title="Director"),
        duties=(Duty(number=1, text="Plans.", percent=Decimal("62.5")),),
        subordinates=(Subordinate(title="Auditor", count=2, kind="other"),),
        programs=(Program(name="Audit", reach="statewide"),),
        budget=Decimal("2100000.10"),
        fte=Decimal("1.5"),
        other=(("Travel", "Monthly"),),
    )
    jsonschema.validate(position.plain(), published())
    for wrong in ({}, {"number": "1", "duty": []}, {"number": "1", "policy_role": "king"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, published())


def test_every_check_is_in_the_reference_with_its_weight() -> None:
    source = inspect.getsource(check)
    raised = {(f"position.{code}", kind) for kind, code in re.findall(r'_(error|caution)\(\s*"(\w+)"', source)}
    assert len(raised) > 20
    assert set(re.findall(r"\| `(position\.\w+)` \| (error|caution) \|", PAGE)) == {
        (code, weight) for code, weight in raised
    }


def test_every_field_is_in_the_reference() -> None:
    table = PAGE.split("## Fields")[1].split("## Files")[0]
    named = set(re.findall(r"`(\w+)`", table))
    assert set(PositionDescription.model_fields) - {"schema_version"} <= named


def test_every_heading_that_the_reference_gives_is_known_and_every_answer_is_given_one() -> None:
    rows = PAGE.split("headings and labels")[1].split("A duty begins")[0].splitlines()[2:]
    headings = [name.strip() for row in rows if "|" in row for name in re.split(r"[,;]", row.split("|")[2])]
    assert len(headings) > 40
    assert [heading for heading in headings if field_of(heading) is None] == []
    assert {field_of(heading) for heading in headings} >= set(FIELD_OF_NAME.values()) - {"more_duties"}


def test_the_how_to_examples_are_read_without_a_fault() -> None:
    examples = dict(re.findall(r"```(text|json)\n(.*?)```", HOW_TO, flags=re.DOTALL))
    assert set(examples) == {"text", "json"}
    for kind, example in examples.items():
        position = read_position(example.encode(), name=f"position.{kind}")
        assert check.problems(position) == ()
        assert (position.number, position.budget, position.policy_role) == ("0417-22", 2_100_000, "formulates")
        assert [duty.percent for duty in position.duties] == [35, 40, 25]
    assert {"duties", "programs", "policy_role", "budget"} <= set(SIGNIFICANT)
