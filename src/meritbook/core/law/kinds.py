"""The kind of an expression: what it is, in which unit, with how many decimal places, and how large it can grow.

Numbers are whole numbers of a fixed power of ten, so that 10,763.00 and 10,763.01 differ by exactly one. Each
expression knows its places and its bound before any case is read; what could leave 64 bits is refused with its pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from meritbook.core.law.units import BARE, Unit

KindName = Literal[
    "truth", "number", "date", "month_day", "event", "choice", "choices", "numbers", "dates", "text", "table"
]
WORDS: Mapping[KindName, str] = {
    "truth": "yes or no",
    "number": "a number",
    "date": "a day",
    "month_day": "a day of the year",
    "event": "an event",
    "choice": "a row of a table",
    "choices": "rows of a table",
    "numbers": "a list of numbers",
    "dates": "a list of days",
    "text": "a name in quotes",
    "table": "a table",
}
"""Each kind in words, as a refusal tells it."""
MOST = 2**62
"""What a number, counted in its last place, must stay below."""
MOST_LIST = 60
"""Entries that a list of numbers may have."""


@dataclass(frozen=True)
class Kind:
    """What an expression gives."""

    name: KindName
    unit: Unit = BARE
    places: int = 0
    bound: int = 0
    """No number of it is larger, up or down."""
    table: str = ""

    @property
    def scale(self) -> int:
        """Ten to the power of its places: its numbers are counted in this part of one."""
        return int(10**self.places)

    def fits(self) -> bool:
        """Whether all its numbers fit 64 bits with room to spare."""
        return self.bound * self.scale < MOST

    def __str__(self) -> str:
        shown = WORDS[self.name]
        return f"{shown} in {self.unit}" if str(self.unit) else shown


TRUTH = Kind("truth")
DATE = Kind("date")
