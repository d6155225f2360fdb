"""Rows of tables in plain text: by tabs, by bars, by wide gaps, and headers whose columns have run together."""

from __future__ import annotations

import re
from typing import Final

from meritbook.readers.lines import marker, undressed

Cell = tuple[int, int]
"""Start and end of a cell's words within its line, white space and inline tags left out; equal when it is empty."""

_WORDS: Final = re.compile(r"(?:\s|</?(?:b|i|u|em|strong|span|font)(?:\s[^<>]{0,200})?>|\*\*)*", re.I)
_TAIL: Final = re.compile(r"(?:\s|</?(?:b|i|u|em|strong|span|font)(?:\s[^<>]{0,200})?>|\*\*)+$", re.I)
_GAP: Final = re.compile(r"(?: {3,}|\u00a0{3,})")
_VALUE: Final = re.compile(r"[A-Z]{0,4}[\d$][\w,./-]*|[A-Z]{1,3}\d*|\d{1,2}/\d{1,2}/\d{2,4}|[YN]|N/A|–|-")
# Column headings that published class plans use; where a page was copied as text they arrive in one run of words.
_LABELS: Final = (
    "civil service or non-civil service", "executive board change history", "last executive board change",
    "executive board change", "bargaining unit", "pay scale group", "pay scale type", "pay scale level", "pay grade",
    "pay range", "pay schedule", "pay type", "salary range", "salary grade", "job code", "class code", "schem code",
    "schematic code", "job title", "class title", "working title", "civil service", "flsa status", "flsa", "eeo code",
    "union", "effective date", "date revised", "date established", "established", "revised", "probation period",
    "probationary period", "status", "grade", "step", "title", "code", "class",
)  # fmt: skip
_LABEL: Final = re.compile("(?:" + "|".join(map(re.escape, _LABELS)) + r")(?=\s|$)", re.I)


def tab_cells(line: str) -> tuple[Cell, ...] | None:
    """The cells of a line whose columns are parted by tabs; None when its tabs only indent or follow a list marker."""
    if "\t" not in line:
        return None
    inner = line.strip()
    inside = inner.count("\t")
    trailing = len(line.rstrip(" ")) - len(line.rstrip())
    leading = len(line) - len(line.lstrip())
    if inside == 0 and trailing < 2:
        return None
    sign = marker(inner)
    if sign is not None and inner[: sign.length].count("\t") == inside and trailing == 0:
        return None
    # A single tab before words indents them; before several columns it is an empty first cell.
    start = leading if inside < 2 or " " in line[:leading] else 0
    return _cut(line, "\t", start)


def bar_cells(line: str) -> tuple[Cell, ...] | None:
    """The cells of a line drawn with bars (`| a | b |` or `a | b`); None when it has none."""
    if "|" not in line:
        return None
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if line[start] == "|" and end - start > 1:
        start += 1
    if line[end - 1] == "|" and end > start:
        end -= 1
    return _cut(line[:end], "|", start)


def gap_cells(line: str) -> tuple[Cell, ...] | None:
    """The cells of a line whose columns are parted by three spaces or more; None when it has fewer than two."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    cells: list[Cell] = []
    at = start
    for gap in _GAP.finditer(line, start, end):
        cells.append((at, gap.start()))
        at = gap.end()
    cells.append((at, end))
    return tuple(trimmed(line, *cell) for cell in cells) if len(cells) > 1 else None


def run_together(header: str, values: str) -> tuple[tuple[Cell, ...], tuple[Cell, ...]] | None:
    """The cells of a header and its values whose columns were parted by single spaces.

    Told only when the header is made of nothing but known column headings, and as many values stand below.
    """
    if len(header) > 400 or len(values) > 200:
        return None
    tokens = [found.span() for found in re.finditer(r"\S+", values)]
    if not 3 <= len(tokens) <= 20:
        return None
    if not all(_VALUE.fullmatch(values[start:end]) for start, end in tokens):
        return None
    labels: list[Cell] = []
    at = len(header) - len(header.lstrip())
    end = len(header.rstrip())
    while at < end:
        found = _LABEL.match(header, at, end)
        if found is None:
            return None
        labels.append(found.span())
        at = found.end()
        while at < end and header[at].isspace():
            at += 1
    return (tuple(labels), tuple(tokens)) if len(labels) == len(tokens) else None


def trimmed(line: str, start: int, end: int) -> Cell:
    """The stretch without white space and inline tags at its edges."""
    piece = line[start:end]
    if not undressed(piece):
        first = start + len(piece) - len(piece.lstrip()) if piece.strip() else start
        return first, first
    head = _WORDS.match(piece)
    tail = _TAIL.search(piece) if piece[-1] in ">* \t\u00a0" or piece[-1].isspace() else None
    return start + (head.end() if head else 0), start + (tail.start() if tail else len(piece))


def _cut(line: str, separator: str, start: int) -> tuple[Cell, ...]:
    body = line.rstrip("\r\n")
    cells: list[Cell] = []
    at = start
    while True:
        found = body.find(separator, at)
        if found < 0:
            break
        cells.append(trimmed(body, at, found))
        at = found + 1
    cells.append(trimmed(body, at, len(body)))
    return tuple(cells)
