"""Markup cut into tags and text, each with its place in the decoded file.

Why our own: a screen lights the words in the original, so each piece needs its offset in code points, which lxml and
html5lib do not keep (a line number at best); the standard library's parser keeps line and column, and versions of it
take quadratic time on broken markup. This one runs forward once over the text and keeps no tree, so neither deep
nesting nor a file of one line can exhaust it.

Follows: the tokenization rules of the WHATWG HTML standard, as far as text needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

_NAME: Final = re.compile(r"/?[a-zA-Z][^\s/>]*")
_TAG_REST: Final = re.compile(r"[^>\"']*")
_ATTRIBUTE: Final = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe"})
_MAX_ATTRIBUTES: Final = 64 * 1024

TokenKind = Literal["open", "close", "text"]


class Token(NamedTuple):
    """A tag or a stretch of text; `[start, end)` is its place in the source."""

    kind: TokenKind
    name: str
    start: int
    end: int
    attributes: str = ""


def attributes(token: Token) -> dict[str, str]:
    """The attributes of a tag, names in lower case, the first of two with one name."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(token.attributes[:_MAX_ATTRIBUTES]):
        found.setdefault(match.group(1).lower(), match.group(2) or match.group(3) or match.group(4) or "")
    return found


def tokens(source: str) -> Iterator[Token]:
    """The tags and texts of a source in order. Comments, declarations and instructions are left out.

    The content of a script, a style and their like comes as one text between its two tags.
    """
    at = 0
    size = len(source)
    scan = _Scan(source)
    while at < size:
        opening = source.find("<", at)
        if opening < 0:
            yield Token("text", "", at, size)
            return
        if opening > at:
            yield Token("text", "", at, opening)
        name = _NAME.match(source, opening + 1)
        if name is None:
            skipped = _skip(source, opening)
            if skipped == opening:  # a bare "<" is a character
                yield Token("text", "", opening, opening + 1)
                skipped += 1
            at = skipped
            continue
        end = scan.tag_end(name.end())
        if end < 0:
            yield Token("text", "", opening, size)
            return
        word = name.group().lower()
        if word[0] == "/":
            yield Token("close", word[1:], opening, end)
            at = end
            continue
        yield Token("open", word, opening, end, source[name.end() : end - 1])
        at = end
        if word in _RAW:
            stop = scan.closing(word, end)
            if stop > end:
                yield Token("text", "", end, stop)
            at = stop


def _skip(source: str, opening: int) -> int:
    """Where a comment, declaration or instruction ends; `opening` itself when there is none."""
    if source.startswith("<!--", opening):
        if source.startswith(("<!-->", "<!--->"), opening):
            return source.index(">", opening) + 1
        end = source.find("-->", opening + 4)
        return end + 3 if end >= 0 else len(source)
    if source.startswith(("<!", "<?", "</"), opening):
        end = source.find(">", opening)
        return end + 1 if end >= 0 else len(source)
    return opening


class _Scan:
    """Finds the ends of tags. Remembers what is not there any more, so that no search runs to the end twice."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._trust_quotes = True
        self._unclosed: set[str] = set()

    def tag_end(self, at: int) -> int:
        """The place behind the `>` that ends a tag, or -1 when none is left."""
        if self._trust_quotes:
            end = self._quoted_end(at)
            if end >= 0:
                return end
            self._trust_quotes = False  # a quotation mark too many: from here on the next > ends a tag
        end = self._source.find(">", at)
        return end + 1 if end >= 0 else -1

    def _quoted_end(self, at: int) -> int:
        source = self._source
        while True:
            rest = _TAG_REST.match(source, at)
            at = rest.end() if rest else at
            if at >= len(source):
                return -1
            if source[at] == ">":
                return at + 1
            close = source.find(source[at], at + 1)
            if close < 0:
                return -1
            at = close + 1

    def closing(self, word: str, at: int) -> int:
        """Where the closing tag of a script or its like begins; the end of the source when there is none."""
        if word in self._unclosed:
            return len(self._source)
        found = re.compile(rf"</{re.escape(word)}(?=[\s/>])", re.I).search(self._source, at)
        if found is None:
            self._unclosed.add(word)
            return len(self._source)
        return found.start()
