"""What a word-processor file says about its paragraphs elsewhere: heading styles, list levels and their numbers."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME: Final = re.compile(r"heading\s*([1-9])$", re.I)
_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of the element at a path below, or None."""
    found = element.find(path) if element is not None else None
    return found.get(W + "val") if found is not None else None


def is_on(element: etree._Element | None, path: str) -> bool:
    """Whether a switch such as `w:vanish` stands below and is not turned off."""
    found = element.find(path) if element is not None else None
    return found is not None and found.get(W + "val", "1") not in {"0", "false", "off"}


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None and len(text) < 9 else default
    except ValueError:
        return default


class Style(NamedTuple):
    """What is used of a paragraph style: its heading level (0 for none) and the list that it belongs to."""

    heading: int = 0
    list_id: str | None = None
    list_level: int = 0


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Paragraph styles by their id; what a style does not say itself comes from the one that it is based on."""
    if root is None:
        return {}
    raw = {
        element.get(W + "styleId") or "": element
        for element in root.iter(W + "style")
        if element.get(W + "type", "paragraph") == "paragraph"
    }
    return {key: _resolve(key, raw) for key in raw}


def _resolve(key: str, raw: dict[str, etree._Element]) -> Style:
    heading, list_id, list_level = 0, None, 0
    seen: set[str] = set()
    at: str | None = key
    while at in raw and at is not None and at not in seen:  # a style may be based on itself in a bad file
        seen.add(at)
        element = raw[at]
        name = value(element, W + "name") or ""
        properties = element.find(W + "pPr")
        heading = heading or _named_heading(name) or _outline(properties)
        numbering = properties.find(W + "numPr") if properties is not None else None
        if list_id is None and numbering is not None:
            list_id = value(numbering, W + "numId")
            list_level = _number(value(numbering, W + "ilvl"), 0)
        at = value(element, W + "basedOn")
    return Style(heading, list_id, list_level)


def _named_heading(name: str) -> int:
    found = _HEADING_NAME.match(name)
    if found:
        return min(6, int(found.group(1)))
    return {"title": 1, "subtitle": 2}.get(name.lower(), 0)


def _outline(properties: etree._Element | None) -> int:
    level = _number(value(properties, W + "outlineLvl"), 9)
    return min(6, level + 1) if 0 <= level < 9 else 0


def paragraph_heading(properties: etree._Element | None, styles: dict[str, Style]) -> int:
    """The heading level of a paragraph by its own outline level or its style; 0 for none."""
    own = _outline(properties)
    style = styles.get(value(properties, W + "pStyle") or "")
    return own or (style.heading if style else 0)


class _Level(NamedTuple):
    form: str
    text: str
    start: int


class Numbering:
    """Counts the items of all lists of a document, in the order in which it is asked."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, dict[int, _Level]] = {}
        self._family: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        if root is None:
            return
        families = {
            family.get(W + "abstractNumId") or "": {
                _number(level.get(W + "ilvl"), 0): _read_level(level) for level in family.iter(W + "lvl")
            }
            for family in root.iter(W + "abstractNum")
        }
        for number in root.iter(W + "num"):
            key = number.get(W + "numId") or ""
            family = value(number, W + "abstractNumId") or ""
            levels = dict(families.get(family, {}))
            overridden = False
            for change in number.iter(W + "lvlOverride"):
                at = _number(change.get(W + "ilvl"), 0)
                start = value(change, W + "startOverride")
                if start is not None and at in levels:
                    levels[at] = levels[at]._replace(start=_number(start, 1))
                    overridden = True
            self._lists[key] = levels
            self._family[key] = key if overridden else f"family {family}"

    def item(self, properties: etree._Element | None, styles: dict[str, Style]) -> tuple[int, str] | None:
        """The depth from 1 and the printed number (empty for a bullet) of a list item; None for no list item."""
        style = styles.get(value(properties, W + "pStyle") or "", Style())
        numbering = properties.find(W + "numPr") if properties is not None else None
        key = value(numbering, W + "numId") or style.list_id
        if key is None or key == "0":  # numId 0 takes a paragraph out of its style's list
            return None
        at = min(8, max(0, _number(value(numbering, W + "ilvl"), style.list_level)))
        levels = self._lists.get(key, {})
        level = levels.get(at)
        if level is None or level.form in {"bullet", "none"}:
            return at + 1, ""
        counts = self._counts.setdefault(self._family[key], [])
        while len(counts) <= at:
            below = levels.get(len(counts))
            counts.append((below.start if below else 1) - (1 if len(counts) == at else 0))
        counts[at] += 1
        del counts[at + 1 :]

        def printed(place: re.Match[str]) -> str:
            index = int(place.group(1)) - 1
            form = levels[index].form if index in levels else "decimal"
            return _print(counts[index], form) if index < len(counts) else ""

        return at + 1, _PLACE.sub(printed, level.text).strip()


def _read_level(level: etree._Element) -> _Level:
    return _Level(
        value(level, W + "numFmt") or "decimal",
        (value(level, W + "lvlText") or "")[:40],
        _number(value(level, W + "start"), 1),
    )


def _print(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min(8, (count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        roman, rest = "", count
        for worth, sign in _ROMAN:
            roman += sign * (rest // worth)
            rest %= worth
        return roman.upper() if form == "upperRoman" else roman
    return f"0{count}" if form == "decimalZero" and count < 10 else str(count)
