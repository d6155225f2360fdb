"""Long work on an examination: nothing twice, nothing lost, and nothing that whoever asked may not do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from meritbook.actions import (
    Actor,
    close_examination,
    end_role,
    job_parts,
    jobs,
    overrule_precedent,
    qualifying,
    receive_applications,
    resume_job,
    settle_question,
    start_job,
    stop_job,
    work,
)
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.qualifying_policies import ExaminationClosedError
from meritbook.actions.work import Worker
from meritbook.core.verdict import Verdict
from meritbook.readers.candidates import CandidateFileError
from meritbook.records.models import Application, FindingQuestion, Job, JobStatus, LedgerEntry, Precedent
from meritbook.records.states import StateError
from qualifying_world import AUDITOR, CONTROLLER, OPEN_KEY, handed_in
from qualifying_world import job as job_of

pytestmark = pytest.mark.django_db

HEAD = "candidate,kind,title,duties,starts,current,hours,paid,level,conferred,accredited\n"


def lines(number: str, words: tuple[str, str] = AUDITOR, starts: str = "2010-01") -> str:
    """The lines of one candidate: a job that goes on, a degree, and no licence."""
    return (
        f"{number},job,{words[0]},{words[1]},{starts},yes,40,yes,,,\n"
        f"{number},degree,,,,,,,bachelor,2009-06,yes\n{number},no licence,,,,,,,,,\n"
    )


def table(*parts: str) -> bytes:
    return (HEAD + "".join(parts)).encode()


def many(count: int) -> bytes:
    return table(*(lines(f"{n:05}") for n in range(1, count + 1)))


@pytest.fixture
def ask(people: Any, at: datetime, examination: Any) -> Callable[..., Job]:
    """Asks for work on the examination, as the HR officer of the department."""

    def perform(kind: str, **more: Any) -> Job:
        return start_job.perform(
            Actor(more.pop("by", people.agency_hr)),
            at=more.pop("at", at),
            why="The spring examination.",
            examination=more.pop("examination", examination),
            kind=kind,
            **more,
        )

    return perform


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """The office is on its day; the machine's clock goes on."""
    monkeypatch.setattr(work, "PAUSE", 0)
    monkeypatch.setattr("meritbook.records.clock.now", lambda: at + timedelta(minutes=5))


def left_out(job: Job) -> list[tuple[str, str]]:
    job.refresh_from_db()
    return [(one["where"], one["code"]) for one in json.loads(job.skipped_json)]


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
    job = ask("receive", data=table(lines("00001"), bad, lines("00002"), lines("00003")), name="spring.csv")
    Worker().run(once=True)
    assert left_out(job) == [("spring.csv, line 5, candidate 00002", "reader.candidate")]
    assert list(examination.applications.values_list("number", flat=True)) == ["00001", "00003"]
    assert (job.status, job.done, job.total) == (JobStatus.FINISHED, 3, 3)


def test_the_same_file_twice_changes_nobody_and_says_so(ask: Callable[..., Job], examination: Any) -> None:
    for _ in range(2):
        job = ask("receive", data=many(3), name="spring.csv")
        Worker().run(once=True)
    assert left_out(job) == [(f"spring.csv, candidate 0000{n}", "application.number_taken") for n in (1, 2, 3)]
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


def test_what_the_program_did_not_foresee_fails_the_job_with_a_code(
    ask: Callable[..., Job], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job = ask("receive", data=many(3), name="spring.csv")

    def breaks(*args: Any, **more: Any) -> Any:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(receive_applications, "perform", breaks)
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.problem_code) == (JobStatus.FAILED, "job.unexpected")
    assert "secret" not in job.problem_says
    assert "a secret of the machine" in caplog.text


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


# --- judged again ------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(receive: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Nine candidates of the same words, over whom the same question stands; an act judges none of the others."""
    monkeypatch.setattr(qualifying, "AT_ONCE", 0)
    monkeypatch.setattr(job_parts, "CANDIDATES", 4)
    return receive(*(handed_in(f"02{n:02}", job_of("j1", "2010-01", words=CONTROLLER)) for n in range(9)))


def test_one_answer_decides_everybody_who_waited_for_it(
    ask: Callable[..., Job], waiting: dict[str, Any], people: Any, examination: Any, at: datetime
) -> None:
    assert FindingQuestion.objects.filter(precedent__isnull=True).values("question").distinct().count() == 1
    later = at + timedelta(minutes=1)
    settle_question.perform(
        Actor(people.agency_hr),
        at=later,
        why="Examining books is auditing.",
        application=waiting["0203"],
        key=OPEN_KEY,
        verdict=Verdict.MET,
    )
    assert qualifying.outdated(examination).count() == 8
    job = ask("judge", options={"which": "outdated"}, at=later)
    assert job.total == 8
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.done, job.total) == (JobStatus.FINISHED, 8, 8)
    assert examination.applications.filter(finding__verdict="met").count() == 9
    assert not qualifying.outdated(examination).exists()
    precedent = Precedent.objects.get()
    assert precedent.uses.order_by().values("finding").distinct().count() == 8

    # Overruled, it decides nobody any more.
    overrule_precedent.perform(Actor(people.analyst), at=later, why="Misread.", precedent=precedent)
    ask("judge", options={"which": "outdated"}, at=later)
    Worker().run(once=True)
    assert examination.applications.filter(finding__verdict="undetermined").count() == 8


def test_all_are_judged_again_in_parts(
    ask: Callable[..., Job], waiting: dict[str, Any], examination: Any, at: datetime
) -> None:
    examination.applications.get(number="0201").finding.delete()
    job = ask("judge")
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.done, job.total) == (JobStatus.FINISHED, 9, 9)
    assert examination.applications.filter(finding__isnull=False).count() == 9


# --- a group determined -----------------------------------------------------------------------------------------


def test_a_group_is_determined_as_computed_with_its_notices(
    ask: Callable[..., Job], receive: Callable[..., Any], examination: Any, at: datetime
) -> None:
    receive(
        *(handed_in(f"03{n:02}", job_of("j1", "2023-01")) for n in range(3)), handed_in("0399", job_of("j1", "2010-01"))
    )
    last = at.date() + timedelta(days=14)
    job = ask("determine", options={"verdict": "not_met", "answer_by": last.isoformat(), "expected": 3})
    assert job.total == 3
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.done, left_out(job)) == (JobStatus.FINISHED, 3, [])
    determined = [one.determinations.get() for one in examination.applications.filter(number__startswith="030")]
    assert {(one.outcome, one.agrees, one.answer_by) for one in determined} == {("not_qualified", True, last)}
    assert all(one.notice_pdf.original().startswith(b"%PDF") for one in determined)
    assert not examination.applications.get(number="0399").determinations.exists()
    with pytest.raises(jobs.JobOptionsError):
        ask("determine", options={"verdict": "not_met", "answer_by": last.isoformat()})


def test_a_group_ends_early_and_goes_on_without_a_second_notice(
    ask: Callable[..., Job], receive: Callable[..., Any], people: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_parts, "SECONDS", 0.0)
    rows = receive(*(handed_in(f"03{n:02}", job_of("j1", "2010-01")) for n in range(3)))
    job = ask("determine", options={"verdict": "met"})
    said = iter((False, True, True))
    Worker(stopping=lambda: next(said)).run(once=True)
    job.refresh_from_db()
    assert (job.status, job.done) == (JobStatus.QUEUED, 1)
    Worker().run(once=True)
    assert [row.determinations.count() for row in rows.values()] == [1, 1, 1]
    job.refresh_from_db()
    assert (job.done, job.total) == (3, 3)


def test_whoever_is_computed_otherwise_by_then_is_left_to_a_person(
    ask: Callable[..., Job], receive: Callable[..., Any], people: Any, at: datetime
) -> None:
    from meritbook.records.models import Finding

    rows = receive(
        handed_in("0301", job_of("j1", "2010-01")), handed_in("0302", job_of("j1", "2010-01", words=CONTROLLER))
    )
    Finding.objects.filter(application=rows["0302"]).update(verdict="met")
    for reason in ("", "As announced."):
        job = ask("determine", options={"verdict": "met", "reason": reason})
        Worker().run(once=True)
        assert left_out(job) == [("candidate 0302", "job.not_as_computed")]
        assert (job.status, job.done) == (JobStatus.FINISHED, 2 if not reason else 1)
    assert not rows["0302"].determinations.exists()
    assert rows["0301"].determinations.count() == 1


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"verdict": "undetermined"}, jobs.JobOptionsError),
        ({}, jobs.JobOptionsError),
        ({"verdict": "not_met"}, jobs.JobOptionsError),
        ({"verdict": "not_met", "answer_by": "soon"}, jobs.JobOptionsError),
        ({"verdict": "not_met", "answer_by": "2026-03-01"}, jobs.JobOptionsError),
        ({"verdict": "met", "expected": 7}, jobs.NumberChangedError),
    ],
)
def test_a_group_that_is_not_the_one_that_was_shown_is_not_determined(
    ask: Callable[..., Job], examined: Any, options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        ask("determine", options=options)
    assert not Job.objects.exists()


def test_what_is_left_out_is_listed_up_to_a_number_and_then_counted() -> None:
    left = [job_parts.Left(f"line {n}", "No.", "reader.candidate") for n in range(5)]
    first = job_parts.kept(left, [], most=3)
    assert [one["where"] for one in first] == ["line 0", "line 1", "line 2", ""]
    assert first[-1]["says"] == "2 more are not listed."
    second = job_parts.kept(left, first, most=3)
    assert second[-1]["says"] == "7 more are not listed."
    assert len(second) == 4


def test_an_empty_table_is_no_work(ask: Callable[..., Job]) -> None:
    with pytest.raises(CandidateFileError, match="no candidate"):
        ask("receive", data=b"[]", name="none.json")
    assert not Application.objects.exists()
