"""Divides a document into units: paragraphs, list items, table rows, with their marks set apart.

Plain text is divided here by its blank lines, bullets and tabs; for other formats the reader's blocks are taken as
they are, and text that stands in no block is divided as plain text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from meritbook.core.classes.parse.lexicon import DATE_LINE, META_LINE
from meritbook.core.documents.model import Document

MARK = re.compile(
    r"[ \t\u00a0]*(?P<mark>[•·●▪◦‣■□❖➢✓]|[-–—*](?=[ \t\u00a0]|\s*\n)|o(?=[ \t\u00a0]{2,})|"
    r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)](?=\s))\s*"
)

_LATER_LABEL = re.compile(
    r"(?<=\S)(?:[ ]*\t|[ ]{3,})\s*(?=(?:class|job|position)\s*(?:code|number|no\.?)[ \t]*:)", re.IGNORECASE
)
"""Where a label for a code stands further along the line that the title is on."""


@dataclass(slots=True)
class Unit:
    """One piece of text: where its content stands, and which stretches before it are only marks."""

    kind: str
    """`paragraph`, `item`, `row` or `heading` (a heading only where the format itself says so)."""
    start: int
    end: int
    marks: list[tuple[int, int]] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)
    level: int = 0


def divide(document: Document) -> list[Unit]:
    """The document's units in the order of its text."""
    text = document.text
    if document.media_type == "text/plain" or not document.blocks:
        return list(_lines(text, 0, len(text)))
    units: list[Unit] = []
    position = 0
    for block in sorted(document.blocks, key=lambda block: (block.span.start, block.span.end)):
        start, end = max(block.span.start, position), block.span.end
        if start >= end:
            continue
        units += _lines(text, position, start)
        position = end
        if block.kind == "table_row" and len(block.cells) > 1:
            cells = [(cell.start, cell.end) for cell in block.cells if cell.end > cell.start]
            units.append(Unit("row", start, end, cells=cells))
        elif block.kind == "heading":
            units.append(Unit("heading", start, end, level=block.level or 1))
        elif block.kind == "list_item":
            units.append(_marked(text, start, end, "item"))
        else:
            units += _lines(text, start, end)
    units += _lines(text, position, len(text))
    return units


def _lines(text: str, start: int, end: int) -> Iterator[Unit]:
    open_from: int | None = None
    open_to = start
    item_follows: list[tuple[int, int]] = []

    def close() -> Iterator[Unit]:
        nonlocal open_from, item_follows
        if open_from is not None:
            unit = _marked(text, open_from, open_to, "paragraph")
            unit.marks = item_follows + unit.marks
            item_follows = []
            if unit.marks:
                unit.kind = "item"
            if unit.start >= unit.end:
                item_follows = unit.marks
            else:
                yield from _columns(text, unit)
        open_from = None

    position = start
    for line in text[start:end].splitlines(keepends=True):
        line_start, position = position, position + len(line)
        content = line.strip()
        if not content:
            yield from close()
            continue
        first = line_start + len(line) - len(line.lstrip())
        last = first + len(content)
        later = _LATER_LABEL.search(content)
        if later:
            yield from close()
            yield Unit("paragraph", first, first + later.start())
            first += later.end()
            content = content[later.end() :]
        cells = [(first + cell.start(), first + cell.end()) for cell in re.finditer(r"[^\t]*[^\t\s][^\t]*", content)]
        if len(cells) > 1 and not META_LINE.match(content):
            yield from close()
            yield Unit("row", first, last, cells=cells)
            continue
        label = META_LINE.match(content) or DATE_LINE.match(content)
        if label or later or MARK.match(line):
            yield from close()
        if open_from is None:
            open_from = first
        open_to = last
        if label and last > first + label.end("label") + 2:
            yield from close()
    yield from close()
    if item_follows:
        yield Unit("item", item_follows[-1][1], item_follows[-1][1], marks=item_follows)


def _marked(text: str, start: int, end: int, kind: str) -> Unit:
    marks = []
    found = MARK.match(text, start, end)
    if found:
        marks.append((found.start("mark"), found.end("mark")))
        start = found.end()
    return Unit(kind, start, end, marks=marks)


def _columns(text: str, unit: Unit) -> Iterator[Unit]:
    """A table row set on several lines, each ending in one tab (the last need not); lines before it stay apart."""
    if unit.kind != "paragraph" or "\t" not in text[unit.start : unit.end]:
        yield unit
        return
    lines = [
        (found.start() + unit.start, found.end() + unit.start)
        for found in re.finditer(r"[^\n]*\S[^\n]*", text[unit.start : unit.end])
    ]
    tabbed = [bool(re.search(r"[^\t]\t[ \r]*$", text[start:end])) for start, end in lines]
    first = next((at for at, tab in enumerate(tabbed) if tab), len(lines))
    if first >= len(lines) - 1 or not all(tabbed[first:-1]):
        yield unit
        return
    if first:
        yield Unit("paragraph", lines[0][0], lines[first - 1][1], marks=unit.marks)
    yield Unit("row", lines[first][0], lines[-1][1], cells=lines[first:])
