"""What lies in a personnel file, as items: each with its kind, its day, its hash, and where it is opened."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from meritbook.core.dates import day_in_words
from meritbook.records.models import StoredDocument
from meritbook.records.models.common import Vouched


class Kind(StrEnum):
    """The parts of a file, in the order in which they stand in it."""

    POSITION = "position"
    QUALIFICATION = "qualification"
    SEAT = "seat"
    APPOINTMENT = "appointment"
    CONTRACT = "contract"
    EVIDENCE = "evidence"
    REVIEW = "review"
    APPRAISAL = "appraisal"
    PAY = "pay"
    NOTICE = "notice"
    CONSEQUENCE = "consequence"
    CUSTODY = "custody"
    COPY = "copy"
    KEEPING = "keeping"

    @property
    def heading(self) -> str:
        """What stands above the part."""
        return HEADINGS[self]


HEADINGS = {
    Kind.POSITION: "The position: descriptions and allocation",
    Kind.QUALIFICATION: "Qualification",
    Kind.SEAT: "Nomination and seat",
    Kind.APPOINTMENT: "Appointment, and the rights that were acknowledged",
    Kind.CONTRACT: "Contracts: versions and signatures",
    Kind.EVIDENCE: "Evidence that was shared, and measured results",
    Kind.REVIEW: "Progress reviews",
    Kind.APPRAISAL: "Appraisals",
    Kind.PAY: "Pay decisions",
    Kind.NOTICE: "Notices and proofs of service",
    Kind.CONSEQUENCE: "What the law drafted",
    Kind.CUSTODY: "Hand-overs and delegations",
    Kind.COPY: "Copies that were sent",
    Kind.KEEPING: "Legal holds and packets",
}


@dataclass(frozen=True)
class Paper:
    """A kept document that belongs to an item."""

    document: StoredDocument
    name: str
    says: str


@dataclass(frozen=True)
class Item:
    """One thing in a personnel file."""

    kind: Kind
    on: date
    title: str
    row: Vouched
    sha256: str
    """Of its words or its document; where it has neither, the fingerprint of its row that the ledger vouches for."""
    told: tuple[tuple[str, str], ...] = ()
    """What it says, as names and values."""
    view: str = ""
    """Name of the page on which it is opened; empty where the file shows it itself."""
    key: int = 0
    papers: tuple[Paper, ...] = ()
    words: str = ""
    """The words that `sha256` is of, where they are kept as text."""
    verdicts: str = ""
    """What the law said, as the row keeps it."""
    also: tuple[Vouched, ...] = field(default=())
    """Further rows that the item tells of."""

    @property
    def anchor(self) -> str:
        """By which a page finds it."""
        return f"{self.row._meta.model_name}-{self.row.pk}"

    @property
    def rows(self) -> tuple[Vouched, ...]:
        """Every row that it tells of, documents among them."""
        return (self.row, *self.also, *(one.document for one in self.papers))


def item(
    kind: Kind,
    on: date,
    title: str,
    row: Vouched,
    *told: tuple[str, Any],
    sha256: str = "",
    view: str = "",
    key: int | None = None,
    papers: Iterable[Paper | None] = (),
    words: str = "",
    verdicts: str = "",
    also: Iterable[Vouched] = (),
) -> Item:
    """An item; of what it says, what has no value falls away."""
    kept = tuple(one for one in papers if one is not None)
    return Item(
        kind=kind,
        on=on,
        title=title,
        row=row,
        sha256=sha256 or (kept[0].document.sha256 if kept else row.fingerprint()),
        told=tuple((name, said(value)) for name, value in told if value not in (None, "", ())),
        view=view,
        key=(row.pk if key is None else key) if view else 0,
        papers=kept,
        words=words,
        verdicts=verdicts,
        also=tuple(also),
    )


def paper(document: StoredDocument | None, says: str, name: str = "") -> Paper | None:
    """A kept document, where there is one."""
    return Paper(document, name or document.name, says) if document is not None else None


def said(value: Any) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_in_words(value)
    return str(value)


def taken_back(row: Any) -> tuple[tuple[str, Any], ...]:
    """That something was withdrawn, and why."""
    if row.withdrawn_at is None:
        return ()
    return (
        ("Withdrawn", f"{day_in_words(row.withdrawn_at.date())} by {row.withdrawn_by.full_name}"),
        ("Why it was withdrawn", row.withdrawn_because),
    )


def spelled(content: Any) -> list[tuple[str, str]]:
    """Plain data as names and values, in their order; what is empty falls away."""
    rows: list[tuple[str, str]] = []
    if isinstance(content, dict):
        for name, value in content.items():
            label = name.replace("_", " ").capitalize()
            if isinstance(value, dict | list):
                rows.extend((f"{label}: {below}" if below else label, text) for below, text in spelled(value))
            elif value not in (None, "", False):
                rows.append((label, said(value)))
    elif isinstance(content, list):
        for place, value in enumerate(content, 1):
            if isinstance(value, dict | list):
                rows.extend((f"{place}, {below}" if below else str(place), text) for below, text in spelled(value))
            else:
                rows.append((str(place), said(value)))
    return rows


def listed(kept: str) -> list[tuple[str, str]]:
    """JSON as a row keeps it, as names and values."""
    return spelled(json.loads(kept or "{}"))
