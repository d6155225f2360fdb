"""Word-processor files (DOCX): the words as a person would see them with all changes accepted.

Read from the parts themselves, because each block keeps its part and paragraph, which converters to HTML give up, and
because tracked changes, text boxes and notes must not get lost. Macros are refused, nothing outside is fetched.
Follows: ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

from meritbook.core.documents import BlockKind
from meritbook.readers import tables
from meritbook.readers.assembly import Assembly
from meritbook.readers.docx_styles import Numbering, W, is_on, paragraph_heading, read_styles, value
from meritbook.readers.errors import DamagedFileError, NoTextError
from meritbook.readers.limits import Limits
from meritbook.readers.lines import Depths, heading_level, marker
from meritbook.readers.package import Package, open_package
from meritbook.readers.text import Content

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_REMOVED: Final = frozenset(W + name for name in ("del", "moveFrom"))
_LAYOUT_CELL: Final = 12


class _Piece(NamedTuple):
    kind: BlockKind
    level: int
    text: str
    part: str
    cells: tuple[str, ...] = ()


class _Reader:
    """Walks the parts of one package. Depth is bounded by the XML parser, which refuses more than 256 levels."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.left_out: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        ties = package.relations(main).values()
        self.parts: dict[str, list[str]] = {}
        for tie in ties:
            if not tie.external and tie.target in package.names:
                self.parts.setdefault(tie.kind, []).append(tie.target)
        self.styles = read_styles(self._root("styles"))
        self.numbering = Numbering(self._root("numbering"))
        self.depths = Depths()
        self.part = main
        self.paragraphs = 0
        self.rows = 0

    def _root(self, kind: str) -> etree._Element | None:
        found = self.parts.get(kind)
        return self.package.xml(found[0]) if found else None

    def read_part(self, part: str, root: etree._Element) -> Iterator[_Piece]:
        """The pieces of a part in order, each with its place in the part."""
        self.part, self.paragraphs, self.rows = part, 0, 0
        self.depths.close()
        yield from self._blocks(root)

    def notes(self, kind: str) -> Iterator[_Piece]:
        """Footnotes or endnotes, each led by its number; separators are not notes."""
        for part in self.parts.get(kind + "s", []):
            self.part, self.paragraphs, self.rows = part, 0, 0
            for note in self.package.xml(part).iter(W + kind):
                if note.get(W + "type") in {"separator", "continuationSeparator", "continuationNotice"}:
                    continue
                for at, piece in enumerate(self._blocks(note)):
                    yield (
                        piece
                        if at or piece.cells
                        else piece._replace(kind="paragraph", level=0, text=f"[{note.get(W + 'id', '')}] {piece.text}")
                    )

    def _blocks(self, parent: etree._Element) -> Iterator[_Piece]:
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child)
            elif tag == W + "tbl":
                yield from self._table(child)
            elif tag in _WRAPPERS:
                yield from self._blocks(child)
            elif tag == _MC + "AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    yield from self._blocks(chosen)
            elif tag in _REMOVED:
                self.left_out["tracked deletion"] += 1
            elif tag == W + "altChunk":
                self.left_out["embedded document"] += 1

    def _paragraph(self, paragraph: etree._Element) -> Iterator[_Piece]:
        self.paragraphs += 1
        place = f"{self.part}#p{self.paragraphs}"
        properties = paragraph.find(W + "pPr")
        boxes: list[etree._Element] = []
        text = "".join(self._words(paragraph, boxes)).strip("\n")
        item = self.numbering.item(properties, self.styles) if text.strip() else None
        heading = paragraph_heading(properties, self.styles)
        if text.strip():
            yield self._judged(text, item, heading, place)
        for box in boxes:
            yield from self._blocks(box)

    def _judged(self, text: str, item: tuple[int, str] | None, heading: int, place: str) -> _Piece:
        label = item[1] if item else ""
        labelled = f"{label} {text.strip()}" if label else text.strip()
        if heading:
            return _Piece("heading", heading, labelled, place)
        if item:
            return _Piece("list_item", item[0], labelled, place)
        cells = tables.tab_cells(text) if "\n" not in text else None
        if cells and len(cells) > 1:
            return _Piece("table_row", 0, "", place, tuple(text[start:end] for start, end in cells))
        sign = marker(labelled)
        if sign:
            return _Piece("list_item", self.depths.of(0, sign.kind), labelled, place)
        level = heading_level(labelled, alone=True) if "\n" not in labelled else 0
        self.depths.close()
        return _Piece("heading" if level else "paragraph", level, labelled, place)

    def _words(self, parent: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        """The words of a paragraph in order; text boxes anchored in it are handed out for later."""
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                if is_on(child.find(W + "rPr"), W + "vanish"):
                    self.left_out["hidden run of text"] += 1
                    continue
                yield from self._words(child, boxes)
            elif tag == W + "t":
                yield child.text or ""
            elif tag in {W + "tab", W + "ptab"}:
                yield "\t"
            elif tag in {W + "br", W + "cr"}:
                yield "\n"
            elif tag == W + "noBreakHyphen":
                yield "-"
            elif tag == W + "sym":
                yield _symbol(child)
            elif tag in {W + "footnoteReference", W + "endnoteReference"}:
                yield f"[{child.get(W + 'id', '')}]"
            elif tag in _REMOVED:
                self.left_out["tracked deletion"] += 1
            elif tag in {W + "ins", W + "moveTo"}:
                self.kept["tracked insertion"] += 1
                yield from self._words(child, boxes)
            elif tag == _MC + "AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    yield from self._words(chosen, boxes)
            elif tag in {W + "drawing", W + "pict", W + "object"}:
                self._drawing(child, boxes)
            elif tag == W + "commentReference":
                self.left_out["comment"] += 1
            elif tag in {
                W + "hyperlink",
                W + "fldSimple",
                W + "sdt",
                W + "sdtContent",
                W + "smartTag",
                W + "customXml",
            }:
                yield from self._words(child, boxes)

    def _drawing(self, drawing: etree._Element, boxes: list[etree._Element]) -> None:
        found = [box for box in drawing.iter(W + "txbxContent") if not _within_box(box, drawing)]
        boxes.extend(found)
        if drawing.tag == W + "object":
            self.left_out["embedded object"] += 1
        elif not found:
            self.left_out["picture"] += 1

    def _table(self, table: etree._Element) -> Iterator[_Piece]:
        for row in _rows(table):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self.left_out["tracked deletion"] += 1
                continue
            self.rows += 1
            place = f"{self.part}#r{self.rows}"
            cells: list[list[_Piece]] = []
            for cell in _cells(row):
                cell_properties = cell.find(W + "tcPr")
                cells.append(list(self._blocks(cell)))
                spanned = value(cell_properties, W + "gridSpan") or "1"
                cells += [[] for _ in range(min(62, int(spanned) - 1 if spanned.isdecimal() else 0))]
            if (sum(map(bool, cells)) < 2 and len(cells) < 2) or any(len(cell) > _LAYOUT_CELL for cell in cells):
                for pieces in cells:
                    yield from pieces
            else:
                yield _Piece("table_row", 0, "", place, tuple("\n".join(map(_as_text, cell)) for cell in cells))


def _as_text(piece: _Piece) -> str:
    return " ".join(piece.cells) if piece.cells else piece.text


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _choice(alternatives: etree._Element) -> etree._Element | None:
    """One of several renderings of the same content: the newer one if it is there."""
    chosen = alternatives.find(_MC + "Choice")
    return chosen if chosen is not None else alternatives.find(_MC + "Fallback")


def _within_box(box: etree._Element, drawing: etree._Element) -> bool:
    """Whether a text box lies in another one, or in the second rendering of its drawing."""
    for above in box.iterancestors():
        if above is drawing:
            return False
        if above.tag == W + "txbxContent" or above.tag == _MC + "Fallback":
            return True
    return False


def _symbol(symbol: etree._Element) -> str:
    """A character of a symbol font; the private ones of such fonts are nearly always bullets."""
    try:
        code = int(symbol.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= code <= 0xF0FF else chr(code) if 0x20 <= code < 0xD800 else ""


def read_docx(data: bytes, *, name: str, limits: Limits) -> Content:
    """Read a word-processor file. `part` of each block names the part and the paragraph (`#p12`) or row (`#r3`)."""
    package = open_package(data, name=name, limits=limits)
    main = package.main_part()
    root = package.xml(main)
    body = root.find(W + "body")
    if body is None:
        raise DamagedFileError(f"“{name}” is damaged: its main part has no body.", where=main)
    reader = _Reader(package, main)
    assembly = Assembly(name=name, max_blocks=limits.max_blocks)
    _lay(assembly, _once(reader, "header"))
    _lay(assembly, reader.read_part(main, body))
    _lay(assembly, reader.notes("footnote"))
    _lay(assembly, reader.notes("endnote"))
    _lay(assembly, _once(reader, "footer"))
    if not assembly.blocks:
        raise NoTextError(f"“{name}” holds no words, only pictures or nothing.")
    return Content(assembly.text, tuple(assembly.blocks), "utf-8", None, _warnings(reader, package))


def _once(reader: _Reader, kind: str) -> Iterator[_Piece]:
    """Headers or footers; the same words on first, odd and even pages stand once, page numbers not at all."""
    seen: set[str] = set()
    for part in sorted(set(reader.parts.get(kind, []))):
        for piece in reader.read_part(part, reader.package.xml(part)):
            words = _as_text(piece)
            if words not in seen and any(map(str.isalpha, words.lower().replace("page", "").replace("of", ""))):
                seen.add(words)
                yield piece


def _lay(assembly: Assembly, pieces: Iterator[_Piece]) -> None:
    for piece in pieces:
        if piece.cells:
            assembly.add_row(piece.cells, part=piece.part)
        else:
            assembly.add(piece.kind, piece.text, level=piece.level, part=piece.part)


def _warnings(reader: _Reader, package: Package) -> tuple[str, ...]:
    warnings: list[str] = []
    if reader.left_out:
        warnings.append(f"Left out of the document: {_counted(reader.left_out)}.")
    if reader.kept:
        warnings.append(f"Kept as if accepted: {_counted(reader.kept)}.")
    embedded = sorted(part for part in package.names if "/embeddings/" in part)
    if embedded:
        warnings.append(f"{len(embedded)} embedded file{'s' if len(embedded) > 1 else ''} not opened.")
    external = package.external_targets()
    if external:
        kinds = Counter(tie.kind for tie in external)
        named = sorted({tie.target[:120] for tie in external})
        rest = f" and {len(named) - 5} more" if len(named) > 5 else ""
        warnings.append(
            f"External links not followed: {', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))} "
            f"({', '.join(named[:5])}{rest})."
        )
    return tuple(warnings)


def _counted(counter: Counter[str]) -> str:
    plural = {"hidden run of text": "hidden runs of text"}
    return ", ".join(
        f"{count} {what if count == 1 else plural.get(what, what + 's')}" for what, count in sorted(counter.items())
    )
