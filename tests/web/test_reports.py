"""The pages of annual reports: what the public reads, what a draft shows, and what is kept of what was typed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from audit_world import charter, graded
from meritbook.actions.reporting_policies import ReportChangedError
from meritbook.desk.annual_reports import drawn
from meritbook.desk.report_trust import trust_of
from report_world import GOAL, QUARTERS, measure, publish, written
from year_stage import do

pytestmark = pytest.mark.django_db
OUT, DRAFT = "revenue-fy2025", "revenue-fy2024"


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return str(response.content.decode())


def test_the_public_reads_what_is_published_and_no_draft(reports: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(None)
    listed = text(client.get(reverse("web:reports")))
    assert OUT in listed
    assert DRAFT not in listed
    shown = text(client.get(reverse("web:report", args=[OUT])))
    assert "A return is filed in 15 days (FY2025 Q4)." in shown
    assert "It does not say how its values are collected." in shown
    assert "Audit of small returns to The filing hall" in shown
    assert "Fewer than three risks" in shown
    assert "Withdraw edition" not in shown
    assert text(client.get(reverse("web:report", args=[DRAFT])), 404)
    assert "results.no_report" in text(client.get(reverse("web:report_edition", args=[OUT, 9])), 404)
    assert client.get(reverse("web:report_draft", args=[DRAFT])).status_code == 302


def test_a_goal_shows_each_measure_with_its_chart_source_and_values(
    reports: Any, signed_in: Callable[[Any], Any]
) -> None:
    shown = text(signed_in(None).get(reverse("web:report_goal", args=[OUT, 1, GOAL])))
    assert "target at most 10 days: missed by 5 days" in shown
    assert "Control chart: Filing days" in shown
    assert "Refund ledger, report R-12" in shown
    assert "Hire two clerks" in shown
    assert "Calls" not in shown or "Left out" in shown
    missing = text(signed_in(None).get(reverse("web:report_goal", args=[OUT, 1, "nothing"])), 404)
    assert "results.no_report" in missing


@pytest.mark.parametrize("form", ["pdf", "xlsx", "zip"])
def test_each_form_is_a_download_under_a_name_of_its_own(
    reports: Any, signed_in: Callable[[Any], Any], form: str
) -> None:
    response = signed_in(None).get(reverse("web:report_file", args=[OUT, 1, form]))
    assert response.status_code == 200
    assert f'-edition-1{"-data" if form == "zip" else ""}.{form}"' in response["Content-Disposition"]
    if form == "zip":
        assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert signed_in(None).get(reverse("web:report_file", args=[OUT, 1, "docx"])).status_code == 404


def test_a_withdrawn_edition_shows_the_reason_and_nothing_else_to_the_public(
    reports: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    do("withdraw_report", people.department_director, at, edition=reports.published, because="It names a wrong year.")
    client = signed_in(None)
    shown = text(client.get(reverse("web:report", args=[OUT])), 410)
    assert "It names a wrong year." in shown
    assert "15 days" not in shown
    for name, more in (("report_file", ["pdf"]), ("report_goal", [GOAL]), ("report_list", ["left-out"])):
        gone = text(client.get(reverse(f"web:{name}", args=[OUT, 1, *more])), 410)
        assert "results.report_withdrawn" in gone
    assert "15 days" in text(signed_in(people.auditor).get(reverse("web:report", args=[OUT])))


def test_a_revised_edition_lists_its_changes_and_the_first_leads_to_it(
    reports: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    revised = do("revise_report", people.department_director, at, report=reports.published.report, because="Typo.")
    written(people.department_director, at, revised, introduction="The year, said better.")
    publish(people.department_director, at, revised)
    client = signed_in(None)
    second = text(client.get(reverse("web:report", args=[OUT])))
    assert "What this edition says otherwise" in second
    assert "The year, said better." in second
    first = text(client.get(reverse("web:report_edition", args=[OUT, 1])))
    assert "A revised edition took its place" in first
    assert "The year in short." in first
    assert "said better" in text(client.get(reverse("web:report_list", args=[OUT, 2, "changes"])))


def test_the_draft_says_what_is_left_out_and_who_included_what(
    reports: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    shown = text(signed_in(people.department_director).get(reverse("web:report_draft", args=[DRAFT])))
    assert reverse("web:report_include", args=[DRAFT, "call-wait"]) in shown
    assert reverse("web:report_include", args=[DRAFT, "bare-count"]) not in shown
    assert "The count was lost in a flood." in shown
    assert "Nothing stands in the way" in shown
    read_only = text(signed_in(people.auditor).get(reverse("web:report_draft", args=[DRAFT])))
    assert reverse("web:report_publish", args=[DRAFT]) not in read_only


def test_what_audits_say_is_sealed_with_the_words_of_the_day_it_was_published(
    reports: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = at.date()
    goal = reverse("web:report_goal", args=[DRAFT, 1, GOAL])
    director = signed_in(people.department_director)
    assert "<dt>Audit</dt>" not in text(director.get(goal))
    year = {"starts_on": date(2024, 7, 1), "ends_before": date(2025, 7, 1)}
    audited = charter(people, [reports.filing], at, **year).audited.get()
    graded(people, audited, at)
    do("rate_trust", people.auditor, at, audited=audited, level="reliable", because="The auditor's own reason.")
    says = "<dt>Audit</dt><dd>Reliable: rated on 2 March 2026, which holds until "
    assert says in text(director.get(goal))
    taken = {"sha256": drawn(reports.draft, at.date()).sha256, "because": "Closed."}
    assert taken["sha256"] != reports.seal()
    with pytest.raises(ReportChangedError):
        do("publish_report", people.department_director, at, edition=reports.draft, **taken)
    do("publish_report", people.department_director, at, edition=reports.draft, **taken, trust=trust_of)
    trusted = trust_of(["filing-days", "mail-days"], date(2036, 1, 1))
    assert trusted["filing-days"].startswith("Audit expired. Rated “reliable” on 2 March 2026")
    assert "mail-days" not in trusted
    public = text(signed_in(None).get(goal))
    assert says in public
    assert "The auditor&#x27;s own reason." not in public


def test_words_that_another_saved_in_between_are_shown_beside_those_that_were_typed(
    reports: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    address = reverse("web:report_write", args=[DRAFT])
    written(people.department_director, at, reports.draft, introduction="By the director.")
    body = {"base": "2", "introduction": "By the facilitator.", "results": "[[filing-days]]"}
    client = signed_in(people.results_facilitator)
    both = text(client.post(address, body), 409)
    assert "By the director." in both
    assert "By the facilitator." in both
    assert 'name="base" value="3"' in both
    assert client.post(address, {**body, "base": "3"}).status_code == 302
    assert reports.draft.texts.count() == 4
    version = text(client.get(reverse("web:report_words", args=[DRAFT, 1, 3])))
    assert "By the director." in version


def test_bad_input_is_told_at_its_field_and_nothing_is_kept(
    reports: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    moves = reverse("web:resource_moves")
    refused = text(client.post(moves, {"people": "many", "moved_on": "soon", "moved_from": "A <b>"}), 422)
    assert "It cannot be kept as it is" in refused
    assert "A &lt;b&gt;" in refused
    nothing = {"department": str(reports.published.report.department_id), "moved_on": "2026-01-05", "because": "C"}
    nothing |= {"moved_from": "A", "moved_to": "B", "result": "D", "source": "E"}
    assert "results.resource_move" in text(client.post(moves, nothing), 422)
    new = reverse("web:report_new")
    assert "It cannot be kept" in text(client.post(new, {"plan": "no-such", "year": "99999"}), 422)
    taken = text(client.post(new, {"plan": "revenue-2023", "year": "2025"}), 409)
    assert "revenue-fy2025" in taken
    assert client.get("/reports/revenue-fy2025/editions/99999999999999999999/").status_code in (404, 410)


def test_a_goal_with_many_measures_is_read_a_page_at_a_time(
    reports: Any, people: Any, departments: Any, at: datetime, signed_in: Callable[[Any], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from meritbook.desk import paging

    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    for n in range(3):
        measure(people, departments.revenue, at, f"lone-{n}", QUARTERS[:4])
    page = reverse("web:report_goal", args=[DRAFT, 1, "beyond-the-goals"])
    client = signed_in(people.auditor)
    assert "Page 1 of 2" in text(client.get(page))
    assert "Lone 2" in text(client.get(page, {"page": "2"}))


def test_the_desk_of_a_director_names_the_report_of_the_year_that_ended(
    reports: Any, people: Any, at: datetime
) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.desk.report_desk import annual_reports

    director = people.department_director
    assert annual_reports(Standing(director, date(2025, 9, 1))) is None
    begin = annual_reports(Standing(director, date(2026, 7, 1)))
    assert begin is not None
    assert [one.title for one in begin.acts] == ["Begin the annual report on FY2026: Department of Revenue"]
    publishes = annual_reports(Standing(director, date(2024, 9, 1)))
    assert publishes is not None
    assert (publishes.acts[0].view, publishes.acts[0].key) == ("web:report", DRAFT)
    assert annual_reports(Standing(people.results_administrator, date(2026, 7, 1))) is None
    assert annual_reports(Standing(people.auditor, date(2026, 7, 1))) is None
