"""Reads a file into a document: sniffs its format, hands it to that format's reader, adds its identity."""

from __future__ import annotations

import hashlib
from pathlib import Path

from meritbook.core.documents import Document
from meritbook.readers.errors import (
    DirectoryGivenError,
    EmptyFileError,
    FileMissingError,
    NotReadableError,
    ReaderError,
    TooLargeError,
)
from meritbook.readers.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from meritbook.readers.names import clean_name
from meritbook.readers.sniff import MEDIA_TYPES, Format, sniff
from meritbook.readers.text import Content, read_text


def read(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read the bytes of a file into a document of blocks.

    `name` is the file's name as given by a person or a path; the document keeps its cleaned last part. The `key` of
    the document is the SHA-256 of the bytes, so the same file has the same key under every name. Raises a subclass of
    `ReaderError` for a file that cannot be read.
    """
    shown = clean_name(name)
    _check_size(len(data), shown, limits)
    if not data:
        raise EmptyFileError(f"“{shown}” is empty: it holds no bytes.")
    form = sniff(data, name=shown)
    content = _content(form, data, shown, limits)
    if not content.blocks:
        raise EmptyFileError(f"“{shown}” holds no words: nothing but white space, or parts that are left out.")
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        key=digest,
        name=shown,
        media_type=MEDIA_TYPES[form],
        sha256=digest,
        size=len(data),
        encoding=content.encoding,
        text=content.text,
        blocks=content.blocks,
        pages=content.pages,
        warnings=content.warnings,
    )


def read_path(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file from disk; its size is looked up before its bytes are, so that a huge file costs nothing."""
    place = Path(path)
    shown = clean_name(place.name or str(path))
    try:
        if place.is_dir():
            raise DirectoryGivenError(f"“{shown}” is a folder.", where=str(path))
        if not place.exists():
            raise FileMissingError(f"There is no file “{shown}”.", where=str(path))
        if not place.is_file():  # a pipe or a device could be read without end
            raise NotReadableError(f"“{shown}” is not an ordinary file.", where=str(path))
        _check_size(place.stat().st_size, shown, limits)
        with place.open("rb") as file:  # one byte over the limit shows a file that grew meanwhile
            data = file.read(limits.max_bytes + 1)
    except ReaderError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a path with NUL
        raise NotReadableError(f"“{shown}” cannot be read.", where=str(path).replace("\0", "�")) from error
    return read(data, name=shown, limits=limits)


def _check_size(size: int, name: str, limits: Limits) -> None:
    if size > limits.max_bytes:
        raise TooLargeError(
            f"“{name}” has {size / MEBIBYTE:,.1f} MiB; the limit is {limits.max_bytes / MEBIBYTE:,.1f} MiB.",
            details={"size": size, "limit": limits.max_bytes},
        )


def _content(form: Format, data: bytes, name: str, limits: Limits) -> Content:
    # The modules of the heavy formats are loaded when a file needs them: reading a text must start at once.
    if form == "html":
        from meritbook.readers.html import read_html

        return read_html(data, name=name, limits=limits)
    if form == "docx":
        from meritbook.readers.docx import read_docx

        return read_docx(data, name=name, limits=limits)
    if form == "pdf":
        from meritbook.readers.pdf import read_pdf

        return read_pdf(data, name=name, limits=limits)
    return read_text(data, name=name, limits=limits)
