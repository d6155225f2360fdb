"""What the API takes and answers about personnel files and packets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.shapes import Because

Text = Annotated[str, Field(min_length=1, max_length=20_000)]


class FileLine(Schema):
    """A file in the list."""

    appointment: int
    executive: str
    full_name: str
    position: str
    department: str
    starts_on: date
    ends_before: date | None


class PaperLine(Schema):
    """A document that lies in a file."""

    document: int
    name: str
    says: str
    sha256: str


class ItemLine(Schema):
    """One thing in a file."""

    kind: str
    on: date
    title: str
    sha256: str
    documents: list[PaperLine]


class HoldAnswer(Schema):
    """A legal hold."""

    id: int
    matter: str
    reason: str
    placed_at: datetime
    released_at: datetime | None
    released_because: str


class KeptLine(Schema):
    """How long a contract is kept."""

    contract: int
    starts_on: date
    filed_on: date | None
    kept_until: date | None
    """The first day on which it may leave the file."""
    may_leave: bool
    """Whether its years are full; a hold that stands keeps it all the same."""
    taken_from_file_on: date | None


class CopyAnswer(Schema):
    """A copy of a signed version."""

    id: int
    version: int
    to: str
    sent_at: datetime
    received_at: datetime | None


class MissingCopyLine(Schema):
    """A copy that nobody has received yet."""

    version: int
    number: int
    to: str
    sent: int | None
    """The copy that is on its way."""


class PacketAnswer(Schema):
    """A packet that was made."""

    id: int
    kind: str
    purpose: str
    files: int
    made_at: datetime
    sha256: str
    """Of the zip."""


class PersonnelFileAnswer(FileLine):
    """A personnel file: what holds it, what is missing, how long it is kept."""

    items: int
    holds: list[HoldAnswer]
    missing: list[MissingCopyLine]
    kept: list[KeptLine]
    packets: list[PacketAnswer]


class Hold(Because):
    """A legal hold to place."""

    matter: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Text


class Release(Because):
    """The release of a hold."""

    reason: Text


class Copy(Because):
    """A copy to send."""

    to: Literal["department_hr", "central_hr"]


class MakePacket(Because):
    """A packet to make; a full copy is the executive's own."""

    kind: Literal["appeal", "full_copy"]
    purpose: Annotated[str, Field(max_length=2000)] = ""
