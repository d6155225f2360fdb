"""A value stream map as CSV and XLSX, as `readers/value_streams.py` takes it in again."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from meritbook.core.results.durations import spelled
from meritbook.core.results.value_stream import ValueStream

HEAD = ("step", "process", "waiting", "people", "right", "back to")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def rows_of(stream: ValueStream) -> list[tuple[Any, ...]]:
    """The lines of the table; what is not known stays empty."""
    above: list[tuple[Any, ...]] = [
        ("title", stream.title),
        ("unit", stream.unit),
        ("demand", _plain(stream.demand)),
        ("available", spelled(stream.available)),
    ]
    steps = [
        (
            one.name,
            spelled(one.process),
            spelled(one.waiting),
            _plain(one.people),
            _plain(one.complete_accurate),
            "" if one.back_to is None else one.back_to,
        )
        for one in stream.steps
    ]
    return [*above, (), HEAD, *steps]


def stream_csv(stream: ValueStream) -> bytes:
    """The map as CSV in UTF-8 with its mark; a word that a spreadsheet would run stands behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows_of(stream):
        writer.writerow([_harmless(one) for one in row])
    return out.getvalue().encode("utf-8-sig")


def stream_xlsx(stream: ValueStream) -> bytes:
    """The map as a workbook with one sheet; words are kept as words."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  # a new workbook has one
    sheet.title = "Value stream"
    for number, row in enumerate(rows_of(stream), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(row=number, column=column)
            if value != "":
                cell.value = value
            if isinstance(value, str) and isinstance(cell, Cell):
                cell.data_type = "s"  # also of a word that begins as a formula does
    for column, width in enumerate((32, 14, 14, 10, 10, 10), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@") else value


def _plain(value: Decimal | None) -> Any:
    """A figure; empty of none."""
    return "" if value is None else Decimal(f"{value.normalize():f}")
