"""A workbook of values as offices hand them in, with the mistakes that spreadsheets make: to try the import with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SampleRow(NamedTuple):
    """A measure with the figures of its periods."""

    key: str
    unit: str
    values: tuple[tuple[str, Decimal], ...]
    """Label of the period and figure, in the order of the periods."""


def value_sample(sheets: Sequence[tuple[str, Sequence[SampleRow]]]) -> bytes:
    """The workbook: a sheet for each name, a line for each measure, a column for each period.

    Mistakes, each once where the rows have room for it: a comma of thousands, a percentage as a share of one, words for
    a figure, a formula without a result, two cells made one, another unit, and a line that stands twice.
    """
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None  # noqa: S101  # a new workbook has one sheet
    book.remove(book.active)
    wanted = ["comma", "share", "words", "formula", "merged", "unit", "twice"]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        labels = sorted({label for row in rows for label, _ in row.values})
        sheet.append(["measure", "unit", *labels])
        for number, row in enumerate(rows, start=2):
            figures = dict(row.values)
            sheet.append([row.key, row.unit, *(_plain(figures.get(label)) for label in labels)])
            _spoil(sheet, number, row, labels, wanted)
        if "twice" in wanted and rows and rows[0].values:
            wanted.remove("twice")
            label, figure = rows[0].values[-1]
            sheet.append([rows[0].key, rows[0].unit, *(_plain(figure) if one == label else None for one in labels)])
        sheet.freeze_panes = "C2"
        sheet.column_dimensions["A"].width = 28
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _spoil(sheet: Any, number: int, row: SampleRow, labels: Sequence[str], wanted: list[str]) -> None:
    """One mistake in the line, the first that is still wanted and that it has room for."""
    places = [labels.index(label) + 3 for label, _ in row.values]
    if len(places) < 3:
        return
    first, figure = places[0], row.values[0][1]
    for what in wanted:
        cell = sheet.cell(number, first)
        if what == "comma" and figure >= 1000:
            cell.value = f"{figure:,f}"
        elif what == "share" and row.unit == "%" and 1 < figure <= 100:
            cell.value = float(figure / 100)
        elif what == "words":
            cell.value = f"about {figure:f}"
        elif what == "formula":
            cell.value = f"=ROUND({sheet.cell(number, places[1]).coordinate}*1.02,0)"
        elif what == "merged" and places[1] == first + 1:
            sheet.merge_cells(start_row=number, end_row=number, start_column=first, end_column=first + 1)
        elif what == "unit":
            sheet.cell(number, 2).value = "thousands"
        else:
            continue
        wanted.remove(what)
        return
