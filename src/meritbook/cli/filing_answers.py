"""What the commands on personnel files and packets answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.contracts.packet import Point
from meritbook.core.values import Value


class FileLine(Value):
    """One thing in a personnel file."""

    kind: str
    on: date
    title: str
    sha256: str
    documents: tuple[str, ...]


class FileAnswer(Value):
    """`meritbook file --json`."""

    executive: str
    position: str
    department: str
    held: tuple[str, ...]
    """The matters of the legal holds that stand."""
    copies_missing: tuple[str, ...]
    items: tuple[FileLine, ...]


class PacketAnswer(Value):
    """`meritbook packet --json`."""

    packet: int
    kind: str
    files: int
    zip: str
    """Where it was written."""
    sha256: str


class VerifyPacketAnswer(Value):
    """`meritbook verify-packet --json`."""

    file: str
    holds: bool
    first_fault: str
    """What does not hold, the first thing; empty where all does."""
    points: tuple[Point, ...]
