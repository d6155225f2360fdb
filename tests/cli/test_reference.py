"""The published reference is that of the commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from meritbook.cli import manual
from meritbook.cli.answers import schemas

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
AGAIN = "run: python -m meritbook.cli.manual docs/reference"


def test_the_reference_page_is_written_from_the_commands() -> None:
    assert (REFERENCE / "cli.md").read_text(encoding="utf-8") == manual.page(), AGAIN


def test_the_published_schemas_are_those_of_the_answers() -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in (REFERENCE / "schemas").glob("*.json")}
    # Beside them lie the core's own schemas, as `….schema.json`.
    assert {name: text for name, text in files.items() if not name.endswith(".schema.json")} == manual.schema_files(), (
        AGAIN
    )


def test_every_command_with_json_names_its_schema_and_every_command_is_explained() -> None:
    for name, command in manual.commands():
        assert command.help, f"meritbook {name} has no help"
        options = {opt for one in command.params for opt in one.opts}
        assert ("--json" in options) == (name in manual.ANSWERS), f"meritbook {name}: say its schema in ANSWERS"
    assert set(manual.ANSWERS.values()) <= set(schemas())


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_published_schema_is_a_valid_one(meritbook: Callable, name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(meritbook("schema", name).json)


def test_every_error_code_is_listed_with_what_to_do(meritbook: Callable) -> None:
    ran = meritbook("errors", "--json")
    jsonschema.validate(ran.json, schemas()["errors"])
    codes = [one["code"] for one in ran.json["errors"]]
    assert {"reader.empty", "cli.usage", "permission.denied", "api.sign_in"} <= set(codes)
    assert codes == sorted(set(codes))
    assert all(one["to_do"] and one["says"] for one in ran.json["errors"])
