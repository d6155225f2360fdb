"""Long work over many candidates who are on record: judged again by new precedents, and determined as a group."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from job_world import ask, left_out, now
from meritbook.actions import (
    Actor,
    amend_statement,
    determine_qualification,
    job_parts,
    jobs,
    notices,
    overrule_precedent,
    qualifying,
    resume_job,
    settle_question,
    stop_job,
)
from meritbook.actions.work import Worker
from meritbook.core.verdict import Verdict
from meritbook.records.models import DeterminationOutcome, Finding, FindingQuestion, Job, JobStatus, Precedent
from qualifying_world import CONTROLLER, OPEN_KEY, handed_in
from qualifying_world import job as job_of

__all__ = ["ask", "now"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


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


def test_a_candidate_judged_beside_the_answer_is_found_whatever_the_clocks_say(
    ask: Callable[..., Job], waiting: dict[str, Any], people: Any, examination: Any, at: datetime
) -> None:
    settle_question.perform(
        Actor(people.agency_hr), at=at, why="It is.", application=waiting["0203"], key=OPEN_KEY, verdict=Verdict.MET
    )
    # Judged after the answer by the clock, and without sight of it.
    Finding.objects.exclude(application=waiting["0203"]).update(judged_at=at + timedelta(hours=1))
    assert qualifying.outdated(examination).count() == 8
    ask("judge", options={"which": "outdated"})
    Worker().run(once=True)
    assert not qualifying.outdated(examination).exists()


def test_nobody_is_judged_again_for_an_answer_that_they_gave_themselves(
    waiting: dict[str, Any], receive: Callable[..., Any], people: Any, examination: Any, at: datetime
) -> None:
    settle_question.perform(
        Actor(people.agency_hr), at=at, why="It is.", application=waiting["0203"], key=OPEN_KEY, verdict=Verdict.MET
    )
    stated = handed_in("0210", job_of("j1", "2010-01", words=CONTROLLER))
    own = receive(stated, by=people.analyst, users={"0210": people.agency_hr})["0210"]
    assert own.finding.verdict == "undetermined"
    assert own not in qualifying.outdated(examination)
    assert waiting["0205"] in qualifying.outdated(examination)


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


def test_nobody_joins_a_group_after_its_number_was_confirmed(
    ask: Callable[..., Job], receive: Callable[..., Any], people: Any, at: datetime
) -> None:
    first = receive(handed_in("0301", job_of("j1", "2010-01")))
    job = ask("determine", options={"verdict": "met", "expected": 1})
    stop_job.perform(Actor(people.agency_hr), at=at, why="Later.", job=job)
    later = receive(handed_in("0302", job_of("j1", "2010-01")))
    resume_job.perform(Actor(people.agency_hr), at=at, why="Now.", job=job)
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.left_out) == (JobStatus.FINISHED, 1, 1, 0)
    assert first["0301"].determinations.count() == 1
    assert not later["0302"].determinations.exists()


def test_whoever_stated_anew_since_the_group_was_confirmed_is_left_to_a_person(
    ask: Callable[..., Job], receive: Callable[..., Any], people: Any, at: datetime
) -> None:
    rows = receive(*(handed_in(f"03{n:02}", job_of("j1", "2010-01")) for n in (1, 2)))
    job = ask("determine", options={"verdict": "met", "expected": 2})
    amend_statement.perform(
        Actor(people.agency_hr),
        at=at,
        why="They wrote again.",
        application=rows["0301"],
        candidate=handed_in("0301", job_of("j1", "2009-01")).candidate,
    )
    assert rows["0301"].statements.count() == 2
    Worker().run(once=True)
    assert left_out(job) == [("candidate 0301", "application.stated_anew")]
    assert not rows["0301"].determinations.exists()
    assert rows["0302"].determinations.count() == 1


def test_whoever_a_person_determined_meanwhile_is_told_and_not_determined_again(
    ask: Callable[..., Job], receive: Callable[..., Any], people: Any, at: datetime
) -> None:
    rows = receive(*(handed_in(f"03{n:02}", job_of("j1", "2010-01")) for n in (1, 2)))
    job = ask("determine", options={"verdict": "met"})
    determine_qualification.perform(
        Actor(people.agency_hr),
        at=at,
        why="As computed.",
        application=rows["0301"],
        outcome=DeterminationOutcome.QUALIFIED,
    )
    Worker().run(once=True)
    assert left_out(job) == [("candidate 0301", "determination.already_made")]
    assert [row.determinations.count() for row in rows.values()] == [1, 1]


def test_one_notice_that_cannot_be_written_holds_up_no_other(
    ask: Callable[..., Job], receive: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = receive(*(handed_in(f"03{n:02}", job_of("j1", "2010-01")) for n in (1, 2, 3)))
    original = notices.notice_of

    def fails(determination: Any, entry: Any) -> Any:
        if determination.application.number == "0302":
            raise ValueError("a word that no font has")
        return original(determination, entry)

    monkeypatch.setattr(notices, "notice_of", fails)
    job = ask("determine", options={"verdict": "met"})
    Worker().run(once=True)
    assert left_out(job) == [("candidate 0302", "job.candidate_failed")]
    assert (job.status, job.done, job.left_out) == (JobStatus.FINISHED, 3, 1)
    assert [row.determinations.count() for row in rows.values()] == [1, 0, 1]


@pytest.mark.parametrize("which", ["all", "outdated"])
def test_one_candidate_who_cannot_be_judged_holds_up_no_other_and_is_told_once(
    ask: Callable[..., Job], waiting: dict[str, Any], examination: Any, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    Finding.objects.filter(application__in=waiting.values()).delete()
    original = qualifying.find

    def fails(rows: Any, **more: Any) -> Any:
        rows = list(rows)
        if waiting["0204"] in rows:
            raise ValueError("a date that nobody foresaw")
        return original(rows, **more)

    monkeypatch.setattr(qualifying, "find", fails)
    job = ask("judge", options={"which": which})
    Worker().run(once=True)
    assert left_out(job) == [("candidate 0204", "job.candidate_failed")]
    assert (job.status, job.done) == (JobStatus.FINISHED, 9)
    assert list(examination.applications.filter(finding__isnull=True)) == [waiting["0204"]]


def test_whoever_is_not_determined_as_computed_leaves_no_notice_behind(
    ask: Callable[..., Job], receive: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = receive(handed_in("0302", job_of("j1", "2010-01", words=CONTROLLER)))
    Finding.objects.filter(application=rows["0302"]).update(verdict="met")
    written: list[Any] = []
    monkeypatch.setattr(notices, "write", lambda *args, **more: written.append(more))
    job = ask("determine", options={"verdict": "met", "reason": "As announced."})
    Worker().run(once=True)
    assert left_out(job) == [("candidate 0302", "job.not_as_computed")]
    assert written == []


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
