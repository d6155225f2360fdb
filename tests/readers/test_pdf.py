"""PDF: words by page with the structure that print shows; scans, locks and damage refused with what to do."""

from __future__ import annotations

import io
import threading

import pikepdf
import pytest

from meritbook import readers
from meritbook.readers.errors import DamagedFileError, EncryptedFileError, NoTextError, TooLargeError
from meritbook.readers.limits import Limits

PROSE = (
    "The position directs two programs of the department and reports on their results to the division director, "
    "who approves the policy and the budget before either takes effect across the four field units. "
)
SPECIFICATION = f"""
#set page(height: 20cm, width: 15cm)
#set text(size: 11pt)
= Program Director
{PROSE}

{PROSE}

== Duties
+ Plans the work of the units and {PROSE.lower()}
+ Writes the policy.

It asks for the following of each person.
- Knowledge of budgets.

#table(columns: (4cm, 6cm), stroke: none, [Class Code], [Class Title], [4272A4], [Director I], [4273A4], [Director II])
"""


@pytest.fixture(scope="module")
def specification(pdf_file):
    return pdf_file(SPECIFICATION)


def test_headings_paragraphs_lists_and_tables_are_read_from_the_print(specification, shape, sound):
    document = readers.read(specification, name="a.pdf")
    sound(document)
    found = shape(document)
    assert found[0] == ("heading", 1, "Program Director")
    assert found[1] == ("paragraph", 0, PROSE.strip())
    assert found[2] == ("paragraph", 0, PROSE.strip())
    assert ("heading", 2, "Duties") in found
    assert ("list_item", 1, "2. Writes the policy.") in found
    assert ("list_item", 1, "• Knowledge of budgets.") in found
    assert found[-3:] == [
        ("table_row", 0, "Class Code | Class Title"),
        ("table_row", 0, "4272A4 | Director I"),
        ("table_row", 0, "4273A4 | Director II"),
    ]
    assert (document.pages, document.media_type) == (1, "application/pdf")


def test_each_block_knows_its_page_and_a_paragraph_over_two_pages_is_one(pdf_file, shape):
    document = readers.read(
        pdf_file(f"#set page(height: 8cm, width: 15cm)\n#v(4.2cm)\n{PROSE * 2}\n\nLast words of the page."),
        name="a.pdf",
    )
    assert shape(document) == [("paragraph", 0, (PROSE * 2).strip()), ("paragraph", 0, "Last words of the page.")]
    assert [block.page for block in document.blocks] == [1, 2]
    assert document.pages == 2


def test_running_headers_and_page_numbers_are_left_out_and_named(pdf_file):
    markup = (
        '#set page(height: 8cm, width: 15cm, header: [Department of Revenue], numbering: "1 of 1")\n'
        + "\n#pagebreak()\n".join(f"{PROSE} Number {at}." for at in "abcd")
    )
    document = readers.read(pdf_file(markup), name="a.pdf")
    assert "Revenue" not in document.text
    assert "of 4" not in document.text
    assert "Department of Revenue" in document.warnings[0]


def _saved(document: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def test_a_file_that_needs_a_password_is_refused_as_encrypted(specification):
    with pikepdf.open(io.BytesIO(specification)) as source:
        locked = _saved(source, encryption=pikepdf.Encryption(owner="o", user="u"))
        open_to_read = _saved(source, encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(EncryptedFileError) as caught:
        readers.read(locked, name="locked.pdf")
    assert caught.value.code == "reader.encrypted"
    assert "locked.pdf" in caught.value.message
    assert "locked against changes" in readers.read(open_to_read, name="a.pdf").warnings[0]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.98])
def test_a_truncated_file_is_refused_as_damaged(specification, share):
    with pytest.raises(DamagedFileError) as caught:
        readers.read(specification[: int(len(specification) * share)], name="a.pdf")
    assert caught.value.code == "reader.damaged"


def test_a_file_that_only_claims_to_be_a_pdf_is_refused_as_damaged():
    with pytest.raises(DamagedFileError):
        readers.read(b"%PDF-1.7\nnothing of the kind\n%%EOF\n", name="a.pdf")


def test_a_scan_without_text_is_refused_with_what_to_do(pdf_file):
    scan = pdf_file(
        "#set page(margin: 0pt)\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
        "<rect width='9' height='9'/></svg>\"), width: 100%)"
    )
    with pytest.raises(NoTextError) as caught:
        readers.read(scan, name="scan.pdf")
    assert caught.value.code == "reader.no_text"
    assert "OCR" in caught.value.to_do


def test_values_filled_into_a_form_are_part_of_the_text(specification):
    with pikepdf.open(io.BytesIO(specification)) as source:
        drawn = source.make_stream(b"BT /F 12 Tf 2 2 Td (Revenue Division) Tj ET")
        drawn["/Type"], drawn["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        drawn["/BBox"] = pikepdf.Array([0, 0, 200, 20])
        font = {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type1, "/BaseFont": pikepdf.Name.Helvetica}
        drawn["/Resources"] = pikepdf.Dictionary({"/Font": pikepdf.Dictionary({"/F": pikepdf.Dictionary(font)})})
        field = source.make_indirect(
            pikepdf.Dictionary(
                {
                    "/Type": pikepdf.Name.Annot,
                    "/Subtype": pikepdf.Name.Widget,
                    "/FT": pikepdf.Name.Tx,
                    "/F": 4,
                    "/Rect": pikepdf.Array([60, 20, 260, 40]),
                    "/AP": pikepdf.Dictionary({"/N": drawn}),
                }
            )
        )
        source.pages[0]["/Annots"] = pikepdf.Array([field])
        source.Root["/AcroForm"] = pikepdf.Dictionary({"/Fields": pikepdf.Array([field])})
        data = _saved(source)
    assert "Revenue Division" in readers.read(data, name="form.pdf").text


def test_more_pages_or_characters_than_the_limit_are_refused(pdf_file):
    data = pdf_file("One #pagebreak() Two #pagebreak() Three")
    with pytest.raises(TooLargeError) as caught:
        readers.read(data, name="a.pdf", limits=Limits(max_pages=2))
    assert "3 pages" in caught.value.message
    with pytest.raises(TooLargeError):
        readers.read(data, name="a.pdf", limits=Limits(max_characters=4))


def test_several_threads_read_at_once_with_the_same_result(specification):
    expected = readers.read(specification, name="a.pdf")
    results = []

    def work():
        results.append(readers.read(specification, name="a.pdf") == expected)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 6
