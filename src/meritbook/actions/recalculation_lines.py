"""The auditor's own figures out of a table: for each sampled period a figure, or that the source could not be found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from meritbook.actions.policies import PolicyError
from meritbook.actions.value_lines import LayoutError
from meritbook.core.errors import MeritbookError
from meritbook.core.results import cells
from meritbook.core.results.audit_checks import Own, Sampled
from meritbook.core.results.cells import Cell
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.standing import held_on
from meritbook.readers.value_tables import Table

NOT_FOUND = ("not found", "none found", "source not found")
"""What stands in the place of a figure whose source could not be had."""


class RecalculationRefusedError(PolicyError):
    """A file of recalculated figures with cells that cannot be taken as they stand. Nothing of it was kept."""

    code = "results.recalculation_refused"
    remedy = (
        "Mend the cells that are listed in the file, with plain figures in place of formulas, and hand it in again."
    )
    http_status = 422


class NotSampledError(cells.CellError):
    """A period that is not in the sample."""

    code = "results.cell_not_sampled"
    remedy = "Leave the line out: only the sampled periods are compared."


def own_figures(
    tables: Sequence[Table], drawn: Sequence[Sampled], versions: Sequence[tuple[date, MeasureDefinition]]
) -> dict[str, Own]:
    """By the label of a sampled period what was worked out; a line without a figure is not worked out yet.

    Raises `LayoutError`; `RecalculationRefusedError` with every cell in its details.
    """
    by_day = {one.starts_on: one for one in drawn}
    found: dict[str, Own] = {}
    troubles: list[dict[str, Any]] = []
    for row, period_at, value_at in _lines(tables):
        period, value = _at(row, period_at), _at(row, value_at)
        if not period.text and not value.text:
            continue
        try:
            one = _sampled(period, by_day, versions)
            if not value.text:
                continue
            if one.label in found:
                raise cells.TwiceError(f"{one.words} stands in the file already.", where=period.place)
            found[one.label] = _own(value, held_on(versions, one.starts_on))
        except MeritbookError as problem:
            troubles.append(
                {"place": problem.where, "code": problem.code, "says": problem.message, "to_do": problem.to_do}
            )
    if troubles:
        told = "; ".join(f"{one['place']}: {one['says']}" for one in troubles[:5])
        raise RecalculationRefusedError(
            f"{len(troubles)} cell{'' if len(troubles) == 1 else 's'} cannot be taken. {told}",
            where=str(troubles[0]["place"]),
            details={"cells": troubles[:500]},
        )
    if not found:
        raise RecalculationRefusedError("The file holds no figure of a sampled period.", where="value")
    return found


def _lines(tables: Sequence[Table]) -> list[tuple[tuple[Cell, ...], int, int]]:
    found = []
    for table in tables:
        rows = [row for row in table.rows if any(cell.text for cell in row)]
        head = [cell.text.strip().casefold() for cell in rows[0]] if rows else []
        if "period" not in head or "value" not in head:
            if len(tables) == 1:
                raise LayoutError("The first line does not name the columns “period” and “value”.", where=_first(rows))
            continue
        found += [(row, head.index("period"), head.index("value")) for row in rows[1:]]
    if not found:
        raise LayoutError("No line with a period stands below a first line “period, value”.", where="period")
    return found


def _first(rows: Sequence[tuple[Cell, ...]]) -> str:
    return rows[0][0].place if rows and rows[0] else "A1"


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else Cell(place=row[0].place, text="")


def _sampled(cell: Cell, by_day: dict[date, Sampled], versions: Sequence[tuple[date, MeasureDefinition]]) -> Sampled:
    first: MeritbookError | None = None
    for _, definition in reversed(versions):
        try:
            said = cells.period(cell, definition)
        except MeritbookError as problem:
            first = first or problem
            continue
        one = by_day.get(said.starts_on)
        if one is not None and one.label == said.label:
            return one
        first = NotSampledError(f"{said.words} is not in the sample.", where=cell.place)
    raise first or NotSampledError("This names no sampled period.", where=cell.place)


def _own(cell: Cell, definition: MeasureDefinition) -> Own:
    if cell.text.strip().casefold() in NOT_FOUND:
        return Own(figure=None)
    return Own(figure=cells.figure(cell, definition))
