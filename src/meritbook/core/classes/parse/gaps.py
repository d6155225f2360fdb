"""Gaps: places where the source lost something. Found by rule, recorded, never filled in.

A sentence ends in a colon and no list follows; or it says that something is given on the next pages, and nothing is.
"""

from __future__ import annotations

import re

from meritbook.core.classes.model import Gap
from meritbook.core.classes.parse.sentences import sentences
from meritbook.core.classes.parse.units import Unit
from meritbook.core.documents.model import Passage, Span

_ELSEWHERE = re.compile(
    r"\b(?:are|is)\s+(?:further\s+)?(?:detailed|listed|described|shown|explained|defined|given|set\s+out)\s+"
    r"(?:on|in)\s+the\s+(?:next|following)\s+(?:\w+\s+)?pages?\b",
    re.IGNORECASE,
)


def find(text: str, units: list[Unit], headings: set[int]) -> list[Gap]:
    """The gaps of a document. `headings` are the places where headings start."""
    gaps: list[Gap] = []
    for at, unit in enumerate(units):
        if unit.kind in ("row", "heading") or unit.start in headings:
            continue
        follows = units[at + 1 :]
        content = text[unit.start : unit.end].rstrip()
        if content.endswith(":") and len(content.split()) >= 6 and not _list_follows(text, follows, headings):
            low, high = sentences(text, unit.start, unit.start + len(content))[-1]
            gaps.append(_gap(text, low, high, len(gaps) + 1, "A list is missing after the colon."))
        if " page" not in content.casefold():
            continue
        for low, high in sentences(text, unit.start, unit.end):
            if _ELSEWHERE.search(text, low, high) and not _pages_follow(text, follows):
                says = "What the sentence says is given on the pages that follow is not in the document."
                gaps.append(_gap(text, low, high, len(gaps) + 1, says))
    return gaps


def _list_follows(text: str, units: list[Unit], headings: set[int]) -> bool:
    if not units:
        return False
    unit = units[0]
    if unit.kind in ("item", "row"):
        return True
    if unit.start in headings or unit.kind == "heading":
        return False
    content = text[unit.start : unit.end].strip()
    if not content[:1].isupper() or re.match(r"[A-Z][^:.;\n]{1,60}:\s", content):
        return True
    return len(content.split()) < 12 or not content.endswith((".", ":", "?"))


def _pages_follow(text: str, units: list[Unit]) -> bool:
    return sum(len(text[unit.start : unit.end].split()) > 12 for unit in units) >= 2


def _gap(text: str, start: int, end: int, number: int, says: str) -> Gap:
    span = Span(start=start, end=end)
    return Gap(id=f"gap-{number}", says=says, after=Passage(text=" ".join(span.cut(text).split()), spans=(span,)))
