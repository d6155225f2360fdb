"""`results report …`: from a draft to the published edition, its files, and what everybody reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from report_world import WORDS

pytestmark = pytest.mark.django_db
DIRECTOR, KEEPER = ("--as", "department_director"), ("--as", "results_facilitator")
R = ("results", "report")


def test_the_public_lists_and_shows_what_is_published(
    meritbook: Callable[..., Any], on_record: None, reports: Any, tmp_path: Path
) -> None:
    every = meritbook(*R, "list", "--json").json
    jsonschema.validate(every, schemas()["results-reports"])
    assert [(one["key"], one["edition"], one["draft"]) for one in every["reports"]] == [("revenue-fy2025", 1, None)]
    assert meritbook(*R, "list", *KEEPER, "--json").json["total"] == 2
    shown = meritbook(*R, "show", "revenue-fy2025", "--json").json
    jsonschema.validate(shown, schemas()["results-report"])
    assert shown["head"]["words"]["results"] == "A return is filed in 15 days (FY2025 Q4)."
    assert "Prompt service" in meritbook(*R, "show", "revenue-fy2025").out
    hidden = meritbook(*R, "show", "revenue-fy2024", "--json")
    assert (hidden.code, hidden.json["error"]["code"]) == (3, "results.no_report")
    file = tmp_path / "report.zip"
    wrote = meritbook(*R, "export", "revenue-fy2025", "--form", "zip", "--out", str(file), "--json").json
    jsonschema.validate(wrote, schemas()["results-report-export"])
    assert file.read_bytes()[:2] == b"PK"
    again = meritbook(*R, "export", "revenue-fy2025", "--form", "zip", "--out", str(file), "--json")
    assert again.code == 3


def test_a_report_is_drafted_checked_and_published_from_the_shell(
    meritbook: Callable[..., Any], on_record: None, reports: Any, tmp_path: Path
) -> None:
    file = tmp_path / "words.json"
    file.write_text(json.dumps({**WORDS, "results": "Calls: [[call-wait]]."}), encoding="utf-8")
    draft = ("draft", "--plan", "revenue-2023", "--year", "2024", *KEEPER, "--why", "Due.", "--words", str(file))
    found = meritbook(*R, *draft, "--json").json
    jsonschema.validate(found, schemas()["results-report-draft"])
    assert found["words_version"] == 3
    check = meritbook(*R, "check", "revenue-fy2024", *DIRECTOR, "--json")
    assert (check.code, check.json["blocks"][0]["code"]) == (1, "results.fact_refused")
    refused = meritbook(*R, "publish", "revenue-fy2024", *DIRECTOR, "--why", "Due.", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "results.fact_refused")
    include = ("include", "revenue-fy2024", "call-wait", *DIRECTOR, "--because", "The exchange burnt down.")
    seal = meritbook(*R, *include, "--json").json["sha256"]
    wrong = meritbook(*R, "publish", "revenue-fy2024", *DIRECTOR, "--why", "Due.", "--sha256", "0" * 64, "--json")
    assert wrong.json["error"]["code"] == "results.report_changed"
    done = meritbook(*R, "publish", "revenue-fy2024", *DIRECTOR, "--why", "Due.", "--sha256", seal, "--json").json
    jsonschema.validate(done, schemas()["results-report"])
    assert (done["status"], done["sha256"]) == ("published", seal)
    revised = meritbook(*R, "revise", "revenue-fy2024", *KEEPER, "--why", "A typo.", "--json").json
    assert revised["edition"] == 2
    gone = meritbook(*R, "withdraw", "revenue-fy2024", "--edition", "1", *DIRECTOR, "--why", "Wrong.", "--json").json
    assert gone["status"] == "withdrawn"


def test_a_file_that_holds_no_words_is_refused(
    meritbook: Callable[..., Any], on_record: None, reports: Any, tmp_path: Path
) -> None:
    for name, data in (("a.json", b"[1]"), ("b.json", b"\xff"), ("c.json", b"[" * 100_000)):
        file = tmp_path / name
        file.write_bytes(data)
        draft = ("draft", "--plan", "revenue-2023", "--year", "2024", *KEEPER, "--why", "Due.", "--words", str(file))
        found = meritbook(*R, *draft, "--json")
        assert (found.code, found.json["error"]["where"]) == (3, str(file))
    assert reports.draft.texts.count() == 2


def test_a_measure_is_left_out_again_and_a_move_is_recorded_and_withdrawn(
    meritbook: Callable[..., Any], on_record: None, reports: Any
) -> None:
    leave = (*R, "leave-out", "revenue-fy2024", "mail-days", "--why", "The count was found wanting.", "--json")
    assert meritbook(*leave, *KEEPER).json["error"]["code"] == "permission.denied"
    left = meritbook(*leave, *DIRECTOR).json
    jsonschema.validate(left, schemas()["results-report-draft"])
    assert "mail-days" in {one["key"] for one in left["left_out"]}
    assert meritbook(*leave, *DIRECTOR).json["error"]["code"] == "results.report_edition"
    record = (
        *R, "record-move", *KEEPER, "--department", "revenue", "--on", "2025-01-15", "--from", "Audit", "--to", "Hall",
        "--result", "Lines are short.", "--source", "Memo 12.", "--why", "The hall was full.",
    )  # fmt: skip
    assert meritbook(*record).code == 2
    made = meritbook(*record, "--people", "2.5", "--json").json
    jsonschema.validate(made, schemas()["results-resource-move"])
    assert (made["people"], made["money"]) == ("2.5", None)
    ended = meritbook(*R, "withdraw-move", made["id"], *KEEPER, "--why", "Counted twice.")
    assert "2.5 people from Audit to Hall. Withdrawn: Counted twice." in ended.out
    nowhere = meritbook(*R, "withdraw-move", 10**20, *KEEPER, "--why", "So.", "--json")
    assert nowhere.json["error"]["code"] == "results.no_report"
