"""Units of measure, so that positions are never added to dollars and a year is never taken for a month."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(r"^[A-Za-z][A-Za-z_ ]*$")


@dataclass(frozen=True)
class Unit:
    """A product of named units, each with its power; no names: a bare number."""

    powers: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def read(text: str) -> Unit:
        """`position`, `FTE/position`, or empty; raises `ValueError`."""
        powers: dict[str, int] = {}
        if not text:
            return Unit()
        above, *below = text.split("/")
        for name, power in [(above, 1), *((part, -1) for part in below)]:
            if name == "1" and power == 1:
                continue
            if not _NAME.match(name):
                raise ValueError(f"“{text}” is not a unit")
            powers[name] = powers.get(name, 0) + power
        return Unit.of(powers)

    @staticmethod
    def of(powers: dict[str, int]) -> Unit:
        """The unit with these powers; those of nought fall away."""
        return Unit(tuple(sorted((name, power) for name, power in powers.items() if power)))

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """The unit of a product, or with `sign` -1 of a quotient."""
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + sign * power
        return Unit.of(powers)

    def __str__(self) -> str:
        above = [name for name, power in self.powers for _ in range(power)]
        below = [name for name, power in self.powers for _ in range(-power)]
        return "/".join(["*".join(above) or ("1" if below else ""), *below])


BARE = Unit()
DAY = Unit.read("day")
MONTH = Unit.read("month")
YEAR = Unit.read("year")
PERCENT = Unit.read("percent")
ENTRY = Unit.read("entry")
"""What a list is counted in."""
CALENDAR_YEAR = Unit.read("calendar_year")
"""The number of a year, such as 2005; not a length of time."""
