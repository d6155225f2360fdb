"""A paper that an office sends out: its letterhead and its parts. The PDF and the word-processor file are set from it.

A kind of paper (a decision letter, a notice) makes its parts; how a heading, a table or a quote looks in either format
is said once, in `paper_pdf` and `paper_docx`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol

from pydantic import Field

from meritbook.core.dates import MONTHS
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict


class Words(Value):
    """Words in one of a few plain styles; `where` is the place of a quote."""

    text: str
    style: Literal["plain", "strong", "quote"] = "plain"
    where: str = ""


class Part(Value):
    """A heading, a paragraph, a list, a table with a head row, lines of an address, a signature, or a picture."""

    kind: Literal["heading", "paragraph", "list", "table", "lines", "signature", "picture"]
    text: str = ""
    level: Literal[1, 2, 3] = 2
    """Of a heading; the title of the paper is the one of level 1."""
    lines: tuple[str, ...] = ()
    summary: str = ""
    """For a table: what it holds, for people who hear it."""
    head: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    rows: tuple[tuple[tuple[Words, ...], ...], ...] = ()
    file: str = ""
    """Of a picture: the name under which its bytes are handed over beside the paper. Its text stands above it."""
    alt: str = ""
    """What the picture shows, for people who hear it."""
    size: tuple[int, int] = (0, 0)
    """Width and height of the picture in points."""


class Paper(Value):
    """What both formats are set from. They say the same words; the same paper gives the same bytes."""

    name: Literal["letter", "notice", "contract", "packet", "report", "pack"]
    """What it calls itself."""
    title: str
    reference: str
    """By which people refer to it, and what stands at the foot of each page: `Decision D-7`."""
    jurisdiction: str
    office: str
    office_lines: tuple[str, ...] = ()
    written_on: date
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    """ISO 639 code of its language, which the file carries for screen readers."""
    region: str = Field(default="US", pattern=r"^[A-Z]{2}$")
    parts: tuple[Part, ...]


class Sent(Protocol):
    """A letter of the office about somebody in the executive service."""

    @property
    def title(self) -> str:
        """The title of the document."""

    @property
    def reference(self) -> str:
        """By which people refer to it."""

    @property
    def jurisdiction(self) -> str:
        """Whose law it is."""

    @property
    def office(self) -> str:
        """Which office sends it."""


def sent_out(
    letter: Sent,
    *,
    name: Literal["letter", "notice", "contract", "packet"],
    called: str,
    written_on: date,
    parts: tuple[Part, ...],
) -> Paper:
    """A letter as the office sends it out; `called` is what stands before its reference."""
    return Paper(
        name=name,
        title=letter.title,
        reference=f"{called} {letter.reference}",
        jurisdiction=letter.jurisdiction,
        office=letter.office,
        written_on=written_on,
        parts=parts,
    )


IN_WORDS = {Verdict.MET: "Met", Verdict.NOT_MET: "Not met", Verdict.UNDETERMINED: "Undetermined"}


def long_date(day: date) -> str:
    """`March 3, 2026`, the same on every machine."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def heading(text: str, level: Literal[1, 2, 3] = 2) -> Part:
    """A heading."""
    return Part(kind="heading", text=text, level=level)


def paragraph(text: str) -> Part:
    """A paragraph; each line of it is set as one."""
    return Part(kind="paragraph", text=text)


def lines(*said: str) -> Part:
    """Lines that stand under one another; blank ones fall away."""
    return Part(kind="lines", lines=_full(said))


def bullets(said: Iterable[str]) -> Part:
    """A list."""
    return Part(kind="list", lines=_full(said))


def picture(text: str, *, file: str, alt: str, size: tuple[int, int]) -> Part:
    """A picture under its caption; only a PDF sets it."""
    return Part(kind="picture", text=text, file=file, alt=alt, size=size)


def signature(*said: str) -> Part:
    """The line to sign on, with who signs below it."""
    return Part(kind="signature", lines=_full(said))


def facts(summary: str, head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> Part:
    """A table of names and values; what has no value falls away."""
    return Part(
        kind="table",
        summary=summary,
        head=head,
        widths=(2, 5),
        rows=tuple(((Words(text=name, style="strong"),), (Words(text=value),)) for name, value in rows if value),
    )


def said_parts(found: Iterable[Part]) -> tuple[Part, ...]:
    """The parts that say something."""
    return tuple(part for part in found if part.text or part.lines or part.rows)


def _full(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in said if line.strip())
