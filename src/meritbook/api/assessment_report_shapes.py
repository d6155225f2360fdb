"""What the API takes and answers about reports of competency assessments."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.shapes import Asked, Because
from meritbook.core.competencies.report import CompetencyReport
from meritbook.desk.assessment_reports import ReportLine, ReportShown, ShareShown
from meritbook.desk.jobs import JobLine


class ShowReport(Because):
    """To whom a report is shown, and what of it."""

    reader: Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")]
    """A username."""
    relation: Annotated[str, Field(pattern=r"^(supervisor|coach|personnel|colleague)$")]
    competencies: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=40)]
    """Their keys."""
    comments: bool = False
    last_day: date | None = None


class SetReports(Because):
    """Which reports are set as files: of a department by its code, or of all."""

    department: Annotated[str, Field(max_length=32)] | None = None


class MakeReportFile(Asked):
    """One's own report is set as a file, anew where it says otherwise by now."""


class CompetencyReportLine(Schema):
    """A report in a list; `shown` says that it is somebody else's, of which a part is shown."""

    id: int
    person: str
    model: str
    role: str
    starts_on: date
    competencies: int
    shown: bool
    last_day: date | None
    """The last day of what is shown; null where none is set, and of one's own."""


class ReportShareAnswer(Schema):
    """What is shown somebody of one's own report."""

    id: int
    reader: str
    relation: str
    competencies: list[str]
    comments: bool
    starts_on: date
    last_day: date | None
    holds: bool


class CompetencyReportAnswer(Schema):
    """A report, or the part of it that is shown."""

    id: int
    person: str
    own: bool
    starts_on: date
    purpose: str
    """Whether it may be evidence for a rating, as it was told to everybody who answered."""
    counts_for_rating: bool
    compared_with: int | None
    """The number of the assessment before."""
    averages_of: int | None
    """Over how many people the averages of the role are drawn; null where they are not."""
    chance: str
    statistics: str
    seal: str
    has_file: bool
    shares: list[ReportShareAnswer]
    report: CompetencyReport


class ReportWorkAnswer(Schema):
    """The setting of reports as long work."""

    id: int
    says: str
    status: str
    done: int
    total: int
    left_out: int


def line(one: ReportLine) -> dict[str, Any]:
    """A line of a list."""
    return {
        "id": one.row.pk,
        "person": one.row.subject.full_name,
        "model": one.model,
        "role": one.role,
        "starts_on": one.row.starts_on,
        "competencies": one.competencies,
        "shown": one.share is not None,
        "last_day": one.last_day,
    }


def share(one: ShareShown) -> dict[str, Any]:
    """What is shown somebody."""
    return {
        "id": one.row.pk,
        "reader": one.row.reader.username,
        "relation": one.row.relation,
        "competencies": list(one.competencies),
        "comments": one.row.comments,
        "starts_on": one.row.starts_on,
        "last_day": one.last_day,
        "holds": one.holds,
    }


def report(shown: ReportShown) -> dict[str, Any]:
    """A report."""
    return {
        "id": shown.row.pk,
        "person": shown.row.subject.full_name,
        "own": shown.own,
        "starts_on": shown.row.starts_on,
        "purpose": shown.purpose,
        "counts_for_rating": shown.row.counts_for_rating,
        "compared_with": shown.before.pk if shown.before is not None else None,
        "averages_of": shown.average.people if shown.average is not None else None,
        "chance": shown.chance,
        "statistics": shown.statistics,
        "seal": shown.seal,
        "has_file": shown.paper is not None,
        "shares": [share(one) for one in shown.shares],
        "report": shown.report,
    }


def work(one: JobLine) -> dict[str, Any]:
    """Long work."""
    return {
        "id": one.id,
        "says": one.says,
        "status": one.status,
        "done": one.done,
        "total": one.total,
        "left_out": one.row.left_out,
    }
