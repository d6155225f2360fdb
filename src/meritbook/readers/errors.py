"""What can be wrong with a file, each kind with a stable code and what to do about it.

The message of each error names the file; `where` names the place in it when there is one.
"""

from __future__ import annotations

from typing import ClassVar

from meritbook.core.errors import MeritbookError


class ReaderError(MeritbookError):
    """The base of all errors about a file that cannot be read."""

    code: ClassVar[str] = "reader.error"
    remedy: ClassVar[str] = "Check the file, or save it again as text, HTML, DOCX or PDF, and read it again."
    http_status: ClassVar[int] = 422


class FileMissingError(ReaderError):
    """There is no file at the path."""

    code = "reader.not_found"
    remedy = "Check the spelling of the path."
    http_status = 404


class DirectoryGivenError(ReaderError):
    """The path names a folder where a file is needed."""

    code = "reader.is_a_directory"
    remedy = "Name the files in the folder, one by one or with a pattern."
    http_status = 400


class NotReadableError(ReaderError):
    """The operating system refused to hand the file over."""

    code = "reader.not_readable"
    remedy = "Check that you may read the file, and that it is an ordinary file on a disk that is connected."
    http_status = 400


class EmptyFileError(ReaderError):
    """The file holds nothing, or nothing but white space."""

    code = "reader.empty"
    remedy = "Check that the file was saved and fully copied; ask for it again if it is empty at its source."


class TooLargeError(ReaderError):
    """The file, or what it unfolds into, is larger than the limit."""

    code = "reader.too_large"
    remedy = "Split the file and read the parts, or ask the administrator to raise the limit."
    http_status = 413


class BinaryFileError(ReaderError):
    """The file is not text and not a format that is known."""

    code = "reader.binary"
    remedy = "Open the file in the program that made it and save it as text, HTML, DOCX or PDF."
    http_status = 415


class UnsupportedFormatError(ReaderError):
    """The format is known, and is not one that is read."""

    code = "reader.unsupported"
    remedy = "Open the file in the program that made it and save it as DOCX, PDF, HTML or text."
    http_status = 415


class EncryptedFileError(ReaderError):
    """The file is protected by a password or by rights management."""

    code = "reader.encrypted"
    remedy = "Open the file with its password, save a copy without protection, and read the copy."


class DamagedFileError(ReaderError):
    """The file breaks off, or contradicts its own format."""

    code = "reader.damaged"
    remedy = "Copy or download the file again; if it stays damaged, open it in its program and save it anew."


class NoTextError(ReaderError):
    """The file holds pictures of text, or no text at all."""

    code = "reader.no_text"
    remedy = (
        "Run text recognition (OCR) over the scan and save it as a searchable PDF, "
        "or ask the publisher for the word-processor file."
    )


class MacrosError(ReaderError):
    """The word-processor file carries macros."""

    code = "reader.macros"
    remedy = "Save the file as a plain document without macros (.docx), and read that."


class UnsafeXmlError(ReaderError):
    """The file declares a document type or entities in its XML, which an honest file of its kind never does."""

    code = "reader.unsafe_xml"
    remedy = "Do not open the file. Ask the sender for a new copy, saved by the program that it was made with."


class ZipBombError(ReaderError):
    """The package unfolds into far more than its size allows for."""

    code = "reader.zip_bomb"
    remedy = "Do not open the file. Ask the sender for a new copy, saved by the program that it was made with."


class EncodingError(ReaderError):
    """The bytes cannot be turned into text in any encoding that fits."""

    code = "reader.encoding"
    remedy = "Open the file in a text editor, check that it reads well, and save it as UTF-8."
