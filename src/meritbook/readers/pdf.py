"""PDF files: words with their page, read with PDFium. A scan without text is refused with what to do.

Scripts are not run, attachments not opened, nothing is fetched. PDFium is not safe with several threads at once, as
its documentation says, hence one lock around all use of it; every handle is closed before the lock is let go.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from meritbook.readers.assembly import Assembly
from meritbook.readers.errors import DamagedFileError, EncryptedFileError, NoTextError, TooLargeError
from meritbook.readers.limits import Limits
from meritbook.readers.pdf_layout import Line, Word, pieces, segments, without_furniture
from meritbook.readers.text import Content

PDFIUM_LOCK: Final = threading.Lock()
_END: Final = b"%%EOF"
_HYPHENS: Final = frozenset({0x02, 0xFFFE, 0xAD})  # how PDFium marks a hyphen at the end of a line
_SPACES: Final = frozenset({0x20, 0x09, 0xA0})
_BREAKS: Final = frozenset({0x0A, 0x0D})
_SYMBOL_BULLETS: Final = frozenset({0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC, 0xF076})  # of fonts made of symbols
_BOLD: Final = re.compile(rb"bold|black|heavy|demi", re.I)
_FEW_LETTERS: Final = 15
_DRAWN_ANNOTATIONS: Final = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT})
_NOTES: Final = frozenset(
    {pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT}
)


class _Page:
    """What was found on one page."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.letters = 0
        self.unknown = 0
        self.characters = 0
        self.pictures = False
        self.notes = 0


def read_pdf(data: bytes, *, name: str, limits: Limits) -> Content:
    """Read a PDF; `page` of each block is the page that it starts on, counted from 1."""
    if _END not in data[-4096:]:
        raise DamagedFileError(
            f"“{name}” breaks off: the mark at the end of a PDF is missing.", where="end of the file"
        )
    with PDFIUM_LOCK:
        pages, warnings = _read_pages(data, name, limits)
    _refuse_scan(pages, name)
    lines, removed = without_furniture([page.lines for page in pages])
    if removed:
        warnings.append(f"Left out of the pages as running headers or footers: {', '.join(removed[:6])}.")
    blank = [number for number, page in enumerate(pages, 1) if page.pictures and page.letters < _FEW_LETTERS]
    if blank:
        listed = ", ".join(map(str, blank[:20])) + ("…" if len(blank) > 20 else "")
        warnings.append(f"Pictures with hardly any text, which may hold words that are not read: page {listed}.")
    notes = sum(page.notes for page in pages)
    if notes:
        warnings.append(f"Left out of the pages: {notes} note{'s' if notes > 1 else ''} by readers.")
    assembly = Assembly(name=name, max_blocks=limits.max_blocks)
    for piece in pieces(lines):
        if piece.cells:
            assembly.add_row(piece.cells, page=piece.page)
        else:
            assembly.add(piece.kind, piece.text, level=piece.level, page=piece.page)
    return Content(assembly.text, tuple(assembly.blocks), "utf-8", len(pages), tuple(warnings))


def _read_pages(data: bytes, name: str, limits: Limits) -> tuple[list[_Page], list[str]]:
    warnings: list[str] = []
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise EncryptedFileError(f"“{name}” is protected by a password.") from error
        raise DamagedFileError(f"“{name}” is damaged: it starts as a PDF and cannot be opened as one.") from error
    with closing(document):
        count = len(document)
        if count == 0:
            raise DamagedFileError(f"“{name}” is damaged: it holds no page.")
        if count > limits.max_pages:
            raise TooLargeError(f"“{name}” has {count} pages; the limit is {limits.max_pages}.")
        if pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0:
            warnings.append("The file is locked against changes; it was read, not changed.")
        attached = pdfium.FPDFDoc_GetAttachmentCount(document)
        if attached > 0:
            warnings.append(f"{attached} attached file{'s' if attached > 1 else ''} not opened.")
        scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document)
        if scripts > 0:
            warnings.append(f"{scripts} script{'s' if scripts > 1 else ''} not run.")
        pages: list[_Page] = []
        characters = 0
        for index in range(count):
            try:
                pages.append(_read_page(document, index))
            except pypdfium2.PdfiumError as error:
                raise DamagedFileError(
                    f"“{name}” is damaged: a page cannot be read.", where=f"page {index + 1}"
                ) from error
            characters += pages[-1].characters
            if characters > limits.max_characters:
                raise TooLargeError(
                    f"“{name}” holds more than {limits.max_characters:,} characters.", where=f"page {index + 1}"
                )
    return pages, warnings


def _read_page(document: pypdfium2.PdfDocument, index: int) -> _Page:
    found = _Page()
    with closing(document[index]) as page:
        kinds = _annotations(page)
        found.notes = sum(kind in _NOTES for kind in kinds)
        drawn = any(kind in _DRAWN_ANNOTATIONS for kind in kinds)
        # What was filled into a form is drawn over the page; flattening (in memory) makes it part of the text.
        flat = drawn and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
        if not flat:
            _read_text(page, found)
    if flat:
        with closing(document[index]) as page:
            _read_text(page, found)
    return found


def _annotations(page: pypdfium2.PdfPage) -> list[int]:
    kinds: list[int] = []
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), 10_000)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if annotation:
            kinds.append(pdfium.FPDFAnnot_GetSubtype(annotation))
            pdfium.FPDFPage_CloseAnnot(annotation)
    return kinds


def _read_text(page: pypdfium2.PdfPage, found: _Page) -> None:
    with closing(page.get_textpage()) as text_page:
        found.characters = text_page.count_chars()
        glyphs = _Glyphs(text_page)
        codes = [pdfium.FPDFText_GetUnicode(text_page, at) for at in range(found.characters)]
        for start, end, hyphen in _line_ranges(codes):
            line = _line(glyphs, codes, start, end, hyphen)
            if line is not None:
                found.lines.append(line)
    text = "".join(line.text for line in found.lines)
    found.letters = sum(map(str.isalpha, text))
    found.unknown = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text)
    if found.letters < _FEW_LETTERS:
        images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        found.pictures = next(iter(images), None) is not None


class _Glyphs:
    """Places of single characters; one set of buffers serves all calls."""

    def __init__(self, text_page: pypdfium2.PdfTextPage) -> None:
        self._page = text_page
        self._doubles = tuple(ctypes.c_double() for _ in range(4))
        self._pointers = tuple(ctypes.byref(double) for double in self._doubles)
        self._rectangle = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(256)

    def origin(self, at: int) -> tuple[float, float]:
        """Where the character starts on its baseline."""
        x, y = self._doubles[:2]
        pdfium.FPDFText_GetCharOrigin(self._page, at, *self._pointers[:2])
        return x.value, y.value

    def right(self, at: int) -> float:
        """The right edge of the character's ink."""
        pdfium.FPDFText_GetCharBox(self._page, at, *self._pointers)
        return self._doubles[1].value

    def height(self, at: int) -> float:
        """The height of the character's line as its font says, scaled as on the page."""
        pdfium.FPDFText_GetLooseCharBox(self._page, at, ctypes.byref(self._rectangle))
        return max(1.0, abs(float(self._rectangle.top) - float(self._rectangle.bottom)))

    def is_bold(self, at: int) -> bool:
        """Whether the font of the character calls itself bold."""
        flags = ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._page, at, self._name, len(self._name), ctypes.byref(flags))
        return bool(_BOLD.search(self._name.raw[: max(0, min(size, len(self._name)) - 1)]))


def _line_ranges(codes: list[int]) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line among the characters of a page, and whether it ends in a set hyphen."""
    start = 0
    for at, code in enumerate(codes):
        if code in _BREAKS:
            yield start, at, False
            start = at + 1
        elif code in _HYPHENS:
            yield start, at + 1, True
            start = at + 1
    yield start, len(codes), False


def _line(glyphs: _Glyphs, codes: list[int], start: int, end: int, hyphen: bool) -> Line | None:
    words: list[Word] = []
    at = start
    while at < end:
        if codes[at] in _SPACES:
            at += 1
            continue
        first = at
        while at < end and codes[at] not in _SPACES:
            at += 1
        text = _spell(codes[first:at])
        if text:
            left, baseline = glyphs.origin(first)
            last = at - 1 if codes[at - 1] not in _HYPHENS or at - 1 == first else at - 2
            words.append(Word(text, left, max(left, glyphs.right(last)), baseline))
    if not words:
        return None
    inked = next(at for at in range(start, end) if codes[at] not in _SPACES)
    size = glyphs.height(inked)
    return Line(segments(words, size), words[0].baseline, size, glyphs.is_bold(inked), hyphen)


def _spell(codes: list[int]) -> str:
    text = "".join(
        "-" if code in _HYPHENS else "•" if code in _SYMBOL_BULLETS else chr(code) for code in codes if code < 0x110000
    )
    # Characters beyond the first plane can arrive as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _refuse_scan(pages: list[_Page], name: str) -> None:
    letters = sum(page.letters for page in pages)
    if letters == 0 or (letters < _FEW_LETTERS * len(pages) and all(page.pictures for page in pages)):
        raise NoTextError(
            f"“{name}” holds no text: its {len(pages)} page{'s are pictures' if len(pages) > 1 else ' is a picture'}."
        )
    unknown = sum(page.unknown for page in pages)
    if unknown > letters:
        raise NoTextError(f"“{name}” does not say which letters its glyphs stand for.")
