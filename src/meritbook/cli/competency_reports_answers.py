"""What `competencies reports`, `report`, `show-report`, `take-back-report` and `set-reports` answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.cli.examining_answers import LeftOutLine
from meritbook.core.competencies.report import CompetencyReport
from meritbook.core.values import Value


class ReportOfAssessment(Value):
    """A report in a list."""

    id: int
    """The number of its assessment."""
    person: str
    model: str
    role: str
    starts_on: date
    competencies: int
    shown: bool
    """Whether it is somebody else's, of which a part is shown."""
    last_day: date | None


class CompetencyReports(Value):
    """The person's own reports, and those of which others show a part."""

    on: date
    reports: tuple[ReportOfAssessment, ...]


class ShownTo(Value):
    """What is shown somebody of one's own report."""

    id: int
    reader: str
    relation: str
    competencies: tuple[str, ...]
    comments: bool
    last_day: date | None
    holds: bool


class CompetencyReportShown(Value):
    """A report, or the part of it that is shown."""

    id: int
    person: str
    own: bool
    counts_for_rating: bool
    compared_with: int | None
    averages_of: int | None
    seal: str
    shares: tuple[ShownTo, ...]
    report: CompetencyReport


class ReportsSet(Value):
    """Long work that sets reports, and how far it is."""

    department: str
    """Its code; empty for all."""
    status: str
    done: int
    total: int
    left_out: tuple[LeftOutLine, ...]
    left_out_total: int
    problem: str
    problem_says: str
