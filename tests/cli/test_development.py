"""`results development`, `surveys`, `survey`, `answer-survey`, `close-survey`: what a person may read and send."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from meritbook.records.models import SurveyParticipant

pytestmark = pytest.mark.django_db
FACILITATOR, AUDITOR, EXECUTIVE = ("--as", "results_facilitator"), ("--as", "auditor"), ("--as", "executive")


def test_assessments_are_listed_and_one_is_shown(
    meritbook: Callable[..., Any], on_record: None, development: Any
) -> None:
    found = meritbook("results", "development", *FACILITATOR, "--json")
    jsonschema.validate(found.json, schemas()["results-development"])
    assert [one["year"] for one in found.json["assessments"]] == [2026, 2025, 2024]
    one = meritbook("results", "development", str(development.draft.pk), *FACILITATOR, "--json")
    jsonschema.validate(one.json, schemas()["results-development"])
    areas = {area["area"]: area for area in one.json["assessment"]["areas"]}
    assert areas["leadership"]["level"] == "taking-shape"
    assert areas["process-management"]["level"] is None
    told = meritbook("results", "development", str(development.draft.pk), *FACILITATOR).out
    assert "Leadership: taking-shape. 1 level up since 2025." in told
    hidden = meritbook("results", "development", str(development.draft.pk), "--as", "department_director", "--json")
    assert hidden.json["error"]["code"] == "results.no_such_assessment"
    refused = meritbook("results", "development", "--as", "agency_hr", "--json")
    assert refused.json["error"]["code"] == "permission.denied"


def test_a_closed_survey_shows_groups_that_are_large_enough(
    meritbook: Callable[..., Any], on_record: None, surveys: Any
) -> None:
    listed = meritbook("results", "surveys", *EXECUTIVE, "--json")
    jsonschema.validate(listed.json, schemas()["results-surveys"])
    assert "desk" not in [one["key"] for one in listed.json["surveys"]]
    found = meritbook("results", "survey", "winter", *EXECUTIVE, "--json")
    jsonschema.validate(found.json, schemas()["results-survey"])
    assert all(sum(cell["counts"]) >= 5 for tally in found.json["tallies"] for cell in tally["cells"])
    assert found.json["alpha"] is None
    owner = meritbook("results", "survey", "winter", "--as", "results_administrator", "--json")
    assert owner.json["alpha"] is not None
    one = meritbook("results", "survey", "winter", *EXECUTIVE, "--group", "revenue").out
    assert "Shown: Department of Revenue; no group of fewer than 5." in one
    assert "Thought number" not in one
    rows = list(csv.DictReader(io.StringIO(meritbook("results", "survey", "winter", *EXECUTIVE, "--csv").out)))
    assert {int(row["answers"]) for row in rows} == {13, 7, 6}


def test_answers_are_shown_before_they_are_sent(
    meritbook: Callable[..., Any], on_record: None, surveys: Any, tmp_path: Path
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"hope": 4, "words": "Write to a.b@rev.example"}), encoding="utf-8")
    shown = meritbook("results", "answer-survey", "today", str(file), *EXECUTIVE).out
    assert "! It may tell an address of mail" in shown
    assert not SurveyParticipant.objects.filter(survey=surveys.now).exists()
    seen = re.search(r"--seen ([0-9a-f]{64})", shown)
    assert seen is not None
    sent = meritbook("results", "answer-survey", "today", str(file), *EXECUTIVE, "--seen", seen[1])
    assert "Nobody can tell which of them are yours" in sent.out
    again = meritbook("results", "answer-survey", "today", str(file), *EXECUTIVE, "--seen", seen[1])
    assert again.code != 0
    assert "results.survey_answered" in again.err


@pytest.mark.parametrize("held", ["not json", "[1, 2]", '{"hope": 99}', '{"weather": 1}', ""])
def test_a_file_that_holds_no_answers_is_refused(
    meritbook: Callable[..., Any], on_record: None, surveys: Any, tmp_path: Path, held: str
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(held, encoding="utf-8")
    refused = meritbook("results", "answer-survey", "today", str(file), *EXECUTIVE)
    assert refused.code != 0
    assert "results.survey_answer" in refused.err


def test_a_survey_is_closed_and_counted(meritbook: Callable[..., Any], on_record: None, surveys: Any) -> None:
    found = meritbook("results", "close-survey", "due", *FACILITATOR, "--why", "Its days are over.", "--json")
    jsonschema.validate(found.json, schemas()["results-survey"])
    assert (found.json["answered"], found.json["minimum"]) == ("7", 5)
