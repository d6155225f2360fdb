"""Words, numbers and marks of a text with their places, and the form of them that the grammar matches on.

A clause is matched in its *shape*: lower case, one space between tokens, each amount folded to `<n>` and each count of
credits to `{n}`. The shape keeps its way back to the text, so that what is matched in it has a span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from meritbook.core.documents.model import Span

_SAME_LENGTH = str.maketrans({
    "\u2019": "'", "\u2018": "'", "\u00b4": "'", "\u02bc": "'", "\ufffd": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u00ad": "-",
    "[": "(", "]": ")", "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\t": " ", "\r": " ", "\f": " ", "\v": " ",
    "\u00b7": "•", "\u0387": "•", "\u2219": "•", "\u22c5": "•", "\uf0b7": "•", "\u25cf": "•", "\u25aa": "•",
})  # fmt: skip
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:st|nd|rd|th)?|"
    r"(?P<word>(?:and|or)(?=[A-Z][a-z])|[A-Za-z\u00c0-\u024f]+(?:['&][A-Za-z]+|-(?=[A-Za-z])[A-Za-z]+)*'?)|"
    r"(?P<mark>\S)"
)


_PLURAL_UNITS = ("years", "months", "hours", "weeks", "days")
# A lost character between two words was a hard space, before a lone s or behind a word an apostrophe.
_LOST_SPACE = re.compile("\ufffd(?!s\\b|\\s)")


def normal(text: str) -> str:
    """The text with quotes, dashes, brackets and spaces made plain; every character stays in its place."""
    return _LOST_SPACE.sub(" ", text).translate(_SAME_LENGTH)


class Token(NamedTuple):
    """A word, number or mark: its lower-case form and its place."""

    low: str
    start: int
    end: int


def tokens(plain: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of normal text."""
    found: list[Token] = []
    for match in _TOKEN.finditer(plain, start, end):
        if match["word"] is not None:
            low = match["word"].lower()
            first, mark, last = low.rpartition("-")
            if mark and (
                last in _PLURAL_UNITS or (last in ("year", "month") and plain.startswith(" of", match.end()))
            ):  # "two-years of experience" is two words with a stray hyphen
                middle = match.start() + len(first)
                found.append(Token(first, match.start(), middle))
                found.append(Token(last, middle + 1, match.end()))
                continue
            found.append(Token(low, match.start(), match.end()))
        else:
            found.append(Token(match[0].lower(), match.start(), match.end()))
    return found


class Shape:
    """A run of tokens as one line to match on, with the way back to places in the text."""

    def __init__(self, run: Sequence[Token]) -> None:
        self.run = run
        parts: list[str] = []
        self._starts: list[int] = []
        length = 0
        for token in run:
            self._starts.append(length)
            parts.append(token.low)
            length += len(token.low) + 1
        self.line = " ".join(parts)

    def at(self, place: int) -> int:
        """Index of the token that covers a place of the line."""
        return max(0, bisect_right(self._starts, place) - 1)

    def span(self, start: int, end: int) -> Span:
        """The place in the text of a stretch of the line."""
        if not self.run:
            return Span(start=0, end=0)
        first, last = self.run[self.at(start)], self.run[self.at(max(start, end - 1))]
        return Span(start=first.start, end=last.end)

    def cut(self, start: int, end: int) -> Shape:
        """The shape of the tokens that a stretch of the line covers."""
        if start >= end:
            return Shape(())
        return Shape(self.run[self.at(start) : self.at(end - 1) + 1])
