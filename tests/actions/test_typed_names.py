"""The names under which what is typed into forms is kept."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import meritbook.web.views
from meritbook.actions.typed import TypedTooLongError, check_key

VIEWS = Path(meritbook.web.views.__file__).parent


def names() -> list[str]:
    """Every name that a view keeps a form under, `1` in place of what it is kept of."""
    found = set()
    for path in VIEWS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.keyword)
                and node.arg == "keeps"
                and isinstance(node.value, ast.Constant | ast.JoinedStr)
            ):
                parts = node.value.values if isinstance(node.value, ast.JoinedStr) else [node.value]
                found.add("".join(one.value if isinstance(one, ast.Constant) else "1" for one in parts))
    return sorted(found - {""})


@pytest.mark.parametrize("name", names())
def test_every_form_that_promises_to_keep_what_is_typed_has_a_name_under_which_it_is_kept(name: str) -> None:
    assert check_key(name) == name


def test_the_longest_key_of_the_register_fits_into_a_name_and_a_longer_one_is_refused() -> None:
    assert check_key("verify:" + "a" * 80)
    with pytest.raises(TypedTooLongError):
        check_key("verify:" + "a" * 81)


def test_there_are_names_to_look_at() -> None:
    assert len(names()) > 15
