"""`results` on the command line: a plan from a document to its adoption, its amendment, and reports on its actions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from stratml_samples import WATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record", "strategic_plans")]
DIRECTOR, KEEPER = ("--as", "department_director"), ("--as", "results_facilitator")
TERM = ("--from", "2026-07-01", "--last-day", "2031-06-30")
WHY = ("--why", "Agreed in the cabinet.")


@pytest.fixture(autouse=True)
def _on_a_day(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


@pytest.fixture
def water(tmp_path: Path) -> Path:
    """A document with two goals."""
    file = tmp_path / "water.xml"
    file.write_bytes(WATER)
    return file


def test_a_plan_is_drawn_up_from_a_document_checked_and_adopted(meritbook: Callable[..., Any], water: Path) -> None:
    drawn = meritbook(
        "results", "draw-plan", "water-2026", *DIRECTOR, *TERM, *WHY, "--department", "REVENUE", "--stratml", water,
        "--json",
    )  # fmt: skip
    assert drawn.code == 0, drawn.err
    jsonschema.validate(drawn.json, schemas()["results-plan"])
    assert (drawn.json["status"], drawn.json["text"]["name"]) == ("draft", "Clean Water Agency: Five Years")
    checked = meritbook("results", "check-plan", "water-2026", *DIRECTOR)
    assert (checked.code, f"Seal: {drawn.json['sha256']}" in checked.out) == (0, True)
    assert "Goal " in checked.out
    other = meritbook("results", "adopt-plan", "water-2026", *DIRECTOR, *WHY, "--sha256", "0" * 64, "--json")
    assert (other.code, other.json["error"]["code"]) == (3, "results.plan_changed")
    refused = meritbook("results", "adopt-plan", "water-2026", *KEEPER, *WHY, "--sha256", drawn.json["sha256"])
    assert "permission.denied" in refused.err
    adopted = meritbook(
        "results", "adopt-plan", "water-2026", *DIRECTOR, *WHY, "--sha256", drawn.json["sha256"], "--json"
    )
    assert (adopted.json["status"], adopted.json["sha256"]) == ("adopted", drawn.json["sha256"])


def test_a_document_that_is_refused_leaves_no_empty_plan(meritbook: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "broken.xml"
    file.write_text("<StrategicPlan>", encoding="utf-8")
    order = ("results", "draw-plan", "broken-2026", *DIRECTOR, *TERM, *WHY, "--department", "revenue", "--title", "B")
    assert meritbook(*order, "--stratml", file).code == 3
    assert "results.no_plan" in meritbook("results", "check-plan", "broken-2026", *DIRECTOR).err
    absent = meritbook(*order, "--stratml", tmp_path / "none.xml", "--json")
    assert absent.json["error"]["code"] == "cli.unreadable_file"
    assert meritbook(*order).code == 0
    blocked = meritbook("results", "check-plan", "broken-2026", *DIRECTOR)
    assert (blocked.code, "Blocks: The plan has no goal." in blocked.out) == (1, True)
    assert meritbook("results", "draw-plan", "untitled", *DIRECTOR, *TERM, *WHY).code == 2
    assert meritbook(*order, "--kind", "splendid").code == 2


def test_a_document_is_looked_at_first_and_taken_in_when_asked(meritbook: Callable[..., Any], water: Path) -> None:
    order = ("results", "take-stratml", "revenue-2025", water, *KEEPER, *WHY)
    looked = meritbook(*order, "--json")
    jsonschema.validate(looked.json, schemas()["results-stratml-taken"])
    assert (looked.json["taken"], looked.json["lost"]) == (False, ["Refunds without delay", "Shorter queues"])
    assert "Nothing is taken in yet." in meritbook(*order).out
    assert (
        meritbook("results", "check-plan", "revenue-2025", *KEEPER, "--json").json["text"]["name"]
        != (looked.json["text"]["name"])
    )
    taken = meritbook(*order, "--seen", looked.json["sha256"])
    assert "Taken in. The document is kept beside version 2." in taken.out
    again = meritbook(*order, "--seen", looked.json["sha256"], "--json")
    assert again.json["error"]["code"] == "results.plan_changed"
    denied = meritbook("results", "take-stratml", "revenue-2025", water, "--as", "executive", *WHY, "--json")
    assert denied.json["error"]["code"] == "permission.denied"


def test_a_draft_is_written_from_a_file_and_begun_and_ended(meritbook: Callable[..., Any], tmp_path: Path) -> None:
    draft = meritbook("results", "check-plan", "revenue-2025", *KEEPER, "--json").json
    file = tmp_path / "words.json"
    file.write_text(json.dumps({"text": {**draft["text"], "vision": "No queue."}}), encoding="utf-8")
    order = ("results", "write-plan", "revenue-2025", file, *KEEPER, *WHY, "--sha256")
    saved = meritbook(*order, draft["sha256"], "--json")
    assert saved.json["text"]["vision"] == "No queue."
    file.write_text(json.dumps({"vision": "A short queue."}), encoding="utf-8")
    assert meritbook(*order, saved.json["sha256"], "--json").json["error"]["code"] == "results.plan"
    file.write_text("[1]", encoding="utf-8")
    assert meritbook(*order, saved.json["sha256"]).code == 2
    under_way = meritbook("results", "amend-plan", "revenue-2025", *KEEPER, *WHY, "--json")
    assert under_way.json["error"]["code"] == "results.plan_draft"
    ended = meritbook("results", "withdraw-plan", "revenue-2025", *KEEPER, *WHY, "--version", 2, "--json")
    assert ended.json["status"] == "withdrawn"
    amended = meritbook("results", "amend-plan", "revenue-2025", *KEEPER, *WHY, "--json")
    assert (amended.json["number"], amended.json["status"]) == (3, "draft")


def test_an_action_is_reported_on_and_a_tie_confirmed(meritbook: Callable[..., Any]) -> None:
    order = ("results", "report-action", "revenue-2025")
    done = meritbook(*order, "second-shift", "done", "--as", "measure_owner", "--says", "Staffed.", "--json")
    jsonschema.validate(done.json, schemas()["results-action-report"])
    assert done.json == {"plan": "revenue-2025", "action": "second-shift", "progress": "done", "says": "Staffed."}
    for action, progress in (("no-such", "done"), ("second-shift", "splendid")):
        refused = meritbook(*order, action, progress, *KEEPER, "--says", "So.", "--json")
        assert (refused.code, refused.json["error"]["code"]) == (3, "results.action")
    tie = ("results", "confirm-tie", "revenue-2025", "fast-refunds", *DIRECTOR, "--why", "It still serves it.")
    confirmed = meritbook(*tie, "--json")
    assert [(one["part"], one["state"]) for one in confirmed.json["ties"]] == [("fast-refunds", "aligned")]
    assert "results.nothing_to_confirm" in meritbook(*tie).err
