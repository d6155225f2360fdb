"""What `competencies asked` and `competencies assessments` answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.values import Value


class AskedLine(Value):
    """What somebody is asked."""

    id: int
    """The number by which it is answered."""
    subject: str
    group: str
    named: bool
    """What they answer stands under their name."""
    state: str
    starts_on: date | None
    last_day: date | None
    answerable: bool


class AskedAnswer(Value):
    """What the person is asked on assessments that are open."""

    on: date
    asked: tuple[AskedLine, ...]


class MultiraterLine(Value):
    """An assessment of a person in a list."""

    id: int
    subject: str
    department: str | None
    model: str
    version: int
    role: str
    state: str
    starts_on: date | None
    last_day: date | None
    asked: int
    told: bool


class MultiraterGroup(Value):
    """A group of raters; none of the names says whether they answered."""

    group: str
    named: bool
    asked: int
    raters: tuple[str, ...]


class MultiraterDetail(Value):
    """One assessment."""

    line: MultiraterLine
    policy: str
    counts_for_rating: bool
    minimum: int
    answered: str
    """How many of those in groups answered, in words, once it is closed and where that may be told."""
    groups: tuple[MultiraterGroup, ...]
    cannot_answer: tuple[str, ...]
    """Of a draft or an open one: who cannot answer any more; whether they had before is told to nobody."""
    outlook: str
    """What would be told if everybody answered who can, in words; empty once it is over."""
    short: tuple[str, ...]
    """While it is open: groups of which too few can still answer to be told by themselves, in words."""
    would_be_told: tuple[tuple[str, ...], ...]
    """The groups that would be told, each by itself or with others, if everybody answered who can."""


class MultiraterAnswer(Value):
    """The assessments that the person keeps, one page of them; or one, where its number was given."""

    on: date
    page: int
    pages: int
    total: int
    assessments: tuple[MultiraterLine, ...]
    assessment: MultiraterDetail | None
