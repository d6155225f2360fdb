"""Stop long work. What is done stays; it can be resumed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import job_cases, ledger
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import Job
from meritbook.records.states import JOB_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, job: Job) -> Job:
    """The job, stopped: a worker that is at it ends after the part at hand.

    Raises `ForbiddenError`; `OwnCaseError`; `StateError` when it is finished, failed or stopped already.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("examination", "department").get(pk=job.pk)
        role = job_cases.require_for(actor, job, on=on)
        job.status = next_state(JOB_MOVES, "stop_job", job.status, of=str(job))
        job.ended_at, job.held_until, job.worker = at, None, ""
        job.save(update_fields=["status", "ended_at", "held_until", "worker"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="stop_job",
            subject=f"job:{job.pk}",
            facts={**job_cases.told(job), "kind": job.kind, "done": job.done, "total": job.total},
            records=job_cases.vouched(job),
        )
    return job
