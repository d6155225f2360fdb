"""The worker: takes the oldest job that waits, and does it a part at a time until it is done or stopped.

Each part is one transaction with the progress that it makes, under a hold of the job. Whoever kills the worker at any
moment takes back the part at hand and nothing else; when the hold has run out, the next worker goes on from there. A
worker that lost its hold without knowing finds the job in other hands at the beginning of its next part, and lets go.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet

from meritbook.actions.job_parts import MOST_LISTED, kept, task_of
from meritbook.actions.job_work import Task
from meritbook.core.errors import MeritbookError
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Job, JobStatus
from meritbook.records.states import JOB_MOVES, next_state

LOG = logging.getLogger(__name__)
HOLD = timedelta(seconds=30)
"""How long a job is another worker's after this one was last seen at it. Parts are far shorter."""
STARTS = 3
"""How often work is taken up without getting any further before it is given up."""
PAUSE = 0.03
"""Seconds between two parts, in which others who wait to write come in: SQLite has one writer at a time."""
IDLE = 1.0
"""Seconds between two looks for a job."""


class UnexpectedJobError(MeritbookError):
    """Something went wrong in long work that the program did not foresee."""

    code = "job.unexpected"
    remedy = "Let the work go on; if it stops at the same place again, send the log to whoever looks after the program."
    http_status = 500


class GivenUpError(MeritbookError):
    """Workers took long work up again and again, and none got any further: it may be what ends them."""

    code = "job.given_up"
    remedy = "Look into the log for what ended the worker, often too little memory, then let the work go on."
    http_status = 500


def _free() -> QuerySet[Job]:
    """Jobs that a worker may take, the oldest first."""
    let_go = Q(status=JobStatus.RUNNING, held_until__lt=clock.machine_now())
    return Job.objects.filter(Q(status=JobStatus.QUEUED) | let_go).order_by("id")


class Worker:
    """Does jobs. `stopping` is asked between parts, and ends the work there."""

    def __init__(self, *, stopping: Callable[[], bool] = lambda: False, hold: timedelta = HOLD) -> None:
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.stopping = stopping
        self.hold = hold

    def run(self, *, once: bool = False, wait: Callable[[float], object] = time.sleep) -> int:
        """Work until `stopping`, or with `once` until nothing waits; how many jobs were taken up."""
        taken = 0
        while not self.stopping():
            try:
                busy = self.do_one()
            except OperationalError:
                # The database is locked or went away. The hold runs out, and the job is taken up again.
                LOG.exception("the database did not answer; the work is taken up again")
                if once:
                    raise
                connection.close()
                busy = False
            taken += busy
            if busy:
                continue
            if once:
                break
            wait(IDLE)
        return taken

    def do_one(self, only: Job | None = None, progress: Callable[[int, int], object] = lambda *_: None) -> bool:
        """Take a job, the oldest or this one, and do it as far as this worker may; whether there was one to take."""
        job = self._claim(only)
        if job is None:
            return False
        job = self._mine(job).first()
        if job is None:
            # Stopped between the claim and this look: there was one to take, and it is nobody's now.
            return True
        try:
            if job.starts > STARTS:
                raise GivenUpError(f"A worker took it up {STARTS} times, and each ended before a part was done.")
            task = task_of(job)
            while self._part(job, task, progress):
                if self.stopping():
                    self._let_go(job)
                    break
                time.sleep(PAUSE)
        except MeritbookError as problem:
            self._fail(job, problem)
        except OperationalError:
            raise
        except Exception:
            LOG.exception("job %s failed", job.pk)
            self._fail(job, UnexpectedJobError("Something went wrong that the program did not foresee."))
        return True

    def _claim(self, only: Job | None = None) -> Job | None:
        free = _free() if only is None else _free().filter(pk=only.pk)
        if not free.exists():
            return None
        with transaction.atomic():
            # Of two workers that look at once, the second passes over what the first has locked.
            locked = connection.features.has_select_for_update_skip_locked
            job = free.select_for_update(skip_locked=locked).first()
            if job is None:
                return None
            job.status = next_state(JOB_MOVES, "work on it", job.status, of=str(job.pk))
            job.worker, job.held_until = self.name, clock.machine_now() + self.hold
            job.started_at = job.started_at or clock.now()
            job.starts += 1
            job.save(update_fields=["status", "worker", "held_until", "started_at", "starts"])
        return job

    def _mine(self, job: Job) -> QuerySet[Job]:
        rows = Job.objects.filter(pk=job.pk, worker=self.name, status=JobStatus.RUNNING)
        return rows.select_related("examination__requirement", "source", "asked_by", "department")

    def _part(self, job: Job, task: Task, progress: Callable[[int, int], object] = lambda *_: None) -> bool:
        """Do the next part; whether the work goes on."""
        with transaction.atomic():
            held = self._mine(job).select_for_update(of=("self",)).first()
            if held is None:
                return False
            part = task.part(held)
            held.done, held.total, held.place = part.done, part.total, part.place
            held.held_until = clock.machine_now() + self.hold
            held.starts = 0
            changed = ["done", "total", "place", "held_until", "starts"]
            if part.left_out:
                before = json.loads(held.skipped_json)
                held.skipped_json = canonical_json(kept(part.left_out, before, most=MOST_LISTED))
                held.left_out += len(part.left_out)
                changed += ["skipped_json", "left_out"]
            if part.ended:
                held.status = next_state(JOB_MOVES, "all is done", held.status, of=str(held.pk))
                held.ended_at, held.held_until, held.worker = clock.now(), None, ""
                changed += ["status", "ended_at", "worker"]
            held.save(update_fields=changed)
        progress(part.done, part.total)
        return not part.ended

    def _let_go(self, job: Job) -> None:
        """Hand the job back, so that the next worker need not wait until the hold runs out."""
        with transaction.atomic():
            held = self._mine(job).select_for_update(of=("self",)).first()
            if held is not None:
                held.status = next_state(JOB_MOVES, "the worker ends early", held.status, of=str(held.pk))
                held.held_until, held.worker = None, ""
                held.save(update_fields=["status", "held_until", "worker"])

    def _fail(self, job: Job, problem: MeritbookError) -> None:
        with transaction.atomic():
            held = self._mine(job).select_for_update(of=("self",)).first()
            if held is not None:
                held.status = next_state(JOB_MOVES, "it cannot go on", held.status, of=str(held.pk))
                held.problem_code = problem.code
                place = f" ({problem.where})" if problem.where else ""
                held.problem_says = f"{problem.message}{place}"
                held.ended_at, held.held_until, held.worker = clock.now(), None, ""
                held.save(update_fields=["status", "problem_code", "problem_says", "ended_at", "held_until", "worker"])
