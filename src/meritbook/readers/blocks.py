"""Blocks of a plain text: which lines are headings, list items, rows of tables, and which belong to one paragraph.

Every character that is not white space lies in exactly one block; blocks stand in order and do not overlap. The text
itself is never changed, so each span is a place in the file. One pass over the lines, so time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from meritbook.core.documents import Block, BlockKind, Span
from meritbook.readers import tables
from meritbook.readers.errors import TooLargeError
from meritbook.readers.lines import (
    CONNECTORS,
    SENTENCE_END,
    UNFINISHED,
    Depths,
    heading_level,
    is_capitals,
    is_rule,
    marker,
)

_LINE: Final = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BREAK: Final = re.compile(r"\r\n|[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]")
_WRAP_MAX: Final = 132
_ROW_MAX: Final = 4000


class _Line(NamedTuple):
    start: int
    end: int
    words: str
    indent: int
    first: bool
    """Whether a blank line or the document's edge stands before it."""


def text_blocks(text: str, *, max_blocks: int, name: str) -> tuple[Block, ...]:
    """The blocks of a plain text; raises `TooLargeError` when there are more than `max_blocks`."""
    blocks: list[Block] = []
    depths = Depths()
    wrapped = _is_wrapped(text)
    for chunk in _chunks(text):
        for block in _chunk_blocks(text, chunk, depths, wrapped):
            blocks.append(block)
            if len(blocks) > max_blocks:
                raise TooLargeError(
                    f"“{name}” has more than {max_blocks} blocks of text.", where=f"character {block.span.start}"
                )
    return tuple(blocks)


def _is_wrapped(text: str) -> bool:
    """Whether the text breaks its lines at a width: hardly any is longer than a typewriter's."""
    long = wide = 0
    for found in _LINE.finditer(text):
        length = found.end() - found.start()
        long += length > 40
        wide += length > _WRAP_MAX
    return wide <= 0.05 * long


def _chunks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank line between them."""
    chunk: list[_Line] = []
    previous_end = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        words = raw.strip()
        if chunk:
            breaks = len(_BREAK.findall(text, previous_end, found.start()))
            if not words or breaks > 1 or "\f" in text[previous_end : found.start()]:
                yield chunk
                chunk = []
        previous_end = found.end()
        if words:
            indent = len(raw[: len(raw) - len(raw.lstrip())].expandtabs(8))
            chunk.append(_Line(found.start(), found.end(), words, indent, not chunk))
    if chunk:
        yield chunk


def _chunk_blocks(text: str, chunk: Sequence[_Line], depths: Depths, wrapped: bool) -> Iterator[Block]:
    width = max(len(line.words) for line in chunk) if wrapped else 0
    rows = _rows(text, chunk)
    at = 0
    while at < len(chunk):
        line = chunk[at]
        cells = rows.get(at)
        if cells is not None:
            yield _row(text, line, cells)
            at += 1
            continue
        sign = marker(line.words)
        level = 0 if sign else _heading(chunk, at, rows)
        end = at + 1
        if sign and sign.length == len(line.words):  # the marker alone: its words stand on the next line
            end += 1 if end < len(chunk) and end not in rows else 0
        kind: BlockKind = "heading" if level else "list_item" if sign else "paragraph"
        while end < len(chunk) and end not in rows and _continues(chunk, end, width, kind):
            end += 1
        if kind == "list_item" and sign:
            level = depths.of(line.indent, sign.kind)
        else:
            depths.close(0 if kind == "heading" else line.indent)
        yield Block(kind=kind, span=_span(text, line, chunk[end - 1]), level=level)
        at = end


def _span(text: str, first: _Line, last: _Line) -> Span:
    start = first.start + _leading(text, first)
    return Span(start=start, end=last.start + _leading(text, last) + len(last.words))


def _leading(text: str, line: _Line) -> int:
    return text.index(line.words[0], line.start, line.end) - line.start


def _row(text: str, line: _Line, cells: tuple[tables.Cell, ...]) -> Block:
    spans = tuple(Span(start=line.start + start, end=line.start + end) for start, end in cells)
    leading = line.start + _leading(text, line)
    return Block(
        kind="table_row",
        span=Span(
            start=min(leading, spans[0].start), end=max(leading + len(line.words), *(span.end for span in spans))
        ),
        cells=spans,
    )


def _rows(text: str, chunk: Sequence[_Line]) -> dict[int, tuple[tables.Cell, ...]]:
    """The lines of a chunk that are rows of a table, by their place in the chunk."""
    rows: dict[int, tuple[tables.Cell, ...]] = {}
    barred: dict[int, tuple[tables.Cell, ...]] = {}
    gapped: dict[int, tuple[tables.Cell, ...]] = {}
    for at, line in enumerate(chunk):
        if line.end - line.start > _ROW_MAX:
            continue
        raw = text[line.start : line.end]
        by_tabs = tables.tab_cells(raw)
        if by_tabs:
            rows[at] = by_tabs
            continue
        by_bars = tables.bar_cells(raw)
        if by_bars and len(by_bars) > 1:
            barred[at] = by_bars
        elif "   " in line.words and marker(line.words) is None:
            by_gaps = tables.gap_cells(raw)
            if by_gaps:
                gapped[at] = by_gaps
        if at and at - 1 not in rows:
            pair = tables.run_together(text[chunk[at - 1].start : chunk[at - 1].end], raw)
            if pair:
                rows[at - 1], rows[at] = pair
    # Bars and gaps make a table only where a neighbour has as many columns: alone they are a menu or a habit.
    for found in (barred, gapped):
        for at, cells in found.items():
            neighbours = (found.get(at - 1), found.get(at + 1))
            framed = found is barred and chunk[at].words[0] == "|" == chunk[at].words[-1]
            if framed or any(other and len(other) == len(cells) for other in neighbours):
                rows.setdefault(at, cells)
    return rows


def _heading(chunk: Sequence[_Line], at: int, rows: dict[int, tuple[tables.Cell, ...]]) -> int:
    line = chunk[at]
    if is_rule(line.words):
        return 0
    # Two titles one above the other: the second stands on its own as well when nothing follows it.
    second = at == 1 == len(chunk) - 1 and 0 not in rows and heading_level(chunk[0].words, alone=True) > 0
    level = heading_level(line.words, alone=line.first or second)
    if not level or is_capitals(line.words):
        return level
    following = chunk[at + 1].words if at + 1 < len(chunk) else ""
    if not following or at + 1 in rows or line.words.endswith(":"):
        return level
    # A title on top of a paragraph: the next line must start anew, not go on in the middle of a phrase.
    return 0 if following[0].islower() or UNFINISHED.search(line.words) else level


def _continues(chunk: Sequence[_Line], at: int, width: int, kind: BlockKind) -> bool:
    """Whether the line goes on with the block of the line before it: a hard-wrapped paragraph is one block."""
    before, line = chunk[at - 1], chunk[at]
    if marker(line.words) or is_rule(line.words) or is_rule(before.words):
        return False
    capitals = is_capitals(line.words)
    if kind == "heading":
        return _first_word(chunk, at) if before.first and _one_word(before) else _heading_continues(before, line)
    if capitals and heading_level(line.words, alone=False) and not is_capitals(before.words):
        return False
    if line.words[0].islower() or UNFINISHED.search(before.words[-12:]):
        return True
    if before.first and _one_word(before):
        return _first_word(chunk, at)
    if not 40 <= width <= _WRAP_MAX:
        return False
    full = len(before.words) + len(line.words.split(maxsplit=1)[0]) + 1 >= 0.85 * width
    if SENTENCE_END.search(before.words[-4:]):
        return full and len(chunk) > 2
    return full or (kind == "list_item" and line.indent > before.indent)


def _heading_continues(before: _Line, line: _Line) -> bool:
    """`TYPICAL` over `EXAMPLES OF WORK` over `(ILLUSTRATIVE ONLY)` is one heading that a word processor broke."""
    if len(before.words) > 60 or before.words.endswith(":") or heading_level(before.words, alone=False) == 2:
        return False
    if not is_capitals(before.words) or not is_capitals(line.words) or len(line.words) > 60 or ":" in line.words[:-1]:
        return False
    broken = " " not in before.words or line.words[0] == "(" or UNFINISHED.search(before.words) is not None
    broken = broken or line.words.split(maxsplit=1)[0].lower() in CONNECTORS
    return broken and heading_level(line.words, alone=True) > 0


def _one_word(line: _Line) -> bool:
    return " " not in line.words and line.words.isalpha()


def _first_word(chunk: Sequence[_Line], at: int) -> bool:
    """A word processor's export breaks after the first word of a paragraph: `Free` over `Library Specialty`."""
    words = chunk[at].words
    if is_capitals(chunk[at - 1].words):
        return _heading_continues(chunk[at - 1], chunk[at])
    return (
        not is_capitals(words) and len(chunk) == 2 and len(words.split()) <= 4 and not SENTENCE_END.search(words[-4:])
    )
