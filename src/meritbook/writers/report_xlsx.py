"""An annual report as a workbook: a sheet for its words and one for each table. Text is text: no cell is a formula."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from meritbook.core.dates import day_in_words
from meritbook.core.results.licences import LICENCES
from meritbook.core.results.report import Contents
from meritbook.writers.report_tables import Cell, tables

_LONGEST = 32_767
"""Characters that a cell can hold."""
_WIDTHS = {"string": 28, "date": 12, "number": 14, "integer": 11}


def report_xlsx(report: Contents) -> bytes:
    """The workbook. Its rows are those of the open data; its times are the day of publication, whenever it is made."""
    book = Workbook(write_only=True)
    head = report.head
    book.properties.title = head.title
    book.properties.creator = head.of
    moment = datetime(head.published_on.year, head.published_on.month, head.published_on.day)  # noqa: DTZ001  # the form has no zones
    book.properties.created = book.properties.modified = moment
    _words(book, report)
    for table in tables(report):
        sheet = book.create_sheet(table.title)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(table.columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[column.type]
        sheet.append([_cell(sheet, one.name, bold=True) for one in table.columns])
        for row in table.rows:
            sheet.append([_cell(sheet, one) for one in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _words(book: Workbook, report: Contents) -> None:
    sheet, head = book.create_sheet("Report"), report.head
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    rows: list[tuple[str, Cell]] = [
        ("Report", head.title),
        ("Edition", report.number),
        ("First day", head.starts_on),
        ("Last day", date.fromordinal(head.ends_before.toordinal() - 1)),
        ("Published on", head.published_on),
        ("Plan", f"{head.plan_title}, version {head.plan_version}"),
        ("Introduction", head.words.introduction),
        ("Key results", head.words.results),
        ("Licence", f"{head.licence}: {LICENCES.get(head.licence, '')}"),
        ("Seal (SHA-256)", report.sha256),
    ]
    for name, value in rows:
        sheet.append([_cell(sheet, name, bold=True), _cell(sheet, value)])
    sheet.append([])
    says = f"As published on {day_in_words(head.published_on)}. What was mended later stands in a later edition."
    sheet.append([None, _cell(sheet, says)])


def _cell(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    if isinstance(value, str):
        made = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_LONGEST])
        # A text that begins like a formula stays a text.
        made.data_type = "s"
    elif isinstance(value, Decimal | int | date):
        # Its types leave out the numbers and days that it writes all the same.
        plain: Any = value
        made = WriteOnlyCell(sheet, value=plain)
    else:
        return None
    if bold:
        made.font = Font(bold=True)
    return made
