"""A paper as a word-processor file with real heading styles, head rows, a title and a language."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.table import _Cell

from meritbook.core.positions.characters import without_forbidden
from meritbook.writers.paper import Paper, Part, Words

_WIDTH = 6.5
_EPOCH = (1980, 1, 1, 0, 0, 0)


def word_processor_file(paper: Paper) -> bytes:
    """The paper as DOCX. It says word for word what the PDF says; the same paper gives the same bytes."""
    file = docx.Document()
    _set_up(file, paper)
    file.add_paragraph(_clean(paper.jurisdiction), style="Title")
    # An office that stands for itself is named once.
    own = (paper.office,) if paper.office != paper.jurisdiction else ()
    _add_lines(file, (*own, *paper.office_lines))
    for part in paper.parts:
        if part.kind == "heading":
            file.add_heading(_clean(part.text), part.level)
        elif part.kind == "table":
            _add_table(file, part)
        elif part.kind == "list":
            for line in part.lines:
                file.add_paragraph(_clean(line), style="List Bullet")
        elif part.kind == "paragraph":
            for piece in part.text.splitlines():
                if piece.strip():
                    file.add_paragraph(_clean(piece))
        else:
            _add_lines(file, part.lines, signature=part.kind == "signature")
    data = io.BytesIO()
    file.save(data)
    return _same_bytes(data.getvalue())


def _clean(text: str) -> str:
    return without_forbidden(text)


def _set_up(file: WordDocument, paper: Paper) -> None:
    written = datetime(paper.written_on.year, paper.written_on.month, paper.written_on.day, tzinfo=UTC)
    about = file.core_properties
    # The format allows 255 characters in each of these.
    about.title = _clean(paper.title)[:255]
    about.subject = _clean(paper.reference)[:255]
    about.author = about.last_modified_by = _clean(paper.office)[:255]
    about.comments = about.keywords = ""
    about.language = f"{paper.language}-{paper.region}"
    about.created = about.modified = written
    about.revision = 1
    section = file.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)
    file.styles["Normal"].font.size = Pt(11)
    defaults = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        language = defaults.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            defaults.append(language)
        language.set(qn("w:val"), f"{paper.language}-{paper.region}")


def _add_lines(file: WordDocument, lines: tuple[str, ...], *, signature: bool = False) -> None:
    paragraph = file.add_paragraph()
    if signature:
        paragraph.paragraph_format.space_before = Pt(42)
        paragraph.paragraph_format.keep_together = True
    for place, line in enumerate(line for line in lines if line.strip()):
        run = paragraph.add_run()
        if place:
            run.add_break()
        run.add_text(_clean(line))


def _add_table(file: WordDocument, part: Part) -> None:
    table = file.add_table(rows=0, cols=len(part.head), style="Table Grid")
    head = table.add_row()
    mark = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(mark)
    for cell, text in zip(head.cells, part.head, strict=True):
        cell.paragraphs[0].add_run(_clean(text)).bold = True
    for row in part.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            _fill(cell, words)
    whole = sum(part.widths)
    for column, width in zip(table.columns, part.widths, strict=True):
        column.width = Inches(_WIDTH * width / whole)
        for cell in column.cells:
            cell.width = Inches(_WIDTH * width / whole)
    # The summary of the table, which a screen reader announces.
    summary = OxmlElement("w:tblDescription")
    summary.set(qn("w:val"), _clean(part.summary))
    table._tbl.tblPr.append(summary)
    file.add_paragraph()


def _fill(cell: _Cell, words: tuple[Words, ...]) -> None:
    paragraph = cell.paragraphs[0]
    for place, item in enumerate(words):
        if place:
            paragraph = cell.add_paragraph()
        if item.style == "quote":
            where = f" ({item.where})" if item.where else ""
            paragraph.add_run(_clean(f"“{item.text}”{where}"))
        else:
            paragraph.add_run(_clean(item.text)).bold = item.style == "strong" or None


def _same_bytes(data: bytes) -> bytes:
    """The package written again with a fixed time on each part: the packer stamps the clock into it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as fixed:
        for part in package.infolist():
            stamped = zipfile.ZipInfo(part.filename, date_time=_EPOCH)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            stamped.external_attr = 0o600 << 16
            fixed.writestr(stamped, package.read(part))
    return out.getvalue()
