"""`competencies growth …`: development plans on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shell_reads")]
GROWTH = ("competencies", "growth")
EXECUTIVE, COACH, READER = ("--as", "executive"), ("--as", "department_director"), ("--as", "results_facilitator")


@pytest.fixture(autouse=True)
def _day(settings: Any, on: date) -> None:
    settings.MERITBOOK_ON = on


def test_a_plan_is_made_moved_on_and_ended(
    meritbook: Callable[..., Any], on_record: None, growth: Any, tmp_path: Path
) -> None:
    made = meritbook(
        *GROWTH,
        "make",
        "Write shorter",
        "--model",
        "harbours",
        "--role",
        "manager",
        "--until",
        "2035-12-31",
        *EXECUTIVE,
    )
    assert "Nobody but its person reads it" in made.out, made.err
    found = meritbook(*GROWTH, "list", "--whose", "own", *EXECUTIVE, "--json")
    jsonschema.validate(found.json, schemas()["growth-plans"])
    plan = next(one["id"] for one in found.json["plans"] if one["title"] == "Write shorter")
    said = meritbook(*GROWTH, "goal", plan, "One page", "--due", "2026-06-30", "--competency", "decides", *EXECUTIVE)
    goal = said.out.split()[1]
    said = meritbook(
        *GROWTH, "action", plan, goal, "Course on letters", "--kind", "course", "--due", "2026-05-31", *EXECUTIVE
    )
    action = said.out.split()[1]
    assert "done" in meritbook(*GROWTH, "move-action", plan, action, "done", "--says", "Passed.", *EXECUTIVE).out
    assert "under way" in meritbook(*GROWTH, "move-goal", plan, goal, "under_way", *EXECUTIVE).out
    file = tmp_path / "letter.txt"
    file.write_text("One page.\n")
    assert "on record" in meritbook(*GROWTH, "note", plan, "A letter.", "--file", file, *EXECUTIVE).out
    assert "coaches plan" in meritbook(*GROWTH, "coach", plan, "--coach", "auditor", *EXECUTIVE).out
    shown = meritbook(*GROWTH, "show", plan, *EXECUTIVE, "--json")
    jsonschema.validate(shown.json, schemas()["growth-plan"])
    assert shown.json["plan"]["progress"]["done"] == 1
    assert shown.json["plan"]["coach"] == "auditor"
    assert [(one["says"], one["file"]) for one in shown.json["notes"]] == [
        ("A letter.", "letter.txt"),
        ("Passed.", None),
    ]
    assert "has no coach" in meritbook(*GROWTH, "coach", plan, *EXECUTIVE).out
    assert "dropped" in meritbook(*GROWTH, "end", plan, "Too long.", "--given-up", *EXECUTIVE).out


def test_a_plan_is_shown_in_words_and_taken_back(meritbook: Callable[..., Any], on_record: None, growth: Any) -> None:
    told = meritbook(*GROWTH, "show", growth.plan.pk, *COACH).out
    assert "0 of 2 actions done, 0 late" in told
    assert "under way, until 2035-12-31" in told
    assert "under_way" not in told + meritbook(*GROWTH, "list", *COACH).out
    assert "Chair the talks on shifts" in told
    assert "certificate.txt" in told
    assert "reads plan" in meritbook(*GROWTH, "show-to", growth.plan.pk, "auditor", *EXECUTIVE).out
    assert meritbook(*GROWTH, "show", growth.plan.pk, "--as", "auditor").code == 0
    assert "no more" in meritbook(*GROWTH, "take-back", growth.plan.pk, "AUDITOR", *EXECUTIVE).out
    assert meritbook(*GROWTH, "show", growth.plan.pk, "--as", "auditor").code != 0
    again = meritbook(*GROWTH, "take-back", growth.plan.pk, "auditor", *EXECUTIVE)
    assert "competencies.no_such_plan" in again.out + again.err


@pytest.mark.parametrize("name", ["agency_hr", "personnel_director", "auditor"])
def test_others_find_no_plan_of_somebody(
    meritbook: Callable[..., Any], on_record: None, growth: Any, name: str
) -> None:
    refused = meritbook(*GROWTH, "show", growth.plan.pk, "--as", name)
    assert refused.code != 0
    assert "competencies.no_such_plan" in refused.out + refused.err
    assert "listening" not in meritbook(*GROWTH, "list", "--as", name).out


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "7777"])
def test_a_number_that_no_plan_has_is_refused_with_a_code(
    meritbook: Callable[..., Any], on_record: None, growth: Any, number: str
) -> None:
    refused = meritbook(*GROWTH, "show", number, *EXECUTIVE)
    assert "competencies.no_such_plan" in refused.out + refused.err


def test_a_day_that_is_none_is_refused(meritbook: Callable[..., Any], on_record: None, growth: Any) -> None:
    refused = meritbook(*GROWTH, "goal", growth.plan.pk, "Soon", "--due", "soon", *EXECUTIVE)
    assert "cli.date" in refused.out + refused.err
    reader = meritbook(*GROWTH, "goal", growth.plan.pk, "Mine", "--due", "2026-06-01", *READER)
    assert "permission.denied" in reader.out + reader.err
