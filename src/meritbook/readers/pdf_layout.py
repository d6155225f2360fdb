"""From lines with a place on a page to blocks: paragraphs, lists, headings and rows of tables. Pure; knows no PDF.

A PDF keeps glyphs and places, no structure. What is said here is read from the print: gaps, indents, sizes, weight.
Lengths are in points (1/72 inch); y grows upwards, as in the format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from meritbook.core.documents import BlockKind
from meritbook.readers.lines import SENTENCE_END, UNFINISHED, Depths, heading_level, is_capitals, is_rule, marker

_CELL_GAP: Final = 1.6
_LARGER: Final = 1.15
_PAGE_NUMBER: Final = re.compile(r"(?:page|p\.)?\s*[-–—]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—]?", re.I)
_EDGE: Final = 3
_ALIGNED: Final = 4.0


class Segment(NamedTuple):
    """Words that stand together on a line, with no wide gap in them."""

    text: str
    left: float
    right: float


class Line(NamedTuple):
    """One printed line: its segments from left to right, its baseline, the height of its letters."""

    segments: tuple[Segment, ...]
    baseline: float
    size: float
    bold: bool
    hyphen: bool = False
    """Whether the line ends in a hyphen that was set to break a word or a compound."""

    @property
    def text(self) -> str:
        """The words of the line with a space between segments."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def left(self) -> float:
        """Where the first letter stands."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where the last letter ends."""
        return self.segments[-1].right


class Word(NamedTuple):
    """A run of letters between spaces, with its place."""

    text: str
    left: float
    right: float
    baseline: float


class Piece(NamedTuple):
    """A block to be laid down; `cells` for a row of a table."""

    kind: BlockKind
    level: int
    text: str
    page: int
    cells: tuple[str, ...] = ()


def segments(words: Sequence[Word], size: float) -> tuple[Segment, ...]:
    """Words of one line joined where the space between them is that of print."""
    found: list[Segment] = []
    for word in words:
        if found and -size < word.left - found[-1].right < _CELL_GAP * size:
            found[-1] = Segment(f"{found[-1].text} {word.text}", found[-1].left, max(found[-1].right, word.right))
        else:
            found.append(Segment(word.text, word.left, word.right))
    return tuple(found)


def without_furniture(pages: list[list[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages without running headers, footers and page numbers, and what was taken out."""
    common: Counter[str] = Counter()
    for page in pages:
        common.update({_shape(line) for line in _edges(page)})
    least = max(3, round(0.6 * len(pages)))
    running = {shape for shape, count in common.items() if count >= least and len(pages) >= 3}
    kept: list[list[Line]] = []
    removed: dict[str, None] = {}
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        lines: list[Line] = []
        for at, line in enumerate(page):
            numbered = len(pages) > 1 and at in {0, len(page) - 1} and _PAGE_NUMBER.fullmatch(line.text.strip())
            if numbered or (id(line) in edges and _shape(line) in running):
                removed.setdefault("page numbers" if numbered else f"“{line.text[:60]}”")
            else:
                lines.append(line)
        kept.append(lines)
    return kept, tuple(removed)


def _edges(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.baseline)
    return by_height if len(page) <= 2 * _EDGE else [*by_height[:_EDGE], *by_height[-_EDGE:]]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()))


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The height of letters in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def heading_ranks(pages: Sequence[Sequence[Line]], usual: float) -> dict[float, int]:
    """Heading levels by the height of letters: the largest is 1, the next 2; sizes near that of the body have none."""
    sizes = {round(line.size, 1) for page in pages for line in page if len(line.text) < 120}
    larger = sorted((size for size in sizes if size > _LARGER * usual), reverse=True)
    ranks: dict[float, int] = {}
    level, last = 0, 0.0
    for size in larger:
        if not level or size < 0.94 * last:
            level, last = level + 1, size
        ranks[size] = min(level, 6)
    return ranks


def pieces(pages: Sequence[Sequence[Line]]) -> Iterator[Piece]:
    """The blocks of all pages in order; a paragraph that runs over the end of a page stays one block."""
    usual = body_size(pages)
    ranks = heading_ranks(pages, usual)
    depths = Depths()
    open_piece: Piece | None = None
    for number, page in enumerate(pages, start=1):
        for at, piece in enumerate(_page_pieces(page, number, usual, ranks, depths)):
            if at == 0 and open_piece is not None and _runs_over(open_piece, piece):
                open_piece = open_piece._replace(text=f"{open_piece.text} {piece.text}")
                continue
            if open_piece is not None:
                yield open_piece
            open_piece = piece
    if open_piece is not None:
        yield open_piece


def _runs_over(before: Piece, after: Piece) -> bool:
    return (
        before.kind in {"paragraph", "list_item"}
        and after.kind == "paragraph"
        and (after.text[:1].islower() or UNFINISHED.search(before.text[-12:]) is not None)
        and not SENTENCE_END.search(before.text[-4:])
    )


def _page_pieces(
    page: Sequence[Line], number: int, usual: float, ranks: dict[float, int], depths: Depths
) -> Iterator[Piece]:
    rows = _table_lines(page)
    lines = _split_columns(page, rows)
    leading = _leading(page, usual)
    widest = max((line.right for line, _ in lines), default=0.0)
    block: list[Line] = []
    for line, is_row in lines:
        if is_row:
            yield from _close(block, number, ranks, depths)
            block = []
            yield Piece("table_row", 0, "", number, tuple(segment.text for segment in line.segments))
        elif block and _continues(block, line, leading, widest):
            block.append(line)
        else:
            yield from _close(block, number, ranks, depths)
            block = [line]
    yield from _close(block, number, ranks, depths)


def _leading(page: Sequence[Line], usual: float) -> float:
    """The usual distance from one baseline to the next."""
    steps = [
        upper.baseline - lower.baseline
        for upper, lower in pairwise(page)
        if 0.6 * usual < upper.baseline - lower.baseline < 2.5 * usual
    ]
    # The smaller half: the steps between paragraphs are the larger ones.
    return median(sorted(steps)[: max(1, (len(steps) + 1) // 2)]) if steps else 1.2 * usual


def _table_lines(page: Sequence[Line]) -> set[int]:
    """Lines with several segments whose left edges stand under one another in the neighbouring line."""
    rows: set[int] = set()
    for at in range(len(page) - 1):
        upper, lower = page[at], page[at + 1]
        count = len(upper.segments)
        if count < 2 or count != len(lower.segments) or not 0 < upper.baseline - lower.baseline < 4 * upper.size:
            continue
        aligned = sum(
            min(abs(above.left - below.left), abs(above.right - below.right)) <= _ALIGNED
            for above, below in zip(upper.segments, lower.segments, strict=True)
        )
        if aligned == count:
            rows |= {at, at + 1}
    return rows


def _split_columns(page: Sequence[Line], rows: set[int]) -> list[tuple[Line, bool]]:
    """Lines in order; one with wide gaps that is no row falls into its segments, unless it is a list item's marker."""
    found: list[tuple[Line, bool]] = []
    widest = max((line.right for line in page), default=0.0)
    for at, line in enumerate(page):
        if at in rows and not _is_item(line):
            found.append((line, True))
        elif len(line.segments) == 1 or _is_item(line) or _is_justified(line, widest):
            joined = Segment(line.text, line.left, line.right)
            found.append((line._replace(segments=(joined,)), False))
        elif line.right < 0.9 * widest and _is_labelled(line):
            found.append((line, True))
        else:
            last = len(line.segments) - 1
            found += [
                (line._replace(segments=(segment,), hyphen=line.hyphen and place == last), False)
                for place, segment in enumerate(line.segments)
            ]
    return found


def _is_justified(line: Line, widest: float) -> bool:
    """Whether the wide gaps come from words drawn out to the margin: all alike, and the line is full."""
    gaps = [after.left - before.right for before, after in pairwise(line.segments)]
    return len(gaps) > 1 and line.right > 0.93 * widest and max(gaps) <= 2 * max(1.0, min(gaps))


def _is_labelled(line: Line) -> bool:
    """Whether the line is a form's: each label ends in a colon and has its value beside it."""
    labels, values = line.segments[::2], line.segments[1::2]
    return (
        len(labels) == len(values)
        and all(segment.text.endswith(":") for segment in labels)
        and not any(segment.text.endswith(":") or is_capitals(segment.text) for segment in values)
    )


def _is_item(line: Line) -> bool:
    """Whether the first segment is nothing but the marker of a list item, set apart from its words."""
    sign = marker(line.segments[0].text + " x")
    return sign is not None and len(line.segments[0].text) < sign.length + 1 and len(line.segments) == 2


def _continues(block: list[Line], line: Line, leading: float, widest: float) -> bool:
    before, first = block[-1], block[0]
    if before.hyphen:
        return True
    step = before.baseline - line.baseline
    if marker(line.text) or is_rule(line.text) or is_rule(before.text):
        return False
    if step < -0.5 * line.size or step > 1.35 * leading + 0.5 or abs(step) < 0.3 * line.size:
        return False
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return False
    if before.bold != line.bold:  # bold words within a paragraph are no new block when the sentence plainly goes on
        full = before.right > 0.85 * widest and not SENTENCE_END.search(before.text[-4:])
        return full or line.text[:1].islower()
    if line.left > first.left + 1.5 * line.size and len(block) > 1 and not marker(first.text):
        return abs(line.left - before.left) < _ALIGNED or line.text[:1].islower()
    if _is_centred(before, line):
        return True
    if not marker(first.text) and heading_level(before.text, alone=len(block) == 1) and not line.text[:1].islower():
        return bool(heading_level(line.text, alone=False)) and line.bold == before.bold and before.text.isupper()
    short = before.right < 0.75 * widest
    return not (short and SENTENCE_END.search(before.text[-4:]))


def _is_centred(before: Line, line: Line) -> bool:
    """Whether two short lines of different length stand one under the other about one middle, as in a drawn box."""
    if max(len(before.text), len(line.text)) > 32 or abs(before.left - line.left) < _ALIGNED:
        return False
    return abs(before.left + before.right - line.left - line.right) < line.size


def _close(block: list[Line], number: int, ranks: dict[float, int], depths: Depths) -> Iterator[Piece]:
    if not block:
        return
    parts: list[str] = []
    for line in block:
        parts.append(line.text)
        parts.append("" if line.hyphen else " ")
    text = "".join(parts).strip()
    first = block[0]
    sign = marker(text)
    if sign:
        yield Piece("list_item", depths.of(round(first.left), sign.kind), text, number)
        return
    level = 0
    words = len(text.split())
    rank = ranks.get(round(first.size, 1), 0)
    set_apart = rank > 0 or all(line.bold for line in block)
    if len(block) <= 3 and words <= 14:
        level = heading_level(text, alone=True) if set_apart or len(block) == 1 else 0
        if rank and not SENTENCE_END.search(text) and any(map(str.isalpha, text)):
            level = rank
    depths.close(0 if level else round(first.left))
    yield Piece("heading" if level else "paragraph", level, text, number)
