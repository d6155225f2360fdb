"""A paper as PDF/UA-1: tagged, titled, with headings, and tables with head cells, set by Typst."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

import typst

from meritbook.core.positions.characters import without_forbidden
from meritbook.writers.drawable import FONTS, fonts, spelled, undrawable
from meritbook.writers.errors import LetterError
from meritbook.writers.paper import Paper, Part, paragraph

_SPELLED_NOTE = (
    "Some characters of this {name} have no glyph in the fonts at hand and are spelled by their Unicode code points, "
    "such as [U+4E2D]. The word-processor version of the {name} holds them as they are."
)
_SPELLED_IN_PACKET = (
    "Some characters of this {name} have no glyph in the fonts at hand and are spelled by their Unicode code points, "
    "such as [U+4E2D]. The files of the {name} hold them as they are."
)

Standard = Literal["ua-1", "a-2a"]


class Attached(NamedTuple):
    """A file that the PDF carries: the same words for machines."""

    name: str
    text: str
    says: str


UA: tuple[Standard, ...] = ("ua-1",)
ARCHIVE: tuple[Standard, ...] = ("a-2a", "ua-1")
"""For what is kept for good: fonts, colours and tags as PDF/A-2a asks, and PDF/UA-1 besides."""


def can_be_set(data: bytes, ending: str) -> bool:
    """Whether a picture can be set in what is kept for good; one that cannot would spoil the whole paper."""
    with tempfile.TemporaryDirectory(prefix="meritbook-") as folder:
        (Path(folder) / f"one.{ending}").write_bytes(data)
        # Its types ask for the root in the form of the source, and it takes no root of bytes.
        root: Any = folder
        source = f'#set document(title: "One")\n#image("/one.{ending}", alt: "One", width: 100pt)'
        try:
            typst.compile(source.encode(), root=root, format="pdf", pdf_standards=list(ARCHIVE))
        except typst.TypstError:
            return False
    return True


def pdf(
    paper: Paper,
    attached: Attached | None = None,
    *,
    standards: tuple[Standard, ...] = UA,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The paper as a PDF that conforms to the standards; the same paper gives the same bytes with the same fonts.

    Text is handed over as data and is never read as markup. `pictures` are the bytes of those that the paper names.
    Raises `LetterError` when it cannot be set.
    """
    if not pictures:
        return _set(paper, attached, standards, None)
    with tempfile.TemporaryDirectory(prefix="meritbook-") as folder:
        for name, data in pictures.items():
            (Path(folder) / name).write_bytes(data)
        return _set(paper, attached, standards, folder)


def _set(paper: Paper, attached: Attached | None, standards: tuple[Standard, ...], root: str | None) -> bytes:
    plain = _plain(paper)
    text = "".join(_strings(plain))
    system = bool(undrawable(text, system=False))
    missing = undrawable(text, system=True) if system else frozenset()
    if missing:
        plain = _mapped(plain, missing)
        plain["parts"].append(_part(_spelled_note(paper)))
    try:
        return _compile(plain, paper, attached, standards, system=system, root=root)
    except typst.TypstError:
        # Characters that can be drawn alone may have no glyph together: spell all that are not plainly Latin.
        beyond = frozenset(character for character in text if ord(character) > 0x17F and character not in "–—‘’“”…•·")
        plain = _mapped(_plain(paper), beyond | missing)
        plain["parts"].append(_part(_spelled_note(paper)))
    try:
        return _compile(plain, paper, attached, standards, system=system, root=root)
    except typst.TypstError as error:
        says = f"The {paper.name} {paper.reference} could not be set as PDF."
        raise LetterError(says, where=paper.reference) from error


def _spelled_note(paper: Paper) -> Part:
    note = _SPELLED_IN_PACKET if paper.name in ("packet", "report") else _SPELLED_NOTE
    return paragraph(note.format(name=paper.name))


def _compile(
    plain: dict[str, Any],
    paper: Paper,
    attached: Attached | None,
    standards: tuple[Standard, ...],
    *,
    system: bool,
    root: str | None,
) -> bytes:
    template = files("meritbook.writers") / "templates" / "paper.typ"
    on = paper.written_on
    more = {f"attached_{key}": value for key, value in attached._asdict().items()} if attached else {}
    below: Any = root
    made: bytes = typst.compile(
        template.read_bytes(),
        root=below,
        font_paths=fonts(system=system),
        ignore_system_fonts=not system,
        format="pdf",
        sys_inputs={"paper": json.dumps(plain, ensure_ascii=False), **more},
        pdf_standards=list(standards),
        timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
    )
    return made


def _plain(paper: Paper) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "title": paper.title,
        "author": paper.office,
        "footer": paper.reference,
        "year": paper.written_on.year,
        "month": paper.written_on.month,
        "day": paper.written_on.day,
        "language": paper.language,
        "region": paper.region,
        "fonts": list(FONTS),
        "jurisdiction": paper.jurisdiction,
        "office": paper.office,
        "office_lines": list(paper.office_lines),
        "parts": [_part(part) for part in paper.parts],
    }
    return _cleaned(plain)


def _part(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind,
        "text": part.text,
        "level": part.level,
        "pieces": [piece for piece in part.text.splitlines() if piece.strip()],
        "lines": list(part.lines),
        "head": list(part.head),
        "widths": list(part.widths),
        "file": part.file,
        "alt": part.alt,
        "size": list(part.size),
        "rows": [[{"words": [words.plain() for words in cell]} for cell in row] for row in part.rows],
    }


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    # What a picture shows is said and never drawn.
    drawn = [part for name, part in value.items() if name != "alt"] if isinstance(value, dict) else value
    inner = drawn if isinstance(drawn, list) else ()
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
