"""What long work is about, for those who stop it and let it go on: an examination, contracts, a file, reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from meritbook.actions import jobs, report_setting, value_import, year_opening
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records.models import Department, Examination, Job, JobKind


def require_for(actor: Actor, job: Job, *, on: date) -> str:
    """The role in which the actor may act on the work, what it is about being locked; raises `ForbiddenError`."""
    if job.kind == JobKind.IMPORT_VALUES:
        return value_import.require_for(actor, job, on=on)
    if job.kind == JobKind.SET_REPORTS:
        return report_setting.require_reach(actor, job.department, on=on)
    if job.examination is None:
        return year_opening.require_reach(actor, job.department, on=on)
    job.examination = Examination.objects.select_for_update().get(pk=job.examination.pk)
    return require(actor, jobs.NEEDS[job.kind], job, on=on)


def told(job: Job) -> dict[str, Any]:
    """What the work is about, for the ledger."""
    if job.examination is not None:
        return {"examination": job.examination.number}
    options = jobs.options_of(job)
    if job.kind == JobKind.IMPORT_VALUES:
        return {"name": options["name"], "document": job.source.sha256 if job.source else None}
    if job.kind == JobKind.SET_REPORTS:
        return {"department": job.department.code if job.department else None}
    return {"starts_on": options["starts_on"], "department": job.department.code if job.department else None}


def vouched(job: Job) -> list[Examination | Department]:
    """The rows that stand for it in the ledger."""
    return [one for one in (job.examination, job.department) if one is not None]
