"""The published reference is that of the commands."""

from __future__ import annotations

import shlex
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
    ran = meritbook("schema", name)
    assert ran.code == 0
    jsonschema.Draft202012Validator.check_schema(ran.json)


def test_every_error_code_is_listed_with_what_to_do(meritbook: Callable) -> None:
    ran = meritbook("errors", "--json")
    jsonschema.validate(ran.json, schemas()["errors"])
    codes = [one["code"] for one in ran.json["errors"]]
    assert {"reader.empty", "cli.usage", "permission.denied", "api.sign_in"} <= set(codes)
    assert codes == sorted(set(codes))
    assert all(one["to_do"] and one["says"] for one in ran.json["errors"])


def commands_in(page: Path) -> list[list[str]]:
    """The `meritbook …` lines of the shell examples of a page, each cut at what the shell does with it."""
    found, inside = [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = line in ("```sh", "```console")
        elif inside:
            for part in line.replace("$(", "\n").replace(")", "\n").split("\n"):
                words = shlex.split(part, comments=True) if part.strip().startswith("meritbook ") else []
                stop = next((n for n, word in enumerate(words) if word in ("|", "||", "&&", ">", "&")), len(words))
                if words:
                    found.append(words[1:stop])
    return found


@pytest.mark.parametrize(
    "name",
    [
        "how-to/command-line.md",
        "how-to/check-the-law.md",
        "how-to/the-year.md",
        "reference/api.md",
        "tutorial/first-allocation.md",
    ],
)
def test_every_command_that_a_page_shows_is_one_with_these_options(name: str) -> None:
    known = dict(manual.commands())
    shown = commands_in(REFERENCE.parent / name)
    assert shown
    for words in shown:
        command = known.get(" ".join(words[:2])) or known.get(words[0])
        assert command is not None, f"{name}: meritbook {' '.join(words)}"
        options = {opt for one in command.params for opt in (*one.opts, *one.secondary_opts)}
        for word in words:
            assert not word.startswith("--") or word in options, f"{name}: meritbook {' '.join(words)}"
