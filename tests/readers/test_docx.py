"""Word-processor files: words with their structure; changes as accepted; nothing fetched, nothing run."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Inches

from meritbook import readers
from meritbook.readers.errors import (
    DamagedFileError,
    EncryptedFileError,
    MacrosError,
    NoTextError,
    UnsafeXmlError,
    UnsupportedFormatError,
    ZipBombError,
)
from meritbook.readers.limits import Limits

RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_headings_lists_and_tables_become_blocks(word_file, shape):
    def fill(document):
        document.add_heading("Position Description", 0)
        document.add_heading("Duties", 1)
        document.add_paragraph("Directs two programs.")
        document.add_paragraph("Plans the budget", style="List Bullet")
        document.add_paragraph("for each unit", style="List Bullet 2")
        document.add_paragraph("First", style="List Number")
        document.add_paragraph("Second", style="List Number")
        table = document.add_table(rows=2, cols=2)
        for at, text in enumerate(["Duty", "Percent", "Plans", "40"]):
            table.cell(at // 2, at % 2).text = text
        document.add_paragraph("Supervises:\tnobody")

    document = readers.read(word_file(fill), name="position.docx")
    assert shape(document) == [
        ("heading", 1, "Position Description"),
        ("heading", 1, "Duties"),
        ("paragraph", 0, "Directs two programs."),
        ("list_item", 1, "Plans the budget"),
        ("list_item", 1, "for each unit"),
        ("list_item", 1, "1. First"),
        ("list_item", 1, "2. Second"),
        ("table_row", 0, "Duty | Percent"),
        ("table_row", 0, "Plans | 40"),
        ("table_row", 0, "Supervises: | nobody"),
    ]
    assert document.blocks[2].part == "word/document.xml#p3"
    assert document.blocks[7].part == "word/document.xml#r1"


def test_headers_footers_and_line_breaks_are_kept_and_page_numbers_are_not(word_file, shape):
    def fill(document):
        document.sections[0].header.paragraphs[0].text = "Department of Revenue"
        document.sections[0].footer.paragraphs[0].text = "Page 1 of 3"
        paragraph = document.add_paragraph("First line")
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run("second line.")

    document = readers.read(word_file(fill), name="a.docx")
    assert [words for _, _, words in shape(document)] == ["Department of Revenue", "First line\nsecond line."]
    assert document.blocks[0].part.startswith("word/header")


def test_tracked_changes_read_as_accepted_and_are_counted(package, shape):
    document = readers.read(
        package(
            f"<w:p>{run('Directs ')}<w:del>{run('one')}<w:r><w:delText>one</w:delText></w:r></w:del>"
            f"<w:ins>{run('two')}</w:ins>{run(' programs.')}</w:p>"
        ),
        name="a.docx",
    )
    assert shape(document) == [("paragraph", 0, "Directs two programs.")]
    assert document.warnings == (
        "Left out of the document: 1 tracked deletion.",
        "Kept as if accepted: 1 tracked insertion.",
    )


def test_text_boxes_and_content_controls_are_read_once(package, shape):
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent><w:p>{run('In the box.')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('Before.')}<w:r><mc:AlternateContent {mc}>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('In the control.')}</w:p></w:sdtContent></w:sdt>"
    )
    document = readers.read(package(body), name="a.docx")
    assert [words for _, _, words in shape(document)] == ["Before.", "In the box.", "In the control."]


def test_footnotes_stand_behind_the_text_with_their_number(package, shape):
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = readers.read(
        package(
            f"<w:p>{run('Serves at will.')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
            **{
                "word/_rels/document.xml.rels": RELS.format(
                    f'<Relationship Id="r1" Type="{KINDS}/footnotes" Target="footnotes.xml"/>'
                ),
                "word/footnotes.xml": f'<w:footnotes xmlns:w="{w}"><w:footnote w:type="separator" w:id="0"/>'
                f'<w:footnote w:id="2"><w:p>{run("See the rule.")}</w:p></w:footnote></w:footnotes>',
            },
        ),
        name="a.docx",
    )
    assert [words for _, _, words in shape(document)] == ["Serves at will.[2]", "[2] See the rule."]
    assert document.blocks[1].part == "word/footnotes.xml#p1"


def test_external_links_templates_and_pictures_are_not_followed_and_are_named(package):
    rels = RELS.format(
        f'<Relationship Id="r1" Type="{KINDS}/image" Target="https://tracker.example/x.png" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{KINDS}/attachedTemplate" Target="//share.example/t.dotm" TargetMode="External"/>'
    )
    document = readers.read(package(**{"word/_rels/document.xml.rels": rels}), name="a.docx")
    (warning,) = document.warnings
    assert "1 attachedTemplate, 1 image" in warning
    assert "https://tracker.example/x.png" in warning


def test_hidden_words_are_left_out_and_counted(package):
    document = readers.read(
        package(f"<w:p>{run('Seen.')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen.</w:t></w:r></w:p>"), name="a.docx"
    )
    assert document.text == "Seen.\n"
    assert "1 hidden run of text" in document.warnings[0]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.docx", {"word/vbaProject.bin": b"x"}),
        ("a.docm", {}),
        ("a.docx", {"customXml/VBAPROJECT.BIN": b"x"}),
        (
            "a.docx",
            {"[Content_Types].xml": b'<Types><Default ContentType="application/vnd.ms-word.macroEnabled"/></Types>'},
        ),
    ],
)
def test_a_file_with_macros_is_refused_with_what_to_do(package, name, parts):
    with pytest.raises(MacrosError) as caught:
        readers.read(package(**parts), name=name)
    assert caught.value.code == "reader.macros"
    assert ".docx" in caught.value.to_do


def bomb_in_a_paragraph() -> str:
    lol = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{lol}]><w:document xmlns:w="x">&l9;</w:document>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_an_entity_bomb_in_any_part_is_refused_before_it_unfolds(package, part, encoding):
    rels = RELS.format(f'<Relationship Id="r1" Type="{KINDS}/styles" Target="styles.xml"/>')
    parts = {"word/_rels/document.xml.rels": rels, part: bomb_in_a_paragraph().encode(encoding)}
    with pytest.raises(UnsafeXmlError) as caught:
        readers.read(package(**parts), name="a.docx")
    assert caught.value.code == "reader.unsafe_xml"
    assert caught.value.where == part


def test_an_outside_entity_is_refused_and_never_fetched(package):
    xml = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document xmlns:w="x">&e;</w:document>'
    with pytest.raises(UnsafeXmlError):
        readers.read(package(**{"word/document.xml": xml}), name="a.docx")


def test_a_zip_bomb_is_refused_by_its_ratio_and_by_its_total(package):
    with pytest.raises(ZipBombError) as caught:
        readers.read(package(**{"word/media/x.bin": b"\0" * 30_000_000}), name="a.docx")
    assert (caught.value.code, caught.value.where) == ("reader.zip_bomb", "word/media/x.bin")
    with pytest.raises(ZipBombError):
        readers.read(package(**{"word/x.bin": b"ab" * 5_000}), name="a.docx", limits=Limits(max_inflated=9_000))
    with pytest.raises(ZipBombError):
        readers.read(package(**{f"word/x{at}": b"" for at in range(20)}), name="a.docx", limits=Limits(max_entries=20))


def test_an_entry_that_lies_about_its_size_cannot_unfold_beyond_it(package):
    data = bytearray(package(**{"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}))
    directory = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[directory + 24 : directory + 28] = struct.pack("<L", 100)
    with pytest.raises(DamagedFileError):
        readers.read(bytes(data), name="a.docx")


def test_overlapping_entries_are_refused(package):
    data = bytearray(package(**{"word/media/x.bin": bytes(range(256)) * 50}))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 20 : at + 24] = struct.pack("<L", len(data))
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises(ZipBombError) as caught:
        readers.read(bytes(data), name="a.docx")
    assert "overlap" in caught.value.message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused_as_damaged(package, share):
    data = package()
    with pytest.raises(DamagedFileError) as caught:
        readers.read(data[: int(len(data) * share)], name="a.docx")
    assert caught.value.code == "reader.damaged"


def test_bytes_changed_within_a_part_are_noticed(package):
    data = bytearray(package())
    at = data.index(b"word/document.xml") + len("word/document.xml") + 8
    data[at] ^= 0xFF
    with pytest.raises(DamagedFileError) as caught:
        readers.read(bytes(data), name="a.docx")
    assert caught.value.where.startswith("word/document.xml")


def test_xml_nested_without_bottom_is_refused_as_damaged(package):
    with pytest.raises(DamagedFileError):
        readers.read(package("<w:tbl><w:tr><w:tc>" * 5_000), name="a.docx")


def test_a_part_that_stands_twice_is_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            target.writestr("word/document.xml", "<b/>")
    with pytest.raises(DamagedFileError):
        readers.read(out.getvalue(), name="a.docx")


def test_a_file_of_pictures_alone_is_refused_with_what_to_do(package):
    with pytest.raises(NoTextError) as caught:
        readers.read(package("<w:p><w:r><w:drawing/></w:r></w:p>"), name="a.docx")
    assert caught.value.code == "reader.no_text"


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "OpenDocument"),
        ({"xl/workbook.xml": "<a/>"}, "spreadsheet"),
        ({"ppt/presentation.xml": "<a/>"}, "slides"),
        ({"a.txt": "x"}, "ZIP"),
    ],
)
def test_other_packages_are_named_and_refused_with_what_to_do(archive, parts, what):
    with pytest.raises(UnsupportedFormatError) as caught:
        readers.read(archive(parts), name="a.docx")
    assert what in caught.value.message
    assert caught.value.code == "reader.unsupported"


def test_an_encrypted_office_file_is_refused_as_encrypted_and_an_old_one_as_unsupported():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    with pytest.raises(EncryptedFileError) as caught:
        readers.read(ole + "EncryptedPackage".encode("utf-16-le"), name="a.docx")
    assert caught.value.code == "reader.encrypted"
    with pytest.raises(UnsupportedFormatError) as old:
        readers.read(ole + "WordDocument".encode("utf-16-le"), name="a.doc")
    assert "DOCX" in old.value.to_do


def test_a_password_protected_archive_is_refused_as_encrypted(package):
    data = bytearray(package())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(EncryptedFileError):
        readers.read(bytes(data), name="a.docx")


def test_a_form_of_nested_tables_keeps_all_its_words(word_file, sound):
    def fill(document):
        outer = document.add_table(rows=1, cols=2)
        outer.cell(0, 0).text = "Duties"
        inner = outer.cell(0, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text = "Plans"
        inner.cell(0, 1).text = "60 %"
        document.add_paragraph("Signed").paragraph_format.left_indent = Inches(1)

    document = readers.read(word_file(fill), name="a.docx")
    sound(document)
    assert {"Duties", "Plans", "60", "%", "Signed"} <= set(document.text.split())
