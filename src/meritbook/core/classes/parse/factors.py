"""Distinguishing factors: what tells the levels of a series apart, or what a position must have to be allocated."""

from __future__ import annotations

import re

from meritbook.core.classes.model import Factor
from meritbook.core.classes.parse.source import Source
from meritbook.core.documents.model import Passage

_LIST = re.compile(
    r"(?:the\s+)?(?:levels|classes|positions)\s+(?:of|in|within|of\s+work\s+in)\s+(?:this|the)\s+(?:class\s+)?series\s+"
    r"(?:are|is)\s+(?:distinguished|differentiated)\s+(?:from\s+(?:each|one)\s+(?:other|another)\s+)?"
    r"(?:by|on\s+the\s+basis\s+of)\s*:?\s*",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s*(?:and\s+)?(?=the\s)|,\s*and\s+|\s+and\s+(?=the\s)", re.IGNORECASE)
_SEMICOLON = re.compile(r";\s*(?:and\s+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


def names_factors(text: str, start: int, end: int) -> bool:
    """Whether a sentence says what the levels are told apart by."""
    return bool(_LIST.match(text, start, end))


def take_sentence(source: Source, start: int, end: int, number: int) -> list[Factor]:
    """One factor for each thing that the sentence names."""
    lead = _LIST.match(source.text, start, end)
    if lead is None:
        return take_whole(source, start, end, number)
    source.heading(start, lead.end())
    return _parts(source, lead.end(), end, _COMMA, number)


def take_list(source: Source, start: int, end: int, number: int) -> list[Factor]:
    """Factors that stand in a row, parted by semicolons; a paragraph without one is one factor."""
    if ";" in source.text[start:end] and end - start < 600:
        return _parts(source, start, end, _SEMICOLON, number)
    return take_whole(source, start, end, number)


def take_whole(source: Source, start: int, end: int, number: int) -> list[Factor]:
    """One factor of all the words."""
    passage = source.passage(start, end)
    return [_factor(passage, number)] if passage else []


def _parts(source: Source, start: int, end: int, seam: re.Pattern[str], number: int) -> list[Factor]:
    found: list[Factor] = []
    position = start
    for part in [*seam.finditer(source.text, start, end), None]:
        passage = source.passage(position, part.start() if part else end)
        if passage is not None:
            found.append(_factor(passage, number + len(found)))
        if part:
            source.mark(part.start(), part.end())
            position = part.end()
    return found


def _factor(passage: Passage, number: int) -> Factor:
    name = _ARTICLE.sub("", passage.text, count=1).rstrip(".;:, ")
    if len(name) > 70:
        name = name[:70].rsplit(" ", 1)[0] + " …"
    return Factor(id=f"factor-{number}", name=name[:1].upper() + name[1:], text=passage)
