"""Reports of competency assessments: who reads which part, until when, and how many are set as files at once."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

import assessment_results as made
from assessment_report_world import closed, version
from meritbook.actions import Actor
from meritbook.actions import report_sharing_policies as possible
from meritbook.actions.assessment_reports import NotClosedError
from meritbook.actions.job_parts import task_of
from meritbook.actions.jobs import JobExistsError
from meritbook.actions.permissions import ForbiddenError, OwnCaseError, Standing
from meritbook.actions.work import Worker
from meritbook.desk import assessment_reports as read
from meritbook.readers.seals import hashes_in
from meritbook.records.models import Job, LedgerEntry, ReportPaper, ReportShare, StoredDocument
from year_stage import do

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any, on: date) -> None:
    settings.MERITBOOK_ON = on


@pytest.fixture
def assessed(people: Any, departments: Any, at: datetime) -> Any:
    """The executive's closed assessment."""
    kept = {"of": version(at), "by": people.agency_hr, "department": departments.revenue}
    return closed(people.executive, made.told_now(), at, **kept)


def shown(people: Any, at: datetime, assessment: Any, **more: Any) -> ReportShare:
    taken = {
        "assessment": assessment,
        "reader": people.personnel_staff,
        "relation": "personnel",
        "competencies": ["listening"],
        **more,
    }
    row: ReportShare = do("share_report", people.executive, at, **taken)
    return row


def keys(who: Any, on: date, pk: int) -> list[str]:
    return [one.line.key for one in read.page(Standing(who, on), pk).lines]


def test_a_report_is_open_to_its_person_alone_whatever_roles_others_hold(people: Any, assessed: Any, on: date) -> None:
    assert keys(people.executive, on, assessed.pk) == ["listening", "planning", "candour"]
    for name, who in people.all().items():
        if name == "executive":
            continue
        with pytest.raises(read.NoSuchReportError):
            read.page(Standing(who, on), assessed.pk)
        with pytest.raises(read.NoSuchReportError):
            read.table(Standing(who, on), assessed.pk)
        assert read.own(Standing(who, on)) == read.shown_to(Standing(who, on)) == ()


def test_a_reader_sees_the_part_that_is_shown_and_nothing_else_of_it_anywhere(
    people: Any, assessed: Any, at: datetime, on: date
) -> None:
    shown(people, at, assessed)
    standing = Standing(people.personnel_staff, on)
    page = read.page(standing, assessed.pk)
    assert [one.line.key for one in page.lines] == ["listening"]
    assert (page.paper, page.shares) == (None, ())
    everything = str(page.report.plain()) + read.table(standing, assessed.pk)
    for hidden in ("Candour", "Says it as it is", "Planning", "Let others finish.", "I try."):
        assert hidden not in everything
    assert [one.competencies for one in read.shown_to(standing)] == [1]


def test_comments_are_shown_where_the_person_says_so_and_of_the_chosen_competencies_alone(
    people: Any, assessed: Any, at: datetime, on: date
) -> None:
    shown(people, at, assessed, comments=True)
    said = str(read.page(Standing(people.personnel_staff, on), assessed.pk).report.plain())
    assert "Let others finish." in said
    assert "Says it as it is" not in said


def test_what_is_taken_back_opens_nothing_any_more(people: Any, assessed: Any, at: datetime, on: date) -> None:
    share = shown(people, at, assessed)
    do("withdraw_report_share", people.executive, at, share=share)
    with pytest.raises(read.NoSuchReportError):
        read.page(Standing(people.personnel_staff, on), assessed.pk)
    with pytest.raises(possible.NotSharedError):
        do("withdraw_report_share", people.executive, at, share=share)


def test_it_is_open_on_the_last_day_and_not_on_the_day_after(
    people: Any, assessed: Any, at: datetime, on: date
) -> None:
    last = on + timedelta(days=4)
    shown(people, at, assessed, last_day=last)
    assert keys(people.personnel_staff, last, assessed.pk) == ["listening"]
    with pytest.raises(read.NoSuchReportError):
        read.page(Standing(people.personnel_staff, last + timedelta(days=1)), assessed.pk)


def test_one_reader_is_shown_one_part_at_a_time_and_another_once_it_is_over(
    people: Any, assessed: Any, at: datetime, on: date
) -> None:
    shown(people, at, assessed, last_day=on)
    with pytest.raises(possible.SharedAlreadyError):
        shown(people, at, assessed, competencies=["candour"])
    later = at + timedelta(days=2)
    shown(people, later, assessed, competencies=["candour"])
    assert keys(people.personnel_staff, later.date(), assessed.pk) == ["candour"]


def test_nobody_else_shows_it_or_takes_it_back_for_the_person(people: Any, assessed: Any, at: datetime) -> None:
    share = shown(people, at, assessed)
    for who in (people.agency_hr, people.personnel_staff, people.department_director):
        with pytest.raises(ForbiddenError):
            do(
                "share_report", who, at, assessment=assessed, reader=who, relation="personnel",
                competencies=["candour"],
            )  # fmt: skip
        with pytest.raises(ForbiddenError):
            do("withdraw_report_share", who, at, share=share)
        with pytest.raises(ForbiddenError):
            do("set_report", who, at, assessment=assessed)


@pytest.mark.parametrize(
    ("reader", "relation", "says"),
    [
        ("analyst", "colleague", "lets its report be shown to"),
        ("analyst", "personnel", "is not human resources"),
        ("analyst", "supervisor", "is not whom the person reports to"),
        ("analyst", "coach", "is not the coach"),
        ("nobody", "personnel", "is not in office"),
        ("executive", "personnel", "your own report"),
    ],
)
def test_the_policy_says_to_whom_and_being_called_so_is_not_enough(
    people: Any, assessed: Any, at: datetime, reader: str, relation: str, says: str
) -> None:
    with pytest.raises(possible.ReaderError, match=says):
        shown(people, at, assessed, reader=getattr(people, reader), relation=relation)
    assert not ReportShare.objects.exists()


def test_whom_the_position_reports_to_reads_as_supervisor(
    people: Any, departments: Any, position: Any, at: datetime, on: date
) -> None:
    do(
        "grant_role", people.system_administrator, at, user=people.supervisor, role="department_director",
        department=departments.transport, starts_on=date(2020, 1, 1),
    )  # fmt: skip
    assert position.supervisor.incumbent == people.supervisor
    kept = {"of": version(at), "by": people.agency_hr, "department": departments.revenue}
    row = closed(people.executive, made.told_now(), at, **kept)
    shown(people, at, row, reader=people.supervisor, relation="supervisor")
    assert keys(people.supervisor, on, row.pk) == ["listening"]


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"competencies": []}, possible.PartError),
        ({"competencies": ["listening", "courage"]}, possible.PartError),
        ({"last_day": date(2026, 3, 1)}, possible.ShareDayError),
    ],
)
def test_what_is_no_part_or_is_over_already_is_refused(
    people: Any, assessed: Any, at: datetime, more: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        shown(people, at, assessed, **more)


def test_an_assessment_that_is_not_closed_has_no_report(
    people: Any, departments: Any, assessed: Any, at: datetime, on: date
) -> None:
    type(assessed).objects.filter(pk=assessed.pk).update(state="open")
    try:
        with pytest.raises(read.NoSuchReportError):
            read.page(Standing(people.executive, on), assessed.pk)
        with pytest.raises(NotClosedError):
            do("set_report", people.executive, at, assessment=assessed)
    finally:
        type(assessed).objects.filter(pk=assessed.pk).update(state="closed")


def test_the_ledger_says_what_is_shown_to_whom_and_no_figure_or_comment(
    people: Any, assessed: Any, at: datetime
) -> None:
    shown(people, at, assessed, comments=True)
    do("set_report", people.executive, at, assessment=assessed)
    entry = LedgerEntry.objects.get(action="share_report")
    assert json.loads(entry.payload)["facts"] == {
        "reader": "personnel_staff",
        "relation": "personnel",
        "competencies": ["listening"],
        "comments": True,
        "last_day": None,
    }
    for one in LedgerEntry.objects.filter(action__in=["share_report", "set_report"]):
        assert not any(said in one.payload for said in ("Let others finish", "2.75", "mean"))


def test_the_file_of_a_report_says_its_seal_and_the_same_report_is_one_file(
    people: Any, assessed: Any, at: datetime
) -> None:
    paper = do("set_report", people.executive, at, assessment=assessed)
    again = do("set_report", people.executive, at, assessment=assessed)
    assert paper.pk == again.pk
    data = paper.document.original()
    assert data.startswith(b"%PDF")
    assert hashes_in(data) == (assessed.told.sha256,)
    assert "Executive" not in paper.document.name


def _many(people: Any, departments: Any, at: datetime) -> list[Any]:
    kept = {"of": version(at), "by": people.personnel_staff, "department": departments.revenue}
    who = (people.executive, people.analyst, people.results_practitioner, people.agency_hr)
    return [closed(one, made.told_now(), at, **kept) for one in who]


def test_the_work_sets_every_report_but_the_own_one_of_who_asks(people: Any, departments: Any, at: datetime) -> None:
    rows = _many(people, departments, at)
    job = do("set_reports", people.agency_hr, at, department=departments.revenue)
    assert job.total == 4
    Worker().do_one(job)
    job.refresh_from_db()
    assert (job.status, job.done, job.left_out) == ("finished", 4, 1)
    assert [one["code"] for one in json.loads(job.skipped_json)] == [OwnCaseError.code]
    assert sorted(ReportPaper.objects.values_list("assessment", flat=True)) == sorted(one.pk for one in rows[:3])
    parts = LedgerEntry.objects.filter(action="set_reports", subject=f"job:{job.pk}").values_list("payload", flat=True)
    assert sum(json.loads(one)["facts"].get("reports", 0) for one in parts) == 3


def test_asked_for_again_it_sets_only_what_has_no_file_yet(people: Any, departments: Any, at: datetime) -> None:
    _many(people, departments, at)
    Worker().do_one(do("set_reports", people.personnel_staff, at))
    files = StoredDocument.objects.count()
    again = do("set_reports", people.personnel_staff, at)
    assert again.total == 0
    Worker().do_one(again)
    again.refresh_from_db()
    assert again.status == "finished"
    assert (ReportPaper.objects.count(), StoredDocument.objects.count()) == (4, files)


def test_stopped_it_goes_on_where_its_last_part_ended_and_sets_nothing_twice(
    people: Any, departments: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import report_setting

    monkeypatch.setattr(report_setting, "AT_ONCE", 1)
    _many(people, departments, at)
    job = do("set_reports", people.personnel_staff, at)
    task = task_of(job)
    for _ in range(2):
        part = task.part(job)
        job.done, job.place = part.done, part.place
        job.save()
    do("stop_job", people.personnel_staff, at, job=job)
    assert ReportPaper.objects.count() == 2
    do("resume_job", people.personnel_staff, at, job=job)
    Worker().do_one(Job.objects.get(pk=job.pk))
    job.refresh_from_db()
    assert (job.status, job.done, ReportPaper.objects.count()) == ("finished", 4, 4)


def test_who_keeps_one_department_sets_no_report_of_another_or_of_all(
    people: Any, departments: Any, at: datetime
) -> None:
    for department in (departments.transport, None):
        with pytest.raises(ForbiddenError):
            do("set_reports", people.agency_hr, at, department=department)
    job = do("set_reports", people.agency_hr, at, department=departments.revenue)
    with pytest.raises(ForbiddenError):
        do("stop_job", people.agency_hr_elsewhere, at, job=job)
    with pytest.raises(read.NoSuchSettingError):
        read.work(Standing(people.agency_hr_elsewhere, at.date()), job.pk)
    with pytest.raises(JobExistsError):
        do("set_reports", people.personnel_staff, at)


def test_who_sets_the_reports_reads_none_by_it(people: Any, departments: Any, at: datetime, on: date) -> None:
    rows = _many(people, departments, at)
    Worker().do_one(do("set_reports", people.personnel_staff, at))
    standing = Standing(people.personnel_staff, on)
    for one in rows:
        with pytest.raises(read.NoSuchReportError):
            read.seen(standing, one.pk)
    assert Actor(people.personnel_staff).user == people.personnel_staff


def test_an_assessment_that_was_answered_and_closed_by_the_acts_gives_a_report_and_its_file(
    people: Any, departments: Any, at: datetime, on: date, settings: Any
) -> None:
    import rater_world as world

    peers = world.staff(at, departments.revenue, 4)
    row = world.opened(
        people.agency_hr, at, subject=people.executive, version=world.version_of(world.model_of(), at),
        groups={"peer": peers},
    )  # fmt: skip
    world.answer(row, people.executive, at, 5)
    for place, one in enumerate(peers):
        world.answer(row, one, at, 2 + place % 3, candour=f"Word {place}.")
    world.closed(people.agency_hr, at, row)
    page = read.page(Standing(people.executive, on), row.pk)
    assert [(one.line.key, one.own, one.others) for one in page.lines] == [
        ("candour", "5.00", "2.80"),
        ("thrift", "5.00", "2.80"),
    ]
    assert sorted(page.lines[0].line.comments) == [f"Word {place}." for place in range(4)]
    assert [one.line.key for one in page.called] == ["candour", "thrift"]
    paper = do("set_report", people.executive, at, assessment=row)
    assert hashes_in(paper.document.original()) == (page.seal,)
