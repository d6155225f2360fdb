"""What an expression gives for one case or for a column of cases, each with what is known of it.

`Number`, `Truth`, `Event` and `Numbers` hold plain Python values for one case and NumPy arrays for many; the operations
are written once over both, with the few primitives in which they differ handed in as a `Primitives`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol


class Primitives(Protocol):
    """What differs between one case and a column of them. `True` and `False` stand for a whole column of such."""

    def both(self, left: Any, right: Any) -> Any:
        """And."""

    def either(self, left: Any, right: Any) -> Any:
        """Or."""

    def no(self, value: Any) -> Any:
        """Not."""

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        """`yes` where the condition holds, else `no`."""

    def roll(self, day: Any, holidays: Collection[int]) -> Any:
        """The day, or the next that is neither Saturday, Sunday nor a holiday."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, day, day of the year, choice (its place in the table) or choices (a bit for each row)."""

    value: Any
    known: Any = True


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes, or unknown, or neither: then no. Never yes and unknown at once."""

    yes: Any
    unknown: Any = False


@dataclass(frozen=True, slots=True)
class Event:
    """Whether something has happened, and on which day where that is known."""

    happened: Truth
    day: Any
    dated: Any


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of a list: its number, whether it is known, and whether the list is that long."""

    value: Any
    known: Any
    there: Any


@dataclass(frozen=True, slots=True)
class Numbers:
    """A list of numbers, first entry first."""

    cells: tuple[Cell, ...]
    known: Any = True


@dataclass(frozen=True, slots=True)
class Constant:
    """What no case changes: a calendar of days, or the name of a table with its rows as bits."""

    days: frozenset[int] = frozenset()
    bits: int = 0
    known: bool = True


Found = Number | Truth | Event | Numbers | Constant


class OneCase:
    """The primitives for one case."""

    def both(self, left: Any, right: Any) -> Any:
        """And."""
        return left and right

    def either(self, left: Any, right: Any) -> Any:
        """Or."""
        return left or right

    def no(self, value: Any) -> Any:
        """Not."""
        return not value

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        """One of the two."""
        return yes if condition else no

    def roll(self, day: Any, holidays: Collection[int]) -> Any:
        """The next business day, from this day on."""
        while (day + 3) % 7 >= 5 or day in holidays:
            day += 1
        return day


# --- three-valued logic, once for both ---------------------------------------------------------------------------


def false_of(lib: Primitives, one: Truth) -> Any:
    """Where it is known to be no."""
    return lib.no(lib.either(one.yes, one.unknown))


def truth(lib: Primitives, yes: Any, no: Any) -> Truth:
    """From where it is yes and where it is no; elsewhere it is unknown."""
    return Truth(yes, lib.no(lib.either(yes, no)))


def known_truth(lib: Primitives, yes: Any, known: Any) -> Truth:
    """From a comparison and where its parts are known."""
    return Truth(lib.both(yes, known), lib.no(known))


def and_(lib: Primitives, left: Truth, right: Truth) -> Truth:
    """Yes where both are; no where one is, whatever is unknown."""
    yes = lib.both(left.yes, right.yes)
    if left.unknown is False and right.unknown is False:
        return Truth(yes)
    possible = lib.both(lib.either(left.yes, left.unknown), lib.either(right.yes, right.unknown))
    return Truth(yes, lib.both(possible, lib.no(yes)))


def or_(lib: Primitives, left: Truth, right: Truth) -> Truth:
    """Yes where one is, whatever is unknown."""
    yes = lib.either(left.yes, right.yes)
    return Truth(yes, lib.both(lib.either(left.unknown, right.unknown), lib.no(yes)))


def not_(lib: Primitives, one: Truth) -> Truth:
    """No where yes; what is unknown stays so."""
    return Truth(false_of(lib, one), one.unknown)


def choose(lib: Primitives, condition: Truth, yes: Truth | Number, no: Truth | Number) -> Truth | Number:
    """One of two by a condition; where the condition is unknown, what both agree on."""
    otherwise = false_of(lib, condition)
    if isinstance(yes, Truth) and isinstance(no, Truth):
        pick = _picker(lib, condition.yes, otherwise)
        return truth(lib, pick(yes.yes, no.yes), pick(false_of(lib, yes), false_of(lib, no)))
    assert isinstance(yes, Number)  # noqa: S101 - the kinds were compared when the pack was read
    assert isinstance(no, Number)  # noqa: S101 - as above
    value = lib.where(lib.either(condition.yes, lib.no(otherwise)), yes.value, no.value)
    agree = lib.both(lib.both(yes.known, no.known), yes.value == no.value)
    known = lib.either(lib.either(lib.both(condition.yes, yes.known), lib.both(otherwise, no.known)), agree)
    return Number(value, known)


def _picker(lib: Primitives, condition: Any, otherwise: Any) -> Callable[[Any, Any], Any]:
    def pick(yes: Any, no: Any) -> Any:
        either = lib.either(lib.both(condition, yes), lib.both(otherwise, no))
        return lib.either(either, lib.both(yes, no))

    return pick
