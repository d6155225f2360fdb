"""Tables of values out of CSV and XLSX: cells with their places, and what is hidden, merged or worked out in them.

A workbook is opened for reading alone and only after its sizes, its sheets' extents and its XML are known to be sound;
nothing in it is run. Follows: ECMA-376 part 1 (SpreadsheetML) for merged cells, hidden rows and kept results.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from meritbook.core.results.cells import Cell, CellKind
from meritbook.readers.encoding import decode
from meritbook.readers.errors import (
    DamagedFileError,
    EmptyFileError,
    EncodingError,
    EncryptedFileError,
    MacrosError,
    TooLargeError,
    UnsafeXmlError,
    UnsupportedFormatError,
)
from meritbook.readers.limits import MEBIBYTE, Limits
from meritbook.readers.package import check_sizes

TABLE_LIMITS: Final = Limits(max_bytes=20 * MEBIBYTE, max_inflated=120 * MEBIBYTE, max_entries=2_000)
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 400
MOST_CELLS: Final = 200_000
"""Of all sheets together. A larger table is handed in as CSV in the long layout, and recorded in parts."""
MOST_SHEETS: Final = 30
SMALLER: Final = (
    "Save the table as CSV with the columns measure, period, value and says, and hand that in: it is recorded in parts."
)


class Table(NamedTuple):
    """The cells of a sheet; rows may differ in length, and an empty cell has an empty text."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False


def read_tables(data: bytes, *, name: str, limits: Limits = TABLE_LIMITS) -> tuple[Table, ...]:
    """The sheets of a workbook that hold anything, or the one table of a CSV file.

    Raises `EmptyFileError`, `TooLargeError`, `UnsupportedFormatError`, `EncryptedFileError`, `DamagedFileError`,
    `ZipBombError`, `UnsafeXmlError`, `MacrosError` and `EncodingError`.
    """
    if not data.strip():
        raise EmptyFileError(f"“{name}” is empty.", where=name)
    if len(data) > limits.max_bytes:
        raise TooLargeError(f"“{name}” is larger than {limits.max_bytes // MEBIBYTE} MB.", where=name, remedy=SMALLER)
    if data.startswith(b"PK"):
        found = _workbook(data, name, limits)
    elif data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UnsupportedFormatError(
            f"“{name}” is no table that is read here.", where=name, remedy="Save it as XLSX or as CSV in UTF-8."
        )
    elif name.casefold().endswith((".xlsx", ".xlsm")):
        # Its name says what its bytes do not: nothing is gained by trying it as text.
        raise DamagedFileError(f"“{name}” is named as a workbook, and holds none.", where=name)
    else:
        found = (Table("", _csv_rows(text_of(data, name), name)),)
    tables = tuple(one for one in found if any(cell.text.strip() for row in one.rows for cell in row))
    if not tables:
        raise EmptyFileError(f"“{name}” holds no cell with anything in it.", where=name)
    return tables


def text_of(data: bytes, name: str) -> str:
    """The text of a CSV file in UTF-8 or UTF-16 with its mark; raises `EncodingError` where it would be a guess."""
    decoded = decode(data, name=name)
    if decoded.warnings:
        raise EncodingError(
            f"“{name}” does not say its encoding, and is not UTF-8.",
            where=name,
            remedy="Save the table again as CSV in UTF-8 (spreadsheets offer “CSV UTF-8”).",
        )
    return decoded.text


def delimiter_of(text: str) -> str:
    """The character that parts the columns: the one that stands most often in the first line."""
    found = re.search(r"[^\r\n].*", text)
    first = found[0] if found else ""
    return max(",;\t", key=first.count)


def rows_in(written: bytes, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV text in UTF-8, one after the other; of a file of millions no second copy is held in memory."""
    return csv.reader(io.TextIOWrapper(io.BytesIO(written), encoding="utf-8", newline=""), delimiter=delimiter)


def column(number: int) -> str:
    """The letters of a column: `A` of 1, `AA` of 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _csv_rows(text: str, name: str) -> tuple[tuple[Cell, ...], ...]:
    rows, count = [], 0
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter_of(text)), 1):
            count += len(line)
            if number > MOST_ROWS or len(line) > MOST_COLUMNS or count > MOST_CELLS:
                raise _too_many(name)
            rows.append(tuple(Cell(f"{column(place)}{number}", said.strip()) for place, said in enumerate(line, 1)))
    except csv.Error as problem:
        raise DamagedFileError(f"“{name}” is no sound CSV: {problem}.", where=name) from problem
    return tuple(rows)


def _too_many(name: str) -> TooLargeError:
    return TooLargeError(
        f"“{name}” holds more than {MOST_ROWS:,} rows, {MOST_COLUMNS} columns or {MOST_CELLS:,} cells.",
        where=name,
        remedy=SMALLER,
    )


class _Extent(NamedTuple):
    """What the XML of a sheet says of itself, looked at before it is opened."""

    cells: int
    merged: tuple[tuple[int, int, int, int], ...]
    """First and last column, first and last row."""
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]


_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?>")
_REF = re.compile(rb'\br="([A-Z]{1,4})(\d{1,8})"')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?>")
_ROW_NUMBER = re.compile(rb'\br="(\d{1,8})"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*?>")
_ATTRIBUTE = re.compile(rb'\b(min|max)="(\d{1,6})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')


def _workbook(data: bytes, name: str, limits: Limits) -> tuple[Table, ...]:
    extents = _extents(data, name, limits)
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not read
            formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            results = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            tables = []
            for sheet, kept in zip(formulas.worksheets, results.worksheets, strict=True):
                path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
                extent = extents.get(path, _Extent(0, (), frozenset(), ()))
                rows = tuple(_sheet_rows(sheet, kept, extent, sheet.sheet_state != "visible"))
                tables.append(Table(sheet.title, rows, sheet.sheet_state != "visible"))
    except MemoryError:
        raise
    except Exception as problem:  # openpyxl raises whatever the broken XML makes it stumble over
        raise DamagedFileError(f"“{name}” is no sound workbook.", where=name) from problem
    return tuple(tables)


def _extents(data: bytes, name: str, limits: Limits) -> dict[str, _Extent]:
    """The extents of the sheets, by their part; refuses what is too large or unsafe before anything is opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise EncryptedFileError(f"“{name}” is protected by a password.", where=name)
        check_sizes(entries, len(data), name, limits)
        names = [entry.filename for entry in entries]
        if "xl/workbook.xml" not in names:
            raise UnsupportedFormatError(
                f"“{name}” is no workbook.", where=name, remedy="Save it as XLSX or as CSV in UTF-8."
            )
        if any(one.lower().endswith("vbaproject.bin") for one in names):
            raise MacrosError(f"“{name}” carries macros, which are programs.", where=name)
        found, cells = {}, 0
        for entry in entries:
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            part = archive.read(entry)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise UnsafeXmlError(f"“{name}” declares entities in its XML.", where=entry.filename)
            if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                found[entry.filename] = _extent(part, name)
                cells += found[entry.filename].cells
                if cells > MOST_CELLS or len(found) > MOST_SHEETS:
                    raise _too_many(name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        IndexError,
        RuntimeError,
    ) as problem:
        raise DamagedFileError(f"“{name}” is damaged: a part of it cannot be unfolded.", where=name) from problem
    return found


def _extent(part: bytes, name: str) -> _Extent:
    cells = 0
    for cell in _CELL.finditer(part):
        cells += 1
        ref = _REF.search(cell[0])
        if ref and (int(ref[2]) > MOST_ROWS or _column_number(ref[1]) > MOST_COLUMNS):
            raise _too_many(name)
    merged = tuple(
        (_column_number(one[1]), _column_number(one[3]), int(one[2]), int(one[4])) for one in _MERGE.finditer(part)
    )
    rows = set()
    for row in _ROW.finditer(part):
        numbered = _ROW_NUMBER.search(row[0])
        if numbered and int(numbered[1]) > MOST_ROWS:
            raise _too_many(name)
        if numbered and _HIDDEN.search(row[0]):
            rows.add(int(numbered[1]))
    columns = []
    for col in _COLUMN.finditer(part):
        if _HIDDEN.search(col[0]):
            ends = {key: int(value) for key, value in _ATTRIBUTE.findall(col[0])}
            columns.append((ends.get(b"min", 0), ends.get(b"max", 0)))
    return _Extent(cells, merged, frozenset(rows), tuple(columns))


def _column_number(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number


def _sheet_rows(sheet: Any, kept: Any, extent: _Extent, hidden: bool) -> Iterator[tuple[Cell, ...]]:
    for number, (row, results) in enumerate(zip(sheet.iter_rows(), kept.iter_rows(), strict=True), 1):
        yield tuple(
            _cell(sheet.title, number, place, cell, results[place - 1].value, extent, hidden)
            for place, cell in enumerate(row, 1)
        )


def _cell(sheet: str, row: int, place: int, cell: Any, result: Any, extent: _Extent, hidden: bool) -> Cell:
    text, kind = _said(cell.value, getattr(cell, "data_type", ""))
    within = any(one[0] <= place <= one[1] and one[2] <= row <= one[3] for one in extent.merged)
    return Cell(
        place=f"{sheet}!{column(place)}{row}",
        text=text,
        kind=kind,
        cached=_said(result, "")[0] if kind is CellKind.FORMULA and result is not None else None,
        merged=within,
        hidden=hidden or row in extent.hidden_rows or any(a <= place <= b for a, b in extent.hidden_columns),
    )


def _said(value: Any, data_type: str) -> tuple[str, CellKind]:
    if value is None:
        return "", CellKind.TEXT
    if data_type == "f":
        return str(getattr(value, "text", value)), CellKind.FORMULA
    if data_type == "e":
        return str(value), CellKind.ERROR
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat(), CellKind.DAY
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), CellKind.TEXT
    if isinstance(value, int):
        return str(value), CellKind.NUMBER
    if isinstance(value, float):
        # A workbook keeps binary fractions; fifteen digits are what its program shows.
        shown = f"{value:.15g}"
        return (f"{float(shown):f}".rstrip("0").rstrip(".") if "e" in shown else shown), CellKind.NUMBER
    return str(value).strip(), CellKind.TEXT
