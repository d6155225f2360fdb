"""Habits of the code that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LIMIT = 450
# Modules that may be longer than the limit, each with its reason. Two rooms are better than one big one.
LONG: dict[str, str] = {}
CLOCK = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}


def _modules(root: Path, *folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((root / folder).rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_every_module_says_what_it_is(root: Path) -> None:
    silent = [
        str(path.relative_to(root))
        for path in _modules(root, "src", "benchmarks", "docs", "tests", ".ci")
        if (tree := _tree(path)).body and not ast.get_docstring(tree)
    ]
    assert silent == []


def _overload(node: ast.AST) -> bool:
    """Only a type of a function: what the function is, its body says."""
    marks = getattr(node, "decorator_list", [])
    return any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in marks)


def _public_without_docstring(tree: ast.Module) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [
        node.name
        for node in tree.body
        if isinstance(node, kinds)
        and not node.name.startswith("_")
        and not _overload(node)
        and not ast.get_docstring(node)
    ]


def test_every_public_function_and_class_says_what_it_is(root: Path) -> None:
    silent = [
        f"{path.relative_to(root)}: {name}"
        for path in _modules(root, "src", "benchmarks", "docs", ".ci")
        for name in _public_without_docstring(_tree(path))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("source", "silent"),
    [
        ("def a(): ...\n", ["a"]),
        ("class A: ...\n", ["A"]),
        ("def _a(): ...\n", []),
        ("@overload\ndef a(b: int) -> int: ...\n@overload\ndef a(b: str) -> str: ...\ndef a(b): return b\n", ["a"]),
        ('@overload\ndef a(b: int) -> int: ...\ndef a(b):\n    """The same."""\n', []),
    ],
)
def test_only_the_body_of_an_overloaded_function_owes_words(source: str, silent: list[str]) -> None:
    assert _public_without_docstring(ast.parse(source)) == silent


def test_no_module_outgrows_its_reader(root: Path) -> None:
    sizes = {
        str(path.relative_to(root)): len(path.read_text(encoding="utf-8").splitlines())
        for path in _modules(root, "src", "benchmarks", "docs", "tests", ".ci")
    }
    long = {name: size for name, size in sizes.items() if size > LIMIT}
    assert set(long) - set(LONG) == set(), f"over {LIMIT} lines: make two rooms of it"
    assert set(LONG) - set(long) == set(), "no longer that long: take it off the list"


def test_the_core_has_no_clock_and_opens_no_file(root: Path) -> None:
    found = []
    for path in _modules(root, "src/meritbook/core"):
        for node in ast.walk(_tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id in {"open", "input", "print", "exec", "eval"}:
                found.append(f"{path.relative_to(root)}:{node.lineno} {called.id}()")
            if (
                isinstance(called, ast.Attribute)
                and isinstance(called.value, ast.Name)
                and (called.value.id, called.attr) in CLOCK
            ):
                found.append(f"{path.relative_to(root)}:{node.lineno} {called.value.id}.{called.attr}()")
    assert found == [], "the day is an argument; files are read by the readers"


# --- tests that can fail -------------------------------------------------------------------------------------

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _called_name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


ASSERTING = {"raises", "warns", "fail", "expect", "validate", "check_schema", "call_command"}
"""Calls that fail by themselves: those of pytest, of a JSON schema, and Django's checks (`makemigrations --check`)."""


def _asserts(function: ast.AST, helpers: set[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = _called_name(node)
            if name in ASSERTING | helpers or name.startswith(("assert", "expect_")):
                return True
    return False


def _asserting_helpers(trees: list[ast.Module]) -> set[str]:
    """Names of functions that assert, directly or through one another."""
    functions = {function.name: function for tree in trees for function in _functions(tree)}
    helpers: set[str] = set()
    while more := {name for name, function in functions.items() if name not in helpers and _asserts(function, helpers)}:
        helpers |= more
    return {name for name in helpers if not name.startswith("test_")}


def _toothless(trees: list[ast.Module]) -> list[str]:
    helpers = _asserting_helpers(trees)
    return [
        function.name
        for tree in trees
        for function in _functions(tree)
        if function.name.startswith("test_") and not _asserts(function, helpers)
    ]


def test_every_test_can_fail(root: Path) -> None:
    assert _toothless([_tree(path) for path in _modules(root, "tests")]) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def test_a():\n    run()\n", ["test_a"]),
        ("def test_a():\n    assert run()\n", []),
        ("def test_a():\n    with pytest.raises(ValueError):\n        run()\n", []),
        ("def same(a):\n    assert a\ndef test_a():\n    same(1)\n", []),
    ],
)
def test_a_test_that_cannot_fail_is_noticed(source: str, found: list[str]) -> None:
    assert _toothless([ast.parse(source)]) == found
