"""The decision letter as PDF/UA-1: tagged, titled, with headings, and tables with head cells, set by Typst."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import typst

from meritbook.core.positions.characters import without_forbidden
from meritbook.writers.drawable import FONTS, fonts, spelled, undrawable
from meritbook.writers.errors import LetterError
from meritbook.writers.letter import DecisionLetter, Part, parts

_SPELLED_NOTE = (
    "Some characters of this letter have no glyph in the fonts at hand and are spelled by their Unicode code points, "
    "such as [U+4E2D]. The word-processor version of the letter holds them as they are."
)


def decision_letter_pdf(letter: DecisionLetter) -> bytes:
    """The letter as a PDF that conforms to PDF/UA-1; the same letter gives the same bytes with the same fonts.

    Text is handed over as data and is never read as markup. Raises `LetterError` when it cannot be set.
    """
    plain = _plain(letter)
    text = "".join(_strings(plain))
    system = bool(undrawable(text, system=False))
    missing = undrawable(text, system=True) if system else frozenset()
    if missing:
        plain = _mapped(plain, missing)
        plain["parts"].append(_part(Part(kind="paragraph", text=_SPELLED_NOTE)))
    try:
        return _compile(plain, letter, system=system)
    except typst.TypstError:
        # Characters that can be drawn alone may have no glyph together: spell all that are not plainly Latin.
        beyond = frozenset(character for character in text if ord(character) > 0x17F and character not in "–—‘’“”…•·")
        plain = _mapped(_plain(letter), beyond | missing)
        plain["parts"].append(_part(Part(kind="paragraph", text=_SPELLED_NOTE)))
    try:
        return _compile(plain, letter, system=system)
    except typst.TypstError as error:
        raise LetterError(f"The letter {letter.reference} could not be set as PDF.", where=letter.reference) from error


def _compile(plain: dict[str, Any], letter: DecisionLetter, *, system: bool) -> bytes:
    template = files("meritbook.writers") / "templates" / "decision-letter.typ"
    on = letter.written_on
    return typst.compile(
        template.read_bytes(),
        font_paths=fonts(system=system),
        ignore_system_fonts=not system,
        format="pdf",
        sys_inputs={"letter": json.dumps(plain, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
    )


def _plain(letter: DecisionLetter) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "title": letter.title,
        "author": letter.office,
        "footer": f"Decision {letter.reference}",
        "year": letter.written_on.year,
        "month": letter.written_on.month,
        "day": letter.written_on.day,
        "language": letter.language,
        "region": letter.region,
        "fonts": list(FONTS),
        "jurisdiction": letter.jurisdiction,
        "office": letter.office,
        "office_lines": list(letter.office_lines),
        "parts": [_part(part) for part in parts(letter)],
    }
    first = True
    for part in plain["parts"]:
        if part["kind"] == "heading":
            part["level"] = 1 if first else 2
            first = False
    return _cleaned(plain)


def _part(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind,
        "text": part.text,
        "pieces": [piece for piece in part.text.splitlines() if piece.strip()],
        "lines": list(part.lines),
        "head": list(part.head),
        "widths": list(part.widths),
        "rows": [[{"words": [words.plain() for words in cell]} for cell in row] for row in part.rows],
    }


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in inner for text in _strings(part)]


def _changed(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _changed(part, change) for key, part in value.items()}
    return [_changed(part, change) for part in value] if isinstance(value, list) else value


def _cleaned(plain: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = _changed(plain, lambda text: without_forbidden(text).replace("\t", " "))
    return changed


def _mapped(plain: dict[str, Any], without: frozenset[str]) -> dict[str, Any]:
    changed: dict[str, Any] = _changed(plain, lambda text: spelled(text, without))
    return changed
