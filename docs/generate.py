"""Writes the generated references: error codes, roles, states and actions, and the order of the rooms.

`python docs/generate.py` writes them, `python docs/generate.py --check` says which are stale and changes nothing.
What is generated stands either in a file of its own or between two markers in a page that people write.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meritbook.core.errors import MeritbookError

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
ERRORS = DOCS / "reference" / "errors.md"
ARCHITECTURE = DOCS / "explanation" / "architecture.md"

ERRORS_INTRODUCTION = """\
# Errors

<!-- Written by `make docs` from the error classes; edit the classes, not this page. -->

Every error that a person can meet has a stable code. It is shown on the page, on the command line (with `--json` as an
object) and in the API's answer, always with the place and with what to do. The code is public: scripts may decide on
it, and it is never reused for another meaning. "Status" is the HTTP status with which the site and the API answer.
"""


def load_project() -> None:
    """Make the project importable and set Django up, with its data in a folder that is thrown away."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("MERITBOOK_HOME", tempfile.mkdtemp(prefix="meritbook-docs-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritbook.settings")
    importlib.import_module("django").setup()


def project_modules() -> Iterator[str]:
    """The name of every module of the package, migrations left out."""
    package = importlib.import_module("meritbook")
    for module in pkgutil.walk_packages(package.__path__, prefix="meritbook."):
        if ".migrations" not in module.name and not module.name.endswith(".__main__"):
            yield module.name


def error_classes() -> list[type[MeritbookError]]:
    """Every error class of the project that carries a code of its own, by code."""
    from meritbook.core.errors import MeritbookError

    for name in project_modules():
        importlib.import_module(name)

    def walk(base: type[MeritbookError]) -> Iterator[type[MeritbookError]]:
        for child in base.__subclasses__():
            if child.__module__.split(".")[0] == "meritbook":
                yield child
                yield from walk(child)

    classes: set[type[MeritbookError]] = {MeritbookError, *walk(MeritbookError)}
    found = [one for one in classes if "code" in vars(one)]
    return sorted(found, key=lambda error: (error.code, error.__module__, error.__qualname__))


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


def _first_paragraph(text: str | None) -> str:
    return _cell((text or "").strip().split("\n\n")[0])


def errors_page() -> str:
    """The reference page of the error codes, grouped by the first word of the code."""
    parts = [ERRORS_INTRODUCTION]
    for group, errors in groupby(error_classes(), key=lambda error: error.code.split(".")[0]):
        parts.append(f"## {group}\n\n| code | status | what it means | what to do |\n| --- | --- | --- | --- |")
        parts.extend(
            f"| `{error.code}` | {error.http_status} | {_first_paragraph(error.__doc__)} | {_cell(error.remedy)} |"
            for error in errors
        )
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def rooms_diagram() -> str:
    """The order of the rooms as a diagram, from the import contract that the checks hold."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = next(c for c in config["tool"]["importlinter"]["contracts"] if c["id"] == "rooms")
    layers = [[name.strip() for name in layer.split("|")] for layer in rooms["layers"]]
    lines = ["```mermaid", "flowchart TD"]
    for number, layer in enumerate(layers):
        lines.append(f"  subgraph layer{number}[ ]")
        lines.extend(f"    {name}" for name in layer)
        lines.append("  end")
    lines.extend(f"  layer{upper} --> layer{lower}" for upper, lower in pairwise(range(len(layers))))
    return "\n".join([*lines, "```"])


def between_markers(page: str, name: str, body: str) -> str:
    """The page with what stands between the markers `name` replaced."""
    start, end = f"<!-- generated: {name} -->", f"<!-- end of generated: {name} -->"
    pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(page):
        raise SystemExit(f"The markers of {name!r} are missing: {start} ... {end}")
    return pattern.sub(lambda _: f"{start}\n{body}\n{end}", page)


def generated() -> dict[Path, str]:
    """Each generated file with the content that it should have."""
    from meritbook.actions import reference

    pages = {DOCS / name: reference.filled(name, (DOCS / name).read_text(encoding="utf-8")) for name in reference.PARTS}
    return pages | {
        ERRORS: errors_page(),
        ARCHITECTURE: between_markers(ARCHITECTURE.read_text(encoding="utf-8"), "rooms", rooms_diagram()),
    }


def main() -> int:
    """Write the references, or with `--check` compare them; the exit code is 1 when one is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a reference is stale")
    check = parser.parse_args().check
    load_project()
    stale = [
        (path, text)
        for path, text in generated().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        if not check:
            path.write_text(text, encoding="utf-8")
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    if check and stale:
        print("Run `make docs`.")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
