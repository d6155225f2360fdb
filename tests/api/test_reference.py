"""The page on the API names every address of the competencies, and none that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from meritbook.api.main import api

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
ROOM = "/api/competencies/"
METHODS = ("GET", "POST", "PUT", "DELETE")


def _plain(path: str) -> str:
    """An address without the names of its parts, and what it is asked with."""
    return re.sub(r"\{[^}]*\}", "{}", path.split("?")[0])


def _served() -> set[tuple[str, str]]:
    paths = api.get_openapi_schema(path_prefix="/api/")["paths"]
    return {(method.upper(), _plain(path)) for path, held in paths.items() for method in held if path.startswith(ROOM)}


def _said(line: str) -> Iterator[tuple[str, str]]:
    """Method and address of each that a line of the table names; one that is cut short begins with `…`."""
    waiting: list[str] = []
    alone = False
    for item in re.findall(r"`([^`]+)`", line.split(" | ")[0]):
        words = item.split()
        if words[0] in METHODS and len(words) == 1:
            waiting = [*waiting, words[0]] if alone else [words[0]]
            alone = True
            continue
        if words[0] in METHODS:
            waiting = [*(waiting if alone else []), words[0]]
        alone = False
        for method in waiting:
            yield method, _plain(words[-1])


def _named(served: set[tuple[str, str]]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Those of the served that the page names, and what it names that is not served."""
    found, unknown = set(), set()
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        said = list(_said(line)) if line.startswith("| `") and ROOM in line else []
        whole = [path for _, path in said if path.startswith("/")]
        for method, path in said:
            end = path.removeprefix("…")
            parts = [one.split("/") for one in whole]
            cut = {"/".join(one[:stop]) for one in parts for stop in range(2, len(one) + 1)}
            begins = {""} if path.startswith("/") else cut
            hits = {one for one in served if one[0] == method and one[1] in {begin + end for begin in begins}}
            found |= hits
            if not hits:
                unknown.add((method, path))
    return found, unknown


def test_every_address_of_the_competencies_stands_on_the_page_and_each_that_stands_there_is_one() -> None:
    served = _served()
    assert len(served) > 50
    found, unknown = _named(served)
    assert sorted(served - found) == []
    assert sorted(unknown) == []
