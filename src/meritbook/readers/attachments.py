"""Takes a file that somebody attaches as evidence: its size, its kind by its bytes, and what is refused.

Nothing of it is run or shown here. It is kept byte for byte and handed out as a download. Meritbook searches for the
test string of the antivirus industry only; an office's own scanner is called by `actions/scanning.py`.
Follows: the magic numbers of the formats; the EICAR test file as published in 2003.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from meritbook.readers.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    MacrosError,
    ReaderError,
    TooLargeError,
    UnsupportedFormatError,
)
from meritbook.readers.limits import DEFAULT_LIMITS, Limits
from meritbook.readers.names import clean_name, ending
from meritbook.readers.package import check_sizes
from meritbook.readers.sniff import MEDIA_TYPES

MOST_BYTES: Final = DEFAULT_LIMITS.max_bytes
"""25 MB: some hundred scanned pages. It is also what every mail system of an office passes on, and what a packet of a
five-year file can hold many of."""
_PART: Final = 64 * 1024
# In two parts, so that no scanner takes this program for the test file.
_TEST_STRING: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class VirusError(ReaderError):
    """The file holds a virus, or the string by which scanners are tested."""

    code = "attachment.virus"
    remedy = "Do not open the file. Tell the security officer, and ask whoever sent it for a clean copy."


class ProgramError(ReaderError):
    """The file is a program or a script, or is named like one."""

    code = "attachment.program"
    remedy = "Attach a document: a PDF, a picture, a DOCX, an XLSX, a CSV or a text."


class RenamedError(ReaderError):
    """The name of the file says another kind than its bytes do."""

    code = "attachment.renamed"
    remedy = "Give the file the ending that belongs to its kind, or save it anew in the kind that its name says."


class KindError(ReaderError):
    """The file is of a kind that is not kept as evidence."""

    code = "attachment.kind"
    remedy = "Save it as a PDF, a picture (PNG, JPEG), a DOCX, an XLSX, a CSV or a text, and attach that."
    http_status = 415


class Kind(NamedTuple):
    """A kind of file that is kept: its name, its media type, and the endings of its names (the usual first)."""

    says: str
    media_type: str
    endings: tuple[str, ...]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
KINDS: Final[dict[str, Kind]] = {
    "pdf": Kind("a PDF document", MEDIA_TYPES["pdf"], ("pdf",)),
    "png": Kind("a PNG picture", "image/png", ("png",)),
    "jpeg": Kind("a JPEG picture", "image/jpeg", ("jpg", "jpeg", "jpe")),
    "gif": Kind("a GIF picture", "image/gif", ("gif",)),
    "tiff": Kind("a TIFF picture", "image/tiff", ("tif", "tiff")),
    "docx": Kind("a Word document", MEDIA_TYPES["docx"], ("docx",)),
    "xlsx": Kind("an Excel workbook", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
    "pptx": Kind("a PowerPoint presentation", f"{_OFFICE}presentationml.presentation", ("pptx",)),
    "odt": Kind("an OpenDocument text", "application/vnd.oasis.opendocument.text", ("odt",)),
    "ods": Kind("an OpenDocument sheet", "application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
    "csv": Kind("a CSV table", "text/csv", ("csv", "tsv")),
    "text": Kind("a text", "text/plain", ("txt", "text", "md", "log", "json", "eml", "ics")),
}
"""What is kept as evidence."""

_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_PROGRAMS: Final = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xfe\xed\xfa\xce", "a macOS program"),
    (b"\xfe\xed\xfa\xcf", "a macOS program"),
    (b"\xce\xfa\xed\xfe", "a macOS program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a Java program"),
    (b"\0asm", "a WebAssembly program"),
    (b"dex\n", "an Android program"),
    (b"L\0\0\0\x01\x14\x02\0", "a Windows shortcut"),
    (b"#!", "a script"),
    (b"<?php", "a script"),
)
_ARCHIVES: Final = (
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an XZ archive"),
    (b"{\\rtf", "an RTF document"),
)
_PROGRAM_ENDINGS: Final = frozenset(
    re.findall(
        r"\w+",
        "exe com dll scr pif msi msp cpl bat cmd ps1 psm1 vbs vbe js jse mjs ws wsf wsh hta jar sh bash zsh py pyw pl "
        "rb php reg lnk app apk deb rpm dmg iso img docm xlsm pptm dotm xltm xlam html htm xhtml svg",
    )
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_PDF: Final = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")
_MARKUP: Final = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<head|<body|<svg|<script)", re.I)
# Bytes below space that a text holds: tab, line feed, form feed, carriage return.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


class Attachment(NamedTuple):
    """A file that may be kept, with a name that may be stored and shown."""

    name: str
    kind: str
    """A key of `KINDS`."""
    data: bytes

    @property
    def media_type(self) -> str:
        """The media type that its bytes show."""
        return KINDS[self.kind].media_type


def read_attachment(
    stream: IO[bytes], *, name: str, most: int = MOST_BYTES, limits: Limits = DEFAULT_LIMITS
) -> Attachment:
    """The file, once its bytes show what it is. At most `most` bytes are held, whatever the stream would give.

    Raises `TooLargeError`, `EmptyFileError`, `VirusError`, `ProgramError`, `RenamedError`, `KindError`,
    `EncryptedFileError`, `MacrosError`, `DamagedFileError` or `ZipBombError`, each with what to do.
    """
    named = clean_name(name)
    data = _taken(stream, named, most)
    if _TEST_STRING in data:
        raise VirusError(f"“{named}” holds the string by which virus scanners are tested.")
    kind = _kind(data, named, limits)
    last = ending(named)
    if last in _PROGRAM_ENDINGS:
        raise ProgramError(f"“{named}” is named like a program or a page with scripts (.{last}).", where=named)
    if kind == "text" and last in KINDS["csv"].endings:
        kind = "csv"
    if not last or (kind in ("text", "csv") and _free_ending(last)):
        named = clean_name(f"{named}.{KINDS[kind].endings[0]}")
    elif last not in KINDS[kind].endings:
        raise RenamedError(
            f"“{named}” is named as {_claimed(last)}, and its bytes are {KINDS[kind].says}.",
            where=named,
            details={"named": last, "bytes": kind},
        )
    return Attachment(named, kind, data)


def _taken(stream: IO[bytes], name: str, most: int) -> bytes:
    taken = io.BytesIO()
    while part := stream.read(_PART):
        taken.write(part)
        if taken.tell() > most:
            raise TooLargeError(
                f"“{name}” is larger than {most // (1024 * 1024)} MB.",
                remedy="Attach a smaller copy, such as a PDF with smaller pictures, or its parts one by one.",
                where=name,
            )
    if not taken.tell():
        raise EmptyFileError(f"“{name}” is empty.", where=name)
    return taken.getvalue()


def _claimed(last: str) -> str:
    return next((one.says for one in KINDS.values() if last in one.endings), f"a file of the kind .{last}")


def _free_ending(last: str) -> bool:
    """Whether an ending names no kind at all, such as that of `Report of 3. May`."""
    return not re.fullmatch(r"[a-z0-9]{1,6}", last)


def _kind(data: bytes, name: str, limits: Limits) -> str:
    """The key of the kind that the bytes show; raises where they show one that is not kept."""
    for magic, what in _PROGRAMS:
        if data.startswith(magic) and (magic != b"MZ" or b"\0" in data[:512]):
            raise ProgramError(_instead(name, what), where=name)
    for magic, kind in _PICTURES:
        if data.startswith(magic):
            return kind
    for magic, what in _ARCHIVES:
        if data.startswith(magic):
            raise KindError(_instead(name, what), where=name)
    if data.startswith(_OLE):
        return _old_office(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, name, limits)
    if b"%PDF-" in data[:1024]:
        if _ENCRYPTED_PDF.search(data):
            raise EncryptedFileError(f"“{name}” is protected by a password.", where=name)
        return "pdf"
    return _text(data, name)


def _instead(name: str, what: str) -> str:
    """What the bytes are, with what the name says where it says something else."""
    last = ending(name)
    claimed = next((one.says for one in KINDS.values() if last in one.endings), "")
    return f"“{name}” is named as {claimed}, and its bytes are {what}." if claimed else f"“{name}” is {what}."


def _old_office(data: bytes, name: str) -> str:
    if _ENCRYPTED_STREAM in data:
        raise EncryptedFileError(f"“{name}” is an Office file protected by a password.", where=name)
    raise UnsupportedFormatError(
        f"“{name}” is in the old binary format of Office (such as .doc or .xls), which may hide programs.",
        remedy="Open it in its program and save it as DOCX, XLSX or PDF.",
        where=name,
    )


def _package(data: bytes, name: str, limits: Limits) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, IndexError) as problem:
        raise DamagedFileError(f"“{name}” is damaged: its list of contents is missing or wrong.") from problem
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedFileError(f"“{name}” is protected by a password, so nobody can look into it.", where=name)
    check_sizes(entries, len(data), name, limits)
    for entry in entries:
        base = entry.filename.rpartition("/")[2].lower()
        if base in ("vbaproject.bin", "vbadata.xml"):
            raise MacrosError(f"“{name}” carries macros, which are programs.", where=name)
        if _holds_test_string(archive, entry, name):
            raise VirusError(f"“{name}” holds a file with the string by which virus scanners are tested.")
    kind = _package_kind({entry.filename for entry in entries}, archive)
    if kind is None:
        raise KindError(
            _instead(name, "a ZIP archive"), remedy="Unpack it, and attach the files in it one by one.", where=name
        )
    return kind


def _parts(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with archive.open(entry) as file:
            while part := file.read(_PART):
                yield part
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as problem:
        raise DamagedFileError(f"“{name}” is damaged: a part of it cannot be unfolded.", where=name) from problem
    except RuntimeError as problem:  # what zipfile raises for an entry with a password
        raise EncryptedFileError(f"“{name}” is protected by a password.", where=name) from problem


def _holds_test_string(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bool:
    before = b""
    for part in _parts(archive, entry, name):
        if _TEST_STRING in before + part:
            return True
        before = part[-len(_TEST_STRING) :]
    return False


def _package_kind(names: set[str], archive: zipfile.ZipFile) -> str | None:
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(one.startswith(folder) for one in names):
                return kind
    if "mimetype" in names:
        said = archive.read("mimetype")[:100].decode("latin-1").strip()
        return next((kind for kind in ("odt", "ods") if KINDS[kind].media_type == said), None)
    return None


def _text(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if not text.strip():
        raise EmptyFileError(f"“{name}” holds nothing but white space.", where=name)
    if _CONTROLS.search(text):
        raise KindError(_instead(name, "of a kind that is not known here"), where=name)
    if _MARKUP.match(text):
        raise ProgramError(
            _instead(name, "a page or a drawing in markup, which can carry scripts"),
            where=name,
            remedy="Print it to a PDF, and attach that.",
        )
    return "text"


__all__ = [
    "KINDS",
    "MOST_BYTES",
    "Attachment",
    "Kind",
    "KindError",
    "ProgramError",
    "RenamedError",
    "VirusError",
    "read_attachment",
]
