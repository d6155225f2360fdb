"""The class specifications of the fictional state, as the files that an office would have: text, HTML, DOCX and PDF.

The word-processor file and the PDF are made when they are needed from an outline; the same outline gives the same
bytes, so that a second run recognises them by their hash.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files

MADE_ON = datetime(2004, 1, 15, tzinfo=UTC)


def documents() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each document."""
    yield "larkmoor-recreation-program-series.txt", _file("larkmoor-recreation-program-series.txt")
    yield "larkmoor-manager.txt", _file("larkmoor-manager.txt")
    yield "larkmoor-permit-examiner.html", _file("larkmoor-permit-examiner.html")
    yield "larkmoor-records-officer.docx", as_docx(_outline("larkmoor-records-officer.outline"))
    yield "larkmoor-emergency-planner.pdf", as_pdf(_outline("larkmoor-emergency-planner.outline"))


Part = tuple[str, tuple[str, ...]]
"""A block of an outline: `heading1`, `heading2`, `row`, `item` or `text`, with its cells (one but for a row)."""


def _file(name: str) -> bytes:
    return files("meritbook.demo").joinpath("documents", name).read_bytes()


def _outline(name: str) -> list[Part]:
    parts: list[Part] = []
    for line in _file(name).decode("utf-8").splitlines():
        if line.startswith("## "):
            parts.append(("heading2", (line[3:],)))
        elif line.startswith("# "):
            parts.append(("heading1", (line[2:],)))
        elif line.startswith("- "):
            parts.append(("item", (line[2:],)))
        elif line.startswith("|"):
            parts.append(("row", tuple(cell.strip() for cell in line.strip("|").split("|"))))
        elif line.strip():
            parts.append(("text", (line.strip(),)))
    return parts


def as_docx(parts: list[Part]) -> bytes:
    """The outline as a word-processor file."""
    import docx

    document = docx.Document()
    table = None
    for kind, cells in parts:
        if kind == "row":
            if table is None:
                table = document.add_table(rows=0, cols=len(cells))
            row = table.add_row()
            for place, cell in enumerate(cells):
                row.cells[place].text = cell
            continue
        table = None
        if kind == "heading1":
            document.add_heading(cells[0], level=1)
        elif kind == "heading2":
            document.add_heading(cells[0], level=2)
        else:
            document.add_paragraph(cells[0], style="List Bullet" if kind == "item" else None)
    properties = document.core_properties
    properties.author = "State of Larkmoor"
    properties.title = parts[0][1][0]
    properties.created = properties.modified = MADE_ON
    buffer = io.BytesIO()
    document.save(buffer)
    return _same_every_time(buffer.getvalue())


def _same_every_time(package: bytes) -> bytes:
    """The same package with one fixed time on every part: a ZIP file otherwise carries the moment it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, date_time=(2004, 1, 15, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return made.getvalue()


_TYPST = """
#set document(title: data.title, author: "State of Larkmoor", date: datetime(year: 2004, month: 1, day: 15))
#set page(paper: "us-letter", margin: 1in)
#set text(size: 11pt, lang: "en")
#for part in data.parts {
  if part.kind == "heading1" { heading(level: 1, part.cells.at(0)) }
  else if part.kind == "heading2" { heading(level: 2, part.cells.at(0)) }
  else if part.kind == "item" { list(part.cells.at(0)) }
  else if part.kind == "table" {
    table(columns: part.cells.at(0).len(), table.header(..part.cells.at(0)), ..part.cells.slice(1).flatten())
  }
  else { par(part.cells.at(0)) }
}
"""


def as_pdf(parts: list[Part]) -> bytes:
    """The outline as a PDF."""
    import typst

    blocks: list[dict[str, object]] = []
    for kind, cells in parts:
        if kind != "row":
            blocks.append({"kind": kind, "cells": list(cells)})
        elif blocks and blocks[-1]["kind"] == "table":
            rows = blocks[-1]["cells"]
            assert isinstance(rows, list)  # noqa: S101 - a table block is made two lines below, with a list
            rows.append(list(cells))
        else:
            blocks.append({"kind": "table", "cells": [list(cells)]})
    data = json.dumps({"title": parts[0][1][0], "parts": blocks}, ensure_ascii=False)
    source = "#let data = json(bytes(sys.inputs.data))\n" + _TYPST
    pdf = typst.compile(source.encode("utf-8"), sys_inputs={"data": data}, timestamp=int(MADE_ON.timestamp()))
    if not isinstance(pdf, bytes):
        raise TypeError("one PDF was asked for, and the compiler gave pages")
    return pdf
