"""What tests ask of every paper that the office sends out: its words in either format, and the independent check."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pdfua
import pikepdf
import pypdfium2


def words_of_pdf(data: bytes) -> str:
    """The words in reading order; a hyphen that only breaks a line is left out by nobody, so none is expected."""
    with pypdfium2.PdfDocument(data) as file:
        pages = [file[place].get_textpage().get_text_range() for place in range(len(file))]
    return " ".join(" ".join(pages).split())


def words_of_docx(data: bytes) -> str:
    """The words of paragraphs and tables, in order."""
    file = docx.Document(io.BytesIO(data))
    said = []
    for block in file.iter_inner_content():
        if isinstance(block, docx.table.Table):
            said += [cell.text for row in block.rows for cell in row.cells]
        else:
            said.append(block.text)
    return " ".join(" ".join(said).split())


def faults_of(data: bytes, folder: Path) -> list[str]:
    """What the independent checker finds. It must have run: rules that it skipped for a fault of its own are named."""
    place = folder / "paper.pdf"
    place.write_bytes(data)
    report = pdfua.validate(str(place))
    assert len(report.outcomes) - len(report.skipped) >= 10
    return [str(finding) for finding in report.findings]


def tags_of(data: bytes) -> list[str]:
    """The tags of the PDF's structure, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return _tags(file.Root.StructTreeRoot.K)


def _tags(node: Any) -> list[str]:
    if isinstance(node, pikepdf.Array):
        return [tag for part in node for tag in _tags(part)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.S)] if "/S" in node else []
    return own + (_tags(node.K) if "/K" in node else [])
