"""Finds headings: by their words, by the titles of the classes, and by how they are set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from meritbook.core.classes.parse import dates
from meritbook.core.classes.parse.draft import ClassDraft, key_of, rank_of, stem_of
from meritbook.core.classes.parse.lexicon import SUBHEADING, section_heading
from meritbook.core.classes.parse.tables import meta_line
from meritbook.core.classes.parse.units import Unit

_SMALL = frozenset("of to and the in for from or a an on at by with as into per".split())  # noqa: SIM905
_SERIES = re.compile(r"(?P<stem>.*\S)\s+(?:class(?:ification)?\s+)?series$", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class Piece:
    """A unit, or a part of one, and what it is.

    `kind`: `section`, `sub`, `class`, `series`, `heading`, `meta`, `date`, `row`, `item` or `text`. `name` is the
    section for a section heading and the comparing key for a class or series heading. `after_heading` is set for what
    follows a heading in the same unit.
    """

    kind: str
    unit: Unit
    name: str = ""
    after_heading: bool = False


class Titles:
    """The class titles of a document, as one pattern that finds them at the beginning of a unit."""

    def __init__(self, classes: Iterable[ClassDraft]) -> None:
        owners: dict[str, list[ClassDraft]] = {}
        for item in classes:
            for alias in item.aliases:
                owners.setdefault(alias, []).append(item)
        self.by_key = {alias: items[0] for alias, items in owners.items() if len(items) == 1}
        words = sorted(self.by_key, key=lambda alias: (-len(alias), alias))
        body = "|".join(r"\W{1,3}".join(map(re.escape, alias.split())) for alias in words)
        end = r"(?P<end>[)*]{0,2}[ \t\u00a0]*(?::|(?=\s*\Z)|(?=[ \t\u00a0]*[\r\n])))"
        self._pattern = re.compile(rf"(?P<title>{body}){end}", re.IGNORECASE) if words else None

    def match(self, text: str, unit: Unit) -> tuple[ClassDraft, int] | None:
        """The class whose title (or short name) begins the unit as a heading, and where that heading ends."""
        found = self._pattern.match(text, unit.start, unit.end) if self._pattern else None
        return (self.by_key[key_of(found.group("title"))], found.end()) if found else None


def capitals(text: str, unit: Unit) -> int | None:
    """Where a heading in capitals at the beginning of a unit ends, or `None`.

    It ends with a colon, a line end, or before a remark in parentheses; capitals amid a line are none.
    """
    letters = 0
    last = None
    for word in _WORD.finditer(text, unit.start, unit.end):
        token = word.group()
        if token.startswith("(") and letters >= 3 and not token.isupper():
            return last
        if any(character.islower() for character in token):
            between = text[last : word.start()] if last is not None else ""
            return last if letters >= 2 and "\n" in between else None
        letters += sum(character.isalpha() for character in token)
        last = word.end()
        if token.endswith(":") and letters >= 2:
            return last
        if last - unit.start > 140:
            return None
    sentence = text[unit.start : unit.end].rstrip().endswith((".", ";", ","))
    return last if letters >= 2 and not sentence else None


def title_case(text: str, unit: Unit) -> bool:
    """Whether a unit is a short line in title case, as headings are."""
    content = text[unit.start : unit.end].strip()
    words = content.split()
    if not 1 <= len(words) <= 9 or content.endswith((".", ";", ",", "!", "?")) or not content[0].isupper():
        return False
    if "_" in content or "|" in content or re.search(r"[a-z:]\s*:\s*\S", content):
        return False
    return all(word.lstrip('(“"').casefold() in _SMALL or not word.lstrip('(“"')[:1].islower() for word in words)


def heading_end(text: str, unit: Unit) -> int | None:
    """Where the heading that a unit begins with ends: in capitals, in title case, or because the format says so."""
    if unit.kind == "heading":
        return unit.end
    if unit.kind != "paragraph":
        return None
    end = capitals(text, unit)
    return unit.end if end is None and title_case(text, unit) else end


def series_stem(title: str) -> str | None:
    """The key of the title before `series`, when a heading ends in that word."""
    found = _SERIES.match(title.strip().rstrip(":"))
    return key_of(found.group("stem")) if found else None


def discover(text: str, units: list[Unit]) -> list[tuple[str, list[str]]]:
    """Series and their classes by headings alone, for documents without a table of classes or codes.

    Returns `(series title, class titles)` for each series that has classes. A class heading ends in a level, and shares
    its stem with another one or with a series heading.
    """
    series: dict[str, tuple[str, list[str]]] = {}
    by_stem: dict[str, list[str]] = {}
    for unit in units:
        end = heading_end(text, unit)
        if end is None:
            continue
        title = " ".join(text[unit.start : end].split()).strip(" :")
        stem = series_stem(title)
        if stem:
            series.setdefault(stem, (title, []))
        elif rank_of(title) is not None and len(stem_of(title).split()) > 1:
            titles = by_stem.setdefault(key_of(stem_of(title)), [])
            if key_of(title) not in map(key_of, titles):
                titles.append(title)
    found = []
    for stem, titles in by_stem.items():
        if stem in series:
            found.append((series[stem][0], titles))
        elif len(titles) > 1:
            found.append((stem_of(titles[0]), titles))
    return found


def pieces(text: str, units: list[Unit], titles: Titles) -> Iterator[Piece]:
    """The units with their headings set apart, each named for what it is."""
    for unit in units:
        if unit.kind == "row":
            yield Piece("row", unit)
            continue
        rest: Unit | None = unit
        after = False
        while rest is not None:
            piece, rest = _first(text, rest, titles, after)
            yield piece
            after = True


def _first(text: str, unit: Unit, titles: Titles, after: bool) -> tuple[Piece, Unit | None]:
    if unit.start >= unit.end:
        return Piece("item", unit, after_heading=after), None
    whole = unit.kind != "item"
    if not after:
        if meta_line(text, unit):
            return Piece("meta", unit), None
        if dates.looks_dated(text, unit.start, unit.end):
            return Piece("date", unit), None
    found = titles.match(text, unit)
    if found:
        return _cut(text, unit, "class", found[1], key_of(found[0].title), after)
    section = section_heading(text, unit.start, unit.end)
    if section and (whole or section[1] >= unit.end):
        return _cut(text, unit, "section", section[1], section[0], after)
    sub = SUBHEADING.match(text, unit.start, unit.end)
    if sub and (text[unit.start].isupper() or sub.end() >= unit.end):
        return _cut(text, unit, "sub", sub.end(), "", after)
    end = heading_end(text, unit) if whole and not after else None
    if end is not None:
        stem = series_stem(text[unit.start : end])
        return _cut(text, unit, "series" if stem else "heading", end, stem or "", after)
    return Piece("item" if unit.kind == "item" else "text", unit, after_heading=after), None


def _cut(text: str, unit: Unit, kind: str, end: int, name: str, after: bool) -> tuple[Piece, Unit | None]:
    head = replace(unit, end=end)
    start = end
    while start < unit.end and text[start].isspace():
        start += 1
    rest = Unit("paragraph", start, unit.end) if start < unit.end else None
    return Piece(kind, head, name, after), rest
