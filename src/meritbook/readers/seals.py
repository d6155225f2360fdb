"""Hashes that a file says: of a PDF in the words on its pages, of anything else in its text. Nothing of it is run."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Final

import pypdfium2

from meritbook.readers.pdf import PDFIUM_LOCK

MOST_PAGES: Final = 400
"""Pages of a PDF that are looked at."""
MOST: Final = 500
"""Hashes that are given."""
_SHA256: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def hashes_in(data: bytes) -> tuple[str, ...]:
    """Each SHA-256 that is written in the file, once, in the order of its digits; none of a damaged PDF."""
    text = _words(data) if data.startswith(b"%PDF") else data.decode("utf-8", "ignore")
    return tuple(sorted(set(_SHA256.findall(text.casefold())))[:MOST])


def _words(data: bytes) -> str:
    found: list[str] = []
    with PDFIUM_LOCK:
        try:
            with closing(pypdfium2.PdfDocument(data)) as document:
                for place in range(min(len(document), MOST_PAGES)):
                    with closing(document[place]) as page, closing(page.get_textpage()) as words:
                        found.append(words.get_text_range())
        except pypdfium2.PdfiumError:
            return "\n".join(found)
    return "\n".join(found)
