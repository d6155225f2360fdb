"""Lays text out into a document, handing back the span of each piece.

A plan that is shipped as data and a position description filled in by form have no file to quote from. They are
laid out here, always in the same way, so that their words have places too.
"""

from __future__ import annotations

import hashlib

from meritbook.core.documents.model import Block, BlockKind, Document, Span


class Layout:
    """Collects blocks; `document()` closes it. The same calls give the same bytes."""

    def __init__(self, *, key: str, name: str) -> None:
        self.key = key
        self.name = name
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def add(self, text: str, kind: BlockKind = "paragraph", *, level: int = 0, lead: str = "") -> Span:
        """Append a block reading `lead + text`; the span that comes back is that of `text` alone."""
        start = self._length + len(lead)
        line = lead + text
        self._blocks.append(Block(kind=kind, span=Span(start=self._length, end=self._length + len(line)), level=level))
        self._parts.append(line + "\n")
        self._length += len(line) + 1
        return Span(start=start, end=start + len(text))

    def document(self) -> Document:
        """The document, with the hash and size of its text in UTF-8."""
        text = "".join(self._parts)
        data = text.encode("utf-8", "surrogatepass")
        return Document(
            key=self.key,
            name=self.name,
            media_type="text/plain",
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            text=text,
            blocks=tuple(self._blocks),
        )
