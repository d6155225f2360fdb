"""Stop long work. What is done stays; it can be resumed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import jobs, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records import clock
from meritbook.records.models import Examination, Job
from meritbook.records.states import JOB_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, job: Job) -> Job:
    """The job, stopped: a worker that is at it ends after the part at hand.

    Raises `ForbiddenError`; `OwnCaseError`; `StateError` when it is finished, failed or stopped already.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("examination").get(pk=job.pk)
        examination = Examination.objects.select_for_update().get(pk=job.of_examination.pk)
        role = require(actor, jobs.NEEDS[job.kind], job, on=on)
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
            facts={"examination": examination.number, "kind": job.kind, "done": job.done, "total": job.total},
            records=[examination],
        )
    return job
