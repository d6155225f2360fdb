"""The State of Larkmoor as plain values: departments, divisions and people, read from `data/state.toml`.

Nothing is random: the same file gives the same people.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Division:
    """A division and what it runs."""

    name: str
    programs: tuple[str, str, str]
    unit: str
    """What its field units are called, in the singular."""
    clients: str
    partners: str
    """Who delivers services for it from outside."""


@dataclass(frozen=True)
class Department:
    """A department; `fte` is full-time equivalents of permanent positions."""

    code: str
    name: str
    fte: int
    director: str
    divisions: tuple[Division, ...]


@dataclass(frozen=True)
class Person:
    """Somebody who signs in: `role` as in `records.Role`, `department` empty for a statewide role."""

    username: str
    full_name: str
    role: str
    department: str = ""
    title: str = ""
    shown: bool = False
    """Whether the table of people to sign in as names this one."""


@dataclass(frozen=True)
class State:
    """The whole fictional state."""

    name: str
    personnel_office: str
    cities: tuple[str, ...]
    departments: tuple[Department, ...]
    people: tuple[Person, ...]
    given_names: tuple[str, ...]
    family_names: tuple[str, ...]

    def more_names(self) -> Iterator[str]:
        """Names that nobody of the people bears, always in the same order; they come again when all are used."""
        taken = {one.full_name for one in self.people}
        while True:
            yield from (name for name in _names(self.given_names, self.family_names) if name not in taken)

    def department(self, code: str) -> Department:
        """The department of that code."""
        return next(one for one in self.departments if one.code == code)

    def places(self) -> Iterator[tuple[Department, Division]]:
        """Every division with its department, going round the departments so that neighbours differ."""
        for rank in range(max(len(one.divisions) for one in self.departments)):
            for department in self.departments:
                if rank < len(department.divisions):
                    yield department, department.divisions[rank]


@cache
def load_state() -> State:
    """Read the state from its data file."""
    data = tomllib.loads(files("meritbook.demo").joinpath("data/state.toml").read_text(encoding="utf-8"))
    departments = tuple(
        Department(
            code=one["code"],
            name=one["name"],
            fte=one["fte"],
            director=one["director"],
            divisions=tuple(
                Division(
                    name=division["name"],
                    programs=tuple(division["programs"]),
                    unit=division["unit"],
                    clients=division["clients"],
                    partners=division["partners"],
                )
                for division in one["division"]
            ),
        )
        for one in data["department"]
    )
    return State(
        name=data["name"],
        personnel_office=data["personnel_office"],
        cities=tuple(data["cities"]),
        departments=departments,
        people=tuple(_people(data, departments)),
        given_names=tuple(data["given_names"]),
        family_names=tuple(data["family_names"]),
    )


def _people(data: dict[str, Any], departments: tuple[Department, ...]) -> Iterator[Person]:
    names = _names(data["given_names"], data["family_names"])
    statewide = [
        ("system_administrator", "sysadmin", "System administrator", 1),
        ("personnel_director", "director.osp", "State Personnel Director", 1),
        ("analyst", "analyst", "Classification analyst", 6),
        ("personnel_staff", "staff", "Personnel specialist", 3),
        ("results_administrator", "results", "Statewide results administrator", 2),
        ("auditor", "auditor", "State auditor", 2),
    ]
    for role, login, title, count in statewide:
        for number in range(1, count + 1):
            yield Person(
                username=login if number == 1 else f"{login}{number}",
                full_name=next(names),
                role=role,
                title=title,
                shown=number == 1,
            )
    for department in departments:
        code = department.code.lower()
        first = department is departments[0]
        if department.code != "OSP":
            # The director of the personnel office is the State Personnel Director above.
            yield Person(
                f"director.{code}",
                next(names),
                "department_director",
                department.code,
                department.director,
                first or department is departments[1],
            )
        yield Person(f"hr.{code}", next(names), "agency_hr", department.code, "Agency HR officer", first)
        yield Person(
            f"authority.{code}", next(names), "appointing_authority", department.code, "Appointing authority", first
        )
        for number, division in enumerate(department.divisions, start=1):
            yield Person(
                f"chief{number}.{code}",
                next(names),
                "executive",
                department.code,
                f"Chief of the {division.name}",
                first,
            )
    # Last, so that everybody above keeps the name that the story tells of them.
    for role, login, title in (
        ("results_facilitator", "facilitator", "Performance results facilitator"),
        ("results_practitioner", "practitioner", "Performance results practitioner"),
    ):
        yield Person(username=login, full_name=next(names), role=role, title=title, shown=True)


def _names(given: Sequence[str], family: Sequence[str]) -> Iterator[str]:
    """Given and family names paired so that no pair comes twice: the family names move on one place each round."""
    for turn in range(len(family)):
        for number, name in enumerate(given):
            yield f"{name} {family[(number * 3 + turn) % len(family)]}"
