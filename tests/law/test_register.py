"""The reference pages of the law say what the packs and the scenarios say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def law_pages() -> ModuleType:
    """`docs/law_pages.py` as a module."""
    spec = importlib.util.spec_from_file_location("law_pages", ROOT / "docs" / "law_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_of_the_law_are_fresh(law_pages: ModuleType) -> None:
    stale = [path.name for path, text in law_pages.pages().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: python docs/law_pages.py"


def test_every_rule_stands_in_the_register_with_its_check_and_its_tests(law_pages: ModuleType) -> None:
    page = law_pages.register_page()
    for law in law_pages.load_laws().values():
        for rule in law.rules.values():
            part = page.split(f"### {law.key}: {rule.id}\n")[1].split("\n### ")[0]
            assert f"`{rule.check}`" in part
            assert "- Tests: `tests/law/scenarios/" in part
            assert ": met\n" in part
