"""The candidate as the verdict sees them: work, study, licences and nothing that tells who they are.

`Candidate` has no field for a name, an address, a photo or a gender: a verdict cannot depend on what its input does not
hold. `Application` keeps the person beside it. Only where an age is asked is the date of birth handed on, by
`Application.blind`.

Dates are kept as precise as they were written. A list that is `None` was not answered; an empty one says "none".
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from meritbook.core.qualifications.model import Age, Requirement, StudyLevel
from meritbook.core.values import Value

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(maxsize=65_536)
def _days(year: int, month: int | None, day: int | None) -> tuple[int, int]:
    """First and last day that a date can mean, as ordinals; asked for again and again while a career is counted."""
    last = month or 12
    return (
        date(year, month or 1, day or 1).toordinal(),
        date(year, last, day or calendar.monthrange(year, last)[1]).toordinal(),
    )


class PartialDate(Value):
    """A day, a month or a year, as precise as it was written."""

    year: int = Field(ge=1900, le=2199)
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)

    @model_validator(mode="after")
    def _real(self) -> PartialDate:
        if self.day is not None:
            if self.month is None:
                raise ValueError("a day needs a month")
            date(self.year, self.month, self.day)
        return self

    @classmethod
    def read(cls, text: str) -> PartialDate:
        """From `2016`, `2016-03` or `2016-03-01`; raises `ValueError`."""
        found = _DATE.fullmatch(text.strip())
        if not found:
            raise ValueError(f"“{text}” is not a date: write 2016-03-01, 2016-03 or 2016")
        year, month, day = found.groups()
        return cls(year=int(year), month=int(month) if month else None, day=int(day) if day else None)

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """How precise it is."""
        return "year" if self.month is None else "month" if self.day is None else "day"

    @property
    def earliest(self) -> date:
        """The first day that it can mean."""
        return date.fromordinal(self.ordinals[0])

    @property
    def latest(self) -> date:
        """The last day that it can mean."""
        return date.fromordinal(self.ordinals[1])

    @property
    def ordinals(self) -> tuple[int, int]:
        """`earliest` and `latest` as ordinals."""
        return _days(self.year, self.month, self.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


class HoursChange(Value):
    """From this day on, so many hours a week."""

    since: date
    hours: Decimal = Field(ge=0)


class Job(Value):
    """One job: from when to when, how many hours, as what, and what was done.

    `ends` is the last day worked. `full_time` is what the candidate says where no hours are given. `paid` is false for
    volunteer work, and `None` where it was not said.
    """

    id: str = Field(min_length=1)
    title: str = ""
    class_title: str = ""
    """The civil service class, where it was one."""
    employer: str = ""
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    current: bool = False
    hours: Decimal | None = Field(default=None, ge=0)
    """A week."""
    changes: tuple[HoursChange, ...] = ()
    """Later changes of the hours, in order."""
    full_time: bool | None = None
    paid: bool | None = None
    duties: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Job:
        days = [change.since for change in self.changes]
        if days != sorted(set(days)):
            raise ValueError("changes of hours must stand in order, one a day")
        return self


class Degree(Value):
    """A degree or a course of study: how far, in what, conferred or expected when, with how many credits."""

    id: str = Field(min_length=1)
    level: StudyLevel = ""
    """Empty where the candidate does not say; it is not guessed."""
    title: str = ""
    """The degree in the candidate's words: "B.S."."""
    field: str = ""
    institution: str = ""
    conferred: PartialDate | None = None
    expected: PartialDate | None = None
    semester_hours: Decimal | None = Field(default=None, ge=0)
    quarter_hours: Decimal | None = Field(default=None, ge=0)
    accredited: bool | None = None


class HeldLicence(Value):
    """A licence or certificate: what for, which class, and on which days it is valid (`valid_through` is the last)."""

    id: str = Field(min_length=1)
    name: str
    class_: str = ""
    issuer: str = ""
    valid_from: PartialDate | None = None
    valid_through: PartialDate | None = None
    never_lapses: bool = False


class Candidate(Value):
    """What a verdict is made from. `number` is the candidate's number in the examination, never a name.

    A list that is `None` was not answered: what it would show is undetermined. An empty list is the answer "none".
    """

    number: str = ""
    jobs: tuple[Job, ...] | None = None
    degrees: tuple[Degree, ...] | None = None
    licences: tuple[HeldLicence, ...] | None = None
    born_on: date | None = None
    """Set only for a class that asks for an age."""

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Candidate:
        ids = [job.id for job in self.jobs or ()]
        ids += [degree.id for degree in self.degrees or ()]
        ids += [licence.id for licence in self.licences or ()]
        if len(ids) != len(set(ids)):
            raise ValueError("two entries of a candidate share an id")
        if self.jobs and any("/" in one.id for one in self.jobs):
            raise ValueError("an id holds no slash")
        return self


class Person(Value):
    """Who the candidate is. Kept beside what is judged, and never part of it."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    birth_date: date | None = None
    gender: str = ""
    photo: str = ""
    other: dict[str, str] = {}


class Application(Value):
    """What was handed in: the person, what is judged, and what the reader noticed."""

    person: Person = Person()
    candidate: Candidate
    notes: tuple[str, ...] = ()

    def blind(self, requirement: Requirement) -> Candidate:
        """What is judged; with the date of birth only when the requirement asks for an age."""
        if not any(isinstance(node, Age) for node in requirement.nodes()):
            return self.candidate
        return self.candidate.model_copy(update={"born_on": self.person.birth_date})
