"""Let long work go on that was stopped or failed, from where its last part ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import job_cases, jobs, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.qualifying_policies import check_open
from meritbook.records import clock
from meritbook.records.models import Job, JobKind
from meritbook.records.states import JOB_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, job: Job) -> Job:
    """The job, waiting for a worker again. From here on it is done in the name of whoever resumed it.

    Raises `ForbiddenError`; `OwnCaseError`; `StateError` when it is neither stopped nor failed; `JobExistsError`; the
    error of a closed examination.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("examination", "department").get(pk=job.pk)
        role = job_cases.require_for(actor, job, on=on)
        if job.examination is not None:
            check_open(job.examination)
        job.status = next_state(JOB_MOVES, "resume_job", job.status, of=str(job))
        if job.examination is not None:
            jobs.check_none_active(job.examination, job.kind)
        elif job.kind == JobKind.IMPORT_VALUES:
            jobs.check_none_importing()
        elif job.kind == JobKind.SET_REPORTS:
            jobs.check_none_setting()
        else:
            jobs.check_none_opening()
        before = job.asked_by.username
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        job.asked_by = actor.user
        job.ended_at, job.problem_code, job.problem_says, job.starts = None, "", "", 0
        job.save(update_fields=["status", "asked_by", "ended_at", "problem_code", "problem_says", "starts"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="resume_job",
            subject=f"job:{job.pk}",
            facts={
                **job_cases.told(job),
                "kind": job.kind,
                "done": job.done,
                "total": job.total,
                "asked_by_before": before,
            },
            records=job_cases.vouched(job),
        )
    return job
