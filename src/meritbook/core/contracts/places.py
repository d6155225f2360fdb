"""Places in the words of a contract as people name them: an objective by what it says, never by its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

FIELDS = {
    "appointing_authority": "Appointing authority",
    "appointing_authority_title": "Title of the appointing authority",
    "appointing_authority_username": "Account of the appointing authority",
    "cap": "Highest salary that the law gives, for a month",
    "clarification": "Made plain",
    "department": "Department",
    "department_director": "Department director",
    "department_director_username": "Account of the department director",
    "direction": "Target is",
    "division": "Division",
    "due_on": "By",
    "employee": "Employee",
    "employee_username": "Account of the employee",
    "ends_before": "Ends before",
    "on_form": "On the standard form",
    "position": "Position",
    "register_key": "Measure of the results register",
    "results_expected": "Results expected",
    "salary": "Salary for a month, in dollars",
    "says": "Words",
    "source": "Where it is read",
    "starts_on": "First day",
    "target": "Target",
    "title": "Title",
    "unit": "Unit",
    "weight": "Weight, in percent",
}
"""The fields by their keys, as the form and the contract have them."""
PARTS = {
    "area": "Area",
    "areas": "Area",
    "measure": "Measure",
    "measures": "Measure",
    "notes": "Note",
    "objective": "Objective",
    "objectives": "Objective",
    "parties": "Parties",
    "project": "Project",
    "projects": "Project",
    "terms": "Term and salary",
}
WHOLE = "The contract as a whole"
_SHORT = 80
_OWN_NAME = ("area", "areas", "parties", "terms")


def short(words: str, most: int = _SHORT) -> str:
    """Words in one line of at most so many characters."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def titled(part: Mapping[str, Any]) -> str:
    """What a part with a key is called: its title or name, else what it says; empty where nothing is written yet."""
    return short(str(part.get("title") or part.get("name") or part.get("says") or ""))


def part_in_words(kind: str, part: Mapping[str, Any] | None, number: int | None = None) -> str:
    """An objective, a measure or a project: `objective “Goals look to the taxpayer.”`; by its number without words."""
    name = PARTS.get(kind, kind.replace("_", " ").capitalize())
    title = titled(part) if part is not None else ""
    if title:
        return title if kind in _OWN_NAME else f"{name} “{title}”"
    return f"{name} {number}" if number is not None else name


def place_in_words(plain: Mapping[str, Any], place: str) -> str:
    """A place of the words, `objective.customers-wait` or `areas.customers.objectives.1.says`, as people name it.

    `plain` is the contract as plain data; what it lacks is named by its kind alone.
    """
    if place in ("", "whole", "text"):
        return WHOLE
    return ": ".join(_named(plain, place.split(".")))


def _named(plain: Any, segments: Sequence[str]) -> Iterator[str]:
    held: Any = plain
    rest = list(segments)
    while rest:
        name = rest.pop(0)
        if name in PARTS and rest and name not in ("parties", "terms"):
            key = rest.pop(0)
            number, held = _part(held, name, key)
            yield part_in_words(name, held if isinstance(held, Mapping) else None, number)
            continue
        held = held.get(name) if isinstance(held, Mapping) else None
        if name in ("parties", "terms"):
            if not rest:
                yield PARTS[name]
            continue
        yield FIELDS.get(name) or PARTS.get(name) or name.replace("_", " ").capitalize()


def _part(held: Any, kind: str, key: str) -> tuple[int | None, Any]:
    """The part and its number from 1, below what is at hand; by its key, or by its number from 0."""
    name = kind if kind.endswith("s") else f"{kind}s"
    for parts in _lists(held, name):
        for number, part in enumerate(parts, start=1):
            if key == (part.get("key") if isinstance(part, Mapping) else None):
                return number, part
        if key.isdigit() and int(key) < len(parts) and not (isinstance(held, Mapping) and name not in held):
            return int(key) + 1, parts[int(key)]
    return None, None


def _lists(held: Any, name: str) -> Iterator[Sequence[Any]]:
    """The lists of the name: at hand, or of all areas."""
    if not isinstance(held, Mapping):
        return
    if isinstance(found := held.get(name), list | tuple):
        yield found
    elif isinstance(areas := held.get("areas"), list | tuple):
        for area in areas:
            yield from _lists(area, name)


def value_in_words(value: Any) -> str:
    """A piece of the words as plain data, in words: a part by its title, a list by its members."""
    if value is None:
        return "taken out"
    if isinstance(value, Mapping):
        return titled(value) or "without words yet"
    if isinstance(value, list | tuple):
        return "; ".join(value_in_words(one) for one in value)
    return str(value)
