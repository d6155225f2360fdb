"""Long work as read: how far it is, what it left out, and the list of that as a table to take away."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from meritbook.actions import year_opening
from meritbook.actions.jobs import ACTIVE, file_name, options_of
from meritbook.actions.permissions import Standing
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.desk.examinations import WORDS, NoSuchExaminationError
from meritbook.records import clock
from meritbook.records.models import Examination, Job, JobKind, JobStatus

SHOWN = 50
"""Lines of what was left out that a page shows; the table to take away has all."""
PATIENCE = timedelta(seconds=20)
"""After which work that nobody took up is told to wait for a worker."""
NEWEST = 10
MORE = "job.more_left_out"
"""The code of the line that only says how many more were left out."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class JobLine:
    """Long work, and how far it is."""

    id: int
    says: str
    status: str
    status_word: str
    done: int
    total: int
    asked_by: str
    row: Job

    @property
    def active(self) -> bool:
        """Whether it waits or runs."""
        return self.status in ACTIVE

    @property
    def resumable(self) -> bool:
        """Whether somebody may let it go on."""
        return self.status in (JobStatus.STOPPED, JobStatus.FAILED)

    @property
    def waits_long(self) -> bool:
        """Whether nobody took it up, or whoever did is gone, so that a worker may be missing."""
        if self.status == JobStatus.QUEUED:
            return clock.now() - self.row.asked_at > PATIENCE
        held = self.row.held_until
        return self.status == JobStatus.RUNNING and held is not None and clock.machine_now() - held > PATIENCE


@dataclass(frozen=True)
class LeftOut:
    """What was left out, where it stands, and why."""

    where: str
    says: str
    code: str


def jobs(row: Examination) -> tuple[JobLine, ...]:
    """The newest work of an examination."""
    rows = row.jobs.select_related("asked_by", "source").defer("skipped_json", "source__document_json", "source__text")
    return tuple(line_of(one) for one in rows[:NEWEST])


def job(row: Examination, pk: int, *, listed: bool = True) -> JobLine:
    """One piece of work of an examination; raises `NoSuchExaminationError`."""
    rows = row.jobs.select_related("asked_by", "source").defer("source__document_json", "source__text")
    found = (rows if listed else rows.defer("skipped_json")).filter(pk=pk).first()
    if found is None:
        raise NoSuchExaminationError(f"The examination has no work {pk}.", where=row.number)
    return line_of(found)


class NoSuchWorkError(MeritbookError):
    """No work of that number is on record, or none that this person may read."""

    code = "job.unknown"
    remedy = "Open the page on which the contracts of a year are drawn up; it lists the work that you may read."
    http_status = 404


def openings(standing: Standing) -> tuple[JobLine, ...]:
    """The newest work that draws up contracts, of what the person may open."""
    rows = _openings(standing).defer("skipped_json")
    return tuple(line_of(one) for one in rows[:NEWEST])


def opening(standing: Standing, pk: int) -> JobLine:
    """One piece of such work; raises `NoSuchWorkError`."""
    found = _openings(standing).filter(pk=pk).first()
    if found is None:
        raise NoSuchWorkError(f"There is no work {pk} that you may read.", where=str(pk))
    return line_of(found)


def _openings(standing: Standing) -> QuerySet[Job]:
    rows = Job.objects.filter(kind=JobKind.OPEN_YEAR).select_related("asked_by", "department", "source")
    if year_opening.everywhere(standing):
        return rows
    return rows.filter(department__in=year_opening.departments(standing))


def left_out(row: Job) -> tuple[LeftOut, ...]:
    """What it left out, and as a last line how many more, where not all are listed."""
    listed = [LeftOut(one["where"], one["says"], one["code"]) for one in json.loads(row.skipped_json)]
    more = row.left_out - len(listed)
    return (*listed, LeftOut("", f"{more:,} more are not listed.", MORE)) if more else tuple(listed)


def table_of(lines: tuple[LeftOut, ...]) -> str:
    """The lines as CSV. What a spreadsheet would take for a formula is kept as text by an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(("where", "says", "code"))
    for one in lines:
        writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in (one.where, one.says, one.code))
    return written.getvalue()


def line_of(row: Job) -> JobLine:
    """A piece of long work as pages show it."""
    return JobLine(
        id=row.pk,
        says=_words(row),
        status=row.status,
        status_word=str(JobStatus(row.status).label),
        done=row.done,
        total=row.total,
        asked_by=row.asked_by.full_name,
        row=row,
    )


def _words(row: Job) -> str:
    if row.kind == JobKind.RECEIVE:
        return f"Receive and judge the candidates of {file_name(row.source)}" if row.source else "Receive candidates"
    options = options_of(row)
    if row.kind == JobKind.IMPORT_VALUES:
        return f"Record the values of {options['name']}"
    if row.kind == JobKind.SET_REPORTS:
        where = row.department.name if row.department else "all departments"
        return f"Set the reports of competency assessments as files, {where}"
    if row.kind == JobKind.OPEN_YEAR:
        where = row.department.name if row.department else "all departments"
        return f"Draw up the contracts from {day_in_words(date.fromisoformat(options['starts_on']))}, {where}"
    if row.kind == JobKind.DETERMINE:
        return f"Determine those computed as {WORDS[Verdict(options['verdict'])].lower()}, and write their notices"
    return "Judge all candidates again" if options.get("which", "all") == "all" else "Judge again by new precedents"
