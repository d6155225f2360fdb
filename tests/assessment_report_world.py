"""Closed competency assessments for tests: the executive's, with one before it, and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import assessment_results as made
from appointing_world import vouch

VIEWERS = {
    "web:assessment_reports": "executive",
    "web:assessment_report": "executive",
    "web:assessment_report_table": "executive",
    "web:assessment_report_paper": "executive",
    "web:assessment_report_share": "executive",
    "web:assessment_report_unshare": "executive",
    "web:shown": "executive",
    "web:shown_end": "executive",
    "web:assessment_reports_set": "personnel_staff",
    "web:assessment_reports_work": "personnel_staff",
}
"""Who opens which address in the browser."""
DOWNLOADS = ("web:assessment_report_table", "web:assessment_report_paper")
PAGES = (
    ("web:assessment_reports", "executive"),
    ("web:assessment_reports", "agency_hr"),
    ("web:assessment_report", "executive"),
    ("web:assessment_report", "agency_hr"),
    ("web:shown", "executive"),
    ("web:shown", "results_practitioner"),
    ("web:assessment_reports_set", "personnel_staff"),
    ("web:assessment_reports_work", "personnel_staff"),
)
"""Pages that may not ask the database more often when more is on record, and who opens them."""


@dataclass(frozen=True)
class Reports:
    """What is on record."""

    before: Any
    now: Any
    """The executive's newest; it has a file."""
    share: Any
    """By which agency HR reads what it says on listening and planning, without comments."""
    stopped: Any
    """Work that sets the reports of Revenue, stopped."""
    waiting: Any
    """Work that sets them, which waits for a worker."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address: its parts."""
        one = {"pk": self.now.pk}
        return {
            "web:assessment_report": one,
            "web:assessment_report_table": one,
            "web:assessment_report_paper": one,
            "web:assessment_report_share": one,
            "web:assessment_report_unshare": {**one, "share": self.share.pk},
            "web:shown_end": {"kind": "report", "pk": self.share.pk},
            "web:assessment_reports_work": {"pk": self.waiting.pk},
            "web:assessment_reports_stop": {"pk": self.waiting.pk},
            "web:assessment_reports_resume": {"pk": self.stopped.pk},
        }


def version(at: datetime, model: Any = None) -> Any:
    """The version of a model on record; of the one of these tests without it."""
    from meritbook.core.values import canonical_json, digest
    from meritbook.records.models import CompetencyModelRow, CompetencyModelVersion

    model = model or made.model()
    row, _ = CompetencyModelRow.objects.get_or_create(key=model.key, defaults={"name": model.name, "made_at": at})
    kept, fresh = CompetencyModelVersion.objects.get_or_create(
        model=row,
        sha256=digest(model),
        defaults={
            "number": row.versions.count() + 1,
            "current": not row.versions.exists(),
            "model_json": canonical_json(model),
            "saved_at": at,
        },
    )
    if fresh:
        vouch(row, kept)
    return kept


def closed(
    subject: Any,
    result: Any,
    at: datetime,
    *,
    of: Any,
    by: Any,
    department: Any = None,
    follows: Any = None,
    starts_on: date = date(2026, 2, 2),
    counts_for_rating: bool = False,
) -> Any:
    """A closed assessment with what is told of it, put on record as its closing leaves it."""
    from meritbook.actions import assessing
    from meritbook.core.values import canonical_json, digest
    from meritbook.records.models import AssessmentTold, MultiraterAssessment

    row = MultiraterAssessment.objects.create(
        subject=subject,
        department=department,
        version=of,
        role="manager",
        policy="standard",
        policy_version="1",
        counts_for_rating=counts_for_rating,
        follows=follows,
        state="closed",
        starts_on=starts_on,
        ends_before=starts_on + timedelta(days=21),
        drawn_by=by,
        drawn_at=at,
    )
    sealed = assessing.sealed(result)
    told = AssessmentTold.objects.create(
        assessment=row, result_json=canonical_json(sealed), sha256=digest(sealed), closed_by=by, closed_at=at
    )
    vouch(row, told)
    return row


def average(of: Any, at: datetime, **means: float) -> Any:
    """The average of managers over twelve people."""
    from meritbook.core.values import canonical_json
    from meritbook.records.models import CompetencyBenchmark

    told = {key: {"mean": mean, "sd": 0.4, "people": 12} for key, mean in means.items()}
    return CompetencyBenchmark.objects.create(
        model=of.model, role="manager", people=12, told_json=canonical_json({"competencies": told}), drawn_at=at
    )


def reports(people: Any, departments: Any, at: datetime) -> Reports:
    """Two assessments of the executive, the second with a file and a reader; and the work that sets others."""
    from meritbook.actions import Actor, set_report, set_reports, share_report, stop_job

    of = version(at)
    average(of, at, listening=3.4, planning=3.1, candour=3.9)
    kept = {"at": at, "of": of, "by": people.agency_hr, "department": departments.revenue}
    before = closed(people.executive, made.told_before(), starts_on=date(2025, 2, 3), **kept)
    now = closed(people.executive, made.told_now(), follows=before, **kept)
    me = Actor(people.executive)
    set_report.perform(me, at=at, why="To read it on paper.", assessment=now)
    share = share_report.perform(
        me,
        at=at,
        why="We talk about it.",
        assessment=now,
        reader=people.agency_hr,
        relation="personnel",
        competencies=["planning", "listening"],
    )
    office = Actor(people.agency_hr)
    first = set_reports.perform(office, at=at, why="All are closed.", department=departments.revenue)
    stopped = stop_job.perform(office, at=at, why="Later.", job=first)
    waiting = set_reports.perform(office, at=at, why="Again.", department=departments.revenue)
    return Reports(before=before, now=now, share=share, stopped=stopped, waiting=waiting)


def more(people: Any, departments: Any, held: Reports, first: int, last: int, at: datetime) -> None:
    """More closed assessments of the executive, and more that others show them."""
    from meritbook.actions import Actor, set_reports, share_report, stop_job

    for place in range(first, last):
        kept = {"at": at, "of": held.now.version, "by": people.personnel_staff, "department": departments.revenue}
        day = date(2020, 1, 1) + timedelta(days=30 * place)
        closed(people.executive, made.told_before(), starts_on=day, **kept)
        other = closed(people.results_practitioner, made.told_now(), starts_on=day, **kept)
        for reader in (people.agency_hr, people.personnel_staff):
            share_report.perform(
                Actor(people.results_practitioner), at=at, why="As agreed.", assessment=other, reader=reader,
                relation="personnel", competencies=["listening"], comments=True,
            )  # fmt: skip
        stop_job.perform(Actor(people.agency_hr), at=at, why="Later.", job=_active())
        set_reports.perform(Actor(people.agency_hr), at=at, why="Again.", department=departments.revenue)


def _active() -> Any:
    from meritbook.records.models import Job

    return Job.objects.get(kind="set_reports", status="queued")
