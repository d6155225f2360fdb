"""Reports of competency assessments as long work: who may ask for it, which are set, and what a part of it does.

Whoever asks sets files and reads none: a report is opened by its person, and by those to whom the person shows it.
"""

from __future__ import annotations

import time
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from meritbook.actions import assessment_reports as told
from meritbook.actions import jobs, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.job_work import Left, Part
from meritbook.actions.permissions import Capability, OwnCaseError, require
from meritbook.core.competencies.policy import CompetencyPolicyError
from meritbook.records import clock
from meritbook.records.models import (
    AssessmentTold,
    Department,
    Job,
    MultiraterAssessment,
    MultiraterState,
    ReportPaper,
)
from meritbook.records.models.common import Vouched
from meritbook.writers.errors import LetterError

AT_ONCE = 50
SECONDS = 0.5
"""After which a part ends, so that others who write to the record do not wait for long."""


def require_reach(actor: Actor, department: Department | None, *, on: date) -> str:
    """The role in which the actor may have reports of the department, or of all, set; raises `ForbiddenError`."""
    return require(actor, Capability.KEEP_ASSESSMENT, MultiraterAssessment(department=department), on=on)


def without_paper(department: Department | None) -> QuerySet[MultiraterAssessment]:
    """Closed assessments whose report was not set yet."""
    rows = MultiraterAssessment.objects.filter(
        Exists(AssessmentTold.objects.filter(assessment=OuterRef("pk"))),
        ~Exists(ReportPaper.objects.filter(assessment=OuterRef("pk"))),
        state=MultiraterState.CLOSED,
    )
    return rows if department is None else rows.filter(department=department)


class SetReports:
    """Sets reports. `place` is the key of the last assessment that was looked at."""

    def __init__(self, job: Job) -> None:
        self.why: str = jobs.options_of(job)["why"]
        self.averages: dict[tuple[int, str], told.Average | None] = {}

    def part(self, job: Job) -> Part:
        """The next reports, for about half a second; raises `ForbiddenError` where whoever asked may not any more."""
        at = clock.now()
        actor = Actor(job.asked_by)
        role = require_reach(actor, job.department, on=clock.day_of(at))
        last = int(job.place or 0)
        waiting = without_paper(job.department).filter(pk__gt=last).select_related(*told.TOLD).order_by("pk")
        some = list(waiting[:AT_ONCE])
        ends = time.monotonic() + SECONDS
        taken = 0
        saved: list[Vouched] = []
        left: list[Left] = []
        for one in some:
            taken, last = taken + 1, one.pk
            if one.subject_id == job.asked_by_id:
                says = "Nobody has their own report set with those of others; set it on its page."
                left.append(Left(f"assessment {one.pk}", says, OwnCaseError.code))
                continue
            try:
                data = told.set_paper(one, self._average(one), on=clock.day_of(at))
            except (LetterError, CompetencyPolicyError) as problem:
                left.append(Left(f"assessment {one.pk}", problem.message, problem.code))
                continue
            _, rows = told.keep_paper(actor, one, data, at=at)
            saved += rows
            if time.monotonic() > ends:
                break
        if saved:
            ledger.write(
                actor,
                role=role,
                at=at,
                why=self.why,
                action="set_reports",
                subject=f"job:{job.pk}",
                facts={"reports": sum(isinstance(one, ReportPaper) for one in saved)},
                records=saved,
            )
        done = job.done + taken
        ended = taken == len(some) and len(some) < AT_ONCE
        return Part(done, max(job.total, done), str(last), ended, tuple(left))

    def _average(self, one: MultiraterAssessment) -> told.Average | None:
        key = (one.version.model_id, one.role)
        if key not in self.averages:
            self.averages[key] = told.average_of(one)
        return self.averages[key]
