"""Cells of a table of values, and what each says: a figure, a period, or why it cannot be taken as it stands.

A cell that is not plainly a figure is never guessed at: what it may mean is offered, and a person says so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.results.measure import MeasureDefinition, without_minus_zero
from meritbook.core.results.periods import Period, PeriodError, parse


class CellKind(StrEnum):
    """What stands in a cell."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FORMULA = "formula"
    ERROR = "error"


class Cell(NamedTuple):
    """A cell as it was read."""

    place: str
    """Such as `Sheet1!C7`; of a table without sheets `C7`."""
    text: str
    """As a person would type it; of a formula the formula."""
    kind: CellKind = CellKind.TEXT
    cached: str | None = None
    """Of a formula: what the program that saved it worked out; none where it kept nothing."""
    merged: bool = False
    """Whether it is one of several cells that were made one."""
    hidden: bool = False
    """Whether its sheet, row or column is hidden."""
    mended: bool = False
    """Whether a person typed it while looking at the preview, and so confirmed what it says."""
    was: str = ""
    """Of one that a person typed: what the file has there."""


class CellError(MeritbookError):
    """A cell that cannot be taken as it stands. `details["offer"]` holds what it may mean, if anything."""

    code = "results.cell"
    remedy = "Type what the cell is to say, or leave it out."
    http_status = 422


class MergedCellError(CellError):
    """Several cells were made one, so it is not known for which of them the figure stands."""

    code = "results.cell_merged"
    remedy = "Type the figure where it belongs, or unmerge the cells in the file."


class FormulaCellError(CellError):
    """A formula. What it came to when the file was saved is offered; a person confirms it."""

    code = "results.cell_formula"
    remedy = "Confirm the figure that is offered, or type the right one."


class UncachedFormulaError(CellError):
    """A formula of which the file does not say what it came to."""

    code = "results.cell_formula_empty"
    remedy = "Open the file in the program that made it, save it again, and take that; or type the figure."


class NotANumberError(CellError):
    """Text where a figure is needed."""

    code = "results.cell_not_a_number"
    remedy = "Type the figure with a point before its decimal places, and words beside it in the column for words."


class ThousandsError(CellError):
    """A comma in a figure, which may part thousands or decimal places."""

    code = "results.cell_comma"
    remedy = "Type the figure without a comma: 1234.5."


class ShareOrPercentError(CellError):
    """A figure of a percentage that may be a share of one, 0.9 where 90 is meant, or a hundred times too much."""

    code = "results.cell_percent"
    remedy = "Type the percentage as it is meant: 90 for ninety percent, 0.9 for less than one."


class SerialDateError(CellError):
    """A number where a period is needed: the way in which spreadsheets keep days."""

    code = "results.cell_serial_date"
    remedy = "Type the period, such as 2004-07 or FY2005 Q1."


class HiddenCellError(CellError):
    """A figure in a hidden sheet, row or column, which whoever hands the file in may not have seen."""

    code = "results.cell_hidden"
    remedy = "Confirm the figure by typing it, or leave it out."


class ChangedUnitError(CellError):
    """The file says another unit than the measure has in that period."""

    code = "results.cell_unit"
    remedy = "Type the figure in the unit of the measure; a measure that changed its unit needs a new version first."


class UnknownMeasureError(CellError):
    """The register has no measure of that key."""

    code = "results.cell_measure"
    remedy = "Type the key of the measure as the list of measures shows it, or leave the line out."


class NotYoursError(CellError):
    """A measure whose values the person may not record."""

    code = "results.cell_forbidden"
    remedy = "Leave it out; whoever answers for the measure records it."


class TwiceError(CellError):
    """The same period of the same measure stands twice in the file."""

    code = "results.cell_twice"
    remedy = "Leave one of them out, or mend the period of the one that names the wrong one."


_NUMBER = re.compile(r"[-+−]?(?:\d+(?:\.\d*)?|\.\d+)")
_COMMAS = re.compile(r"[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ONE_COMMA = re.compile(r"[-+−]?\d+,\d+")
ASKED_FROM = Decimal(1_000)
"""From which percentage on it is asked whether a percentage was taken for a share: a hundred times too much."""
_SERIALS = range(20_000, 80_000)
"""Serial numbers of spreadsheets for days from 1954 to 2119."""
_EPOCH = date(1899, 12, 30)


def _number(text: str) -> Decimal | None:
    said = text.replace("−", "-")
    if not _NUMBER.fullmatch(said):
        return None
    try:
        return Decimal(said)
    except InvalidOperation:
        return None


def figure(cell: Cell, definition: MeasureDefinition, newest: Decimal | None = None) -> Decimal:
    """The figure of a cell, in the unit of the measure; raises a `CellError`.

    `newest`: the newest value on record, by which a share of one is told from a small percentage. Whether the figure is
    possible for the measure is asked elsewhere.
    """
    if not cell.mended:
        _plain(cell)
    said = cell.text.strip().removesuffix("%").strip() if definition.unit == "%" else cell.text.strip()
    found = _number(said)
    if found is None:
        if _COMMAS.fullmatch(said) or _ONE_COMMA.fullmatch(said):
            offer = said.replace(",", "") if _COMMAS.fullmatch(said) else said.replace(",", ".")
            raise ThousandsError(f"“{said}” holds a comma.", where=cell.place, details={"offer": offer})
        raise NotANumberError(f"“{said[:60]}” is not a figure.", where=cell.place)
    if not cell.mended and definition.unit == "%" and not cell.text.strip().endswith("%"):
        _percentage(found, said, cell, newest)
    return without_minus_zero(found)


def _percentage(found: Decimal, said: str, cell: Cell, newest: Decimal | None) -> None:
    known = "" if newest is None else f" The newest value on record is {newest:f}%."
    if 0 < abs(found) <= 1:
        asks, offer = f"Is {said} less than one percent, or a share of one, {found * 100:f}%?", found * 100
    elif abs(found) >= ASKED_FROM and (newest is None or abs(newest) < ASKED_FROM):
        asks, offer = f"Is {said} meant, or {found / 100:f}%, which a spreadsheet took for a share?", found / 100
    else:
        return
    raise ShareOrPercentError(f"{asks}{known}", where=cell.place, details={"offer": f"{offer.normalize():f}"})


def _plain(cell: Cell) -> None:
    if cell.merged:
        raise MergedCellError("Several cells were made one here.", where=cell.place, details={"offer": cell.text})
    if cell.kind is CellKind.ERROR:
        raise NotANumberError(f"The spreadsheet shows the error {cell.text[:20]}.", where=cell.place)
    if cell.kind is CellKind.FORMULA:
        if cell.cached is None:
            raise UncachedFormulaError(f"The formula {cell.text[:60]} has no figure in the file.", where=cell.place)
        raise FormulaCellError(
            f"The formula {cell.text[:60]} came to {cell.cached[:40]} when the file was saved.",
            where=cell.place,
            details={"offer": cell.cached},
        )
    if cell.hidden:
        raise HiddenCellError(
            f"{cell.text[:40]} stands where the file hides it.", where=cell.place, details={"offer": cell.text}
        )


def period(cell: Cell, definition: MeasureDefinition) -> Period:
    """The period that a cell names, by the frequency and year of the measure; raises a `CellError` or `PeriodError`."""
    if cell.merged and not cell.mended:
        raise MergedCellError("Several cells were made one here.", where=cell.place, details={"offer": cell.text})
    said = cell.text.strip()
    if cell.kind is CellKind.FORMULA and not cell.mended:
        _plain(cell)
    whole = said.removesuffix(".0")
    if whole.isascii() and whole.isdigit() and len(whole) == 5 and int(whole) in _SERIALS:
        day = _EPOCH + timedelta(days=int(whole))
        raise SerialDateError(
            f"{whole} is a number; as a day of a spreadsheet it is {day_in_words(day)}.",
            where=cell.place,
            details={"offer": day.isoformat()},
        )
    try:
        return parse(said, definition.frequency, definition.year_starts_in)
    except PeriodError as problem:
        raise PeriodError(problem.message, where=cell.place) from problem


def same_unit(said: str, definition: MeasureDefinition) -> bool:
    """Whether a file means the unit of the measure; a file that does not say its unit does."""
    return not said.strip() or said.strip().casefold() in (definition.unit.casefold(), _WORDS.get(definition.unit, ""))


_WORDS = {"%": "percent"}
