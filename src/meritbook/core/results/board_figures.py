"""A file of a year's service figures of a board: one line a program, each cell a figure or a reason why it is none.

Either every line can be recorded or none is. What a cell may mean is offered, and never taken by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from meritbook.core.results import cells
from meritbook.core.results.cells import Cell, CellError
from meritbook.core.results.measure import MeasureDefinition, MeasureKind
from meritbook.core.results.periods import Frequency
from meritbook.core.values import Value

COLUMNS = ("program", "children", "families", "spent", "source")
NEEDED = COLUMNS[:3]
MOST_PERSONS = 10**9


class ServiceFileError(CellError):
    """A file that cannot be recorded as it is; `details["cells"]` holds every cell that stands in the way."""

    code = "results.service_file"
    remedy = "Mend the cells that are listed in the file, and hand it in again. Nothing of it was recorded."


class HeadError(CellError):
    """The head of the table lacks a column, or names one twice."""

    code = "results.service_file_head"
    remedy = "Name the columns program, children, families, spent and source in the first line."


class UnknownProgramError(CellError):
    """The board has no program of that key in that year."""

    code = "results.service_file_program"
    remedy = "Type the key of a program as the page of the board shows it."


class FigureError(CellError):
    """A figure that is none of persons or of dollars."""

    code = "results.service_file_figure"
    remedy = "Type a whole number of persons, or dollars with at most two decimal places; leave it empty if unknown."


class Figures(Value):
    """What a line says of a program; none where its cell is empty."""

    program: str
    children: int | None
    families: int | None
    spent: Decimal | None
    source: str


class Trouble(NamedTuple):
    """A cell that stands in the way."""

    place: str
    says: str
    code: str
    offer: str = ""


def read_figures(rows: Sequence[Sequence[Cell]], programs: Mapping[str, str]) -> tuple[Figures, ...]:
    """The lines of a table; raises `HeadError`, and `ServiceFileError` with every cell that stands in the way.

    `programs` are the keys of the programs that ran in the year, in small letters, with their titles.
    """
    columns = _head(rows)
    found: list[Figures] = []
    troubles: list[Trouble] = []
    seen: dict[str, str] = {}
    for row in rows[1:]:
        if not any(cell.text.strip() for cell in row):
            continue
        found += _line(row, columns, programs, seen, troubles)
    if not found and not troubles:
        troubles.append(Trouble("2", "There is no line under the head.", ServiceFileError.code))
    if troubles:
        first = troubles[0]
        count = "1 cell stands" if len(troubles) == 1 else f"{len(troubles)} cells stand"
        raise ServiceFileError(
            f"{count} in the way: {first.place}: {first.says}",
            where=first.place,
            details={
                "cells": [one._asdict() for one in troubles],
                "problems": [{"field": one.place, "says": _told(one)} for one in troubles],
            },
        )
    return tuple(found)


def _told(trouble: Trouble) -> str:
    offer = f" Is {trouble.offer} meant?" if trouble.offer else ""
    return f"{trouble.place}: {trouble.says}{offer}"


def _head(rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    head = [cell.text.strip().casefold() for cell in rows[0]] if rows else []
    for name in NEEDED:
        if name not in head:
            raise HeadError(f"The first line names no column “{name}”.", where=rows[0][0].place if rows else "A1")
    for place, name in enumerate(head):
        if name and head.index(name) != place:
            raise HeadError(f"The column “{name}” stands twice.", where=rows[0][place].place)
        if name and name not in COLUMNS:
            raise HeadError(f"The column “{name}” is none of these.", where=rows[0][place].place)
    return {name: place for place, name in enumerate(head) if name}


def _line(
    row: Sequence[Cell],
    columns: Mapping[str, int],
    programs: Mapping[str, str],
    seen: dict[str, str],
    troubles: list[Trouble],
) -> list[Figures]:
    """The line, or nothing where a cell of it is trouble."""
    before = len(troubles)
    empty = Cell(row[0].place, "")
    cell = {name: row[place] if place < len(row) else empty for name, place in columns.items()}
    key = cell["program"].text.strip().casefold()
    if key not in programs:
        said = f"No program “{cell['program'].text.strip()[:79]}” ran in that year."
        troubles.append(Trouble(cell["program"].place, said, UnknownProgramError.code))
    elif key in seen:
        said = f"{key} stands in {seen[key]} already."
        troubles.append(Trouble(cell["program"].place, said, cells.TwiceError.code))
    else:
        seen[key] = cell["program"].place
    persons = [_persons(cell[name], troubles) for name in ("children", "families")]
    spent = _dollars(cell["spent"], troubles) if "spent" in cell else None
    source = cell["source"].text.strip() if "source" in cell else ""
    if len(troubles) > before:
        return []
    return [Figures(program=key, children=persons[0], families=persons[1], spent=spent, source=source[:400])]


_DEFINITION = MeasureDefinition(
    title="A figure of a board", kind=MeasureKind.OUTPUT, unit="each", frequency=Frequency.YEARLY
)
"""Cells are read by what they say alone; a count and a sum of dollars have no unit to compare."""


def _figure(cell: Cell, troubles: list[Trouble]) -> Decimal | None:
    if not cell.text.strip():
        return None
    try:
        return cells.figure(cell, _DEFINITION)
    except CellError as problem:
        offer = str(problem.details.get("offer", ""))
        troubles.append(Trouble(cell.place, problem.message, problem.code, offer))
        return None


def _persons(cell: Cell, troubles: list[Trouble]) -> int | None:
    found = _figure(cell, troubles)
    if found is None:
        return None
    if found != int(found) or not 0 <= found < MOST_PERSONS:
        said = f"{cell.text.strip()[:40]} is no number of persons."
        troubles.append(Trouble(cell.place, said, FigureError.code))
        return None
    return int(found)


def _dollars(cell: Cell, troubles: list[Trouble]) -> Decimal | None:
    found = _figure(cell, troubles)
    if found is None:
        return None
    if found < 0 or found >= Decimal(10) ** 12 or found != round(found, 2):
        said = f"{cell.text.strip()[:40]} is no amount in dollars and whole cents, from zero on."
        troubles.append(Trouble(cell.place, said, FigureError.code))
        return None
    return found
