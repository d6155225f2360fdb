"""What the API takes and answers, where the core's own values do not say it already."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import ConfigDict, Field

from meritbook.core.positions.model import PositionDescription
from meritbook.core.verdict import Verdict

Row = TypeVar("Row")
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Words = Annotated[str, Field(max_length=300)]
Why = Annotated[str, Field(min_length=1, max_length=2000)]


class Asked(Schema):
    """A body; a field that it does not know is an error."""

    model_config = ConfigDict(extra="forbid")


class ErrorBody(Schema):
    """What went wrong, where, and what to do."""

    code: str
    message: str
    where: str
    to_do: str
    details: dict[str, Any]


class ErrorAnswer(Schema):
    """Every answer with a status from 400."""

    error: ErrorBody


class Paged(Schema, Generic[Row]):
    """One page of a list."""

    rows: list[Row]
    page: int
    pages: int
    total: int


class Me(Schema):
    """The person who makes the request."""

    username: str
    full_name: str
    roles: list[str]


class PlanLine(Schema):
    """A class plan in effect."""

    key: str
    revision: int
    name: str
    jurisdiction: str
    classes: int
    imported: bool


class ClassLine(Schema):
    """A class in effect."""

    plan: str
    revision: int
    ref: str
    code: str
    title: str
    series: str
    level: int | None
    pay: str


class Imported(Schema):
    """What came of an import."""

    document: int
    sha256: str
    name: str
    new_document: bool
    plan: str | None
    revision: int | None
    new_revision: bool
    notes: list[str]


class PositionLine(Schema):
    """A position in a list."""

    id: int
    number: str
    title: str
    department: str
    incumbent: str
    description: str
    decision: str
    changed: bool


class VersionLine(Schema):
    """A version of a description."""

    version: int
    status: str
    created_by: str
    created_at: datetime
    submitted_by: str
    submitted_at: datetime | None
    signed_by: str
    signed_at: datetime | None


class DecisionLine(Schema):
    """A decision."""

    id: int
    number: int
    position_id: int
    position: str
    department: str
    says: str
    agrees: bool
    status: str
    decided_by: str
    decided_at: datetime


class DecisionAnswer(DecisionLine):
    """A decision with its reason."""

    outcome: Literal["class", "none", "withdrawn"]
    plan: str
    class_ref: str
    class_code: str
    reason: str
    starts_on: date | None
    ends_before: date | None
    allocation: int
    letters: list[Literal["pdf", "docx"]]


class PositionAnswer(PositionLine):
    """A position with its versions."""

    versions: list[VersionLine]
    decisions: list[DecisionLine]


class VersionAnswer(Schema):
    """A version with its description."""

    position: int
    version: int
    status: str
    digest: str
    description: PositionDescription


class Describe(Asked):
    """A description to write down: a new position, or a new or changed draft of a known one."""

    department: Annotated[str, Field(min_length=1, max_length=32)]
    description: PositionDescription
    appointing_authority: Annotated[str, Field(max_length=150)] | None = None
    """Username; left as it is when absent."""
    why: Why


class Because(Asked):
    """The reason, for the ledger."""

    why: Why


class Sign(Because):
    """A signature under the description that the signer read."""

    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Allocate(Because):
    """Which plans to allocate against; none means all in effect."""

    version: Number | None = None
    plans: list[Words] = []


class WhatIf(Asked):
    """Clauses turned by the reader, by the id of their criterion. Nothing is kept."""

    version: Number | None = None
    plans: list[Words] = []
    overrides: dict[str, Verdict] = {}


class Decide(Asked):
    """A decision on an allocation run."""

    outcome: Literal["accept", "class", "none"]
    class_name: Words = ""
    """For the outcome `class`: `plan/ref`."""
    reason: Annotated[str, Field(max_length=20000)] = ""
    starts_on: date | None = None
    why: Why


class Undo(Asked):
    """The withdrawal of a decision."""

    reason: Annotated[str, Field(min_length=1, max_length=20000)]


class RunAnswer(Schema):
    """An allocation run; `result` is as `meritbook allocate --json` prints it."""

    id: int
    number: int
    position: int
    version: int
    status: str
    run_at: datetime
    result: dict[str, Any]


class EntryLine(Schema):
    """An entry of the ledger."""

    seq: int
    at: datetime
    actor: str
    role: str
    action: str
    subject: str
    why: str


class FaultLine(Schema):
    """One thing that is not as it was written."""

    kind: str
    seq: int | None
    where: str
    says: str
    stored: str
    computed: str


class Verification(Schema):
    """Whether the record is as it was written."""

    sound: bool
    entries: int
    rows: int
    anchor: str
    faults: list[FaultLine]


class TokenAsked(Asked):
    """A token to make."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    days: Annotated[int, Field(ge=1, le=366)] = 90


class TokenLine(Schema):
    """A token of one's own; never the token itself."""

    id: int
    name: str
    expires_on: date
    revoked: bool


class TokenMade(TokenLine):
    """A token, shown this once."""

    token: str
