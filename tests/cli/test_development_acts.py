"""`results`: an assessment of a department from its opening to the answer, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from meritbook.records.models import AreaEvidence, DevelopmentAssessment, Improvement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record")]
KEEPER, DIRECTOR, OWNER = ("--as", "results_facilitator"), ("--as", "department_director"), ("--as", "measure_owner")
WHY = ("--why", "As the year asks.")
R = ("results",)
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _on_the_day_of_the_record(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


def _code(ran: Any) -> str:
    return str(ran.json["error"]["code"])


def _area(ran: Any, key: str) -> Any:
    return {one["area"]: one for one in ran.json["assessment"]["areas"]}[key]


def test_an_assessment_is_opened_with_assessors_of_the_department(meritbook: Run, development: Any) -> None:
    asked = (*R, "open-assessment", "revenue", "--on", "2026-02-20", *WHY, "--json")
    by_keeper = ("--assessor", "results_facilitator")
    assert _code(meritbook(*asked, "--year", 2023, *by_keeper, "--as", "auditor")) == "permission.denied"
    assert _code(meritbook(*asked, "--year", 2023, "--assessor", "nobody.here", *KEEPER)) == "results.development"
    assert _code(meritbook(*asked, "--year", 2023, "--assessor", "department_director", *KEEPER)) == "results.assessor"
    assert _code(meritbook(*asked, "--year", 2024, *by_keeper, *KEEPER)) == "name.taken"
    opened = meritbook(*asked, "--year", 2023, *by_keeper, *KEEPER)
    jsonschema.validate(opened.json, schemas()["results-development"])
    (line,) = opened.json["assessments"]
    assert (line["department"], line["year"], line["state"], line["levels"]) == ("revenue", 2023, "draft", 0)
    told = meritbook(*asked[:-1], "--year", 2022, *by_keeper, "--as", "department_director")
    assert " of revenue, 2022: draft, " in told.out, "who opens it need not assess, nor be able to read it yet"
    unread = DevelopmentAssessment.objects.get(year=2022)
    hidden = meritbook(*R, "development", unread.pk, "--as", "department_director", "--json")
    assert _code(hidden) == "results.no_such_assessment"


def test_a_level_is_written_with_its_reason_by_an_assessor(meritbook: Run, development: Any) -> None:
    write = (*R, "write-finding", development.draft.pk, "leadership")
    bare = meritbook(*write, "--level", "begun", *KEEPER, "--json")
    assert _code(bare) == "results.development"
    other = ("--level", "begun", "--because", "Few know.", "--as", "results_administrator", "--json")
    assert _code(meritbook(*write, *other)) == "results.not_assessor"
    written = meritbook(*write, "--level", "begun", "--because", "Few know.", *KEEPER, "--json")
    found = _area(written, "leadership")
    assert (found["level"], found["because"], found["strengths"]) == ("begun", "Few know.", "")
    nowhere = meritbook(*R, "write-finding", 10**20, "leadership", "--strengths", "All.", *KEEPER, "--json")
    assert _code(nowhere) == "results.no_such_assessment"
    closed = meritbook(
        *R, "write-finding", development.shown.pk, "leadership", "--strengths", "All.", *KEEPER, "--json"
    )
    assert _code(closed) == "results.assessment_stands"


def test_evidence_is_a_file_a_measure_or_words_with_their_source(
    meritbook: Run, development: Any, tmp_path: Path
) -> None:
    add = (*R, "add-evidence", development.draft.pk, "measurement", "--says", "The minutes.", *KEEPER, "--json")
    before = AreaEvidence.objects.count()
    assert meritbook(*add).code != 0, "words alone name their source"
    assert _code(meritbook(*add, "--measure", "none-such")) == "results.development"
    assert _code(meritbook(*add, "--plan", "none-such", "--goal", "g")) == "results.development"
    file = tmp_path / "minutes.txt"
    file.write_text("Refunds took 24 days.\n", encoding="utf-8")
    assert _code(meritbook(*add, "--measure", "refund-days", "--file", file)) == "results.development"
    assert AreaEvidence.objects.count() == before
    kept = meritbook(*add, "--file", file)
    jsonschema.validate(kept.json, schemas()["results-development"])
    assert meritbook(*add, "--measure", "refund-days").code == 0
    assert meritbook(*add, "--source", "Minutes of 3 February").code == 0
    kinds = AreaEvidence.objects.filter(area="measurement").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["file", "measure", "words"]


def test_an_assessment_is_shown_taken_back_shown_again_and_answered(meritbook: Run, development: Any) -> None:
    number = development.draft.pk
    answer = (*R, "answer-assessment", number, "--says", "We begin in May.")
    assert meritbook(*R, "show-assessment", number, *OWNER).code == 3
    shown = meritbook(*R, "show-assessment", number, *KEEPER, "--json")
    assert shown.json["assessment"]["line"]["state"] == "shown"
    assert _code(meritbook(*answer, *KEEPER, "--json")) == "results.not_department"
    back = meritbook(*R, "take-back-assessment", number, *KEEPER, "--why", "A figure is wrong.", "--json")
    assert back.json["assessment"]["line"]["state"] == "draft"
    assert _code(meritbook(*answer, *DIRECTOR, "--json")) == "results.no_such_assessment"
    assert meritbook(*R, "show-assessment", number, *KEEPER).code == 0
    assert "The department says: We begin in May." in meritbook(*answer, *DIRECTOR).out
    late = meritbook(*R, "take-back-assessment", number, *KEEPER, *WHY, "--json")
    assert _code(late) == "results.assessment_stands"


def test_an_improvement_is_planned_and_its_owner_reports_on_it(meritbook: Run, development: Any) -> None:
    plan = (*R, "plan-improvement", development.shown.pk, "leadership", "--what", "Ask each unit", "--due")
    assert _code(meritbook(*plan, "2020-01-01", "--owner", "measure_owner", *KEEPER, "--json")) == "results.development"
    assert _code(meritbook(*plan, "2026-10-01", "--owner", "nobody.here", *KEEPER, "--json")) == "results.development"
    made = meritbook(*plan, "2026-10-01", "--owner", "measure_owner", *KEEPER, "--json")
    jsonschema.validate(made.json, schemas()["results-improvement"])
    assert (made.json["owner"], made.json["state"], made.json["plan_action"]) == ("measure_owner", "planned", None)
    report = (*R, "report-improvement", made.json["id"])
    assert _code(meritbook(*report, "perfect", "--says", "So.", *OWNER, "--json")) == "results.development"
    assert meritbook(*report, "done", "--says", "So.", "--as", "executive").code == 3
    told = meritbook(*report, "under_way", "--says", "Five of nine were asked.", *OWNER).out
    assert "Ask each unit: under_way, due 2026-10-01, by measure_owner" in told
    assert Improvement.objects.get(pk=made.json["id"]).says == "Five of nine were asked."
    page = meritbook(*R, "development", development.shown.pk, *KEEPER).out
    assert f"Improvement {made.json['id']}, Ask each unit: under_way" in page
