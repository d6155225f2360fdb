"""What a single line of a document is: a list item, a heading, a row of a table, or plain words.

Each question is answered from the line alone, in time linear in its length. Shared by all formats, because a heading
that was typed as a bold paragraph in a word processor looks the same as one in a text file.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_BULLETS: Final = "•·∙‣⁃▪▫■□◦●○►▸▶➢➤❖✓✔\uf0b7\uf0a7\uf0d8\u2219\u00b7"
_MARKER: Final = re.compile(
    rf"(?P<bullet>[{_BULLETS}](?=\s|\w|[(\"“'‘$]|$))"
    r"|(?P<dash>[-–—*+](?=\s|$)|[-–—](?=[A-Z][a-z]))"
    r"|(?P<circle>o(?=\s{2,}\S|\t))"
    r"|(?P<number>\(?\d{1,3}(?:\.\d{1,2}){0,3}(?:[.)](?=\s|[A-Z][a-z]|$)))"
    r"|(?P<roman>\(?(?:[ivx]{2,5}|[IVX]{2,5})[.)](?=\s))"
    r"|(?P<lower>\(?[a-z][.)](?=\s)|\([a-z]\)(?=\S))"
    r"|(?P<upper>\(?[A-Z]\)(?=\s)|[A-Z]\.(?=\s{2,}|\t|\s[A-Z][a-z]+\s(?![A-Z][a-z]*$)))"
)
_INLINE_TAG: Final = re.compile(r"</?(?:b|i|u|em|strong|span|font|sup|sub)(?:\s[^<>]{0,200})?>|\*\*|__", re.I)
_MARKDOWN_HEADING: Final = re.compile(r"(#{1,6})\s+\S")
_NUMBERED_RANK: Final = re.compile(r"\b(?:I{1,3}|IV|VI{0,3}|IX|X|[1-9]|1[0-9])$")
_RUN_IN: Final = re.compile(r"(?=\S+ \S)[A-Z][A-Z ,/&'’-]{3,80}:?\s*\([^()]{10,}\)$")
CONNECTORS: Final = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "per",
        "the",
        "to",
    }
    | {"via", "with", "&", "/", "–", "-"}
)
_RULE: Final = re.compile(r"[\s._=*~–—-]+$")
_MAX_HEADING: Final = 110
SENTENCE_END: Final = re.compile(r"[.!?:;…][)\]\"”’']*$")
"""Found at the end of a line that ends a sentence."""
UNFINISHED: Final = re.compile(
    r"(?:,|[^\s\d]-|–|—|/|\b(?:a|an|and|as|at|by|for|from|in|into|is|are|be|of|on|or|such|than|that|the|their|to|which|with))$",
    re.I,
)
"""Found at the end of a line that cannot end there: a comma, a hyphen, an article, a preposition."""


class Marker(NamedTuple):
    """The sign at the head of a list item: its kind (two lists in one another differ in it) and its length."""

    kind: str
    length: int


def marker(line: str) -> Marker | None:
    """The marker with which a stripped line starts, with the white space behind it; None for a line without one."""
    found = _MARKER.match(line)
    if not found or (len(line) > 1 and _RULE.match(line)):
        return None
    kind = found.lastgroup or ""
    token = found.group()
    rest = line[found.end() :]
    if kind == "number" and not rest.strip():
        return None  # a figure that stands alone: "12." at the end of a wrapped sentence
    length = found.end() + len(rest) - len(rest.lstrip())
    return Marker(kind + token[:1] if kind in {"bullet", "dash"} else kind + token[-1:], length)


def undressed(line: str) -> str:
    """The line without inline tags and emphasis marks that text files inherit from web pages."""
    return _INLINE_TAG.sub("", line).strip() if ("<" in line or "*" in line or "_" in line) else line.strip()


def is_rule(line: str) -> bool:
    """Whether the line is a drawn rule (dashes, underscores, dots), which says nothing."""
    return bool(_RULE.match(line))


def is_capitals(words: str) -> bool:
    """Whether at least two letters stand in the words and all of them are capitals."""
    return words.isupper() and sum(map(str.isalpha, words[:40])) >= 2


def heading_level(line: str, *, alone: bool) -> int:
    """The level from 1 to 6 if the stripped line is a heading, else 0.

    `alone` says that a blank line or the document's edge stands before it: a line of title case within a
    paragraph is not a heading, a line of capitals may be.
    """
    if len(line) > 400 or not line:
        return 0
    marked = _MARKDOWN_HEADING.match(line)
    if marked:
        return len(marked.group(1))
    if len(line) > _MAX_HEADING:
        return 1 if _RUN_IN.match(line) else 0
    words = undressed(line)
    if not words or "\t" in words:
        return 0
    dressed = len(words) < len(line.strip()) and line.strip()[:1] in "<*_" and line.strip()[-1:] in ">*_"
    if is_capitals(words):
        return _capitals_level(words, alone)
    if _RUN_IN.match(words):
        return 1
    if words.endswith(":"):
        return _colon_level(words, alone)
    return 2 if (alone or dressed) and _is_title(words) else 0


def _capitals_level(words: str, alone: bool) -> int:
    body = words.rstrip(":").rstrip()
    if ":" in body or len(body.split()) > 14 or body[-1:] in ".;," or not (body[:1].isalnum() or body[:1] in '(“"'):
        return 0
    letters = sum(map(str.isalpha, body))
    digits = sum(map(str.isdigit, body))
    if letters < 2 or digits > letters or (body in {"OR", "AND", "NOTE", "N/A", "TBD"} and not alone):
        return 0
    return 2 if _NUMBERED_RANK.search(body) and len(body.split()) > 1 else 1


def _colon_level(words: str, alone: bool) -> int:
    body = words[:-1].rstrip()
    count = len(body.split())
    if not body[:1].isupper() or ": " in body or ". " in body:
        return 0
    return 3 if count <= (8 if alone else 4) else 0


def _is_title(words: str) -> bool:
    """Short, no sentence, and the words that carry meaning start with a capital."""
    parts = words.split()
    if len(parts) > 9 or len(words) > 80 or words[-1] in ".,;!?…" or not (words[0].isupper() or words[0].isdigit()):
        return False
    if ": " in words or "|" in words or "_" in words or sum(map(str.isdigit, words)) > 0.3 * len(words):
        return False
    carrying = [part.strip("()[]“”\"'‘’,") for part in parts]
    carrying = [part for part in carrying if (part.isalpha() and part.lower() not in CONNECTORS) or "-" in part]
    if not carrying:
        return False
    capitals = sum(part[:1].isupper() for part in carrying)
    return capitals == len(carrying) or (capitals >= 0.75 * len(carrying) and len(parts) >= 4)


class Depths:
    """How deep a list item stands: by its indent, and by its kind of marker among items of one indent."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def of(self, indent: int, kind: str) -> int:
        """The depth from 1 of the next item of a list."""
        while self._open and self._open[-1][0] > indent + 1:
            self._open.pop()
        same = [place for place, (at, sign) in enumerate(self._open) if sign == kind and abs(at - indent) <= 1]
        if same:
            del self._open[same[-1] + 1 :]
        else:
            self._open.append((indent, kind))
        del self._open[9:]
        return len(self._open)

    def close(self, indent: int = 0) -> None:
        """Words that are no list item end the lists that stand at their indent or deeper."""
        while self._open and self._open[-1][0] >= indent:
            self._open.pop()
