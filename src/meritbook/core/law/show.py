"""Values as people read them: thousands parted, units named, days written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meritbook.core.dates import MONTHS, day_in_words
from meritbook.core.law.days import day_of_number
from meritbook.core.law.kinds import Kind
from meritbook.core.law.values import Cell, Constant, Event, Found, Number, Numbers, Truth

UNKNOWN = "unknown"


def number_text(number: int, places: int) -> str:
    """A number counted in its last place, with its decimals."""
    if not places:
        return f"{number:,}"
    whole, part = divmod(abs(number), 10**places)
    return f"{'-' if number < 0 else ''}{whole:,}." + str(part).zfill(places)


_PLURALS = {"entry": "entries", "percent": "percent", "person": "people"}
_SIGN = 3
"""A unit so short or in capitals is a sign, such as m or FTE, and has no plural."""


def plural(unit: str) -> str:
    """The name of a unit for more than one of it: `positions`, `FTE`."""
    if len(unit) < _SIGN or unit.isupper():
        return unit
    return _PLURALS.get(unit, f"{unit}s")


def amount_text(number: int, kind: Kind, *, unit: bool) -> str:
    """A number of its kind: money with its cents, other decimals as far as they say something."""
    money = "USD" in str(kind.unit)
    least, places = (2 if money else 0), kind.places
    if places < least:
        number, places = number * 10 ** (least - places), least
    while places > least and number % 10 == 0:
        number, places = number // 10, places - 1
    shown = number_text(number, places)
    if not unit or not str(kind.unit):
        return shown
    above, *below = str(kind.unit).split("/")
    if above == "USD":
        sign, figures = ("−", shown[1:]) if shown.startswith("-") else ("", shown)
        return " a ".join([f"{sign}${figures}", *below])
    if number != 10**places:
        above = plural(above)
    return " ".join([shown, " a ".join([above, *below])])


def unit_text(unit: str) -> str:
    """A unit in words, for more than one of it: `positions`, `USD a month`."""
    above, *below = unit.replace("_", " ").split("/")
    return " a ".join([plural(above), *below])


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
        return day_in_words(day_of_number(value.value))
    if kind.name == "month_day":
        return f"{value.value % 100} {MONTHS[value.value // 100 - 1]}"
    if kind.name == "choice":
        return str(rows[kind.table][value.value])
    if kind.name == "choices":
        chosen = [key for number, key in enumerate(rows[kind.table]) if value.value >> number & 1]
        return ", ".join(chosen) or "none"
    if str(kind.unit) == "calendar_year":
        return str(value.value)
    return amount_text(value.value, kind, unit=unit)


def _event_text(value: Event) -> str:
    if value.happened.unknown:
        return UNKNOWN
    if not value.happened.yes:
        return "not yet"
    return day_in_words(day_of_number(value.day)) if value.dated else "yes, day unknown"


def _cell_text(cell: Cell, kind: Kind) -> str:
    return amount_text(cell.value, kind, unit=False) if cell.known else UNKNOWN
