"""Exclusions: which positions a series keeps out, and where it sends them."""

from __future__ import annotations

import re

from meritbook.core.classes.model import Exclusion
from meritbook.core.classes.parse.sentences import sentences
from meritbook.core.classes.parse.source import Source

_SENT = re.compile(
    r"\b(?:should|shall|must|will|are\s+to|is\s+to|are|is|may)\s+(?:instead\s+)?be\s+(?:classified|allocated|assigned|placed|"
    r"considered\s+for)\s+(?:in|to|as|under|for|within)\s+(?:the\s+|an?\s+)?(?P<where>[^.;]+)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?:(?:specifically|also|expressly)\s+)?excluded\s+from\s+(?:this|the)\s+(?:class\s+)?(?:series|class(?:es)?|"
    r"classification)\s+(?:are|is)\s*:?\s*",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:are|is|be)\s+(?:specifically\s+)?(?:excluded|not\s+included)\b|\bthis\s+(?:class\s+)?(?:series|class|"
    r"classification)\s+(?:excludes|does\s+not\s+include)\b|\bshould\s+not\s+be\s+(?:classified|allocated)\b",
    re.IGNORECASE,
)
_PART = re.compile(r";\s*(?:and\s+|or\s+)?", re.IGNORECASE)


def is_exclusion(sentence: str) -> bool:
    """Whether a sentence of running text keeps positions out of the series or class."""
    folded = sentence.casefold()
    if not any(word in folded for word in ("exclu", "include", "not be")):
        return False
    return bool(_LIST.match(sentence) or _WHOLE.search(sentence))


def take_sentence(source: Source, start: int, end: int, number: int) -> list[Exclusion]:
    """The exclusions of one sentence; one that lists several kinds of positions gives one for each."""
    lead = _LIST.match(source.text, start, end)
    if not lead:
        return take_whole(source, start, end, number)
    source.heading(start, lead.end())
    found: list[Exclusion] = []
    position = lead.end()
    for seam in [*_PART.finditer(source.text, position, end), None]:
        stop = seam.start() if seam else end
        passage = source.passage(position, stop)
        if passage is not None:
            found.append(Exclusion(id=f"exclusion-{number + len(found)}", text=passage, sends_to=_where(passage.text)))
        if seam:
            source.mark(seam.start(), seam.end())
            position = seam.end()
    return found


def take_whole(source: Source, start: int, end: int, number: int) -> list[Exclusion]:
    """One exclusion of all the words."""
    passage = source.passage(start, end)
    return [Exclusion(id=f"exclusion-{number}", text=passage, sends_to=_where(passage.text))] if passage else []


def take_paragraph(source: Source, start: int, end: int, number: int) -> list[Exclusion]:
    """The exclusions of a paragraph under a heading of exclusions.

    A sentence that says where `such positions` belong stays with the sentence before it.
    """
    groups: list[list[int]] = []
    for low, high in sentences(source.text, start, end):
        follows = re.match(r"(?:such|these|those)\b|instead\b|they\b", source.text[low:high], re.IGNORECASE)
        if follows and groups:
            groups[-1][1] = high
        else:
            groups.append([low, high])
    found: list[Exclusion] = []
    for low, high in groups:
        found += take_sentence(source, low, high, number + len(found))
    return found


def _where(text: str) -> str:
    found = _SENT.search(text)
    return " ".join(found.group("where").split()) if found else ""
