"""Puts a document's text together from pieces that a format's reader found, and remembers where each came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from meritbook.core.documents import Block, BlockKind, Span
from meritbook.readers.errors import TooLargeError

# What no text may hold: NUL and other controls but tab and line feed, halves of surrogate pairs, non-characters.
# Soft hyphens go too: they only say where a word may break, and would keep it from being found.
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def fit(text: str) -> str:
    """The text without characters that cannot be stored or shown."""
    return _UNFIT.sub("", text)


class Assembly:
    """Collects blocks in order; they stand on lines of their own in the text."""

    def __init__(self, *, name: str, max_blocks: int) -> None:
        self._name = name
        self._max_blocks = max_blocks
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        page: int | None = None,
        part: str = "",
        origin: Span | None = None,
    ) -> None:
        """Append a block unless it is blank. Raises `TooLargeError` beyond the limit of blocks."""
        text = fit(text).strip()
        if text:
            self._append(kind, text, level, (), page, part, origin)

    def add_row(
        self, cells: Sequence[str], *, page: int | None = None, part: str = "", origin: Span | None = None
    ) -> None:
        """Append a row of a table: cells are parted by a tab each; empty cells keep their column."""
        fitted = [fit(cell).replace("\t", " ").strip() for cell in cells]
        if not any(fitted):
            return
        spans: list[Span] = []
        at = self._length
        for cell in fitted:
            spans.append(Span(start=at, end=at + len(cell)))
            at += len(cell) + 1
        self._append("table_row", "\t".join(fitted), 0, tuple(spans), page, part, origin)

    def _append(
        self,
        kind: BlockKind,
        text: str,
        level: int,
        cells: tuple[Span, ...],
        page: int | None,
        part: str,
        origin: Span | None,
    ) -> None:
        if len(self.blocks) >= self._max_blocks:
            raise TooLargeError(f"“{self._name}” has more than {self._max_blocks} blocks of text.", where=part or "")
        span = Span(start=self._length, end=self._length + len(text))
        self.blocks.append(Block(kind=kind, span=span, level=level, cells=cells, page=page, part=part, origin=origin))
        self._parts.append(text + "\n")
        self._length += len(text) + 1

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)
