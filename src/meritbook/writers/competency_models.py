"""A competency model as CSV, XLSX and JSON, each in the shape in which it is taken in again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.competencies.model_table import COLUMNS
from meritbook.core.errors import MeritbookError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX, "json": "application/json"}
"""What each kind of file is."""


class ModelKindError(MeritbookError):
    """A kind of file in which no model is handed out."""

    code = "competencies.model_kind"
    remedy = "Ask for csv, xlsx or json."
    http_status = 404


def model_file(model: CompetencyModel, kind: str) -> bytes:
    """The file; the same model gives the same words. Raises `ModelKindError`."""
    if kind == "json":
        return (json.dumps(model.plain(), ensure_ascii=False, indent=2) + "\n").encode()
    if kind == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([_safe(one) for one in row] for row in _rows(model))
        return b"\xef\xbb\xbf" + out.getvalue().encode()
    if kind == "xlsx":
        return _workbook(model)
    raise ModelKindError(f"A model is not handed out as “{kind[:20]}”.", where=kind[:20])


def _rows(model: CompetencyModel) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    yield _row("model", key=model.key, name=model.name, says=model.says)
    yield _row("source", says=model.source)
    if model.authored:
        yield _row("authored", says=model.authored)
    if model.starts_on is not None:
        yield _row("starts", says=model.starts_on.isoformat())
    for rank, point in enumerate(model.scale.points, 1):
        yield _row("scale", name=point, rank=str(rank))
    for rank, role in enumerate(model.roles, 1):
        yield _row(
            "role", key=role.key, name=role.name, says=role.says, rank=str(rank), plan=role.plan,
            classes="; ".join(role.classes),
        )  # fmt: skip
    for one in model.competencies:
        yield _row("competency", key=one.key, name=one.name, says=one.definition, cues="; ".join(one.cues))
        for role in model.roles:
            for each in one.behaviours.get(role.key, ()):
                yield _row("behaviour", key=each.key, says=each.says, competency=one.key, role=role.key)


def _row(part: str, **cells: str) -> tuple[str, ...]:
    return (part, *(cells.get(column, "") for column in COLUMNS[1:]))


def _safe(said: str) -> str:
    """Words that no spreadsheet takes for a formula; the reader takes the mark off again."""
    return f"'{said}" if said[:1] in ("=", "+", "-", "@", "'") else said


def _workbook(model: CompetencyModel) -> bytes:
    from datetime import datetime

    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = model.name, "Meritbook"
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001  # the form has no zones
    sheet = book.create_sheet("Competency model")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJ", (12, 28, 28, 90, 24, 16, 6, 12, 40, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate(_rows(model)):
        cells: list[Any] = []
        for said in row:
            cell = WriteOnlyCell(sheet, value=said or None)
            if said:
                cell.data_type = "s"
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
