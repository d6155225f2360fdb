"""What the project takes from others: each with its reason, its licence and its hash."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# What is under a copyleft licence at run time, and why that is no hindrance.
ALLOWED = {
    "psycopg": "LGPL: used as a library, unchanged, and only where PostgreSQL is asked for",
    "psycopg-binary": "LGPL: the compiled part of psycopg",
}
COPYLEFT = re.compile(r"\b(A?GPL|LGPL|Affero|General Public|EUPL|SSPL|Commons Clause|BUSL)", re.IGNORECASE)


def _reasonless_entries(text: str, opening: str) -> list[str]:
    """The quoted entries of the lists that `opening` begins, where no comment follows on the line."""
    lines = text.splitlines()
    bare: list[str] = []
    inside = False
    for line in lines:
        if re.match(opening, line):
            inside = True
            continue
        if inside and line.startswith("]"):
            inside = False
        elif inside and line.strip().startswith('"') and not re.search(r'",?\s+#\s+\S+', line):
            bare.append(line.strip())
    return bare


def _names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def _declared(pyproject: dict[str, Any]) -> list[str]:
    project = pyproject["project"]
    optional = [text for group in project["optional-dependencies"].values() for text in group]
    return [*project["dependencies"], *optional, *pyproject["dependency-groups"]["dev"]]


def _locked(root: Path, name: str = "requirements.lock") -> dict[str, str]:
    """The block of each locked package by its name."""
    text = (root / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {canonicalize_name(re.split(r"[=\[ ;]", block)[0]): block for block in blocks if "==" in block}


def test_every_dependency_and_every_silenced_rule_says_why_it_is_there(root: Path) -> None:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    opening = r'^(dependencies|postgresql|dev|ignore|"[^"]+\*?") = \[\s*$'
    assert len(re.findall(opening, text, flags=re.MULTILINE)) >= 5, "the lists are no longer found: mend this test"
    assert _reasonless_entries(text, opening) == []


def test_a_dependency_without_its_reason_is_noticed() -> None:
    text = 'dependencies = [\n  "kept>=1",  # holds the plan\n  "bare>=2",\n]\n'
    assert _reasonless_entries(text, r"^dependencies = \[") == ['"bare>=2",']


def test_every_noqa_and_type_ignore_names_its_rule(root: Path, tracked: list[Path]) -> None:
    bare = [
        f"{path}:{number}"
        for path in tracked
        if path.suffix == ".py" and path.name != Path(__file__).name
        for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"#\s*noqa(?!:\s*[A-Z]+\d)|#\s*type:\s*ignore(?!\[)", line)
    ]
    assert bare == [], "name the rule: `# noqa: S607 - why`, `# type: ignore[attr-defined]`"


def test_everything_declared_is_locked(root: Path, pyproject: dict[str, Any]) -> None:
    missing = _names(_declared(pyproject)) - set(_locked(root))
    assert missing == set(), "run `make lock`"


def test_every_locked_version_lies_in_the_declared_range(root: Path, pyproject: dict[str, Any]) -> None:
    locked = _locked(root)
    outside = []
    for text in _declared(pyproject):
        requirement = Requirement(text)
        found = re.search(r"==([^\s;\\]+)", locked[canonicalize_name(requirement.name)])
        assert found is not None
        if not requirement.specifier.contains(found[1], prereleases=True):
            outside.append(f"{text} but locked {found[1]}")
    assert outside == [], "run `make lock`"


def _versions(locked: dict[str, str]) -> dict[str, str]:
    return {name: found[1] for name, block in locked.items() if (found := re.search(r"==([^\s;\\]+)", block))}


def test_what_runs_is_locked_to_the_versions_that_are_tested(root: Path, pyproject: dict[str, Any]) -> None:
    project = pyproject["project"]
    run, tested = _versions(_locked(root, "requirements-run.lock")), _versions(_locked(root))
    needed = _names([*project["dependencies"], *project["optional-dependencies"]["postgresql"]])
    assert needed <= set(run), "run `make lock`"
    assert {name: version for name, version in run.items() if tested.get(name) != version} == {}, "run `make lock`"
    assert not {"pytest", "mypy", "playwright", "hatchling"} & set(run)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-run.lock", "requirements-node.lock"])
def test_every_locked_package_has_a_hash_and_the_lock_names_no_host(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    packages = re.findall(r"^[A-Za-z0-9][^\n]*==.*?(?=^\S|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert packages
    assert [block.split()[0] for block in packages if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", text)


def test_the_design_system_is_locked_with_hashes_and_without_a_host(root: Path) -> None:
    text = (root / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in text
    assert '"resolved"' not in text


def _runtime_closure(pyproject: dict[str, Any]) -> dict[str, Distribution]:
    """Every distribution that the product needs when it runs, with PostgreSQL, on this platform."""
    project = pyproject["project"]
    waiting = [*project["dependencies"], *project["optional-dependencies"]["postgresql"]]
    found: dict[str, Distribution] = {}
    visited: set[str] = set()
    while waiting:
        requirement = Requirement(waiting.pop())
        key = f"{canonicalize_name(requirement.name)}[{','.join(sorted(requirement.extras))}]"
        if key in visited:
            continue
        visited.add(key)
        try:
            installed = distribution(requirement.name)
        except PackageNotFoundError:
            pytest.fail(f"{requirement.name} is needed at run time and is not installed")
        found[canonicalize_name(requirement.name)] = installed
        extras = requirement.extras or {""}
        for text in installed.requires or ():
            child = Requirement(text)
            if child.marker is None or any(child.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(text)
    return found


def _licence(installed: Distribution) -> str:
    metadata = installed.metadata
    expression = metadata.get("License-Expression") or ""
    classifiers = [text for text in metadata.get_all("Classifier") or [] if text.startswith("License ::")]
    # The free field may hold a whole licence text; its first line names it.
    free = (metadata.get("License") or "").strip().splitlines()[:1]
    return " | ".join([expression, *classifiers, *free]).strip(" |")


def test_nothing_that_runs_is_under_a_licence_that_binds_its_user(pyproject: dict[str, Any]) -> None:
    closure = _runtime_closure(pyproject)
    assert len(closure) > len(pyproject["project"]["dependencies"])
    bound = {
        name: _licence(installed)
        for name, installed in closure.items()
        if name not in ALLOWED and COPYLEFT.search(_licence(installed))
    }
    assert bound == {}


def test_everything_that_runs_says_its_licence(pyproject: dict[str, Any]) -> None:
    silent = {
        name
        for name, installed in _runtime_closure(pyproject).items()
        if not _licence(installed) and not installed.metadata.get_all("License-File")
    }
    assert silent == set()


def test_an_allowed_copyleft_licence_is_still_in_use(pyproject: dict[str, Any]) -> None:
    assert set(ALLOWED) <= set(_runtime_closure(pyproject)), "an exception that nothing needs goes out"


def test_the_version_stands_in_one_place_only(root: Path, pyproject: dict[str, Any]) -> None:
    from meritbook import __version__

    assert pyproject["project"]["version"] == __version__

    assert pyproject["project"]["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in (root / "LICENSE").read_text(encoding="utf-8")


def test_the_build_falls_back_on_the_npm_that_is_locked(root: Path) -> None:
    build = (root / "hatch_build.py").read_text(encoding="utf-8")
    pinned = re.search(r'^NODE = "(.+)"$', build, flags=re.MULTILINE)
    assert pinned is not None
    assert pinned[1] in (root / "requirements-node.lock").read_text(encoding="utf-8")
