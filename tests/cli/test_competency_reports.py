"""`competencies reports`, `report`, `show-report`, `take-back-report` and `set-reports`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from meritbook.records.models import Job, ReportPaper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shell_reads")]
ME, READER = ("--as", "executive"), ("--as", "agency_hr")


@pytest.fixture(autouse=True)
def _day(settings: Any, on: Any) -> None:
    settings.MERITBOOK_ON = on


def test_a_report_is_listed_read_and_written_as_pdf_by_its_person(
    meritbook: Callable[..., Any], on_record: None, competency_reports: Any, tmp_path: Path
) -> None:
    listed = meritbook("competencies", "reports", *ME, "--json")
    jsonschema.validate(listed.json, schemas()["competencies-reports"])
    assert [one["shown"] for one in listed.json["reports"]] == [False, False]
    pk = competency_reports.now.pk
    shown = meritbook("competencies", "report", pk, *ME, "--json")
    jsonschema.validate(shown.json, schemas()["competencies-report"])
    assert [one["key"] for one in shown.json["report"]["lines"]] == ["listening", "planning", "candour"]
    file = tmp_path / "report.pdf"
    said = meritbook("competencies", "report", pk, *ME, "--pdf", file).out
    assert file.read_bytes().startswith(b"%PDF")
    assert "All in groups (8): 2.75, between 2.16 and 3.34" in said
    assert "That may be chance alone." in said
    assert meritbook("competencies", "report", pk, *ME, "--csv").out.count("\n") == 19


def test_a_reader_gets_their_part_and_no_file_and_nothing_once_it_is_taken_back(
    meritbook: Callable[..., Any], on_record: None, competency_reports: Any, tmp_path: Path
) -> None:
    pk = competency_reports.now.pk
    part = meritbook("competencies", "report", pk, *READER, "--json")
    assert [one["key"] for one in part.json["report"]["lines"]] == ["listening", "planning"]
    assert "Let others finish." not in part.out
    file = tmp_path / "not-mine.pdf"
    assert "competencies.no_such_report" in meritbook("competencies", "report", pk, *READER, "--pdf", file).err
    assert not file.exists()
    back = meritbook("competencies", "take-back-report", pk, "--share", competency_reports.share.pk, *ME, "--json")
    assert [one["holds"] for one in back.json["shares"]] == [False]
    assert "competencies.no_such_report" in meritbook("competencies", "report", pk, *READER).err


def test_a_part_is_shown_to_whom_the_policy_allows(
    meritbook: Callable[..., Any], on_record: None, competency_reports: Any
) -> None:
    pk = competency_reports.now.pk
    part = ("--competency", "candour", "--comments", *ME)
    refused = meritbook("competencies", "show-report", pk, "--reader", "auditor", "--relation", "colleague", *part)
    assert "competencies.reader" in refused.err
    shown = meritbook(
        "competencies", "show-report", pk, "--reader", "personnel_staff", "--relation", "personnel", *part,
        "--last-day", "2026-03-09", "--json",
    )  # fmt: skip
    jsonschema.validate(shown.json, schemas()["competencies-report"])
    assert (shown.json["shares"][0]["reader"], shown.json["shares"][0]["last_day"]) == ("personnel_staff", "2026-03-09")
    assert "Says it as it is" in meritbook("competencies", "report", pk, "--as", "personnel_staff").out


def test_the_reports_that_have_no_file_are_set(
    meritbook: Callable[..., Any], on_record: None, competency_reports: Any
) -> None:
    Job.objects.filter(pk=competency_reports.waiting.pk).update(status="finished")
    done = meritbook("competencies", "set-reports", *READER, "--department", "revenue", "--json")
    jsonschema.validate(done.json, schemas()["competencies-set-reports"])
    assert (done.code, done.json["status"], done.json["done"]) == (0, "finished", 1)
    assert ReportPaper.objects.filter(assessment=competency_reports.before).exists()
    assert "permission.denied" in meritbook("competencies", "set-reports", *ME).err
