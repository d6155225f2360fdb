"""Values as people read them: thousands parted, units named, days written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from meritbook.core.law.days import day_of_number
from meritbook.core.law.kinds import Kind
from meritbook.core.law.values import Cell, Constant, Event, Found, Number, Numbers, Truth

UNKNOWN = "unknown"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_text(day: date) -> str:
    """`30 June 2005`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number_text(number: int, places: int) -> str:
    """A number counted in its last place, with its decimals."""
    if not places:
        return f"{number:,}"
    whole, part = divmod(abs(number), 10**places)
    return f"{'-' if number < 0 else ''}{whole:,}." + str(part).zfill(places)


def plain_number(number: int, places: int) -> str:
    """The same without the marks of thousands, for files."""
    return number_text(number, places).replace(",", "")


def value_text(value: Found, kind: Kind, rows: Mapping[str, Sequence[str]], *, unit: bool = False) -> str:
    """A value in words; what is unknown is called so."""
    if isinstance(value, Truth):
        return UNKNOWN if value.unknown else "yes" if value.yes else "no"
    if isinstance(value, Event):
        return _event_text(value)
    if isinstance(value, Constant):
        return f"{len(value.days)} days" if kind.name == "dates" else kind.table
    if isinstance(value, Numbers):
        return (
            f"[{', '.join(_cell_text(cell, kind) for cell in value.cells if cell.there)}]" if value.known else UNKNOWN
        )
    if not value.known:
        return UNKNOWN
    return _number_value(value, kind, rows, unit=unit)


def _number_value(value: Number, kind: Kind, rows: Mapping[str, Sequence[str]], *, unit: bool) -> str:
    if kind.name == "date":
        return day_text(day_of_number(value.value))
    if kind.name == "month_day":
        return f"{value.value % 100} {MONTHS[value.value // 100 - 1]}"
    if kind.name == "choice":
        return str(rows[kind.table][value.value])
    if kind.name == "choices":
        chosen = [key for number, key in enumerate(rows[kind.table]) if value.value >> number & 1]
        return ", ".join(chosen) or "none"
    if str(kind.unit) == "calendar_year":
        return str(value.value)
    shown = number_text(value.value, kind.places)
    return f"{shown} {kind.unit}" if unit and str(kind.unit) else shown


def _event_text(value: Event) -> str:
    if value.happened.unknown:
        return UNKNOWN
    if not value.happened.yes:
        return "not yet"
    return day_text(day_of_number(value.day)) if value.dated else "yes, day unknown"


def _cell_text(cell: Cell, kind: Kind) -> str:
    return number_text(cell.value, kind.places) if cell.known else UNKNOWN
