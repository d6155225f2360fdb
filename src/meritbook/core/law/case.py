"""The facts of one case, read from plain data and checked: a misspelt name or a wrong unit is refused, never dropped.

A fact that is absent or null is unknown. A fact may be given with terms, as `{"value": …, "starts_on": …,
"ends_before": …}` or a list of such: the one that covers the day of the check counts, and on a day without one the fact
is unknown. So a department that is abolished in the year simply has no value afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from meritbook.core.law.days import EARLIEST, LATEST, number_of
from meritbook.core.law.errors import FactError, UnknownFactError
from meritbook.core.law.kinds import MOST_LIST
from meritbook.core.law.model import Fact
from meritbook.core.law.pack import Law, fact_range
from meritbook.core.law.parameter import decimals
from meritbook.core.law.values import Cell, Event, Found, Number, Numbers, Truth
from meritbook.core.terms import Term

DATED_KEYS = {"value", "starts_on", "ends_before"}

Given = bool | int | date | frozenset[str] | tuple[int | None, ...] | str
"""A fact as it was given, checked: yes or no, a number counted in its last place, a day, rows of a table, a list."""


@dataclass(frozen=True)
class Case:
    """The facts of a case on one day. A name that is missing is unknown."""

    facts: Mapping[str, Given]
    ended: Mapping[str, str] = field(default_factory=dict)
    """For facts given with terms that do not cover the day: which day they last held, or first hold."""
    label: str = ""


def read_case(law: Law, plain: Mapping[str, Any], *, on: date, where: str = "", label: str = "") -> Case:
    """The facts from plain data, by dotted names or in groups; raises `UnknownFactError`, `FactError`."""
    facts: dict[str, Given] = {}
    ended: dict[str, str] = {}
    for name, given in _flat(law, plain, "", where):
        place = f"{where}: {name}" if where else name
        if name in facts or name in ended:
            raise FactError("The fact is given twice.", where=place)
        value, note = _on_day(given, on, place)
        if note:
            ended[name] = note
        elif value is not None:
            facts[name] = _checked(law, law.facts[name], value, place)
    return Case(facts, ended, label)


def _flat(law: Law, plain: Mapping[str, Any], before: str, where: str) -> Iterator[tuple[str, Any]]:
    for key, value in plain.items():
        name = f"{before}{key}"
        if name in law.facts:
            yield name, value
        elif isinstance(value, Mapping) and any(fact.startswith(f"{name}.") for fact in law.facts):
            yield from _flat(law, value, f"{name}.", where)
        else:
            raise UnknownFactError(
                f"{law.key} knows no fact “{name}”.", where=where, details={"fact": name, "pack": law.key}
            )


def _on_day(given: Any, on: date, place: str) -> tuple[Any, str]:
    """The value that holds on the day, or what is known of other days."""
    dated = [given] if isinstance(given, Mapping) else given
    if not isinstance(dated, list) or not dated or not all(isinstance(one, Mapping) for one in dated):
        return given, ""
    found = []
    for one in dated:
        if not {"value", "starts_on"} <= set(one) <= DATED_KEYS:
            raise FactError(
                "A value with a term has the keys value, starts_on and, where it ends, ends_before.", where=place
            )
        last = one.get("ends_before")
        first = read_day(one["starts_on"], place)
        try:
            term = Term(starts_on=first, ends_before=None if last is None else read_day(last, place))
        except ValueError as problem:
            raise FactError("A term must end after it starts.", where=place) from problem
        found.append((term, one["value"]))
    found.sort(key=lambda pair: pair[0].starts_on)
    for (earlier, _), (later, _) in pairwise(found):
        if earlier.overlaps(later):
            raise FactError(f"Two values hold on {later.starts_on.isoformat()}.", where=place)
    for term, value in found:
        if term.covers(on):
            return value, ""
    past = [term.ends_before for term, _ in found if term.ends_before is not None and term.ends_before <= on]
    if past:
        return None, f"it ended before {max(past).isoformat()}"
    return None, f"it starts on {found[0][0].starts_on.isoformat()}"


def _checked(law: Law, fact: Fact, value: Any, place: str) -> Given:
    if fact.kind == "yes_no":
        if not isinstance(value, bool):
            raise FactError("It should be true or false.", where=place)
        return value
    if fact.kind == "date":
        return read_day(value, place)
    if fact.kind == "event":
        return value if isinstance(value, bool) else read_day(value, place)
    if fact.kind == "number":
        return _number(fact, value, place)
    if fact.kind == "numbers":
        if not isinstance(value, list) or len(value) > MOST_LIST:
            raise FactError(f"It should be a list of at most {MOST_LIST} numbers.", where=place)
        return tuple(None if one is None else _number(fact, one, place) for one in value)
    return _chosen(law, fact, value, place)


def _chosen(law: Law, fact: Fact, value: Any, place: str) -> Given:
    keys = law.rows_of(fact)
    chosen = [value] if fact.kind == "choice" else value
    if not isinstance(chosen, list) or any(not isinstance(one, str) or one not in keys for one in chosen):
        says = "one" if fact.kind == "choice" else "a list"
        raise FactError(f"It should be {says} of: {', '.join(keys)}.", where=place)
    return value if isinstance(value, str) else frozenset(chosen)


def _number(fact: Fact, value: Any, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, float)):
        raise FactError(f"It should be a number in {fact.unit}.", where=place)
    number = Decimal(str(value))
    least, most = fact_range(fact)
    if not number.is_finite() or not least <= number <= most:
        raise FactError(f"It should be a number in {fact.unit} from {least:,} to {most:,}.", where=place)
    if decimals(number) > fact.places:
        raise FactError(f"It has more than {fact.places} decimal places.", where=place)
    return int(number.scaleb(fact.places))


def read_day(value: Any, place: str) -> date:
    """A day of the calendar of the law, from a date or its text; raises `FactError`."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError as problem:
            raise FactError(f"“{value}” is not a day, such as 2005-06-30.", where=place) from problem
    if type(value) is not date or not EARLIEST <= value <= LATEST:
        raise FactError(f"It should be a day from {EARLIEST.year} to {LATEST.year}, such as 2005-06-30.", where=place)
    return value


def value_of(law: Law, name: str, given: Given | None, on: int) -> Found:
    """A fact as a check counts with it. An event after the day of the check has not happened yet."""
    fact = law.facts[name]
    if fact.kind == "yes_no":
        return Truth(given is True, given is None)
    if fact.kind == "event":
        day = number_of(given) if isinstance(given, date) else 0
        happened = given is True or (isinstance(given, date) and day <= on)
        return Event(Truth(happened, given is None), day, isinstance(given, date))
    if fact.kind == "numbers":
        entries = given if isinstance(given, tuple) else ()
        return Numbers(tuple(Cell(one or 0, one is not None, True) for one in entries), given is not None)
    if given is None:
        return Number(0, False)
    if isinstance(given, date):
        return Number(number_of(given))
    if isinstance(given, int):
        return Number(given)
    keys = law.rows_of(fact)
    if isinstance(given, str):
        return Number(keys.index(given))
    chosen = given if isinstance(given, frozenset) else frozenset()
    return Number(sum(1 << number for number, key in enumerate(keys) if key in chosen))
