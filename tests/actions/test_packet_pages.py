"""Evidence in the paper of a packet: pages as pictures with words for who hears them, and what is not shown and why."""

from __future__ import annotations

import ctypes
import io
import zipfile
from typing import Any

import pypdfium2
import pytest
import typst

from appointing_world import AT, vouch
from contract_world import ContractYear
from file_world import FileWorld, document, file_world
from meritbook.actions import Actor, make_packet
from meritbook.readers.pages import NotShownError, pictures
from meritbook.writers.packet_check import check_packet
from papers import words_of_pdf

pytestmark = pytest.mark.django_db
CSV, PDF = "text/csv", "application/pdf"


def paper(*pages: str) -> bytes:
    """A PDF with a page for each text."""
    return typst.compile("#pagebreak()".join(f"#par[{one}]\n" for one in pages).encode(), format="pdf")


@pytest.fixture
def world(contract_year: ContractYear, departments: Any, settings: Any) -> FileWorld:
    settings.MERITBOOK_DEMO = True
    return file_world(contract_year, departments)


def attach(world: FileWorld, data: bytes, name: str, kind: str) -> Any:
    from meritbook.records.models import EvidenceFile

    kept = document(data, name, kind, world.year.executive)
    beside = EvidenceFile.objects.create(
        note=world.shared, document=kept, name=name, kind=kind, added_by=world.year.executive, added_at=AT
    )
    vouch(kept, beside)
    return kept


def made(world: FileWorld) -> bytes:
    packet = make_packet.perform(
        Actor(world.year.officer), at=AT, why="Asked for.", appointment=world.year.appointment, kind="appeal",
        purpose="Appeal 2004-17.",
    )  # fmt: skip
    data = packet.document.original()
    assert check_packet(data).holds
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("packet.pdf")


def alternatives(data: bytes) -> list[str]:
    """The words that stand for each picture, in the order of the pages, as a screen reader has them."""
    raw, found = pypdfium2.raw, []

    def walk(element: Any) -> None:
        size = raw.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDF_StructElement_GetAltText(element, buffer, size)
            found.append(bytes(buffer)[: size - 2].decode("utf-16-le"))
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                walk(child)

    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for place in range(raw.FPDF_StructTree_CountChildren(tree)):
                walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
            raw.FPDF_StructTree_Close(tree)
    return list(dict.fromkeys(found))


def index(data: bytes) -> str:
    return " ".join(words_of_pdf(data).split())


def test_each_page_of_a_pdf_stands_in_it_with_name_hash_number_and_words(world: FileWorld) -> None:
    kept = attach(world, paper("Refunds took nineteen days.", "Complaints fell to four."), "report.pdf", PDF)
    said = [one for one in alternatives(made(world)) if one.startswith("report.pdf")]
    assert said == [
        f"report.pdf, page {number} of 2, SHA-256 of the file {kept.sha256}. Its words: {words}"
        for number, words in ((1, "Refunds took nineteen days."), (2, "Complaints fell to four."))
    ]


def test_a_picture_stands_in_it_and_says_that_it_has_no_words(world: FileWorld) -> None:
    (said,) = [one for one in alternatives(made(world)) if one.startswith("chart.png")]
    assert world.picture.sha256 in said
    assert "page 1 of 1" in said
    assert "holds no words" in said


@pytest.mark.parametrize(("letters", "told"), [(600, "Its words: "), (601, "read them in documents/")])
def test_words_that_are_too_many_are_in_the_zip(world: FileWorld, letters: int, told: str) -> None:
    words = "word " * 120 + "w"
    attach(world, paper(words[: letters - 1].rstrip().ljust(letters, "x")), "long.pdf", PDF)
    (said,) = [one for one in alternatives(made(world)) if one.startswith("long.pdf")]
    assert told in said


@pytest.mark.parametrize(
    ("data", "name", "kind", "why"),
    [
        (b"a,b\n1,2\n", "table.csv", CSV, "only PDF, PNG and JPEG files are shown"),
        (b"%PDF-1.4 torn", "torn.pdf", PDF, "the PDF is damaged or locked with a password"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\0\4\0\0\0\4" + b"torn", "torn.png", "image/png", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\1\0\0\0\1\0\0" + b"huge", "huge.png", "image/png", "more than"),
        (b"\xff\xd8\xff\xe0 no size", "torn.jpg", "image/jpeg", "damaged"),
    ],
)
def test_what_cannot_be_shown_is_named_with_the_reason_and_spoils_nothing(
    world: FileWorld, data: bytes, name: str, kind: str, why: str
) -> None:
    kept = attach(world, data, name, kind)
    pdf = made(world)
    assert not [one for one in alternatives(pdf) if one.startswith(name)]
    assert why in index(pdf)
    assert kept.sha256 in index(pdf).replace(" ", "")


@pytest.mark.parametrize(("most", "shown"), [(2, "1 of 2 pages"), (3, "2 of 2 pages")])
def test_pages_beyond_the_limit_of_the_office_are_not_shown_and_it_is_said(
    world: FileWorld, settings: Any, most: int, shown: str
) -> None:
    # The chart is one page, so that the report has one of two left, or both of three.
    settings.MERITBOOK_PACKET_PAGES = most
    attach(world, paper("One.", "Two."), "report.pdf", PDF)
    said = index(made(world))
    assert shown in said
    assert ("at most 2 pages of evidence" in said) is (most == 2)


def test_no_megabytes_show_no_page(world: FileWorld, settings: Any) -> None:
    settings.MERITBOOK_PACKET_MEGABYTES = 0
    pdf = made(world)
    assert alternatives(pdf) == []
    assert "at most 0 megabytes" in index(pdf)


def test_the_same_page_is_drawn_to_the_same_bytes_and_no_longer_than_the_longest_side() -> None:
    data = typst.compile(b"#set page(width: 4000pt, height: 400pt)\nWide.", format="pdf")
    (first,), (second,) = (tuple(pictures(data, PDF)) for _ in range(2))
    assert first == second
    assert (first.width, first.height) == (2400, 240)


def test_a_file_of_another_kind_is_no_picture() -> None:
    with pytest.raises(NotShownError):
        list(pictures(b"a,b\n", CSV))
