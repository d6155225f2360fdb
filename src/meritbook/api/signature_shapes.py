"""What the API takes and answers about signatures under contracts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.shapes import Because

Role = Literal["employee", "appointing_authority", "department_director"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, Field(min_length=1, max_length=4_000)]


class SignatureAnswer(Schema):
    """A signature or a refusal."""

    id: int
    version: int
    role: str
    kind: str
    signed_by: str
    signed_at: datetime
    on_paper_on: date | None
    recorded_by: str
    delegation: int | None
    text_sha256: str
    says: str
    document_sha256: str
    certificate_sha256: str
    withdrawn_at: datetime | None
    withdrawn_because: str


class AskedAnswer(Schema):
    """A part whose signature is still asked, and the sections that changed since it signed."""

    role: str
    first: bool
    changed: list[str]
    mine: bool


class SignaturesAnswer(Schema):
    """The signatures of a contract, and what is still asked of whom."""

    contract: int
    in_force: int | None
    """The version that all have signed and that binds."""
    version: int | None
    """The version that waits for signatures; where none does, the one in force."""
    status: str
    sha256: str
    last_day: date | None
    asked: list[AskedAnswer]
    signatures: list[SignatureAnswer]


class SignContract(Because):
    """A signature under the words that were read."""

    role: Role
    seen_sha256: Sha256
    says: Annotated[str, Field(max_length=4_000)] = ""


class Refuse(Because):
    """A refusal to sign."""

    role: Role
    seen_sha256: Sha256
    reason: Text


class TakeBack(Because):
    """A signature taken back."""

    reason: Text


class Paper(Because):
    """A signature on paper; the scan goes beside it."""

    role: Role
    signed_by: Annotated[str, Field(min_length=1, max_length=150)]
    on_paper_on: date
    says: Annotated[str, Field(max_length=4_000)] = ""
