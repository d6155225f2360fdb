"""A value stream map out of CSV or XLSX: lines on the stream, then a line for each step; every wrong cell by its place.

The head of the steps is `step, process, waiting, people, right, back to`; above it stand `title`, `unit`, `demand`
and `available`, each with its value beside it. Times carry their unit (`12 min`). Nothing is guessed at: a cell that is
no plain figure is told with its place, and nothing is taken of a file in which one is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from meritbook.core.errors import MeritbookError
from meritbook.core.results.cells import Cell, CellKind
from meritbook.core.results.durations import DurationError, minutes_of
from meritbook.core.results.value_stream import MOST_STEPS
from meritbook.readers.value_tables import Table, read_tables

HEAD: Final = {
    "step": "name",
    "process": "process",
    "waiting": "waiting",
    "people": "people",
    "right": "complete_accurate",
    "complete and accurate": "complete_accurate",
    "back to": "back_to",
}
ABOVE: Final = ("title", "unit", "demand", "available")
_TIMES = ("process", "waiting")


class StreamFileError(MeritbookError):
    """A file that is no value stream map, or has cells that cannot be taken; `details["cells"]` lists them."""

    code = "results.stream_file"
    remedy = "Mend the cells that are listed, and hand the file in again; leave empty what is not known."
    http_status = 422


def read_value_stream(data: bytes, *, name: str) -> dict[str, Any]:
    """The map as plain data, for `ValueStream`. Raises `StreamFileError` and what `read_tables` raises."""
    tables = [one for one in read_tables(data, name=name) if not one.hidden]
    found = [(table, place) for table in tables if (place := _head(table)) is not None]
    if len(found) != 1:
        told = "no line" if not found else "more than one sheet with a line"
        raise StreamFileError(
            f"“{name}” has {told} that heads the steps: step, process, waiting, people, right, back to.", where=name
        )
    table, place = found[0]
    wrong: list[dict[str, str]] = []
    above = _above(table.rows[:place], wrong)
    day = _number(above["available"], wrong, time=True, day=None) if "available" in above else None
    columns = {HEAD[cell.text.strip().casefold()]: n for n, cell in enumerate(table.rows[place]) if _known(cell)}
    steps = [
        _step(row, columns, wrong, day) for row in table.rows[place + 1 :] if any(cell.text.strip() for cell in row)
    ]
    if len(steps) > MOST_STEPS:
        raise StreamFileError(f"“{name}” has {len(steps)} steps; a map has {MOST_STEPS} at most.", where=name)
    if not steps:
        raise StreamFileError(f"“{name}” has no step below its head.", where=name)
    stream: dict[str, Any] = {"steps": steps, "available": day}
    stream["title"] = _text(above.get("title"), wrong) or name.rsplit(".", 1)[0][:200]
    if unit := _text(above.get("unit"), wrong):
        stream["unit"] = unit
    if "demand" in above:
        stream["demand"] = _number(above["demand"], wrong, time=False, day=None)
    if wrong:
        told = "; ".join(f"{one['cell']}: {one['message']}" for one in wrong[:6])
        more = f" and {len(wrong) - 6} more" if len(wrong) > 6 else ""
        raise StreamFileError(
            f"{len(wrong)} cell{'s' if len(wrong) > 1 else ''} cannot be taken. {told}{more}",
            where=wrong[0]["cell"],
            details={"cells": wrong},
        )
    return stream


def _head(table: Table) -> int | None:
    """The line that names the columns."""
    for place, row in enumerate(table.rows[:50]):
        names = [cell.text.strip().casefold() for cell in row]
        if "step" in names and any(one in names for one in ("process", "waiting")):
            return place
    return None


def _known(cell: Cell) -> bool:
    return cell.text.strip().casefold() in HEAD


def _above(rows: Sequence[Sequence[Cell]], wrong: list[dict[str, str]]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for row in rows:
        full = [cell for cell in row if cell.text.strip()]
        if not full:
            continue
        name = full[0].text.strip().casefold()
        if name not in ABOVE:
            wrong.append(_told(full[0], f"“{full[0].text.strip()[:40]}” is none of {', '.join(ABOVE)}."))
        elif len(full) > 1:
            found[name] = full[1]
    return found


def _step(
    row: Sequence[Cell], columns: dict[str, int], wrong: list[dict[str, str]], day: Decimal | None
) -> dict[str, Any]:
    step: dict[str, Any] = {}
    for field, column in columns.items():
        cell = row[column] if column < len(row) else None
        if cell is None or not cell.text.strip():
            if field == "name":
                place = next((one.place for one in row if one.text.strip()), "")
                wrong.append({"cell": place, "message": "The step has no name.", "code": StreamFileError.code})
            continue
        if field == "name":
            step[field] = _text(cell, wrong)
        else:
            figure = _number(cell, wrong, time=field in _TIMES, day=day, percent=field == "complete_accurate")
            whole = field == "back_to" and figure is not None
            if whole and figure != int(figure or 0):
                wrong.append(_told(cell, "The number of a step is whole."))
                continue
            step[field] = int(figure or 0) if whole else figure
    return step


def _sound(cell: Cell, wrong: list[dict[str, str]]) -> bool:
    """Whether the cell says by itself what it says."""
    if cell.merged:
        wrong.append(_told(cell, "Several cells were made one; it is not known for which of them it stands."))
    elif cell.kind in (CellKind.FORMULA, CellKind.ERROR):
        offer = f" When it was saved it came to {cell.cached}." if cell.cached else ""
        wrong.append(_told(cell, f"This is a formula, and no figure.{offer}"))
    elif cell.kind is CellKind.DAY:
        wrong.append(_told(cell, "The program that saved it made a day of it."))
    else:
        return True
    return False


def _text(cell: Cell | None, wrong: list[dict[str, str]]) -> str:
    if cell is None or not _sound(cell, wrong):
        return ""
    said = cell.text.strip()
    # What the writer put before a word that a spreadsheet would run as a formula.
    return said[1:] if said[:1] == "'" and said[1:2] in tuple("=+-@") else said


def _number(
    cell: Cell, wrong: list[dict[str, str]], *, time: bool, day: Decimal | None, percent: bool = False
) -> Decimal | None:
    if not _sound(cell, wrong):
        return None
    said = cell.text.strip()
    if time:
        try:
            return minutes_of(said, day=day)
        except DurationError as error:
            wrong.append(_told(cell, f"{error.message} {error.to_do}"))
            return None
    if percent:
        said = said.removesuffix("%").strip()
    try:
        figure = Decimal(said)
    except InvalidOperation:
        wrong.append(_told(cell, f"“{said[:40]}” is no figure; write it without separators, such as 1250.5."))
        return None
    if not figure.is_finite():
        wrong.append(_told(cell, f"“{said[:40]}” is no figure."))
        return None
    if percent and 0 < figure < 1:
        wrong.append(_told(cell, f"{said} percent is less than one in a hundred; write 90 for 90 percent, not 0.9."))
        return None
    return figure


def _told(cell: Cell, message: str) -> dict[str, str]:
    return {"cell": cell.place, "message": message, "code": StreamFileError.code}
