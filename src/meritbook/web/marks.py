"""A document as blocks of pieces, with the places that fields or quotes name marked and addressable.

A place is addressed as `s{start}-{end}`: the fragment `#s123-180` opens it, with no script needed. Places that lie
inside one another nest; a place that crosses another, or the end of a block, is continued in a further piece that
carries the same name in `data-of`, since an address can stand in a page only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from meritbook.core.documents import Block, Document, Span

BLOCKS_A_PAGE = 250


def address(span: Span) -> str:
    """The name of a place in a page."""
    return f"s{span.start}-{span.end}"


def parse_address(text: str) -> Span | None:
    """The span that `123-180` or `s123-180` names; `None` when it names none."""
    start, dash, end = text.removeprefix("s").partition("-")
    if not (dash and start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    if len(start) > 12 or len(end) > 12 or int(end) <= int(start):
        return None
    return Span(start=int(start), end=int(end))


@dataclass(frozen=True)
class Cell:
    """The words of one cell of a table row, with its marks."""

    html: SafeString


@dataclass(frozen=True)
class MarkedBlock:
    """One block of a document, ready to be shown."""

    kind: str
    level: int
    html: SafeString
    cells: tuple[Cell, ...] = ()
    page: int | None = None
    starts_page: bool = False


@dataclass(frozen=True)
class MarkedPage:
    """A stretch of a document's blocks, with where it lies among the others."""

    blocks: tuple[MarkedBlock, ...]
    number: int
    of: int


@dataclass
class _Writer:
    """Writes stretches of a text with nested marks; remembers which places have had their address."""

    text: str
    spans: Sequence[Span]
    labels: dict[str, str]
    lit: frozenset[str] = frozenset()
    given: set[str] = field(default_factory=set)

    def write(self, start: int, end: int) -> SafeString:
        """The text from `start` to `end` as safe HTML."""
        inside = sorted(
            {
                (max(span.start, start), min(span.end, end), span.start, span.end)
                for span in self.spans
                if span.start < end and start < span.end
            },
            key=lambda clip: (clip[0], -clip[1], clip[2], -clip[3]),
        )
        parts: list[str] = []
        open_marks: list[int] = []
        at = start

        def advance(to: int) -> None:
            nonlocal at
            parts.append(escape(self.text[at:to]))
            at = to

        queue = list(inside)
        while queue:
            left, right, whole_start, whole_end = queue.pop(0)
            while open_marks and open_marks[-1] <= left:
                advance(open_marks.pop())
                parts.append("</mark>")
            if open_marks and right > open_marks[-1]:
                # The place goes on past the one it stands in: the rest of it becomes a piece of its own.
                queue.append((open_marks[-1], right, whole_start, whole_end))
                queue.sort(key=lambda clip: (clip[0], -clip[1], clip[2], -clip[3]))
                right = open_marks[-1]
            advance(left)
            parts.append(self._opening(f"s{whole_start}-{whole_end}"))
            open_marks.append(right)
        while open_marks:
            advance(open_marks.pop())
            parts.append("</mark>")
        advance(end)
        return mark_safe("".join(parts))  # noqa: S308 - every piece of text went through escape()

    def _opening(self, name: str) -> str:
        title = self.labels.get(name, "")
        titled = f' title="{escape(title)}"' if title else ""
        titled += ' class="is-lit"' if name in self.lit else ""
        if name in self.given:
            return f'<mark data-of="{name}"{titled}>'
        self.given.add(name)
        return f'<mark id="{name}" data-of="{name}" tabindex="-1"{titled}>'


def page_of(document: Document, span: Span, *, size: int = BLOCKS_A_PAGE) -> int:
    """The page, from 1, on which the place begins."""
    for index, block in enumerate(document.blocks):
        if span.start < block.span.end:
            return index // size + 1
    return max(1, -(-len(document.blocks) // size))


def marked(
    document: Document,
    spans: Iterable[Span] = (),
    *,
    labels: dict[str, str] | None = None,
    page: int = 1,
    size: int = BLOCKS_A_PAGE,
    lit: frozenset[str] = frozenset(),
) -> MarkedPage:
    """One page of the document's blocks with the spans marked, those named in `lit` as the chosen ones.

    A page out of range gives the nearest one.
    """
    pages = max(1, -(-len(document.blocks) // size))
    number = min(max(page, 1), pages)
    chosen = document.blocks[(number - 1) * size : number * size]
    if chosen:
        low, high = chosen[0].span.start, chosen[-1].span.end
        near = [span for span in spans if span.start < high and low < span.end]
    else:
        near = []
    writer = _Writer(document.text, near, labels or {}, lit)
    blocks: list[MarkedBlock] = []
    last_page: int | None = None
    for block in chosen:
        blocks.append(_block(writer, block, starts_page=block.page is not None and block.page != last_page))
        last_page = block.page
    return MarkedPage(blocks=tuple(blocks), number=number, of=pages)


def _block(writer: _Writer, block: Block, *, starts_page: bool) -> MarkedBlock:
    if block.kind == "table_row" and block.cells:
        cells = tuple(Cell(writer.write(cell.start, cell.end)) for cell in block.cells)
        return MarkedBlock(block.kind, block.level, mark_safe(""), cells, block.page, starts_page)
    html = writer.write(block.span.start, block.span.end)
    return MarkedBlock(block.kind, block.level, html, (), block.page, starts_page)
