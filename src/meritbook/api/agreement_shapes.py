"""What the API takes and answers about the words of performance contracts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.shapes import Because, Words

Reason = Annotated[str, Field(min_length=1, max_length=4000)]
Seal = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class AgreementLine(Schema):
    """A contract in a list."""

    id: int
    executive: str
    position: str
    title: str
    department: str
    starts_on: date
    last_day: date
    state: str
    mine: bool


class ContractVersionLine(Schema):
    """A version of a contract; its seal only where the person may read its words."""

    number: int
    status: str
    says: str
    readable: bool
    sha256: str


class ContractVersionAnswer(Schema):
    """A version with its words."""

    contract: int
    number: int
    status: str
    alters: int | None
    reason: str
    sha256: str
    sections: dict[str, str]
    """Seal of each section."""
    text: dict[str, Any]
    proposed_side: str
    problems: list[dict[str, Any]]
    comments: list[dict[str, Any]]
    verdicts: list[dict[str, Any]]
    """What the law said when it was agreed."""


class AgreementAnswer(AgreementLine):
    """A contract with its versions."""

    appointment: int
    withdrawn: bool
    versions: list[ContractVersionLine]


class CommentAnswer(Schema):
    """A comment on a section."""

    id: int
    section: str
    says: str
    written_by: str
    written_at: datetime
    settled: bool
    settled_says: str


class WorkAnswer(Schema):
    """The annual open as long work."""

    id: int
    says: str
    status: str
    done: int
    total: int
    left_out: int


class Draw(Because):
    """A contract to draw up; without a salary it is the approved one, or last year's."""

    starts_on: date
    ends_before: date
    salary: Annotated[Decimal, Field(gt=0, lt=10_000_000)] | None = None


class Save(Because):
    """Words of a draft, with the seal of those that the writer began with, and these for a merge."""

    text: dict[str, Any]
    base_sha256: Seal
    base: dict[str, Any] | None = None


class Shown(Because):
    """An act on the words with this seal."""

    sha256: Seal | None = None


class ProposeWords(Shown):
    """A draft to propose; the reason is asked while no salary limit of its first day is on record."""

    limit_because: Annotated[str, Field(max_length=20_000)] = ""


class Answer(Because):
    """Other words for a proposal; without them the next draft begins with the same."""

    text: dict[str, Any] | None = None


class Comment(Because):
    """A comment on a section of the version under way."""

    section: Annotated[str, Field(min_length=1, max_length=80)]
    says: Reason


class SettleComment(Because):
    """What became of a comment."""

    says: Annotated[str, Field(max_length=4000)] = ""


class Closing(Because):
    """An act with its reason on the record."""

    reason: Reason


class Alter(Closing):
    """The beginning of an alteration; `evidence` is the SHA-256 of a document on record, for a change of pay."""

    evidence: Seal | None = None


class OpenYear(Because):
    """The first day of a fiscal year, and the code of a department; all without it."""

    starts_on: date
    department: Words = ""
