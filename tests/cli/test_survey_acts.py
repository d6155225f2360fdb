"""`results`: a survey is drawn up from a file, changed while it is a draft, opened between two days, withdrawn."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from development_world import HOPE, LOAD, QUESTIONS, SCALES
from meritbook.cli.answers import schemas
from meritbook.records import clock
from meritbook.records.models import Survey, SurveyVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record", "surveys")]
KEEPER, ADMIN, EXECUTIVE = ("--as", "results_facilitator"), ("--as", "results_administrator"), ("--as", "executive")
WHY = ("--why", "As every year.")
R = ("results",)
Run = Callable[..., Any]


def _code(ran: Any) -> str:
    return str(ran.json["error"]["code"])


def _file(folder: Path, held: Any) -> Path:
    path = folder / "questions.json"
    path.write_text(json.dumps(held), encoding="utf-8")
    return path


def test_a_survey_is_drawn_up_from_a_file_and_compared_with_a_closed_one(meritbook: Run, tmp_path: Path) -> None:
    draw = (*R, "draw-survey", "summer", _file(tmp_path, QUESTIONS), "--title", "Summer", *WHY, "--json")
    assert _code(meritbook(*draw, *EXECUTIVE)) == "permission.denied"
    assert _code(meritbook(*draw, "--department", "revenue", *KEEPER)) == "results.survey"
    assert _code(meritbook(*draw, "--follows", "today", *ADMIN)) == "results.survey"
    assert _code(meritbook(*draw, "--follows", "none-such", *ADMIN)) == "results.no_such_survey"
    assert not Survey.objects.filter(key="summer").exists()
    drawn = meritbook(*draw, "--follows", "winter", *ADMIN)
    jsonschema.validate(drawn.json, schemas()["results-survey"])
    assert (drawn.json["survey"]["state"], drawn.json["survey"]["department"]) == ("draft", None)
    assert [one["key"] for one in drawn.json["items"]] == ["hope", "load", "words"]
    assert _code(meritbook(*draw, *ADMIN)) == "name.taken"
    (tmp_path / "questions.json").write_text("[1]", encoding="utf-8")
    assert _code(meritbook(*R, "draw-survey", "autumn", *draw[3:], *ADMIN)) == "cli.usage"


def test_questions_of_a_draft_are_changed_and_those_of_an_open_survey_never(
    meritbook: Run, surveys: Any, tmp_path: Path
) -> None:
    file = _file(tmp_path, SCALES)
    change = (*R, "change-survey", "desk", file, *WHY, *KEEPER, "--json")
    assert _code(meritbook(*change)) == "results.survey", "these questions stand already"
    _file(tmp_path, {"items": [HOPE, {**LOAD, "points": ["Only one"]}]})
    assert _code(meritbook(*change)) == "results.survey"
    taken = meritbook(*R, "survey", "desk", *KEEPER, "--json").json["items"]
    taken[0]["says"] = "I know what is asked of me."
    _file(tmp_path, {"items": taken})
    changed = meritbook(*change)
    jsonschema.validate(changed.json, schemas()["results-survey"])
    assert changed.json["items"][0]["says"] == "I know what is asked of me."
    assert SurveyVersion.objects.get(survey=surveys.draft, current=True).number == 2
    hidden = meritbook(*R, "change-survey", "desk", file, *WHY, *EXECUTIVE, "--json")
    assert _code(hidden) == "results.no_such_survey"
    of_open = meritbook(*R, "change-survey", "today", file, *WHY, *ADMIN, "--json")
    assert _code(of_open) == "results.survey_stands"


def test_a_survey_is_opened_between_two_days_and_withdrawn_with_a_reason(meritbook: Run, surveys: Any) -> None:
    today = clock.today()
    opening = (*R, "open-survey", "desk", *WHY, "--json")
    last = ("--last-day", today + timedelta(days=9))
    assert _code(meritbook(*opening, "--from", today - timedelta(days=1), *last, *KEEPER)) == "results.survey"
    assert _code(meritbook(*opening, "--from", "soon", *last, *KEEPER)) == "cli.date"
    opened = meritbook(*opening, "--from", today, *last, *KEEPER)
    jsonschema.validate(opened.json, schemas()["results-survey"])
    assert (opened.json["survey"]["state"], opened.json["survey"]["last_day"]) == ("open", last[1].isoformat())
    assert _code(meritbook(*opening, "--from", today, *last, *KEEPER)) == "results.survey_stands"
    withdraw = (*R, "withdraw-survey", "desk", "--why", "A question names somebody.")
    assert _code(meritbook(*withdraw, *EXECUTIVE, "--json")) == "permission.denied"
    assert "The refund desk (desk), revenue: withdrawn" in meritbook(*withdraw, *KEEPER).out
    assert Survey.objects.get(key="desk").state == "withdrawn"
    assert _code(meritbook(*withdraw, *KEEPER, "--json")) == "results.survey_stands"
