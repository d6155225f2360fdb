"""Working titles: names by which positions of a class go, listed in a sentence as examples."""

from __future__ import annotations

import re

from meritbook.core.classes.parse.source import Source
from meritbook.core.documents.model import Passage

_LEAD = re.compile(
    r"(?:an?\s+)?(?:examples?\s+of\s+(?:an?\s+)?)?(?:typical\s+)?working\s+titles?\b[^.:;,]*?"
    r"(?:\b(?:may\s+be|are|is|include[s]?|may\s+include|such\s+as)\b:?|:)\s*(?:the\s+|an?\s+)?",
    re.IGNORECASE,
)
_OR = re.compile(r",\s*(?:or\s+|and\s+)?|\s+or\s+(?=[A-Z])", re.IGNORECASE)
_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)


def names_titles(text: str, start: int, end: int) -> bool:
    """Whether a sentence lists working titles."""
    return bool(_LEAD.match(text, start, end))


def take(source: Source, start: int, end: int) -> list[Passage]:
    """The titles one by one; what leads to them is a heading, what joins them marks.

    Titles are parted at commas and at `or`; at `and` only in a list that has no `or` (then `and` joins words of one
    title). A title whose last word is left to the next one (`Support Services and Operational Managers`) keeps the
    words it has.
    """
    text = source.text
    lead = _LEAD.match(text, start, end)
    position = lead.end() if lead else start
    source.heading(start, position)
    stop = end
    while stop > position and text[stop - 1] in ".;: \n\t":
        stop -= 1
    seam = _OR if re.search(r"\bor\b", text[position:stop]) else _AND
    found = []
    for part in [*seam.finditer(text, position, stop), None]:
        passage = source.passage(position, part.start() if part else stop)
        if passage is not None:
            found.append(passage)
        if part:
            source.mark(part.start(), part.end())
            position = part.end()
    source.mark(stop, end)
    return found
