"""An A3: the story of an event on one page, as a value, and as PDF/UA-1 that is set so small that it stays one page."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from importlib.resources import files

import pypdfium2
import typst

from meritbook.core.positions.characters import without_forbidden
from meritbook.core.values import Value
from meritbook.writers.drawable import FONTS, fonts, spelled, undrawable
from meritbook.writers.errors import LetterError

SIZES = (10.0, 9.0, 8.0, 7.0, 6.0)
"""Points, from the largest; a text that does not fit at the last is cut, and says so."""
CUTS = (4_000, 1_200, 600, 300, 150)
MOST_ROWS = 14


class A3Table(Value):
    """A table with a head row."""

    says: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class A3Box(Value):
    """A box of the page: its heading, paragraphs, lines and a table; what is empty says so."""

    heading: str
    says: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    table: A3Table | None = None


class A3(Value):
    """The page: on the left the problem, on the right what was done about it."""

    title: str
    reference: str
    jurisdiction: str
    office: str
    written_on: date
    people: tuple[str, ...]
    """Sponsor, lead and team, a line each."""
    left: tuple[A3Box, ...]
    right: tuple[A3Box, ...]


def a3_pdf(page: A3) -> bytes:
    """The page as PDF/UA-1 on one sheet of 17 by 11 inches. Raises `LetterError` when it cannot be set."""
    for cut in CUTS:
        plain = _plain(page, cut)
        for size in SIZES if cut == CUTS[0] else SIZES[-1:]:
            made = _set(page, plain, size)
            if _pages(made) == 1:
                return made
    raise LetterError("The A3 does not fit on one page.", where=page.reference)


def _plain(page: A3, cut: int) -> dict[str, object]:
    plain = page.plain()
    text = json.dumps(plain, ensure_ascii=False)
    missing = undrawable(text, system=True) if undrawable(text, system=False) else frozenset()
    return {name: _mapped(one, cut, missing) for name, one in plain.items()}


def _mapped(value: object, cut: int, missing: frozenset[str]) -> object:
    if isinstance(value, str):
        said = spelled(without_forbidden(value), missing)
        return said if len(said) <= cut else f"{said[:cut]}… (more in the register)"
    if isinstance(value, list):
        rows = [_mapped(one, cut, missing) for one in value]
        if len(rows) > MOST_ROWS and cut < CUTS[0]:
            last = rows[0]
            left = f"{len(rows) - MOST_ROWS} more in the register"
            tail = [left, *("" for _ in last[1:])] if isinstance(last, list) else left
            return [*rows[:MOST_ROWS], tail]
        return rows
    if isinstance(value, dict):
        return {name: _mapped(one, cut, missing) for name, one in value.items()}
    return value


def _set(page: A3, plain: dict[str, object], size: float) -> bytes:
    template = files("meritbook.writers") / "templates" / "a3.typ"
    on = page.written_on
    text = json.dumps({**plain, "size": size, "fonts": FONTS}, ensure_ascii=False)
    system = bool(undrawable(text, system=False))
    try:
        made: bytes = typst.compile(
            template.read_bytes(),
            font_paths=fonts(system=system),
            ignore_system_fonts=not system,
            format="pdf",
            sys_inputs={"page": text},
            pdf_standards=["ua-1"],
            timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise LetterError(f"The A3 {page.reference} could not be set as PDF.", where=page.reference) from error
    return made


def _pages(made: bytes) -> int:
    document = pypdfium2.PdfDocument(io.BytesIO(made))
    try:
        return len(document)
    finally:
        document.close()
