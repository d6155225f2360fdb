"""The docs agree with the program, and their links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```.*?```", re.DOTALL)


@pytest.fixture(scope="session")
def generate(root: Path) -> ModuleType:
    """`docs/generate.py` as a module."""
    spec = importlib.util.spec_from_file_location("docs_generate", root / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _anchors(text: str) -> set[str]:
    """The anchors that a page's headings get."""
    headings = re.findall(r"^#{1,6}\s+(.+?)\s*$", FENCE.sub("", text), flags=re.MULTILINE)
    plain = (re.sub(r"[`*_]|\[|\]\([^)]*\)", "", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def _pages(tracked: list[Path]) -> list[Path]:
    return [path for path in tracked if path.suffix == ".md"]


def test_every_relative_link_leads_somewhere(root: Path, tracked: list[Path]) -> None:
    broken = []
    for page in _pages(tracked):
        text = (root / page).read_text(encoding="utf-8")
        for target in LINK.findall(FENCE.sub("", text)):
            if "://" in target or target.startswith("mailto:"):
                continue
            path, _, anchor = target.partition("#")
            there = (root / page.parent / path).resolve() if path else root / page
            if not there.exists():
                broken.append(f"{page}: {target}")
            elif anchor and there.suffix == ".md" and anchor not in _anchors(there.read_text(encoding="utf-8")):
                broken.append(f"{page}: {target} (no such heading)")
    assert broken == []


def test_every_page_of_the_docs_can_be_reached_from_the_index(root: Path, tracked: list[Path]) -> None:
    pages = {(root / path).resolve() for path in _pages(tracked) if path.parts[0] == "docs"}
    index = (root / "docs" / "index.md").resolve()
    reached, waiting = {index}, [index]
    while waiting:
        page = waiting.pop()
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            there = (page.parent / target.partition("#")[0]).resolve()
            if there in pages and there not in reached:
                reached.add(there)
                waiting.append(there)
    assert sorted(str(path.relative_to(root)) for path in pages - reached) == []


def test_no_two_errors_share_a_code(generate: ModuleType) -> None:
    codes = Counter(error.code for error in generate.error_classes())
    assert len(codes) > 1
    assert [code for code, times in codes.items() if times > 1] == []


def test_every_error_says_what_it_means_and_what_to_do(generate: ModuleType) -> None:
    from meritbook.core.errors import MeritbookError

    for error in generate.error_classes():
        assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+", error.code), f"{error.code} is not a dotted code"
        assert error.__doc__, f"{error.code}: say what the error means"
        assert 400 <= error.http_status < 600, f"{error.code}: {error.http_status} is no error's status"
        if error is not MeritbookError:
            assert "remedy" in vars(error) or error.remedy != MeritbookError.remedy, f"{error.code}: say what to do"


def test_the_generated_references_are_fresh(root: Path, generate: ModuleType) -> None:
    stale = [
        str(path.relative_to(root))
        for path, text in generate.generated().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make docs`"


def test_every_decision_record_is_short_numbered_and_says_its_status(root: Path) -> None:
    records = sorted((root / "docs" / "adr").glob("[0-9]*.md"))
    assert records
    for number, record in enumerate(records, start=1):
        text = record.read_text(encoding="utf-8")
        assert record.name.startswith(f"{number:04d}-"), f"{record.name}: the numbers run without gaps"
        assert f"# {number:04d} " in text
        for part in ("Status:", "## Context", "## Decision", "## Consequences"):
            assert part in text, f"{record.name} lacks {part!r}"
        assert len(text.splitlines()) <= 40, f"{record.name}: a decision record is short"


def test_the_changelog_has_a_place_for_what_comes_next(root: Path) -> None:
    headings = re.findall(r"^## (.+)$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert headings[0] == "Unreleased"


def test_every_command_of_the_makefile_that_the_docs_name_exists(root: Path, tracked: list[Path]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {
        (str(page), name)
        for page in _pages(tracked)
        for name in re.findall(r"(?:^|`)make ([a-z-]+)", (root / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert named
    assert sorted(item for item in named if item[1] not in targets) == []
