"""The pages of an examination, its open questions, its work, and precedents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meritbook.actions import qualifying
from meritbook.actions.work import Worker
from meritbook.desk import jobs as read_jobs
from meritbook.records.models import AskedQuestion, Determination, Examination, Job, JobKind, Precedent
from qualifying_world import CONTROLLER, handed_in
from qualifying_world import job as job_of

HEAD = "candidate,kind,title,starts,current,hours,paid\n"


@pytest.fixture
def officer(signed_in: Callable[[Any], Any], people: Any) -> Any:
    """The client as the HR officer of the department."""
    return signed_in(people.agency_hr)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr("meritbook.records.clock.now", lambda: at + timedelta(hours=2))


def body(response: Any) -> str:
    return " ".join(response.content.decode().split())


def post(client: Any, name: str, *args: int, data: dict[str, Any], follow: bool = True) -> Any:
    return client.post(reverse(f"web:{name}", args=args), data, follow=follow)


def file_of(text: str, name: str = "spring.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


@pytest.fixture
def confirmed(password: str) -> Callable[[Any, Any], Any]:
    """Gives the password where a page asks for it."""

    def give(client: Any, response: Any) -> Any:
        assert response.status_code == 200
        assert "reauthenticate" in response.request["PATH_INFO"] or "again" in response.request["PATH_INFO"]
        return client.post(
            response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"], {"password": password}, follow=True
        )

    return give


# --- the list and the page ---------------------------------------------------------------------------------------


def test_an_examination_is_opened_and_listed(officer: Any, requirement: Any, departments: Any) -> None:
    data = {
        "number": "2026-020",
        "title": "Harbour Auditor",
        "department": departments.revenue.pk,
        "requirement": requirement.pk,
        "policy": "kansas+plain",
        "on": "2026-05-01",
        "why": "A vacancy.",
    }
    made = post(officer, "examination_new", data=data)
    assert made.status_code == 200
    row = Examination.objects.get(number="2026-020")
    assert (row.policy, row.department, row.on.isoformat()) == ("kansas+plain", departments.revenue, "2026-05-01")
    listed = body(officer.get(reverse("web:examinations"), {"q": "harbour"}))
    assert "2026-020" in listed
    assert "Nobody applied yet." in body(made)


def test_what_cannot_be_opened_keeps_what_was_typed(officer: Any, requirement: Any, departments: Any) -> None:
    data = {"number": "X-1", "title": "Kept title", "department": departments.transport.pk, "requirement": "", "on": ""}
    refused = post(officer, "examination_new", data=data)
    assert refused.status_code == 422
    assert "Kept title" in body(refused)
    data |= {"department": departments.revenue.pk, "requirement": requirement.pk, "on": "2026-05-01", "why": "So."}
    unknown = post(officer, "examination_new", data={**data, "binding": "9.9"})
    assert unknown.status_code == 422
    assert "examination.binding_unknown" in body(unknown)
    assert not Examination.objects.exists()


def test_only_central_hr_opens_a_statewide_one(signed_in: Callable[[Any], Any], people: Any, requirement: Any) -> None:
    assert "Statewide" not in body(signed_in(people.agency_hr).get(reverse("web:examination_new")))
    assert "Statewide" in body(signed_in(people.analyst).get(reverse("web:examination_new")))


def test_the_page_counts_by_verdict_and_determination_and_shows_numbers_only(officer: Any, examined: Any) -> None:
    page = body(officer.get(reverse("web:examination", args=[examined.examination.pk])))
    groups = {one.verdict: one for one in _groups(examined)}
    assert (groups["met"].count, groups["met"].qualified) == (5, 1)
    assert sum(one.count for one in groups.values()) == 8
    assert "8 candidates" in page
    for shown in ("0101", "0105", "Undetermined", "The same as a table", 'role="img"'):
        assert shown in page
    for application in examined.all():
        assert application.person.name not in page


def _groups(examined: Any) -> Any:
    from meritbook.desk import examinations as read

    return read.groups(examined.examination)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"verdict": "not_met"}, ["0102", "0108"]),
        ({"state": "look"}, ["0105"]),
        ({"state": "qualified"}, ["0106"]),
        ({"state": "information"}, ["0107"]),
        ({"state": "open", "verdict": "met"}, ["0101", "0103", "0104"]),
        ({"number": "010", "state": "nonsense", "verdict": "perhaps"}, [f"010{n}" for n in range(1, 9)]),
        ({"verdict": "none"}, []),
    ],
)
def test_candidates_are_narrowed(officer: Any, examined: Any, query: dict[str, str], numbers: list[str]) -> None:
    response = officer.get(reverse("web:examination", args=[examined.examination.pk]), query)
    assert [one.number for one in response.context["page"].rows] == numbers


def test_those_to_look_at_stand_by_the_number_of_their_questions(
    officer: Any, examined: Any, receive: Callable[..., Any]
) -> None:
    clerk = ("Bookkeeper", "Keeps the ledgers of a shop.")
    other = ("Examiner", "Reviews the claims of taxpayers.")
    receive(
        handed_in("0001", job_of("j1", "2009-01", "2012-12", words=clerk), job_of("j2", "2013-01", words=other)),
        handed_in("0301", job_of("j1", "2012-01", words=clerk)),
    )
    rows = (
        officer.get(reverse("web:examination", args=[examined.examination.pk]), {"state": "look"}).context["page"].rows
    )
    assert [one.questions for one in rows] == sorted(one.questions for one in rows)
    assert rows[-1].number == "0001"


def test_an_examination_is_closed_with_a_reason_and_offers_nothing_more(officer: Any, examined: Any) -> None:
    pk = examined.examination.pk
    assert "have no determination" in body(officer.get(reverse("web:examination_close", args=[pk])))
    closed = post(officer, "examination_close", pk, data={"why": "All heard."})
    assert "closed on" in body(closed)
    assert reverse("web:examination_file", args=[pk]) not in body(closed)
    again = post(officer, "examination_close", pk, data={"why": "Twice."})
    assert again.status_code == 422
    assert "examination.closed" in body(again)


# --- files and work ----------------------------------------------------------------------------------------------


def test_a_file_is_read_by_the_worker_and_what_was_left_out_can_be_taken_away(officer: Any, examination: Any) -> None:
    text = HEAD + "0001,job,Auditor,2010-01,yes,40,yes\n0002,job,=HYPERLINK(x),2010-99,yes,40,yes\n"
    page = post(officer, "examination_file", examination.pk, data={"file": file_of(text), "why": "The spring file."})
    job = Job.objects.get()
    assert page.request["PATH_INFO"] == reverse("web:job", args=[examination.pk, job.pk])
    assert "Look again" in body(page)
    assert 'hx-trigger="every 2s"' in body(page)
    Worker().run(once=True)
    ended = body(officer.get(reverse("web:job", args=[examination.pk, job.pk])))
    called = f"file-{hashlib.sha256(text.encode()).hexdigest()[:8]}.csv"
    assert f"{called}, line 3, candidate 0002" in ended
    assert "spring.csv" not in ended
    assert "hx-trigger" not in ended
    table = officer.get(reverse("web:job_left_out", args=[examination.pk, job.pk]))
    assert table["Content-Type"].startswith("text/csv")
    lines = table.content.decode().splitlines()
    assert lines[0] == "where,says,code"
    assert lines[1].startswith(f'"{called}, line 3, candidate 0002",')
    assert lines[1].endswith("reader.candidate")


def test_what_a_spreadsheet_would_run_is_taken_away_as_text() -> None:
    table = read_jobs.table_of((read_jobs.LeftOut("=1+1", "+x", "@code"), read_jobs.LeftOut("a.csv, line 1", "-", "c")))
    assert table.splitlines()[1:] == ["'=1+1,'+x,'@code", '"a.csv, line 1",\'-,c']


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("", "empty.csv", "reader.empty"),
        ("%PDF-1.7\n", "list.pdf", "reader.unsupported"),
        ("Dear all\n", "l.csv", "reader.candidate"),
    ],
)
def test_a_file_that_is_none_is_refused_on_the_page(
    officer: Any, examination: Any, text: str, name: str, code: str
) -> None:
    refused = post(officer, "examination_file", examination.pk, data={"file": file_of(text, name), "why": "A file."})
    assert refused.status_code == 422
    assert code in body(refused)
    assert not Job.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    officer: Any, examination: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.readers.limits import Limits
    from meritbook.web.views import examinations as views

    monkeypatch.setattr(views, "BATCH_LIMITS", Limits(max_bytes=10))
    refused = post(officer, "examination_file", examination.pk, data={"file": file_of(HEAD), "why": "A file."})
    assert (refused.status_code, "reader.too_large" in body(refused)) == (422, True)


def test_work_is_stopped_and_goes_on_from_its_page(officer: Any, examination: Any) -> None:
    text = HEAD + "0001,job,Auditor,2010-01,yes,40,yes\n"
    post(officer, "examination_file", examination.pk, data={"file": file_of(text), "why": "The spring file."})
    job = Job.objects.get()
    assert "Go on where it ended" in body(post(officer, "job_stop", examination.pk, job.pk, data={}))
    assert Worker().run(once=True) == 0
    assert "Stop after the part at hand" in body(post(officer, "job_resume", examination.pk, job.pk, data={}))
    Worker().run(once=True)
    assert examination.applications.count() == 1
    refused = post(officer, "job_stop", examination.pk, job.pk, data={})
    assert refused.status_code == 409


def test_how_far_work_is_comes_by_itself_in_few_statements(officer: Any, world: Any) -> None:
    row = world.examined.examination
    waits = Job.objects.get(kind=JobKind.JUDGE)
    path = reverse("web:job", args=[row.pk, waits.pk])
    with CaptureQueriesContext(connection) as captured:
        part = officer.get(path, headers={"HX-Request": "true"})
    assert len(captured) <= 8
    assert body(part).startswith(f'<div class="mb-job" id="job-{waits.pk}" data-polled')
    assert "<html" not in body(part)
    Worker().run(once=True)
    ended = body(officer.get(path, headers={"HX-Request": "true"}))
    assert "It has ended" in ended
    assert "hx-get" not in ended


def test_work_that_nobody_takes_up_says_what_is_missing(
    officer: Any, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = Job.objects.get(kind=JobKind.JUDGE)
    page = body(officer.get(reverse("web:job", args=[world.examined.examination.pk, waits.pk])))
    assert "No worker is at it" in page


# --- open questions ----------------------------------------------------------------------------------------------


@pytest.fixture
def crowd(examined: Any, receive: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> AskedQuestion:
    """Nine more who wait for the question of the bookkeeper, one of whom waits for another too; the question."""
    clerk = ("Bookkeeper", "Keeps the ledgers of a shop.")
    other = ("Examiner", "Reviews the claims of taxpayers.")
    receive(
        *(handed_in(f"04{n:02}", job_of("j1", "2012-01", words=clerk)) for n in range(8)),
        handed_in("0499", job_of("j1", "2009-01", "2015-12", words=clerk), job_of("j2", "2016-01", words=other)),
    )
    monkeypatch.setattr(qualifying, "AT_ONCE", 0)
    return AskedQuestion.objects.filter(uses__finding__application=examined.open).earliest("pk")


def test_each_question_stands_once_with_those_whom_it_holds_up(
    officer: Any, examined: Any, crowd: AskedQuestion
) -> None:
    response = officer.get(reverse("web:examination_questions", args=[examined.examination.pk]))
    first = response.context["page"].rows[0]
    assert (first.id, first.count, first.last) == (crowd.pk, 10, 9)
    assert "Holds up 10 candidates" in body(response)
    assert "Is a job (Bookkeeper) the experience asked for?" in body(response)
    overview = response.context["overview"]
    assert (overview.undetermined, overview.shared, overview.single, overview.alone) == (10, 1, 1, 0)
    detail = body(officer.get(reverse("web:examination_question", args=[examined.examination.pk, crowd.pk])))
    assert "Keeps the ledgers of a shop" in detail
    assert "Quillfeather" not in detail


def test_one_answer_decides_everybody_who_waits_for_it(officer: Any, examined: Any, crowd: AskedQuestion) -> None:
    pk = examined.examination.pk
    refused = post(officer, "examination_question", pk, crowd.pk, data={"verdict": "not_met", "why": ""})
    assert refused.status_code == 422
    done = post(
        officer,
        "examination_question",
        pk,
        crowd.pk,
        data={"verdict": "not_met", "why": "Keeping ledgers is not auditing."},
    )
    precedent = Precedent.objects.get(identity=crowd.identity)
    job = Job.objects.get(kind=JobKind.JUDGE)
    assert done.request["PATH_INFO"] == reverse("web:job", args=[pk, job.pk])
    Worker().run(once=True)
    # Nine of the ten: the one who was asked first holds the answer itself.
    assert precedent.uses.order_by().values("finding").distinct().count() == 9
    assert not qualifying.outdated(examined.examination).exists()
    gone = officer.get(reverse("web:examination_question", args=[pk, crowd.pk]))
    assert gone.status_code == 404
    # The statewide examination asks the same, and is beyond the officer's reach.
    assert qualifying.outdated(examined.statewide).exists() is True


def test_those_whom_a_precedent_has_overtaken_are_judged_from_the_page(
    signed_in: Callable[[Any], Any], officer: Any, people: Any, examined: Any, crowd: AskedQuestion
) -> None:
    data = {"verdict": "not_met", "why": "Keeping ledgers is not auditing."}
    post(officer, "examination_question", examined.examination.pk, crowd.pk, data=data)
    analyst = signed_in(people.analyst)
    page = body(analyst.get(reverse("web:examination", args=[examined.statewide.pk])))
    assert "1 candidate was judged before a precedent" in page
    post(analyst, "examination_judge", examined.statewide.pk, data={})
    Worker().run(once=True)
    assert not qualifying.outdated(examined.statewide).exists()


def test_a_question_that_is_asked_in_other_words_by_now_has_all_judged_again(
    officer: Any, examined: Any, crowd: AskedQuestion
) -> None:
    AskedQuestion.objects.filter(pk=crowd.pk).update(identity="0" * 64)
    data = {"verdict": "not_met", "why": "Keeping ledgers is not auditing."}
    post(officer, "examination_question", examined.examination.pk, crowd.pk, data=data)
    job = Job.objects.get(kind=JobKind.JUDGE)
    assert (json.loads(job.options_json)["which"], job.total) == ("all", 17)
    Worker().run(once=True)
    assert Precedent.objects.latest("pk").uses.order_by().values("finding").distinct().count() == 9


def test_who_may_only_read_sees_the_questions_and_no_form(
    signed_in: Callable[[Any], Any], people: Any, examined: Any, crowd: AskedQuestion
) -> None:
    auditor = signed_in(people.auditor)
    path = reverse("web:examination_question", args=[examined.examination.pk, crowd.pk])
    assert "<textarea" not in body(auditor.get(path))
    assert auditor.post(path, {"verdict": "met", "why": "So."}).status_code == 403


# --- precedents --------------------------------------------------------------------------------------------------


def test_a_precedent_says_what_it_answers_and_whom_it_decides(officer: Any, examined: Any) -> None:
    row = examined.precedent
    listed = body(officer.get(reverse("web:precedents"), {"q": "controller"}))
    assert f"Precedent {row.pk}" in listed
    page = body(officer.get(reverse("web:precedent", args=[row.pk])))
    assert row.why in page
    assert CONTROLLER[1].rstrip(".") in page
    assert examined.examination.number in page
    assert "Overrule precedent" not in page, "an agency's officer may not"
    assert officer.get(reverse("web:precedent", args=[row.pk + 99])).status_code == 404


def test_overruled_it_decides_nobody_any_more(signed_in: Callable[[Any], Any], people: Any, examined: Any) -> None:
    analyst = signed_in(people.analyst)
    refused = post(analyst, "precedent_overrule", examined.precedent.pk, data={"why": ""})
    assert refused.status_code == 422
    page = body(post(analyst, "precedent_overrule", examined.precedent.pk, data={"why": "Misread."}))
    assert "Overruled, because: Misread." in page
    Worker().run(once=True)
    assert (
        examined.by_precedent.finding.__class__.objects.get(application=examined.by_precedent).verdict == "undetermined"
    )
    again = post(analyst, "precedent_overrule", examined.precedent.pk, data={"why": "Twice."})
    assert again.status_code == 422
    assert "precedent.not_standing" in body(again)


# --- a group -----------------------------------------------------------------------------------------------------


def test_a_group_is_determined_after_its_number_was_shown(
    officer: Any, examined: Any, confirmed: Callable[[Any, Any], Any], at: datetime
) -> None:
    pk = examined.examination.pk
    last = (at.date() + timedelta(days=14)).isoformat()
    shown = body(officer.get(reverse("web:examination_determine", args=[pk])))
    assert "determine that they qualify (3)" in shown
    without = post(officer, "examination_determine", pk, data={"verdict": "not_met"})
    assert (without.status_code, "Say until when they may answer." in body(without)) == (422, True)
    chosen = {"verdict": "not_met", "answer_by": last, "reason": ""}
    confirm = body(post(officer, "examination_determine", pk, data=chosen))
    assert "1 candidate: does not meet the minimum qualifications" in confirm
    assert not Job.objects.exists()
    asked = post(officer, "examination_determine", pk, data={**chosen, "expected": "1"})
    page = confirmed(officer, asked)
    assert Job.objects.filter(kind=JobKind.DETERMINE).exists(), body(page)[:3000]
    Worker().run(once=True)
    made = Determination.objects.get(application=examined.not_met)
    assert (made.outcome, made.agrees, made.determined_by.username) == ("not_qualified", True, "agency_hr")


def test_a_number_that_changed_meanwhile_is_told_and_nothing_is_determined(
    officer: Any, examined: Any, confirmed: Callable[[Any, Any], Any]
) -> None:
    asked = post(officer, "examination_determine", examined.examination.pk, data={"verdict": "met", "expected": "2"})
    page = confirmed(officer, asked)
    assert "job.number_changed" in body(page)
    assert not Job.objects.exists()


# --- the desk ----------------------------------------------------------------------------------------------------


def test_the_desk_leads_to_examinations_in_which_candidates_wait_and_to_failed_work(officer: Any, world: Any) -> None:
    desk = body(officer.get(reverse("web:home")))
    assert "Examine 2026-014, Tax Audit Chief, spring 2026" in desk
    assert "1 undetermined to look at" in desk
    assert "Let go on:" in desk
    assert "2026-S1" not in desk
