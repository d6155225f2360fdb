"""The words of a performance contract as a value, in sections that are each sealed by a hash.

The content is that of the standard form of the Colorado guide (SES Form 1) in a layout of our own: parties, term and
salary, notes, core requirements in areas with objectives, special projects and emphasis areas with results expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from meritbook.core.values import Value, digest

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,78}$")]
"""A name that stays the same from version to version and from year to year, in small letters, digits and hyphens."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
SectionKind = Literal["parties", "terms", "notes", "area", "project"]
Direction = Literal["at_least", "at_most"]


class Measure(Value):
    """What shows whether an objective was reached: a figure with its target, or, without one, words."""

    key: Key
    says: Words
    unit: str = Field("", max_length=40)
    direction: Direction = "at_least"
    target: Decimal | None = None
    """In the unit; none where a person judges it by the words."""
    due_on: date | None = None
    """The end of the period whose value counts; none for the last day of the contract."""
    source: Words = ""
    """Where the value is read."""
    register_key: str = Field("", max_length=120)
    """The measure of the results register that it is tied to; empty for one of the contract's own."""


class Objective(Value):
    """One objective of an area: what is expected, made plain by a clarification and measures."""

    key: Key
    says: Words
    on_form: bool = False
    """Whether it is one of the standard form; such a one stays in the contract."""
    clarification: Words = ""
    measures: tuple[Measure, ...] = ()
    weight: Decimal | None = None
    """In percent of the whole; only where the office's policy has weights."""


class Area(Value):
    """An area of the core requirements, such as customers."""

    key: Key
    title: Words
    objectives: tuple[Objective, ...]


class Project(Value):
    """A special project or an emphasis area, with the results that are expected."""

    key: Key
    says: Words
    results_expected: Words = ""
    measures: tuple[Measure, ...] = ()
    weight: Decimal | None = None


class Parties(Value):
    """Who agrees, in which office. Usernames tie the words to accounts; who acts is asked of the record."""

    employee: Words
    employee_username: str
    title: Words = ""
    position: str
    department: Words
    division: Words = ""
    appointing_authority: Words = ""
    appointing_authority_username: str = ""
    appointing_authority_title: Words = ""
    department_director: Words = ""
    department_director_username: str = ""


class Terms(Value):
    """From when to when, and the salary for a month."""

    starts_on: date
    ends_before: date
    salary: Decimal = Field(gt=0, max_digits=9, decimal_places=2)
    cap: Decimal | None = None
    """The highest salary for a month that the law gave when the words were drawn up; none where it gave none."""

    @model_validator(mode="after")
    def _ordered(self) -> Terms:
        if self.ends_before <= self.starts_on:
            raise ValueError("a contract ends after its first day")
        return self


class Section(Value):
    """A part of the contract that is read, commented on, signed and altered as one."""

    key: str
    """`parties`, `terms`, `notes`, `area.customers`, `project.new-plant`."""
    kind: SectionKind
    title: str
    content: dict[str, Any]
    """The words as plain data."""
    sha256: str


class ContractText(Value):
    """The whole of the words. Keys of objectives, projects and measures are unique in it."""

    parties: Parties
    terms: Terms
    notes: tuple[Words, ...] = ()
    """What the law says of such contracts, as it stood when they were drawn up."""
    areas: tuple[Area, ...]
    projects: tuple[Project, ...] = ()

    @model_validator(mode="after")
    def _keys_unique(self) -> ContractText:
        keys = [area.key for area in self.areas]
        rated = [one.key for one in self.objectives()] + [one.key for one in self.projects]
        measures = [one.key for one in self.measures()]
        for names in (keys, rated, measures):
            twice = [name for name, count in Counter(names).items() if count > 1]
            if twice:
                raise ValueError(f"a key stands twice: {', '.join(sorted(twice))}")
        if "overall" in rated:
            raise ValueError("overall is the key of the rating of the whole")
        return self

    def objectives(self) -> Iterator[Objective]:
        """The objectives of all areas, in their order."""
        for area in self.areas:
            yield from area.objectives

    def measures(self) -> Iterator[Measure]:
        """The measures of all objectives and projects."""
        for objective in self.objectives():
            yield from objective.measures
        for project in self.projects:
            yield from project.measures

    def sections(self) -> tuple[Section, ...]:
        """The sections in their order, each with its hash."""
        found = [
            _section("parties", "parties", "Parties", self.parties.plain()),
            _section("terms", "terms", "Term and salary", self.terms.plain()),
            _section("notes", "notes", "Notes", {"notes": list(self.notes)}),
        ]
        found += [_section(f"area.{area.key}", "area", area.title, area.plain()) for area in self.areas]
        found += [_section(f"project.{one.key}", "project", one.says, one.plain()) for one in self.projects]
        return tuple(found)

    def hashes(self) -> dict[str, str]:
        """`{section key: SHA-256}`, in the order of the sections."""
        return {one.key: one.sha256 for one in self.sections()}

    def seal(self) -> str:
        """SHA-256 of the whole."""
        return digest(self)


def _section(key: str, kind: SectionKind, title: str, content: dict[str, Any]) -> Section:
    return Section(key=key, kind=kind, title=title, content=content, sha256=digest({"key": key, "content": content}))
