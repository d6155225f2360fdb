"""The pages of assessments: what stands empty, who sees what is not shown yet, and what is kept of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meritbook.records.models import AreaEvidence, DevelopmentAssessment, Improvement
from year_stage import do

pytestmark = pytest.mark.django_db


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return str(response.content.decode())


def test_a_draft_is_for_its_assessors_and_what_is_shown_for_the_department(
    development: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    draft, shown = (reverse("web:development_one", args=[one.pk]) for one in (development.draft, development.shown))
    listed = reverse("web:development")
    director = signed_in(people.department_director)
    assert director.get(draft).status_code == 404
    assert "2 assessments" in text(director.get(listed))
    assert "Answer for the department" in text(director.get(shown))
    facilitator = signed_in(people.results_facilitator)
    assert "3 assessments" in text(facilitator.get(listed))
    assert "Write what was found" in text(facilitator.get(draft))
    assert "Write what was found" not in text(facilitator.get(shown))
    assert "Write what was found" not in text(signed_in(people.auditor).get(draft))


def test_an_area_without_a_level_is_empty_and_nothing_is_averaged(
    development: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = text(signed_in(people.results_facilitator).get(reverse("web:development_one", args=[development.draft.pk])))
    assert "1 level up since 2025." in page
    assert "Undetermined: no level was chosen in 2025 and 2026." in page
    assert page.count("Nothing was found in this area yet.") == 7
    assert "average" not in page.lower()
    assert "Leadership: Taking shape (1 level up since 2025)" in page


def test_a_finding_is_written_and_a_level_without_a_reason_is_refused_with_what_was_typed(
    development: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:development_area", args=[development.draft.pk, "measurement"])
    given = {"strengths": "Figures have owners.", "opportunities": "", "level": "settled", "because": ""}
    refused = text(client.post(address, given), 422)
    assert "Say why it is this level" in refused
    assert "Figures have owners." in refused
    assert client.post(address, {**given, "because": "All nine have."}).status_code == 302
    found = development.draft.findings.get(area="measurement", current=True)
    assert (found.level, found.because) == ("settled", "All nine have.")
    again = text(client.post(address, {**given, "because": "All nine have."}), 422)
    assert "nothing is changed" in again
    assert client.post(address, {**given, "level": "highest"}).status_code == 422
    nowhere = reverse("web:development_area", args=[development.draft.pk, "weather"])
    assert "knows no area" in text(client.get(nowhere), 422)


def test_evidence_is_a_file_a_measure_a_goal_or_words(
    development: Any, strategic_plans: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:development_evidence", args=[development.draft.pk, "strategic-planning"])
    said = {"says": "The plan names owners."}
    assert client.post(address, {**said, "source": "Minutes of 3 February"}).status_code == 302
    assert client.post(address, {**said, "measure": "refund-days"}).status_code == 302
    assert client.post(address, {**said, "plan": "state-2025", "goal": "sound-water"}).status_code == 302
    file = SimpleUploadedFile("minutes.txt", b"Three units were heard.\n")
    assert client.post(address, {**said, "file": file}).status_code == 302
    rows = AreaEvidence.objects.filter(area="strategic-planning").order_by("pk")
    assert [one.kind for one in rows] == ["words", "measure", "goal", "file"]
    held = rows.last()
    download = client.get(reverse("web:development_file", args=[development.draft.pk, held.pk]))
    assert download.content == b"Three units were heard.\n"
    assert signed_in(people.department_director).get(download.request["PATH_INFO"]).status_code == 404
    page = text(signed_in(people.results_facilitator).get(reverse("web:development_one", args=[development.draft.pk])))
    assert "minutes.txt" in page
    assert "Goal sound-water of Plan of the state" in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Source"),
        ({"measure": "no-such"}, "No measure carries this key"),
        ({"plan": "no-such"}, "No plan carries this key"),
        ({"plan": "state-2025", "goal": "no-such"}, "has no goal"),
        ({"measure": "refund-days", "plan": "state-2025", "goal": "sound-water"}, "not several"),
        ({"says": "", "source": "X"}, "This field is required"),
    ],
)
def test_evidence_that_is_none_is_refused(
    development: Any,
    strategic_plans: Any,
    people: Any,
    signed_in: Callable[[Any], Any],
    given: dict[str, str],
    told: str,
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:development_evidence", args=[development.draft.pk, "measurement"])
    assert told in str(client.post(address, {"says": "Something.", **given}).content.decode())
    assert not AreaEvidence.objects.filter(assessment=development.draft, area="measurement").exists()


def test_an_empty_file_is_refused(development: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:development_evidence", args=[development.draft.pk, "measurement"])
    given = {"says": "Something.", "file": SimpleUploadedFile("minutes.txt", b"")}
    assert client.post(address, given).status_code == 422


def test_the_department_answers_and_then_nothing_moves(
    development: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any], password: str
) -> None:
    address = reverse("web:development_answer", args=[development.shown.pk])
    assert signed_in(people.results_facilitator).get(address).status_code == 403
    director = signed_in(people.department_director)
    assert director.post(address, {"words": ""}).status_code == 422
    director.post(reverse("account_reauthenticate"), {"password": password})
    assert director.post(address, {"words": "We agree."}).status_code == 302
    row = DevelopmentAssessment.objects.get(pk=development.shown.pk)
    assert (row.state, row.answer) == ("answered", "We agree.")
    back = reverse("web:development_reopen", args=[row.pk])
    assert signed_in(people.results_facilitator).post(back, {"words": "Again."}).status_code == 409


def test_an_assessment_is_opened_once_a_year_by_people_who_may_assess(
    development: Any, people: Any, departments: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:development_new")
    given = {
        "department": departments.revenue.pk,
        "year": "2022",
        "assessed_on": "2026-02-20",
        "assessors": "results_facilitator",
    }
    for wrong, told in (
        ({"assessors": "stranger"}, "Nobody fits “stranger”."),
        ({"assessors": "department_director"}, "directs the department"),
        ({"assessors": "auditor"}, "does not keep assessments"),
        ({"assessors": ","}, "Nobody is named"),
        ({"year": "2025"}, "is on record"),
        ({"year": "25"}, "four digits"),
        ({"assessed_on": "2199-01-01"}, "has not come"),
        ({"department": departments.transport.pk}, "Select a valid choice"),
    ):
        refused = client.post(address, {**given, **wrong})
        assert refused.status_code in (409, 422), wrong
        assert told in refused.content.decode(), wrong
    assert client.post(address, given).status_code == 302
    assert DevelopmentAssessment.objects.filter(year=2022).count() == 1


def test_an_improvement_stands_in_a_plan_and_its_owner_reports(
    development: Any, strategic_plans: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.department_director)
    address = reverse("web:improvement_new", args=[development.shown.pk])
    given = {
        "area": "leadership",
        "what": "A second shift",
        "owner": "measure_owner",
        "due_on": "2199-01-01",
        "plan": "revenue-2025",
        "action": "second-shift",
    }
    for wrong, told in (
        ({"action": "no-such"}, "no such action"),
        ({"plan": "", "action": "second-shift"}, "Name the plan"),
        ({"due_on": "2001-01-01"}, "due today or later"),
        ({"owner": "nobody"}, "holds no role"),
    ):
        assert told in text(client.post(address, {**given, **wrong}), 422), wrong
    assert client.post(address, given).status_code == 302
    row = Improvement.objects.get(what="A second shift")
    owner = signed_in(people.measure_owner)
    report = reverse("web:improvement", args=[row.pk])
    assert owner.post(report, {"state": "done", "says": "Staffed."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.says) == ("done", "Staffed.")
    assert "taken up again as under way" in text(owner.post(report, {"state": "planned", "says": "No."}), 422)
    assert signed_in(people.executive).get(report).status_code == 404


def test_the_desk_asks_the_director_and_the_owner(
    development: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    line = "Answer the assessment of Department of Revenue for 2024"
    assert line in text(signed_in(people.department_director).get(reverse("web:home")))
    assert line not in text(signed_in(people.results_facilitator).get(reverse("web:home")))
    assert "Carry an improvement out" in text(signed_in(people.measure_owner).get(reverse("web:home")))
    do("report_improvement", people.measure_owner, at, improvement=development.improvement, state="done", says="Yes.")
    assert "Carry an improvement out" not in text(signed_in(people.measure_owner).get(reverse("web:home")))
