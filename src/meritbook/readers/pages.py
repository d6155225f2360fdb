"""Evidence as pictures of pages: a PDF page by page, drawn with PDFium; a PNG or JPEG as the one picture that it is.

Nothing of a file is run or fetched. What a picture would unfold to is read from its head before a byte of it is drawn.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import pypdfium2

from meritbook.readers.pdf import PDFIUM_LOCK

DOTS: Final = 110
"""Dots to the inch at which a page is drawn: small print can be read, and a page takes some hundred kilobytes."""
MOST_DOTS: Final = 40_000_000
"""A picture that unfolds to more is not shown."""
LONGEST_SIDE: Final = 2_400
"""Dots on the longer side of a drawn page, however large its paper is."""
SHOWN: Final = frozenset({"application/pdf", "image/png", "image/jpeg"})
"""The kinds of files that can be shown."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SIZES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The marks of a JPEG after which its size stands."""


class NotShownError(Exception):
    """A file cannot be shown as pictures; its words say why."""


@dataclass(frozen=True)
class Picture:
    """A page as a picture."""

    data: bytes
    """PNG or JPEG."""
    ending: str
    width: int
    height: int
    number: int
    """Which page, from 1."""
    of: int
    text: str = ""
    """The words on the page, as far as the file has them as words."""


def page_count(data: bytes, media_type: str) -> int:
    """How many pictures a file makes. Raises `NotShownError`."""
    if media_type != "application/pdf":
        _size(data)
        return 1
    with PDFIUM_LOCK, closing(_opened(data)) as document:
        return len(document)


def pictures(data: bytes, media_type: str) -> Iterator[Picture]:
    """The pictures of a file, one at a time. Raises `NotShownError`, also after some were given."""
    if media_type not in SHOWN:
        raise NotShownError("it is neither a PDF nor a picture")
    if media_type != "application/pdf":
        width, height, ending = _size(data)
        yield Picture(data, ending, width, height, 1, 1)
        return
    for number in range(1, page_count(data, media_type) + 1):
        yield _drawn(data, number)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise NotShownError("the PDF is damaged or locked with a password") from problem


def _drawn(data: bytes, number: int) -> Picture:
    with PDFIUM_LOCK, closing(_opened(data)) as document:
        try:
            with closing(document[number - 1]) as page:
                longest = max(*page.get_size(), 1.0)
                scale = min(DOTS / 72, LONGEST_SIDE / longest)
                with closing(page.get_textpage()) as words:
                    text = words.get_text_range()
                with closing(page.render(scale=scale, rev_byteorder=True, force_bitmap_format=_BGR)) as bitmap:
                    rows = memoryview(bitmap.buffer).cast("B")
                    lines = [bytes(rows[at : at + bitmap.width * 3]) for at in _starts(bitmap.height, bitmap.stride)]
                    width, height = bitmap.width, bitmap.height
        except pypdfium2.PdfiumError as problem:
            raise NotShownError(f"page {number} of the PDF is damaged") from problem
        return Picture(png(lines, width, height), "png", width, height, number, len(document), text)


_BGR: Final = pypdfium2.raw.FPDFBitmap_BGR


def _starts(height: int, stride: int) -> range:
    return range(0, height * stride, stride)


def png(lines: list[bytes], width: int, height: int) -> bytes:
    """Rows of red, green and blue as a PNG; the same rows give the same bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + one for one in lines), 3)
    return _PNG + _piece(b"IHDR", head) + _piece(b"IDAT", packed) + _piece(b"IEND", b"")


def _piece(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _size(data: bytes) -> tuple[int, int, str]:
    """Width, height and ending of a picture, from its head."""
    if data.startswith(_PNG) and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        ending = "png"
    elif data.startswith(_JPEG):
        width, height = _jpeg_size(data)
        ending = "jpg"
    else:
        raise NotShownError("it is not the picture that it says it is")
    if not width or not height:
        raise NotShownError("the picture is damaged")
    if width * height > MOST_DOTS:
        raise NotShownError(f"the picture has more than {MOST_DOTS:,} dots")
    return width, height, ending


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark in _SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return 0, 0
