"""The kinds and values of parameters: how what a pack file says becomes what a check counts with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.core.law.days import number_of, read_month_day
from meritbook.core.law.errors import PackError
from meritbook.core.law.kinds import Kind
from meritbook.core.law.model import Parameter
from meritbook.core.law.units import Unit
from meritbook.core.law.values import Constant, Number

MONTH_DAY, DATES = "month-day", "dates"
"""The units that stand for a day of the year and for a list of days."""
ROOM = 10
"""A simulation may set a number up to so many times the largest that the law ever set."""

Given = Decimal | str | tuple[date, ...]


def decimals(number: Decimal) -> int:
    """The decimal places that a number is written with, trailing noughts left out."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def parameter_kind(parameter: Parameter, *, where: str) -> Kind:
    """The kind of a parameter over all its values; raises `PackError` with the place of what does not fit."""
    given = [
        (f"{where}.values.{number}.{key}", value)
        for number, one in enumerate(parameter.values)
        for key, value in (("value", one.value), ("alternative", one.alternative))
        if value is not None
    ]
    if parameter.unit == DATES:
        for place, value in given:
            if not isinstance(value, tuple):
                raise PackError("It should be a list of days.", where=place)
        return Kind("dates")
    if parameter.unit == MONTH_DAY:
        for place, value in given:
            _month_day(value, place)
        return Kind("month_day")
    try:
        unit = Unit.read(parameter.unit)
    except ValueError as problem:
        raise PackError(f"{problem}.", where=f"{where}.unit") from problem
    numbers = []
    for place, value in given:
        if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
            raise PackError(f"It should be a number in {parameter.unit}, and not below nought.", where=place)
        numbers.append(value)
    places = max(decimals(one) for one in numbers)
    kind = Kind("number", unit, places, int(max(numbers) * ROOM) + 1)
    if places > 6 or not kind.fits():
        raise PackError("The number is too long to be counted exactly.", where=f"{where}.values")
    return kind


def _month_day(value: Given, place: str) -> int:
    try:
        if not isinstance(value, str):
            raise ValueError("a day of the year is written as month and day, such as 06-30")
        return read_month_day(value)
    except ValueError as problem:
        raise PackError(f"{problem}.", where=place) from problem


def counted(value: Given, kind: Kind) -> Number | Constant:
    """The value as a check counts with it."""
    if isinstance(value, tuple):
        return Constant(days=frozenset(number_of(day) for day in value))
    if isinstance(value, str):
        return Number(read_month_day(value))
    return Number(int(value.scaleb(kind.places)))
