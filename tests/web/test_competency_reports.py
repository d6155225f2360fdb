"""The pages of a competency report: its person's own, the part that a reader is shown, and the setting of many."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

import assessment_results as made
from assessment_pages import text
from assessment_report_world import closed
from meritbook.actions.work import Worker
from meritbook.records.models import AssessmentRater, AssessmentTold, Job, ReportPaper, ReportShare
from year_stage import do

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def _day(settings: Any, on: Any) -> None:
    settings.MERITBOOK_ON = on


def address(name: str, *parts: Any) -> str:
    return reverse(f"web:assessment_report{name}", args=parts)


def test_its_person_reads_profile_blind_spots_changes_and_comments_with_what_may_be_chance(
    competency_reports: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.executive)
    assert "Harbour model" in text(client.get(address("s")))
    page = text(client.get(address("", competency_reports.now.pk)))
    for said in (
        "Your report",
        "It is no evidence for a performance rating",
        "8 of 12 asked",
        "Peers 4; Direct reports 4",
        "over 12 people",
        "Blind spot: the own view is higher than that of others (+2.25 points). It lies outside the interval of",
        "Hidden strength: the own view is lower than that of others (-1.13 points).",
        "9 changes are told with an interval of 95%. Where nothing changed at all, about 0.5 of them would still look",
        "+0.25, between -0.43 and +0.93. That may be chance alone.",
        "2.75, between 2.16 and 3.34",
        "Let others finish.",
        "Agency Hr",
    ):
        assert said in page
    assert page.count('<svg class="mb-profile"') == 4


def test_every_picture_says_in_words_what_it_shows(competency_reports: Any, people: Any, signed_in: SignedIn) -> None:
    page = text(signed_in(people.executive).get(address("", competency_reports.now.pk)))
    assert (
        "Listening: average of the role 3.40; all in groups 2.75, between 2.16 and 3.34; supervisor 4.00; own view"
        in page
    )
    for key in ("all", "listening", "planning", "candour"):
        assert f'aria-labelledby="profile-{key}-t profile-{key}-d"' in page


@pytest.mark.parametrize("query", ["", "?competency=candour", "?group=peer", "?only=candour&comments=1", "?share=0"])
def test_a_reader_gets_nothing_beyond_their_part_by_page_filter_table_or_file(
    competency_reports: Any, people: Any, signed_in: SignedIn, query: str
) -> None:
    client, pk = signed_in(people.agency_hr), competency_reports.now.pk
    page = text(client.get(address("", pk) + query))
    assert "shows you 2 of 3 competencies" in page
    table = client.get(address("_table", pk) + query).content.decode()
    assert table.startswith("competency,who,raters")
    for hidden in ("Candour", "candour", "Says it as it is", "Let others finish.", "I try.", "Whom you show it"):
        assert hidden not in page
        assert hidden not in table
    for name, parts in (("_paper", (pk,)), ("_share", (pk,)), ("_unshare", (pk, competency_reports.share.pk))):
        assert client.get(address(name, *parts)).status_code == 404
        assert client.post(address(name, *parts), {}).status_code == 404


def test_a_mean_at_the_end_of_what_is_told_is_said_so_on_page_picture_and_table(
    competency_reports: Any, people: Any, departments: Any, signed_in: SignedIn, at: Any
) -> None:
    result = made.result(made.NOW, own=made.OWN)
    high = {"mean": 4.5, "sd": 0.3, "low": 4.2, "high": 4.8}
    told = [one.model_copy(update={"others": one.others.model_copy(update=high)}) for one in result.competencies]
    row = closed(
        people.analyst, result.model_copy(update={"competencies": tuple(told)}), at,
        of=competency_reports.now.version, by=people.agency_hr, department=departments.revenue,
    )  # fmt: skip
    client = signed_in(people.analyst)
    page = text(client.get(address("", row.pk)))
    assert '<td data-label="All in groups">4.5 or more, interval 4.20 or more</td>' in page
    assert "All in groups 4.5 or more, interval 4.20 or more." in page
    assert "“1.5 or less” may be 1" in page
    lines = client.get(address("_table", row.pk)).content.decode().splitlines()
    assert lines[0] == "competency,who,raters,mean,low,high,sd_at_most,note,report"
    assert any(",All in groups,8,4.5,4.2,4.8,0.3,mean is 4.5 or more," in one for one in lines)


def test_no_page_no_table_and_no_operation_tells_the_number_by_which_the_seal_answers_no_guess(
    competency_reports: Any, people: Any, signed_in: SignedIn
) -> None:
    told, client = AssessmentTold.objects.get(assessment=competency_reports.now), signed_in(people.executive)
    nonce = json.loads(told.result_json)["nonce"]
    pk = competency_reports.now.pk
    for path in (address("", pk), address("_table", pk), f"/api/competencies/reports/{pk}"):
        response = client.get(path)
        assert response.status_code == 200
        assert nonce not in response.content.decode()
    # The seal itself stands in the table and in what programs read.
    assert told.sha256 in client.get(address("_table", pk)).content.decode()


def test_the_form_says_how_much_a_reader_knows_who_answered_in_the_smallest_group_and_names_nobody(
    competency_reports: Any, people: Any, departments: Any, signed_in: SignedIn, at: Any
) -> None:
    page = text(signed_in(people.executive).get(address("_share", competency_reports.now.pk)))
    assert (
        "The smallest group that is told here is of 4. Whoever answered in it and reads this knows one of its 4" in page
    )
    assert "is not told to you" in page
    kept = {"of": competency_reports.now.version, "by": people.agency_hr, "department": departments.revenue}
    six = closed(people.analyst, made.result({"peer": [made.all_at(3)] * 6}, own=made.OWN), at, **kept)
    assert "The smallest group" not in text(signed_in(people.analyst).get(address("_share", six.pk)))


def test_a_reader_who_was_asked_in_a_group_is_reminded_on_the_report_and_its_person_is_not_told(
    competency_reports: Any, people: Any, signed_in: SignedIn
) -> None:
    pk = competency_reports.now.pk
    said = "You were asked in this assessment yourself."
    assert said not in text(signed_in(people.agency_hr).get(address("", pk)))
    AssessmentRater.objects.create(
        assessment=competency_reports.now, group="peer", user=people.agency_hr, named_by=people.personnel_staff
    )
    assert said in text(signed_in(people.agency_hr).get(address("", pk)))
    client = signed_in(people.executive)
    assert said not in text(client.get(address("", pk)))
    # Not even by trying somebody out on the form.
    tried = client.post(
        address("_share", pk), {"reader": "agency_hr", "relation": "coach", "competencies": ["candour"]}
    )
    assert said not in text(tried, 422)


def test_a_reader_who_was_asked_is_told_nothing_of_which_too_few_would_be_left_without_their_answer(
    competency_reports: Any, people: Any, departments: Any, signed_in: SignedIn, at: Any
) -> None:
    four, pk = made.all_at(3), competency_reports.now.pk
    row = closed(
        people.analyst, made.result({"peer": [four] * 3, "report": [four] * 4}, own=made.OWN), at,
        of=competency_reports.now.version, by=people.personnel_staff, department=departments.revenue,
    )  # fmt: skip
    keys = ["listening", "planning", "candour"]
    do(
        "share_report", people.analyst, at, assessment=row, reader=people.agency_hr, relation="personnel",
        competencies=keys, comments=True,
    )  # fmt: skip
    reader = signed_in(people.agency_hr)
    others = '"All in groups">Not told<'

    def told() -> tuple[bool, bool, bool]:
        page, table = reader.get(address("", row.pk)).content, reader.get(address("_table", row.pk)).content
        lines = reader.get(f"/api/competencies/reports/{row.pk}").json()["report"]["lines"]
        return others.encode() not in page, b"\nListening,Peers," in table, any(one["others"] for one in lines)

    assert told() == (True, True, True)
    AssessmentRater.objects.create(assessment=row, group="peer", user=people.agency_hr, named_by=people.personnel_staff)
    # Three peers, and they are one: their own answer taken away, two would be left.
    assert told() == (False, False, False)
    # Taken out as they had left, and come back: what they answered before counts.
    AssessmentRater.objects.filter(assessment=row).update(left=True)
    assert told() == (False, False, False)
    # Its person reads all, and is not told that the reader was asked.
    assert others not in text(signed_in(people.analyst).get(address("", row.pk)))
    # Of a group of four the other three are left.
    AssessmentRater.objects.filter(assessment=row).update(group="report")
    assert told() == (True, True, True)
    AssessmentRater.objects.create(
        assessment=competency_reports.now, group="peer", user=people.agency_hr, named_by=people.personnel_staff
    )
    assert others not in text(signed_in(people.agency_hr).get(address("", pk)))


def test_a_part_is_shown_from_a_form_that_keeps_what_was_typed_where_it_is_refused(
    competency_reports: Any, people: Any, signed_in: SignedIn
) -> None:
    client, pk = signed_in(people.executive), competency_reports.now.pk
    page = text(client.get(address("_share", pk)))
    assert "Whom I report to" in page
    assert "Somebody else" not in page
    sent = {"reader": "analyst", "relation": "personnel", "competencies": ["candour", "planning"]}
    refused = text(client.post(address("_share", pk), sent), 422)
    assert "Analyst is not human resources." in refused
    assert 'value="candour" checked' in refused
    done = client.post(address("_share", pk), {**sent, "reader": "personnel_staff", "comments": "on"}, follow=True)
    assert "Personnel Staff can read what you chose" in text(done)
    read = text(signed_in(people.personnel_staff).get(address("", pk)))
    assert "Says it as it is" in read
    assert "Let others finish." not in read


def test_what_is_shown_is_taken_back_on_the_site_and_is_gone_at_once(
    competency_reports: Any, people: Any, signed_in: SignedIn
) -> None:
    pk, share = competency_reports.now.pk, competency_reports.share.pk
    assert signed_in(people.agency_hr).get(address("", pk)).status_code == 200
    client = signed_in(people.executive)
    assert "nothing of it here" in text(client.get(address("_unshare", pk, share)))
    assert "does not read it any more" in text(client.post(address("_unshare", pk, share), {}, follow=True))
    assert signed_in(people.agency_hr).get(address("", pk)).status_code == 404
    assert ReportShare.objects.get(pk=share).withdrawn_at is not None


def test_the_file_is_made_and_taken_away_by_its_person(
    competency_reports: Any, people: Any, signed_in: SignedIn
) -> None:
    client, pk = signed_in(people.executive), competency_reports.before.pk
    assert client.get(address("_paper", pk)).status_code == 404
    assert "The file is made." in text(client.post(address("_paper", pk), follow=True))
    file = client.get(address("_paper", pk))
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file).startswith(b"%PDF") if file.streaming else file.content.startswith(b"%PDF")
    assert str(pk) in file["Content-Disposition"]


def test_a_report_of_which_nothing_of_others_is_told_says_so_and_gives_no_figure(
    competency_reports: Any, people: Any, departments: Any, signed_in: SignedIn, at: Any
) -> None:
    row = closed(
        people.analyst, made.result(made.NOW, told=False, own=made.OWN), at,
        of=competency_reports.now.version, by=people.agency_hr, department=departments.revenue,
    )  # fmt: skip
    page = text(signed_in(people.analyst).get(address("", row.pk)))
    assert "Not told, to keep answers apart from people" in page
    assert "nothing is told here, to keep answers apart from people" in page
    assert "between" not in page.split("<main")[1].split("How the figures")[0]


def test_the_reports_of_a_department_are_set_as_work_that_shows_how_far_it_is(
    competency_reports: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.agency_hr)
    waiting = competency_reports.waiting.pk
    assert "0 of 1 report" in text(client.get(address("s_work", waiting)))
    assert "Stopped. The files that are made stay." in text(client.post(address("s_stop", waiting), follow=True))
    assert "It goes on where it ended, in your name." in text(client.post(address("s_resume", waiting), follow=True))
    Worker().do_one(Job.objects.get(pk=waiting))
    page = text(client.get(address("s_work", waiting)))
    assert "finished" in page
    assert ReportPaper.objects.filter(assessment=competency_reports.before).exists()
    begun = client.post(address("s_set"), {"department": _revenue(), "why": "Again."}, follow=True)
    assert "It is begun." in text(begun)
    refused = client.post(address("s_set"), {"department": _revenue(), "why": "Again."})
    assert "Reports are being set already." in text(refused, 409)


def _revenue() -> int:
    from meritbook.records.models import Department

    return Department.objects.get(code="revenue").pk


def test_an_officer_of_another_department_sees_no_work_of_this_one(
    competency_reports: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.agency_hr_elsewhere)
    assert client.get(address("s_work", competency_reports.waiting.pk)).status_code == 404
    assert client.post(address("s_stop", competency_reports.waiting.pk)).status_code == 404
    assert "Department of Revenue" not in text(client.get(address("s_set")))
