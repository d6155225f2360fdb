"""Files that are attached as evidence: told by their bytes, and refused with a code and a remedy."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from meritbook.readers.attachments import MOST_BYTES, read_attachment
from meritbook.readers.errors import ReaderError

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PNG, PDF = b"\x89PNG\r\n\x1a\n....", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def package(**parts: bytes) -> bytes:
    """A ZIP; `_` in a name stands for `/`."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("_", "/").replace("TYPES", "[Content_Types].xml"), data)
    return held.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    return package(TYPES=b"<Types/>", **{f"{folder}_document.xml": b"<x/>", **more})


def encrypted(data: bytes) -> bytes:
    """The package with the mark that its first entry is encrypted, in both of its lists."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[changed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def take(data: bytes, name: str, **more: Any) -> Any:
    return read_attachment(io.BytesIO(data), name=name, **more)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("report.pdf", PDF, "pdf"),
        ("chart.png", PNG, "png"),
        ("scan.JPG", b"\xff\xd8\xff\xe0", "jpeg"),
        ("plan.docx", office("word"), "docx"),
        ("figures.xlsx", office("xl"), "xlsx"),
        ("figures.csv", b"month,days\n1,24\n", "csv"),
        ("notes.txt", "Größe: 24 Tage\n".encode(), "text"),
        ("wide.txt", "24 days".encode("utf-16"), "text"),
    ],
)
def test_what_an_office_works_with_is_kept_as_what_its_bytes_show(name: str, data: bytes, kind: str) -> None:
    found = take(data, name)
    assert (found.kind, found.name, found.data) == (kind, name, data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", "reader.empty"),
        ("blank.txt", b" \n\t", "reader.empty"),
        ("report.pdf", PNG, "attachment.renamed"),
        ("report.exe", PDF, "attachment.program"),
        ("report.pdf", b"MZ\x90\x00", "attachment.program"),
        ("run.txt", b"#!/bin/sh\nrm x\n", "attachment.program"),
        ("run.bat", b"echo hello\n", "attachment.program"),
        ("page.txt", b"<html><script>x</script>", "attachment.program"),
        ("drawing.svg", b"<svg/>", "attachment.program"),
        ("test.txt", VIRUS, "attachment.virus"),
        ("test.pdf", PDF + VIRUS, "attachment.virus"),
        ("test.docx", office("word", a=b"x" * 70_000 + VIRUS), "attachment.virus"),
        ("test.zip", package(a=VIRUS), "attachment.virus"),
        ("files.zip", package(a=b"x"), "attachment.kind"),
        ("files.zip", encrypted(package(a=b"x")), "reader.encrypted"),
        ("files.7z", b"7z\xbc\xaf\x27\x1c", "attachment.kind"),
        ("locked.pdf", PDF + b"trailer <</Encrypt 5 0 R>>", "reader.encrypted"),
        ("macros.docx", office("word", word_vbaProject=b"", **{"word_vbaProject.bin": b"x"}), "reader.macros"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "reader.unsupported"),
        ("broken.docx", b"PK\x03\x04....", "reader.damaged"),
        ("unknown.dat", b"\x00\x01\x02", "attachment.kind"),
    ],
)
def test_what_could_do_harm_or_cannot_be_read_is_refused_with_what_to_do(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ReaderError) as refused:
        take(data, name)
    assert (refused.value.code, bool(refused.value.to_do)) == (code, True)


def test_a_renamed_file_is_told_with_both_kinds() -> None:
    with pytest.raises(ReaderError, match="named as a PDF document, and its bytes are a PNG picture"):
        take(PNG, "report.pdf")
    with pytest.raises(ReaderError, match="named as a PDF document, and its bytes are a Windows program"):
        take(b"MZ\x90\x00", "report.pdf")


def test_the_last_byte_that_is_taken_and_the_first_that_is_not() -> None:
    assert len(take(b"x" * 100, "a.txt", most=100).data) == 100
    with pytest.raises(ReaderError, match="larger than") as refused:
        take(b"x" * 101, "a.txt", most=100)
    assert refused.value.code == "reader.too_large"


class Endless:
    """A stream that never ends, and counts what was taken of it."""

    taken = 0

    def read(self, size: int) -> bytes:
        self.taken += size
        return b"x" * size


def test_of_an_endless_file_no_more_is_read_than_the_limit() -> None:
    stream: Any = Endless()
    with pytest.raises(ReaderError):
        read_attachment(stream, name="a.txt")
    assert stream.taken <= MOST_BYTES + 128 * 1024


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/report.txt", "report.txt"),
        ("C:\\x\\r.txt", "r.txt"),
        ("report", "report.txt"),
        ("a\x00b.txt", "a�b.txt"),
    ],
)
def test_names_are_cleaned_and_get_the_ending_of_their_kind(name: str, kept: str) -> None:
    assert take(b"24 days", name).name == kept
