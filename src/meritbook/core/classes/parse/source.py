"""The text that is being read, and which of its characters already have a place.

Each character is given away once. What no field took is still there at the end, and becomes `unplaced`.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from meritbook.core.classes.accounting import joined
from meritbook.core.documents.model import Document, Passage, Span

_MARKUP = re.compile(
    r"\*\*|(?<![_\w])__(?=[^\W_])|(?<=[^\W_])__(?![_\w])|</?[a-zA-Z]{1,6}>|(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*])"
)


class Source:
    """A document's text with a note, for each character, of whether a field has taken it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._taken = bytearray(len(self.text))
        marked = any(sign in self.text for sign in ("*", "__", "<"))
        self._markup = [found.span() for found in _MARKUP.finditer(self.text)] if marked else []
        self._marks: list[Span] = []
        self._headings: list[Passage] = []

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The stretch without white space at its ends."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def passage(self, start: int, end: int) -> Passage | None:
        """Take the stretch as a passage; left-over markup in it becomes marks. `None` when nothing is left to take."""
        spans = []
        position = start
        for low, high in self._markup[bisect_left(self._markup, (start, start)) :]:
            if high > end:
                break
            spans += self._free(position, low)
            self.mark(low, high)
            position = high
        spans += self._free(position, end)
        if not spans:
            return None
        for span in spans:
            self._take(span)
        return Passage(text=joined(self.text, spans), spans=tuple(spans))

    def mark(self, start: int, end: int) -> None:
        """Take the stretch as a mark: a bullet, a joining word, markup."""
        for span in self._free(start, end):
            self._take(span)
            self._marks.append(span)

    def heading(self, start: int, end: int) -> Passage | None:
        """Take the stretch as a heading or label."""
        passage = self.passage(start, end)
        if passage is not None:
            self._headings.append(passage)
        return passage

    def headings(self) -> tuple[Passage, ...]:
        """The headings that were taken, in the order of the text."""
        return tuple(sorted(self._headings, key=lambda passage: passage.spans[0].start))

    def marks(self) -> tuple[Passage, ...]:
        """All marks as one passage of many places (none: no passage)."""
        spans = tuple(sorted(self._marks, key=lambda span: span.start))
        return (Passage(text=joined(self.text, spans), spans=spans),) if spans else ()

    def left(self) -> tuple[Passage, ...]:
        """What nobody took, line by line: each stretch of free characters that holds more than white space."""
        left = []
        for line in re.finditer(r"[^\n]*[^\s][^\n]*", self.text):
            for span in self._free(line.start(), line.end()):
                self._take(span)
                left.append(Passage(text=joined(self.text, (span,)), spans=(span,)))
        return tuple(left)

    def line_of(self, position: int) -> int:
        """The line, counted from 1, on which a character stands."""
        return self.text.count("\n", 0, position) + 1

    def _free(self, start: int, end: int) -> list[Span]:
        """The stretches of `[start, end)` that are not taken, trimmed, without empty ones."""
        spans = []
        position = start
        while position < end:
            first = self._taken.find(0, position, end)
            if first < 0:
                break
            last = self._taken.find(1, first, end)
            last = end if last < 0 else last
            low, high = self.trim(first, last)
            if low < high:
                spans.append(Span(start=low, end=high))
            position = last
        return spans

    def _take(self, span: Span) -> None:
        self._taken[span.start : span.end] = b"\x01" * (span.end - span.start)
