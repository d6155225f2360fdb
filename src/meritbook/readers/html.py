"""HTML pages and the HTML that word processors save: text with its structure, and each block's place in the file.

What runs, what is fetched and what cannot be seen is left out and named in a warning: scripts, styles, frames, event
handlers, hidden elements, menus. Nothing is fetched. The text of a page is untrusted; it is never handed on as markup.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Final, NamedTuple

from meritbook.core.documents import BlockKind, Span
from meritbook.readers.assembly import Assembly
from meritbook.readers.encoding import declared_charset, decode
from meritbook.readers.html_tokens import Token, attributes, tokens
from meritbook.readers.limits import Limits
from meritbook.readers.lines import Depths, heading_level, marker
from meritbook.readers.text import Content

_SILENT: Final = frozenset({"title", "template", "datalist", "desc", "metadata", "ie:menuitem", "xml"})
_DROPPED: Final = {
    "script": "script", "style": "style sheet", "iframe": "frame", "frame": "frame", "object": "embedded object",
    "applet": "embedded object", "noscript": "alternative for browsers without script", "svg": "drawing",
    "math": "formula", "canvas": "drawing", "audio": "recording", "video": "recording", "select": "form field",
    "textarea": "form field", "button": "form field", "nav": "menu", "header": "page header", "footer": "page footer",
    "menu": "menu", "noframes": "alternative for browsers without frames", "noembed": "embedded object",
}  # fmt: skip
_FURNITURE: Final = frozenset({"nav", "header", "footer", "menu"})
_MENU_LENGTH: Final = 25
_VOID: Final = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr",
})  # fmt: skip
_BREAKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "head", "hgroup", "hr", "html", "legend",
    "listing", "main", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "xmp",
})  # fmt: skip
_HANDLER: Final = re.compile(r"[\s\"'/]on[a-z]{3,20}\s*=", re.I)
_SCRIPT_LINK: Final = re.compile(r"""=\s*["']?\s*(?:javascript|vbscript|data:text/html)\s*:?""", re.I)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_SPACE: Final = re.compile(r"[ \t\r\n\f\v\u00a0]+")  # word processors indent with hard spaces
_PLURALS: Final = {
    "alternative for browsers without script": "alternatives for browsers without script",
    "alternative for browsers without frames": "alternatives for browsers without frames",
    "entry of menus": "entries of menus",
}


class _Words:
    """The text of one block while it grows, with the first and last place in the source that it came from."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.start = -1
        self.end = -1
        self.bold = 0
        self.plain = 0
        self.linked = 0
        self.unlinked = 0

    def add(self, text: str, start: int, end: int) -> None:
        if text.strip():
            if self.start < 0:
                self.start = start
            self.end = end
        self.pieces.append(text)

    def text(self, *, keep_space: bool = False) -> str:
        joined = "".join(self.pieces)
        if keep_space:
            return joined.strip("\r\n")
        lines = (_SPACE.sub(" ", line).strip(" ") for line in joined.split("\x1e"))
        return "\n".join(line for line in lines if line.strip()).strip()


class _Found(NamedTuple):
    """A block before it is laid down; `cells` for a row, `linked` when all its words lead elsewhere."""

    kind: BlockKind
    level: int
    text: str
    origin: Span
    linked: bool = False
    cells: tuple[str, ...] = ()


class _Cell:
    """One cell of a row: its blocks."""

    def __init__(self) -> None:
        self.blocks: list[_Found] = []


class _Page:
    """Turns tokens into blocks; keeps counts and short stacks, never a tree."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[_Found] = []
        self.anchor = False
        self.left_out: Counter[str] = Counter()
        self.words = _Words()
        self.heading = 0
        self.lists: list[str] = []
        self.depths = Depths()
        self.in_item = False
        self.pre = 0
        self.bold = 0
        self.rows: list[list[_Cell] | None] = []  # one entry for each open table: the cells of its open row
        self.skipping = ""
        self.skip_depth = 0
        self.rescued = False

    def feed(self) -> None:
        for token in tokens(self.source):
            if token.kind == "text":
                self._text(token)
            elif token.kind == "open":
                self._open(token)
            else:
                self._close(token.name)
        self._finish_block()
        while self.rows:
            self._end_table()

    def _text(self, token: Token) -> None:
        if self.skipping and not self.rescued:
            return
        start, end = token.start, token.end
        raw = self.source[start:end]
        # The place is that of the words, not of the line breaks and indents around them.
        if raw.strip():
            start += len(raw) - len(raw.lstrip())
            end -= len(raw) - len(raw.rstrip())
            if self.bold:
                self.words.bold += 1
            else:
                self.words.plain += 1
            if self.anchor:
                self.words.linked += 1
            else:
                self.words.unlinked += 1
        text = html.unescape(raw) if "&" in raw else raw
        self.words.add(text.replace("\x1e", ""), start, end)

    def _open(self, token: Token) -> None:
        name = token.name
        if self.skipping:
            if name == self.skipping:
                self.skip_depth += 1
            elif name == "h1" and self.skipping in _FURNITURE:  # a page's title often stands in its header
                self.rescued, self.heading = True, 1
                self._finish_block(keep_heading=True)
            return
        if token.attributes:
            self._judge(token)
        if name in _DROPPED or name in _SILENT or self._is_hidden(token):
            if name in _DROPPED:
                self.left_out[_DROPPED[name]] += 1
            if name not in _VOID:
                if name in _FURNITURE:
                    self._finish_block()
                self.skipping, self.skip_depth = name, 1
            return
        if name == "embed":
            self.left_out["embedded object"] += 1
        elif name == "br":
            self.words.pieces.append("\n" if self.pre else "\x1e")
        elif name in {"b", "strong", "u"}:
            self.bold += 1
        elif name == "a":
            self.anchor = "href" in token.attributes.lower()
        elif len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._finish_block()
            self.heading = int(name[1])
        elif name in {"ul", "ol"}:
            self._finish_block()
            self.lists.append(name)
        elif name == "li":
            self._finish_block()
            self.in_item = True
        elif name in {"table", "tr", "td", "th"}:
            self._open_table_part(name)
        elif name in _BREAKS:
            # A paragraph at the head of a list item is the item's own.
            self._finish_block(keep_item=not self.words.text())
            self.pre += name in {"pre", "listing", "xmp"}

    def _close(self, name: str) -> None:
        if self.skipping:
            if self.rescued and name == "h1":
                self._finish_block()
                self.rescued = False
            if name == self.skipping:
                self.skip_depth -= 1
                if self.skip_depth == 0:
                    self.skipping, self.rescued = "", False
            return
        if name in {"b", "strong", "u"}:
            self.bold = max(0, self.bold - 1)
        elif name == "a":
            self.anchor = False
        elif name in {"ul", "ol"}:
            self._finish_block()
            if self.lists:
                self.lists.pop()
        elif name in {"td", "th", "tr", "table"}:
            self._close_table_part(name)
        elif name == "li" or name in _BREAKS or (len(name) == 2 and name[0] == "h" and name[1] in "123456"):
            self._finish_block()
            if name in {"pre", "listing", "xmp"}:
                self.pre = max(0, self.pre - 1)

    def _judge(self, token: Token) -> None:
        handlers = len(_HANDLER.findall(token.attributes))
        if handlers:
            self.left_out["event handler"] += handlers
        if "script" in token.attributes.lower() and _SCRIPT_LINK.search(token.attributes):
            self.left_out["script link"] += 1

    def _is_hidden(self, token: Token) -> bool:
        if token.name in _VOID or token.name in {"html", "body"} or not token.attributes:
            return False
        lower = token.attributes.lower()
        if "hidden" not in lower and "none" not in lower and "mso-hide" not in lower:
            return False
        found = attributes(token)
        hidden = "hidden" in found or _HIDDEN.search(html.unescape(found.get("style", ""))) is not None
        if hidden:
            self.left_out["hidden element"] += 1
        return hidden

    def _open_table_part(self, name: str) -> None:
        self._finish_block()
        if name == "table":
            if self.rows and self.rows[-1]:  # a table within a cell: the outer one only lays the page out
                self._flush_as_blocks(self.rows[-1])
                self.rows[-1] = []
            self.rows.append(None)
        elif name == "tr":
            if self.rows:
                self._end_row()
                self.rows[-1] = []
        elif self.rows:
            row = self.rows[-1]
            if row is None:
                row = self.rows[-1] = []
            row.append(_Cell())

    def _close_table_part(self, name: str) -> None:
        self._finish_block()
        if name == "tr" and self.rows:
            self._end_row()
        elif name == "table" and self.rows:
            self._end_table()

    def _end_table(self) -> None:
        self._end_row()
        self.rows.pop()

    def _end_row(self) -> None:
        row = self.rows[-1]
        self.rows[-1] = None
        if not row:
            return
        filled = [cell for cell in row if cell.blocks]
        laid_out = len(row) == 1 or any(len(cell.blocks) > 12 for cell in row)
        if laid_out or not filled:
            self._flush_as_blocks(row)
            return
        origins = [block.origin for cell in filled for block in cell.blocks]
        texts = tuple("\n".join(block.text for block in cell.blocks) for cell in row)
        origin = Span(start=min(o.start for o in origins), end=max(o.end for o in origins))
        if len(self.rows) > 1 and (outer := self.rows[-2]):
            outer[-1].blocks.append(_Found("table_row", 0, "", origin, cells=texts))
            return
        self.found.append(_Found("table_row", 0, "", origin, cells=texts))

    def _flush_as_blocks(self, row: list[_Cell]) -> None:
        for cell in row:
            self.found.extend(cell.blocks)
            cell.blocks.clear()

    def _finish_block(self, *, keep_item: bool = False, keep_heading: bool = False) -> None:
        words, self.words = self.words, _Words()
        heading = self.heading
        if not keep_heading:
            self.heading = 0
        text = words.text(keep_space=self.pre > 0)
        if not text.strip():
            self.in_item = self.in_item and keep_item
            return
        kind: BlockKind = "paragraph"
        level = 0
        folded = text.strip()
        if heading:
            kind, level = "heading", heading
        elif self.in_item:
            kind, level = "list_item", max(1, len(self.lists))
        elif sign := marker(folded):
            kind, level = "list_item", self.depths.of(0, sign.kind)
        elif "\n" not in folded:
            level = heading_level(folded, alone=not self.rows or (words.bold > 0 and not words.plain))
            kind = "heading" if level else "paragraph"
        if kind == "heading":
            self.depths.close()
        self.in_item = False
        origin = Span(start=words.start, end=words.end)
        block = _Found(kind, level, text, origin, linked=words.linked > 0 and not words.unlinked)
        row = self.rows[-1] if self.rows else None
        if row:
            row[-1].blocks.append(block)
        else:
            self.found.append(block)

    def without_menus(self) -> list[_Found]:
        """The blocks without long runs of list items that are nothing but links: the menus of a site."""
        kept: list[_Found] = []
        run: list[_Found] = []
        for block in [*self.found, None]:
            if block is not None and block.kind == "list_item" and block.linked:
                run.append(block)
                continue
            if len(run) >= _MENU_LENGTH:
                self.left_out["entry of menus"] += len(run)
            else:
                kept.extend(run)
            run = []
            if block is not None:
                kept.append(block)
        return kept


def read_html(data: bytes, *, name: str, limits: Limits) -> Content:
    """Read an HTML file. `origin` of each block is its place in the decoded file, `Document.encoding` says how."""
    decoded = decode(data, name=name, declared=declared_charset(data))
    assembly = Assembly(name=name, max_blocks=limits.max_blocks)
    page = _Page(decoded.text)
    page.feed()
    for block in page.without_menus():
        if block.cells:
            assembly.add_row(block.cells, origin=block.origin)
        else:
            assembly.add(block.kind, block.text, level=block.level, origin=block.origin)
    warnings = [*decoded.warnings]
    if page.left_out:
        counted = ", ".join(f"{count} {_plural(what, count)}" for what, count in sorted(page.left_out.items()))
        warnings.append(f"Left out of the page: {counted}.")
    if page.skipping and page.skipping not in _SILENT:
        warnings.append(f"The page breaks off inside <{page.skipping}>, which is left out to the end of the file.")
    return Content(assembly.text, tuple(assembly.blocks), decoded.encoding, None, tuple(warnings))


def _plural(what: str, count: int) -> str:
    return what if count == 1 else _PLURALS.get(what, what + "s")
