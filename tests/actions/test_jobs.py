"""Long work on an examination: nothing twice, nothing lost, and nothing that whoever asked may not do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from job_world import HEAD, ask, called, left_out, lines, many, now, table
from meritbook.actions import (
    Actor,
    close_examination,
    end_role,
    job_parts,
    jobs,
    receive_applications,
    resume_job,
    stop_job,
    work,
)
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.qualifying_policies import ExaminationClosedError
from meritbook.actions.work import Worker
from meritbook.readers.candidates import CandidateFileError
from meritbook.records.models import Application, Job, JobStatus, LedgerEntry
from meritbook.records.states import StateError

__all__ = ["ask", "now"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_a_file_is_received_and_judged_a_part_at_a_time(
    ask: Callable[..., Job], examination: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_parts, "CANDIDATES", 4)
    job = ask("receive", data=many(10), name="spring.csv")
    assert (job.status, job.total) == (JobStatus.QUEUED, 10)
    assert Worker().run(once=True) == 1
    job.refresh_from_db()
    assert (job.status, job.done, job.place, job.worker, job.held_until) == (JobStatus.FINISHED, 10, "10", "", None)
    assert examination.applications.filter(finding__verdict="met").count() == 10
    entries = LedgerEntry.objects.filter(action="receive_applications")
    assert [len(json.loads(one.payload)["facts"]["numbers"]) for one in entries.order_by("seq")] == [4, 4, 2]
    assert {one.actor for one in entries} == {"agency_hr"}
    assert {one.why for one in entries} == {"The spring examination."}


def test_a_bad_line_in_the_middle_leaves_its_candidate_out_and_is_told(
    ask: Callable[..., Job], examination: Any
) -> None:
    bad = "00002,job,Auditor,Audits,2015-99,,40,yes,,,\n"
    data = table(lines("00001"), bad, lines("00002"), lines("00003"))
    job = ask("receive", data=data, name="spring.csv")
    Worker().run(once=True)
    assert left_out(job) == [(f"{called(data)}, line 5, candidate 00002", "reader.candidate")]
    assert list(examination.applications.values_list("number", flat=True)) == ["00001", "00003"]
    assert (job.status, job.done, job.total) == (JobStatus.FINISHED, 3, 3)


def test_the_same_file_twice_changes_nobody_and_says_so(ask: Callable[..., Job], examination: Any) -> None:
    for _ in range(2):
        job = ask("receive", data=many(3), name="spring.csv")
        Worker().run(once=True)
    assert left_out(job) == [(f"{called(many(3))}, candidate 0000{n}", "application.number_taken") for n in (1, 2, 3)]
    assert job.status == JobStatus.FINISHED
    assert examination.applications.count() == 3


def test_candidates_without_a_number_are_not_doubled_by_the_same_file(
    ask: Callable[..., Job], examination: Any
) -> None:
    resume = json.dumps([{"work": [], "education": []}, {"work": []}]).encode()
    for _ in range(2):
        job = ask("receive", data=resume, name="two.json")
        Worker().run(once=True)
    assert [code for _, code in left_out(job)] == ["job.received_before"] * 2
    assert list(examination.applications.values_list("number", flat=True)) == ["C-0001", "C-0002"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reader.empty"),
        (b"\x89PNG\r\n\x1a\n", "reader.unsupported"),
        (b"A letter.\n", "reader.candidate"),
        (HEAD.encode(), "reader.candidate"),
    ],
)
def test_a_file_that_holds_no_candidates_is_refused_before_any_work(
    ask: Callable[..., Job], data: bytes, code: str
) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - the code is what is asked for
        ask("receive", data=data, name="spring.csv")
    assert refused.value.code == code  # type: ignore[attr-defined]
    assert not Job.objects.exists()


def test_a_file_over_the_limit_is_refused_with_its_size(
    ask: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.readers import batches
    from meritbook.readers.limits import Limits

    monkeypatch.setattr(batches.read_batch, "__kwdefaults__", {"limits": Limits(max_bytes=500)})
    with pytest.raises(Exception, match="the limit is 500") as refused:
        ask("receive", data=many(10), name="spring.csv")
    assert refused.value.code == "reader.too_large"  # type: ignore[attr-defined]


def test_work_that_broke_off_goes_on_where_its_last_whole_part_ended(
    ask: Callable[..., Job], examination: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_parts, "CANDIDATES", 4)
    job = ask("receive", data=many(10), name="spring.csv")
    original, calls = receive_applications.perform, []

    def dies_in_the_second(*args: Any, **more: Any) -> Any:
        calls.append(1)
        done = original(*args, **more)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(receive_applications, "perform", dies_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        Worker(hold=timedelta(seconds=-1)).run(once=True)
    job.refresh_from_db()
    assert (job.status, job.done, examination.applications.count()) == (JobStatus.RUNNING, 4, 4)
    monkeypatch.setattr(receive_applications, "perform", original)
    assert Worker().run(once=True) == 1
    job.refresh_from_db()
    assert (job.status, job.done, examination.applications.count()) == (JobStatus.FINISHED, 10, 10)
    assert left_out(job) == []


def test_a_job_that_another_worker_holds_is_left_alone(ask: Callable[..., Job]) -> None:
    ask("receive", data=many(3), name="spring.csv")
    first, second = Worker(), Worker()
    assert first._claim() is not None
    assert second.run(once=True) == 0


def test_a_worker_that_lost_its_hold_does_no_further_part(ask: Callable[..., Job], examination: Any) -> None:
    ask("receive", data=many(3), name="spring.csv")
    slow, quick = Worker(hold=timedelta(seconds=-1)), Worker()
    held = slow._claim()
    assert held is not None
    task = job_parts.task_of(held)
    assert quick.run(once=True) == 1
    assert slow._part(held, task) is False
    assert examination.applications.count() == 3


def test_who_asked_and_lost_the_role_meanwhile_gets_no_further(
    ask: Callable[..., Job], people: Any, examination: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_parts, "CANDIDATES", 4)
    job = ask("receive", data=many(10), name="spring.csv")
    worker = Worker()
    held = worker._claim()
    assert held is not None
    task = job_parts.task_of(held)
    assert worker._part(held, task) is True
    end_role.perform(
        Actor(people.system_administrator), at=at, why="Moved.", assignment=people.agency_hr.role_assignments.get()
    )
    Job.objects.update(held_until=datetime(2020, 1, 1, tzinfo=UTC))
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.problem_code, job.done) == (JobStatus.FAILED, "permission.denied", 4)
    assert examination.applications.count() == 4

    # Somebody who may lets it go on, and it is theirs from there.
    resume_job.perform(Actor(people.analyst), at=at, why="Taken over.", job=job)
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.done, job.problem_code) == (JobStatus.FINISHED, 10, "")
    assert LedgerEntry.objects.filter(action="receive_applications").latest("seq").actor == "analyst"


def test_a_stopped_job_ends_after_its_part_and_can_go_on(
    ask: Callable[..., Job], people: Any, examination: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_parts, "CANDIDATES", 4)
    job = ask("receive", data=many(10), name="spring.csv")
    worker = Worker()
    held = worker._claim()
    assert held is not None
    task = job_parts.task_of(held)
    worker._part(held, task)
    stop_job.perform(Actor(people.agency_hr), at=at, why="The wrong file.", job=job)
    assert worker._part(held, task) is False
    assert worker.run(once=True) == 0
    job.refresh_from_db()
    assert (job.status, job.done) == (JobStatus.STOPPED, 4)
    resume_job.perform(Actor(people.agency_hr), at=at, why="It was the right one.", job=job)
    worker.run(once=True)
    assert examination.applications.count() == 10


def test_a_worker_that_is_told_to_end_hands_the_job_back(
    ask: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_parts, "CANDIDATES", 4)
    job = ask("receive", data=many(10), name="spring.csv")
    said = iter((False, True, True, True))
    Worker(stopping=lambda: next(said)).run(once=True)
    job.refresh_from_db()
    assert (job.status, job.done, job.worker, job.held_until) == (JobStatus.QUEUED, 4, "", None)


def test_one_work_of_a_kind_at_a_time(ask: Callable[..., Job], people: Any, at: datetime) -> None:
    first = ask("receive", data=many(1), name="one.csv")
    with pytest.raises(jobs.JobExistsError):
        ask("receive", data=many(2), name="two.csv")
    stop_job.perform(Actor(people.agency_hr), at=at, why="Later.", job=first)
    ask("receive", data=many(2), name="two.csv")
    with pytest.raises(jobs.JobExistsError):
        resume_job.perform(Actor(people.agency_hr), at=at, why="Both.", job=first)


def test_finished_work_is_neither_stopped_nor_resumed(ask: Callable[..., Job], people: Any, at: datetime) -> None:
    job = ask("receive", data=many(1), name="one.csv")
    Worker().run(once=True)
    for action in (stop_job, resume_job):
        with pytest.raises(StateError):
            action.perform(Actor(people.agency_hr), at=at, why="Again.", job=job)


def test_an_examination_is_not_closed_over_work_and_a_closed_one_takes_none(
    ask: Callable[..., Job], people: Any, examination: Any, at: datetime
) -> None:
    job = ask("receive", data=many(1), name="one.csv")
    with pytest.raises(Exception, match="waiting"):
        close_examination.perform(Actor(people.agency_hr), at=at, why="Over.", examination=examination)
    stop_job.perform(Actor(people.agency_hr), at=at, why="Over.", job=job)
    close_examination.perform(Actor(people.agency_hr), at=at, why="Over.", examination=examination)
    with pytest.raises(ExaminationClosedError):
        ask("judge")
    with pytest.raises(ExaminationClosedError):
        resume_job.perform(Actor(people.agency_hr), at=at, why="After all.", job=job)


def test_nobody_asks_for_work_on_the_examination_of_another_department_or_their_own(
    ask: Callable[..., Job], people: Any, examined: Any, departments: Any, at: datetime
) -> None:
    from meritbook.actions import SYSTEM, grant_role
    from meritbook.records.models import Role

    for who in (people.agency_hr_elsewhere, people.auditor):
        with pytest.raises(ForbiddenError):
            ask("judge", by=who)
    grant_role.perform(
        SYSTEM, at=at, why="Both.", user=people.executive, role=Role.ANALYST, starts_on=at.date() - timedelta(days=1)
    )
    with pytest.raises(OwnCaseError):
        ask("judge", by=people.executive)


def test_what_is_left_out_is_listed_up_to_a_number_and_all_of_it_is_counted(
    ask: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.desk import jobs as desk

    monkeypatch.setattr(job_parts, "CANDIDATES", 4)
    monkeypatch.setattr(work, "MOST_LISTED", 5)
    for _ in range(2):
        job = ask("receive", data=many(9), name="spring.csv")
        Worker().run(once=True)
    assert (len(left_out(job)), job.left_out) == (5, 9)
    told = desk.left_out(job)
    assert (len(told), told[-1].says, told[-1].code) == (6, "4 more are not listed.", "job.more_left_out")


def test_the_name_of_a_file_is_kept_nowhere(ask: Callable[..., Job]) -> None:
    from meritbook.desk import jobs as desk

    data = b'[{"work": 7}]'
    job = ask("receive", data=data, name="jane-doe-resume.json")
    Worker().run(once=True)
    assert left_out(job)[0][0].startswith(called(data, "json"))
    assert job.source is not None
    kept = (job.source.name, desk.job(job.examination, job.pk).says, job.skipped_json, job.options_json)
    assert not any("jane" in one for one in kept)
    assert not LedgerEntry.objects.filter(payload__contains="jane").exists()


def test_of_a_file_that_is_refused_no_copy_stays(ask: Callable[..., Job], people: Any) -> None:
    from meritbook.records.models.documents import storage_name

    # Texts that no other test hands in: the originals of all of them lie in one place.
    files = [table(lines(f"refused-{n}")) for n in range(3)]
    ask("receive", data=files[0], name="one.csv")
    with pytest.raises(jobs.JobExistsError):
        ask("receive", data=files[1], name="two.csv")
    with pytest.raises(ForbiddenError):
        ask("receive", data=files[2], name="three.csv", by=people.auditor)
    there = [default_storage.exists(storage_name(hashlib.sha256(one).hexdigest())) for one in files]
    assert there == [True, False, False]


def test_an_empty_table_is_no_work(ask: Callable[..., Job]) -> None:
    with pytest.raises(CandidateFileError, match="no candidate"):
        ask("receive", data=b"[]", name="none.json")
    assert not Application.objects.exists()
