"""Writes the reference pages of the law from the packs, the language and the scenarios.

`python docs/law_pages.py` writes them; a test compares them, so that none goes stale.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
SCENARIOS = ROOT / "tests" / "law" / "scenarios"
sys.path.insert(0, str(ROOT / "src"))

from meritbook.core.law.model import Citation, Rule  # noqa: E402 - the package lies beside this script
from meritbook.core.law.operations import OPERATIONS  # noqa: E402 - as above
from meritbook.core.law.pack import Law  # noqa: E402 - as above
from meritbook.law import load_laws  # noqa: E402 - as above

REGISTER_INTRODUCTION = """\
# The register of rules

<!-- Written by `python docs/law_pages.py` from the packs and the scenarios; edit those, not this page. -->

Every rule of the shipped [law packs](law-packs.md): where it stands, what it reads, its check, and the sentences that
hold it. Each sentence is a test; its facts and its arithmetic are in the named file.
"""


def operations_table() -> str:
    """The signs and functions of the language of checks."""
    lines = ["| sign or function | what it gives |", "| --- | --- |"]
    for one in OPERATIONS.values():
        says = one.says.replace("|", "\\|")
        lines.append(f"| `{one.sign or one.name}` | {says} |")
    return "\n".join(lines)


def _cited(citation: Citation) -> str:
    published = citation.published_text or (citation.published.isoformat() if citation.published else "")
    title = f"{citation.title} ({published})" if published else citation.title
    return f"{title}, {citation.place}: {citation.rank.replace('_', ' ')}"


def _rule(law: Law, rule: Rule) -> Iterator[str]:
    yield f"### {law.key}: {rule.id}\n"
    yield f"{rule.says}\n"
    yield f"- Stands in: {'; '.join(_cited(law.cite(one)) for one in (rule.citation, *rule.also))}"
    if rule.force == "advice":
        yield "- Advice: not following it is no breach"
    if rule.applies:
        yield f"- Bears on a case where: `{rule.applies}`"
    for step in rule.steps:
        yield f"- `{step.name}` = `{step.expression}`"
    yield f"- Check: `{rule.check}`"
    parameters = [f"`{name}`" for name in law.parameters_of(rule.id)]
    if parameters:
        yield f"- Parameters: {', '.join(parameters)}"
    for reading in law.readings_of(rule.id):
        yield f"- Reading `{reading.id}`: {reading.taken} The other way: {reading.alternative}"
    path = SCENARIOS / law.key / f"{rule.id}.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8"))["scenarios"]
    yield f"- Tests: `{path.relative_to(ROOT)}`"
    for one in told:
        yield f"    - {one['says']}: {one['verdict'].replace('_', ' ')}"
    yield ""


def register_page() -> str:
    """The page of all rules."""
    parts = [REGISTER_INTRODUCTION]
    for law in load_laws().values():
        parts.append(f"## {law.key}\n")
        parts.append(f"{law.pack.name}. {law.pack.note}\n")
        for rule in law.rules.values():
            parts.extend(_rule(law, rule))
    return "\n".join(parts).rstrip() + "\n"


def language_page(page: str) -> str:
    """The page of the language with its table between the markers."""
    start, end = "<!-- generated: operations -->", "<!-- end of generated: operations -->"
    before, rest = page.split(start)
    return f"{before}{start}\n{operations_table()}\n{end}{rest.split(end)[1]}"


def pages() -> dict[Path, str]:
    """Each page with the content that it should have."""
    language = REFERENCE / "law-language.md"
    return {
        REFERENCE / "law-register.md": register_page(),
        language: language_page(language.read_text(encoding="utf-8")),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
