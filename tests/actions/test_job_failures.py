"""Long work when something goes wrong: one candidate keeps nobody else, and nothing is tried for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from job_world import ask, called, left_out, many, now
from meritbook.actions import (
    Actor,
    job_parts,
    receive_applications,
    resume_job,
    stop_job,
    work,
)
from meritbook.actions.work import Worker
from meritbook.readers.batches import Batch
from meritbook.records.models import Job, JobStatus

__all__ = ["ask", "now"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_what_the_program_did_not_foresee_fails_the_job_with_a_code(
    ask: Callable[..., Job], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job = ask("receive", data=many(3), name="spring.csv")

    def breaks(*args: Any, **more: Any) -> Any:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(job_parts, "check_open", breaks)
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.problem_code) == (JobStatus.FAILED, "job.unexpected")
    assert "secret" not in job.problem_says
    assert "a secret of the machine" in caplog.text


@pytest.mark.parametrize("bad", [1, 6, 10])
def test_one_candidate_whom_the_program_cannot_take_keeps_nobody_else(
    ask: Callable[..., Job],
    examination: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    bad: int,
) -> None:
    original = receive_applications.perform

    def breaks(*args: Any, **more: Any) -> Any:
        done = original(*args, **more)
        if any(row.number == f"{bad:05}" for row in done[0]):
            raise RuntimeError("a secret of the machine")
        return done

    monkeypatch.setattr(receive_applications, "perform", breaks)
    job = ask("receive", data=many(10), name="spring.csv")
    Worker().run(once=True)
    assert left_out(job) == [(f"{called(many(10))}, candidate {bad:05}", "job.candidate_failed")]
    assert (job.status, job.done, examination.applications.count()) == (JobStatus.FINISHED, 10, 9)
    assert "secret" not in job.skipped_json
    assert "a secret of the machine" in caplog.text


def test_an_entry_that_the_reader_trips_over_keeps_nobody_else(
    ask: Callable[..., Job], examination: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Batch.part

    def trips(batch: Batch, first: int, most: int) -> Any:
        if first == 1:
            raise RecursionError
        return original(batch, first, most)

    monkeypatch.setattr(Batch, "part", trips)
    job = ask("receive", data=many(3), name="spring.csv")
    Worker().run(once=True)
    assert left_out(job) == [(f"{called(many(3))}, candidate 2", "job.candidate_failed")]
    assert examination.applications.count() == 2


def test_a_machine_that_cannot_go_on_leaves_nobody_out(
    ask: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **more: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(receive_applications, "perform", full)
    job = ask("receive", data=many(3), name="spring.csv")
    Worker().run(once=True)
    assert left_out(job) == []
    assert (job.status, job.problem_code, job.done) == (JobStatus.FAILED, "job.unexpected", 0)


def test_work_that_ends_its_worker_each_time_is_given_up_and_can_be_tried_anew(
    ask: Callable[..., Job], people: Any, at: datetime, examination: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask("receive", data=many(3), name="spring.csv")
    original = receive_applications.perform

    def killed(*args: Any, **more: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(receive_applications, "perform", killed)
    for _ in range(work.STARTS):
        with pytest.raises(KeyboardInterrupt):
            Worker(hold=timedelta(seconds=-1)).run(once=True)
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.problem_code, job.done) == (JobStatus.FAILED, "job.given_up", 0)

    monkeypatch.setattr(receive_applications, "perform", original)
    resume_job.perform(Actor(people.agency_hr), at=at, why="More memory.", job=job)
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.starts, examination.applications.count()) == (JobStatus.FINISHED, 0, 3)


def test_work_that_gets_further_each_time_is_not_given_up(
    ask: Callable[..., Job], examination: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_parts, "CANDIDATES", 1)
    job = ask("receive", data=many(6), name="spring.csv")

    def killed(_: float) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("time.sleep", killed)
        for _ in range(work.STARTS + 2):
            with pytest.raises(KeyboardInterrupt):
                Worker(hold=timedelta(seconds=-1)).run(once=True)
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, examination.applications.count()) == (JobStatus.FINISHED, 6)


def test_a_stop_just_after_the_claim_does_not_end_the_worker(
    ask: Callable[..., Job], people: Any, at: datetime, examination: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask("receive", data=many(3), name="spring.csv")
    worker, original = Worker(), Worker._claim

    def stopped(self: Worker, only: Job | None = None) -> Job | None:
        claimed = original(self, only)
        if claimed is not None:
            stop_job.perform(Actor(people.agency_hr), at=at, why="At once.", job=claimed)
        return claimed

    monkeypatch.setattr(Worker, "_claim", stopped)
    assert worker.run(once=True) == 1
    job.refresh_from_db()
    assert (job.status, examination.applications.count()) == (JobStatus.STOPPED, 0)
