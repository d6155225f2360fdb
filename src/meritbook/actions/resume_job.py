"""Let long work go on that was stopped or failed, from where its last part ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import jobs, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.actions.qualifying_policies import check_open
from meritbook.records import clock
from meritbook.records.models import Examination, Job
from meritbook.records.states import JOB_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, job: Job) -> Job:
    """The job, waiting for a worker again. From here on it is done in the name of whoever resumed it.

    Raises `ForbiddenError`; `OwnCaseError`; `StateError` when it is neither stopped nor failed; `JobExistsError`; the
    error of a closed examination.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("examination").get(pk=job.pk)
        examination = Examination.objects.select_for_update().get(pk=job.of_examination.pk)
        role = require(actor, jobs.NEEDS[job.kind], job, on=on)
        check_open(examination)
        job.status = next_state(JOB_MOVES, "resume_job", job.status, of=str(job))
        jobs.check_none_active(examination, job.kind)
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
                "examination": examination.number,
                "kind": job.kind,
                "done": job.done,
                "total": job.total,
                "asked_by_before": before,
            },
            records=[examination],
        )
    return job
