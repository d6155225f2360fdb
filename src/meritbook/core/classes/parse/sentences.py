"""Divides running text into sentences, each with its place."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?][\"”’')\]*]*(?=\s+[\"“‘'(*]*[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|vs|cf|inc|st|dr|mr|mrs|ms|sec|spec|ad|approx|dept)|\b[A-Z])\.$", re.IGNORECASE
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as trimmed stretches; abbreviations and initials do not end one."""
    found = []
    position = start
    for stop in _END.finditer(text, start, end):
        if _SHORT.search(text, max(position, stop.start() - 6), stop.start() + 1):
            continue
        found.append((position, stop.end()))
        position = stop.end()
        while position < end and text[position].isspace():
            position += 1
    if position < end and text[position:end].strip():
        found.append((position, end))
    return found
