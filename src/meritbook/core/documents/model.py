"""Document, block, span, passage and quote: how every conclusion leads back to its words.

Spans count Unicode code points and are half-open. A `Span` indexes `Document.text`. For plain text the document's text
*is* the decoded original, unchanged, so a span is a place in the original; for other formats a block also
carries where in the original it stands (`origin` for HTML, `page` for PDF, `part` for word-processor files).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from meritbook.core.values import Value

BlockKind = Literal["heading", "paragraph", "list_item", "table_row"]


class Span(Value):
    """A half-open stretch `[start, end)` of code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end < self.start:
            raise ValueError("a span ends before it starts")
        return self

    def cut(self, text: str) -> str:
        """The characters of `text` that the span names."""
        return text[self.start : self.end]


class Passage(Value):
    """Words of a document, in one or more places; `text` is what a reader sees (white space folded).

    `spans` is empty only for a passage that has not been laid into a document yet.
    """

    text: str
    spans: tuple[Span, ...] = ()


class Quote(Value):
    """Words cited as evidence: in which document, where, and a label that a person understands."""

    document: str
    """Which text: the document's `key`."""
    span: Span
    text: str
    """Exactly `document.text[span]`."""
    label: str = ""
    """Where a person would look: `duty 1, 35 %`, `Levels of work, level II`."""


class Block(Value):
    """One heading, paragraph, list item or table row of a document."""

    kind: BlockKind
    span: Span
    level: int = 0
    """Heading level 1 to 6, or depth of a list item from 1; 0 where it does not apply."""
    cells: tuple[Span, ...] = ()
    """For a table row: the span of each cell, in `Document.text`."""
    page: int | None = None
    part: str = ""
    """The part of a package file, e.g. `word/document.xml#p12`."""
    origin: Span | None = None
    """Where the block stands in the decoded original, when that differs from `Document.text`."""


class Document(Value):
    """A file that was read: its identity, its text, and its blocks in order.

    `key` names the document in quotes: the SHA-256 of the original for a file, or a name such as
    `plan:kansas@1` or `position:0417-22@2` for a text that Meritbook lays out itself.
    """

    key: str
    name: str
    media_type: str
    sha256: str
    size: int = Field(ge=0)
    encoding: str = "utf-8"
    text: str
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    """What the reader left out or repaired, in words for a person (a script dropped, an external link not followed)."""

    def quote(self, span: Span, label: str = "") -> Quote:
        """A quote of the span."""
        return Quote(document=self.key, span=span, text=span.cut(self.text), label=label)
