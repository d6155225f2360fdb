"""Every template of the site can be read: a page that nobody opens in a test does not hide a slip of the pen."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.base import Lexer, TokenType
from django.template.loader import get_template

FOLDER = Path("src") / "meritbook" / "web" / "templates"
MARKS = ("{{", "}}", "{%", "%}", "{#", "#}")


def _names(root: Path) -> list[str]:
    folder = root / FOLDER
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _stray(source: str) -> list[str]:
    """Lines of plain text in which a mark of the template language is left over: Django would show it as it is."""
    return [
        f"line {token.lineno + before.count(chr(10))}: {mark}"
        for token in Lexer(source).tokenize()
        if token.token_type == TokenType.TEXT
        for mark in MARKS
        for before, found, _ in [token.contents.partition(mark)]
        if found
    ]


def test_every_template_compiles(root: Path) -> None:
    names = _names(root)
    assert "base.html" in names
    for name in names:
        get_template(name)


def test_no_mark_of_the_template_language_is_left_over_in_the_text(root: Path) -> None:
    found = {name: _stray((root / FOLDER / name).read_text(encoding="utf-8")) for name in _names(root)}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("source", ["{% if one %}", "{% nothing_of_the_kind %}", "{{ one|nothing_of_the_kind }}"])
def test_a_template_that_cannot_be_read_is_found(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(source)


@pytest.mark.parametrize(
    "source", ["<p>\n{{ one }</p>", "<p>\n{{ one\n}}</p>", "<p>\n{ one }}</p>", "<p>\n{% if one }</p>"]
)
def test_a_mark_that_is_not_closed_is_found(source: str) -> None:
    found = _stray(source)
    assert found
    assert found[0].startswith("line 2: ")
