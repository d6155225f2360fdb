"""Units of measures as people write them, far enough to multiply and divide them: `dollars per return`, `%`, `$`.

A unit is its nouns with their powers. Plurals, numbers (`per 1,000 miles`) and the dollar sign are read as people mean
them; two units that are spelled otherwise are two units, and nothing is converted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Powers = Mapping[str, int]
"""Nouns with their powers; empty for a plain number."""
NUMBER: Powers = {}
_PARTED = re.compile(r"\s+per\s+|\s*/\s*")
_AMOUNT = re.compile(r"^[\d.,]+\s*|(?<=[$€£])\s*[\d.,]+$")
_PLAIN = frozenset({"", "1", "ratio", "index", "score", "points", "factor"})
"""Units that say no more than that it is a number."""


def is_share(unit: str) -> bool:
    """Whether a unit is a share of a whole, such as `%` or `returns per 1,000`, or a plain number."""
    said = unit.strip().casefold()
    parts = _PARTED.split(said)
    if said == "%" or said in _PLAIN:
        return True
    return len(parts) == 2 and _noun(parts[1]) in ("", _noun(parts[0]))


def powers(unit: str) -> Powers:
    """The nouns of a unit with their powers."""
    said = " ".join(unit.casefold().split())
    if said in _PLAIN:
        return NUMBER
    if is_share(said):
        return {said: 1}
    first, *rest = (_noun(one) for one in _PARTED.split(said))
    found = {first: 1} if first else {}
    for one in rest:
        found = dict(times(found, {one: 1}, -1))
    return found


def _noun(text: str) -> str:
    words = _AMOUNT.sub("", text.strip()).strip().split()
    return " ".join("dollar" if one == "$" else _singular(one) for one in words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def times(one: Powers, other: Powers, sign: int = 1) -> Powers:
    """The product of two units; with -1 the first over the second."""
    found = dict(one)
    for noun, power in other.items():
        found[noun] = found.get(noun, 0) + sign * power
    return {noun: power for noun, power in found.items() if power}


def fits(found: Powers, unit: str) -> bool:
    """Whether what was worked out may stand in the unit: the same nouns, or a plain number for a share."""
    return dict(found) == dict(powers(unit)) or (not found and is_share(unit))


def in_words(found: Powers) -> str:
    """`dollar per return`; `a plain number` for none."""
    above = [_power(noun, power) for noun, power in found.items() if power > 0]
    below = [_power(noun, -power) for noun, power in found.items() if power < 0]
    if not above and not below:
        return "a plain number"
    return " per ".join([" times ".join(above) or "one", *below])


def _power(noun: str, power: int) -> str:
    return noun if power == 1 else f"{noun} to the power of {power}"
