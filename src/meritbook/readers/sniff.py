"""Which format a file has: by what stands in it first, by its name second.

A name can be wrong by accident or on purpose; the bytes decide wherever they speak.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from meritbook.readers.errors import EncryptedFileError, UnsupportedFormatError
from meritbook.readers.names import ending

Format = Literal["text", "html", "docx", "pdf"]

MEDIA_TYPES: Final[dict[Format, str]] = {
    "text": "text/plain",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_FOREIGN: Final = (
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\xffWPC", "a WordPerfect document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"%!PS-", "a PostScript file"),
)
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_ENDINGS: Final = frozenset({"html", "htm", "xhtml", "xht"})
_MARKUP: Final = re.compile(r"<(?:p|div|table|ul|ol|h[1-6]|body|html|br)\b[^<>]{0,400}>", re.I)


def sniff(data: bytes, *, name: str) -> Format:
    """The format of a file. Raises `UnsupportedFormatError` or `EncryptedFileError` for formats that are not read.

    A package (ZIP) is told from a word-processor file later, when its list of entries is read.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise EncryptedFileError(f"“{name}” is an Office file protected by a password.")
        raise UnsupportedFormatError(
            f"“{name}” is in the old binary format of Office (such as .doc), which is not read.",
            remedy="Open it in a word processor and save it as DOCX.",
        )
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise UnsupportedFormatError(f"“{name}” is {what}, which is not read.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if b"%PDF-" in data[:1024] and _is_pdf_head(data[:1024]):
        return "pdf"
    head = _rough_text(data[:4096])
    if _HTML.match(head):
        return "html"
    suffix = ending(name)
    if suffix in _HTML_ENDINGS and _MARKUP.search(_rough_text(data[:65536])):
        return "html"
    if suffix in {"docx", "docm", "pdf"} and not head.strip("\ufffd\0 \r\n\t").isprintable():
        kind = "PDF" if suffix == "pdf" else "word-processor file"
        raise UnsupportedFormatError(f"“{name}” is named as a {kind}, and its content is not one.")
    return "text"


def _is_pdf_head(head: bytes) -> bool:
    """The mark may stand behind some junk; a text that merely speaks of it within a line is no PDF."""
    before = head[: head.index(b"%PDF-")]
    return not before.strip() or before.endswith((b"\n", b"\r")) or b"\0" in before


def _rough_text(head: bytes) -> str:
    """Enough of the text to see markup in: byte order marks and the NULs of wide encodings left out."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or head[:4] == b"\0\0\xfe\xff":
        head = head[2:].replace(b"\0", b"")
    elif head[:3] == b"\xef\xbb\xbf":
        head = head[3:]
    return head.decode("latin-1")
