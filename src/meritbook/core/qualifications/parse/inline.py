"""Lists within a line: `at least two of the following: (a) ...; (b) ...; (c) ...`, and the same without marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_LEAD = re.compile(
    r"[^:;]{0,200}?\b(?:one|any|all|each|two|three|four|five|[1-5])\s+(?:\([1-5]\)\s+)?(?:or\s+more\s+)?(?:\w+\s+)?of\s+"
    r"(?:the\s+following|these)\b[^:;.(]{0,40}:\s*(?=\S)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z]\.[A-Z])\.\s+(?=[A-Z])")
_TAIL = re.compile(r"[\s;,]*(?:\b(?P<word>and|or))?\s*$", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:(?:and|or)\b)?\s*", re.IGNORECASE)


class Item(NamedTuple):
    """One item: the joining word before it with its place, where its mark and its words begin, where they end."""

    word: str
    word_at: int
    mark: int
    start: int
    end: int


class Inline(NamedTuple):
    """A lead with its items, and where the text goes on behind them."""

    lead_end: int
    items: tuple[Item, ...]
    after: int


def inline(plain: str, at: int, end: int, opens: Callable[[str, int, int], bool]) -> Inline | None:
    """The list that a clause opens within its line; none unless each of its items opens something of its own."""
    lead = _LEAD.match(plain, at, end)
    if lead is None:
        return None
    stop = _SENTENCE.search(plain, lead.end(), end)
    close = stop.start() + 1 if stop else end
    items = _marked(plain, lead.end(), close) or _apart(plain, lead.end(), close)
    if len(items) < 2 or not all(opens(plain, item.start, item.end) for item in items):
        return None
    return Inline(lead.end(), items, stop.end() if stop else end)


def _marked(plain: str, at: int, end: int) -> tuple[Item, ...]:
    for first in "a1":
        marks: list[tuple[int, int]] = []
        mark = re.compile(rf"\(?{first}[.)]\s*", re.IGNORECASE).match(plain, at, end)
        while mark is not None:
            marks.append(mark.span())
            sign = chr(ord(first) + len(marks))
            mark = re.compile(rf"(?<=\s)\(?{sign}[.)]\s*", re.IGNORECASE).search(plain, marks[-1][1], end)
        if len(marks) > 1:
            return _items(plain, marks, end)
    return ()


def _apart(plain: str, at: int, end: int) -> tuple[Item, ...]:
    stops = [at, *(match.end() for match in re.compile(";").finditer(plain, at, end))]
    starts = [match.end() for low in stops if (match := _NEXT.match(plain, low, end))]
    return _items(plain, [(start, start) for start in starts if start < end], end)


def _items(plain: str, starts: list[tuple[int, int]], end: int) -> tuple[Item, ...]:
    """Items from where their marks and their words begin."""
    found: list[Item] = []
    word, word_at = "", 0
    for number, (mark, start) in enumerate(starts):
        until = starts[number + 1][0] if number + 1 < len(starts) else end
        tail = _TAIL.search(plain, start, until)
        stop = tail.start() if tail is not None else until
        found.append(Item(word, word_at, mark, start, stop))
        word, word_at = (tail["word"], tail.start("word")) if tail is not None and tail["word"] else ("", 0)
    return tuple(found)


__all__ = ["Inline", "Item", "inline"]
