"""What the API takes and answers about annual reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Text
from meritbook.api.shapes import Because
from meritbook.core.results.report import Head, ReportProblem, ReportWords
from meritbook.desk.annual_reports import EditionShown, ReportLine
from meritbook.desk.report_drafts import DraftShown
from meritbook.records.models import ReportEdition, ResourceMove

ReportKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,79}$")]
Amount = Annotated[Decimal, Field(gt=0, lt=10**15)]
Line = Annotated[str, Field(min_length=1, max_length=300)]


class BeginReport(Because):
    """A report to begin."""

    year: Annotated[int, Field(ge=1900, le=2199)]
    """The calendar year in which the fiscal year ends."""
    plan: ReportKey
    """The key of the plan whose goals it reports on; it says whose report it is."""


class SaveReportWords(Because):
    """The words of a draft."""

    words: ReportWords
    base: Annotated[int, Field(ge=1, le=2**31 - 1)]
    """The number of the version that the writer began with."""


class IncludeStale(Because):
    """A stale measure that somebody answers for by name."""

    measure: ReportKey
    because: Text


class ReportBecause(Because):
    """An act on a report with the reason that is shown."""

    because: Text


class PublishReport(ReportBecause):
    """The draft as it was shown."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RecordMove(Because):
    """People or money moved."""

    department: str | None = None
    """A code; null for the enterprise as a whole."""
    moved_on: date
    people: Amount | None = None
    """Full-time equivalents."""
    money: Amount | None = None
    """Dollars."""
    moved_from: Line
    moved_to: Line
    because: Text
    result: Text
    source: Annotated[str, Field(min_length=1, max_length=1000)]


class ReportLineAnswer(Schema):
    """A report in a list."""

    key: str
    title: str
    of: str
    year: str
    starts_on: date
    ends_before: date
    edition: int | None
    """The edition that stands; null where none does."""
    sha256: str
    withdrawn_because: str
    """Why none stands, where it was withdrawn."""


class EditionLine(Schema):
    """An edition of a report."""

    number: int
    status: str
    sha256: str
    published_on: date | None
    because: str
    withdrawn_because: str


class EditionAnswer(Schema):
    """An edition of a report: its head, and how long its lists are."""

    key: str
    edition: EditionLine
    editions: list[EditionLine]
    head: Head
    left_out: int
    actions: int
    resources_moved: int
    savings: int
    changes: int


class DraftAnswer(Schema):
    """A draft as it would be published today."""

    key: str
    edition: int
    sha256: str
    """What is handed in to publish exactly this."""
    words_version: int
    blocks: list[ReportProblem]
    measures: int
    left_out: list[dict[str, Any]]
    """One page of them."""
    left_out_total: int
    inclusions: list[dict[str, Any]]


class MoveAnswer(Schema):
    """Resources moved, as on record."""

    id: int
    department: str | None
    moved_on: date
    people: Decimal | None
    money: Decimal | None
    moved_from: str
    moved_to: str
    because: str
    result: str
    source: str
    withdrawn_because: str


def line_answer(one: ReportLine) -> dict[str, Any]:
    """A line of the list."""
    row, stands = one.report, one.published
    return {
        "key": row.key,
        "title": row.title,
        "of": row.of,
        "year": row.year,
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "edition": stands.number if stands else None,
        "sha256": stands.sha256 if stands else "",
        "withdrawn_because": one.withdrawn.withdrawn_because if one.withdrawn else "",
    }


def edition_line(row: ReportEdition) -> dict[str, Any]:
    """An edition."""
    return {
        "number": row.number,
        "status": row.status,
        "sha256": row.sha256,
        "published_on": row.published_at.date() if row.published_at else None,
        "because": row.because,
        "withdrawn_because": row.withdrawn_because,
    }


def edition_answer(shown: EditionShown) -> dict[str, Any]:
    """The page of an edition."""
    totals = {name.replace("-", "_"): one.total for name, one in shown.lists.items()}
    return {
        "key": shown.report.key,
        "edition": edition_line(shown.edition),
        "editions": [edition_line(one) for one in shown.editions],
        "head": shown.head,
        **totals,
    }


def draft_answer(shown: DraftShown) -> dict[str, Any]:
    """A draft."""
    return {
        "key": shown.edition.report.key,
        "edition": shown.edition.number,
        "sha256": shown.sha256,
        "words_version": shown.texts[0].number,
        "blocks": list(shown.blocks),
        "measures": shown.measures.total,
        "left_out": [one.plain() for one in shown.left_out.rows],
        "left_out_total": shown.left_out.total,
        "inclusions": [
            {"id": one.pk, "measure": one.measure.key, "by": one.included_by.full_name, "because": one.because}
            for one in shown.inclusions
        ],
    }


def move_answer(row: ResourceMove) -> dict[str, Any]:
    """Resources moved."""
    names = ("moved_on", "people", "money", "moved_from", "moved_to", "because", "result", "source")
    held = {name: getattr(row, name) for name in (*names, "withdrawn_because")}
    return {"id": row.pk, "department": row.department.code if row.department else None, **held}
