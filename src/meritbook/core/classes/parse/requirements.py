"""Minimum requirements: each stated way to qualify, with the kind of thing that it asks for."""

from __future__ import annotations

import re
from typing import Literal

from meritbook.core.classes.model import MinimumRequirement
from meritbook.core.classes.parse.sentences import sentences
from meritbook.core.classes.parse.source import Source

Kind = Literal["experience", "education", "combination", "equivalent", "substitution", "other"]

_SUBSTITUTE = re.compile(r"\b(?:may|can|will)\s+(?:be\s+)?substitut|\bsubstitut(?:ed|ion|es?)\b", re.IGNORECASE)
_EQUIVALENT = re.compile(
    r"\bequivalent\s+combination|\bcombination\s+of\s+(?:experience|education|training)|"
    r"\bany\s+equivalent\b",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(r"\bexperience\b|\byears?\s+(?:of|in|as|performing)\b", re.IGNORECASE)
_EDUCATION = re.compile(
    r"\bdegree\b|\beducation\b|\bgraduat|\bcollege\b|\bschool\b|\bdiploma\b|\bbachelor|\bmaster.s\b|"
    r"\bdoctora|\bcoursework\b|\bsemester\b",
    re.IGNORECASE,
)
CONNECTOR = re.compile(r"(?:or|and|and/or)\s*[:;,.]?$", re.IGNORECASE)
_TRAILING = re.compile(r"[;,]?\s*(?<![\w-])(?:or|and)\s*[;:,.]?$|;$", re.IGNORECASE)


def kind_of(text: str) -> Kind:
    """What a way to qualify asks for, by its words."""
    if _SUBSTITUTE.search(text):
        return "substitution"
    if _EQUIVALENT.search(text):
        return "equivalent"
    experience, education = bool(_EXPERIENCE.search(text)), bool(_EDUCATION.search(text))
    if experience and education:
        return "combination"
    if experience:
        return "experience"
    return "education" if education else "other"


def take(source: Source, start: int, end: int, number: int) -> list[MinimumRequirement]:
    """The ways that a paragraph states: its sentences on substitution stand apart from what they may replace.

    A joining word alone (`or`) is a mark, and so is one at the paragraph's end.
    """
    text = source.text
    start, end = source.trim(start, end)
    if CONNECTOR.fullmatch(text, start, end):
        source.mark(start, end)
        return []
    trailing = _TRAILING.search(text, start, end)
    if trailing and trailing.end() == end and trailing.start() > start:
        source.mark(trailing.start(), end)
        end = trailing.start()
    groups: list[list[int]] = []
    for low, high in sentences(text, start, end):
        if groups and bool(_SUBSTITUTE.search(text, *groups[-1])) == bool(_SUBSTITUTE.search(text, low, high)):
            groups[-1][1] = high
        else:
            groups.append([low, high])
    found: list[MinimumRequirement] = []
    for low, high in groups:
        passage = source.passage(low, high)
        if passage is not None:
            found.append(
                MinimumRequirement(id=f"requirement-{number + len(found)}", text=passage, kind=kind_of(passage.text))
            )
    return found
