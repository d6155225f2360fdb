"""`results lean …`: events, one event, maps in and out, two maps compared, the A3 and projects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = pytest.mark.django_db
KEEPER, AUDITOR = ("--as", "results_practitioner"), ("--as", "auditor")


def test_events_are_listed_with_what_waits(meritbook: Callable[..., Any], on_record: None, lean: Any) -> None:
    found = meritbook("results", "lean", "events", *AUDITOR, "--json")
    jsonschema.validate(found.json, schemas()["lean-events"])
    assert [one["key"] for one in found.json["events"]] == ["bridge-permits", "dealer-licences", "refund-forms"]
    waiting = meritbook("results", "lean", "events", *AUDITOR, "--waiting")
    assert "refund-forms" in waiting.out
    assert "1 in all" in waiting.out
    refused = meritbook("results", "lean", "events", "--as", "system_administrator", "--json")
    assert refused.json["error"]["code"] == "permission.denied"


def test_one_event_is_shown_with_its_values_and_what_is_open(
    meritbook: Callable[..., Any], on_record: None, lean: Any
) -> None:
    found = meritbook("results", "lean", "event", "refund-forms", *AUDITOR, "--json")
    jsonschema.validate(found.json, schemas()["lean-event"])
    own = next(one for one in found.json["measures"] if one["measure"] is None)
    assert (own["values"], own["holds"]) == ({"0": "40", "30": "12"}, "holds")
    shown = meritbook("results", "lean", "event", "refund-forms", *AUDITOR).out
    assert "before 40, after 30 days 12" in shown
    assert "Problem: Two forms in five come back" in shown
    assert "Open: Action not finished: Print the short form" in shown
    assert meritbook("results", "lean", "event", "none", *AUDITOR, "--json").json["error"]["code"] == (
        "results.no_such_lean"
    )


def test_a_map_goes_out_to_a_file_and_comes_in_again(
    meritbook: Callable[..., Any], on_record: None, lean: Any, tmp_path: Path
) -> None:
    file = tmp_path / "map.xlsx"
    found = meritbook("results", "lean", "map", "refund-forms", *AUDITOR, "--out", str(file), "--json")
    jsonschema.validate(found.json, schemas()["lean-map"])
    assert found.json["figures"]["bottleneck"] == 2
    assert file.read_bytes().startswith(b"PK")
    same = meritbook("results", "lean", "take-map", "refund-forms", str(file), *KEEPER, "--why", "Again.", "--json")
    assert same.json["error"]["code"] == "results.stream_map"
    text = tmp_path / "map.csv"
    text.write_text("step,process,waiting\nOpen mail,10 min,\n", encoding="utf-8")
    taken = meritbook("results", "lean", "take-map", "refund-forms", str(text), *KEEPER, "--why", "Counted.")
    assert "version 2" in taken.out
    assert "Lead time: Undetermined. Step 1, Open mail: waiting time is missing." in taken.out
    text.write_text("step,process,waiting\nOpen mail,10,\n", encoding="utf-8")
    wrong = meritbook("results", "lean", "take-map", "refund-forms", str(text), *KEEPER, "--why", "x", "--json")
    assert wrong.json["error"]["details"]["cells"][0]["cell"] == "B2"
    denied = meritbook("results", "lean", "take-map", "refund-forms", str(file), *AUDITOR, "--why", "x", "--json")
    assert denied.json["error"]["code"] == "permission.denied"


def test_two_maps_are_compared_and_a_missing_one_is_told(
    meritbook: Callable[..., Any], on_record: None, lean: Any
) -> None:
    found = meritbook("results", "lean", "compare", "refund-forms", *AUDITOR, "--json")
    jsonschema.validate(found.json, schemas()["lean-compare"])
    assert "Check: falls away" in meritbook("results", "lean", "compare", "refund-forms", *AUDITOR).out
    none = meritbook("results", "lean", "compare", "dealer-licences", *AUDITOR, "--json")
    assert none.json["error"]["code"] == "results.no_such_lean"


def test_the_a3_is_written_and_a_folder_is_no_file(
    meritbook: Callable[..., Any], on_record: None, lean: Any, tmp_path: Path
) -> None:
    file = tmp_path / "a3.pdf"
    assert "Written" in meritbook("results", "lean", "a3", "refund-forms", str(file), *AUDITOR).out
    assert file.read_bytes().startswith(b"%PDF")
    assert meritbook("results", "lean", "a3", "refund-forms", str(tmp_path), *AUDITOR).code != 0


def test_projects_are_listed_with_their_phase(meritbook: Callable[..., Any], on_record: None, lean: Any) -> None:
    found = meritbook("results", "lean", "projects", *AUDITOR, "--json")
    jsonschema.validate(found.json, schemas()["lean-projects"])
    (one,) = found.json["projects"]
    assert (one["key"], one["phase"], one["passed"], one["gate_waits"]) == ("one-counter", "define", 0, True)
    assert "0 of 5" in meritbook("results", "lean", "projects", *AUDITOR).out
