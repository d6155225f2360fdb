"""Looking at plans and allocations, without a database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from meritbook.core.allocation.model import AllocationResult


def test_the_shipped_plans_answer_before_anything_is_imported(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("plans", "--json")
    assert (ran.code, ran.err) == (0, "")
    jsonschema.validate(ran.json, schemas()["plans"])
    assert {one["key"] for one in ran.json["plans"]} == {"kansas", "maine", "pennsylvania", "iowa", "colorado"}
    assert not no_records.exists(), "looking must not make a data folder"


@pytest.mark.parametrize("name", ["kansas", "KANSAS", "Kansas Public Service Executive"])
def test_a_plan_answers_to_its_key_and_its_full_name(meritbook: Callable, no_records: Path, name: str) -> None:
    ran = meritbook("classes", "--plan", name, "--json")
    jsonschema.validate(ran.json, schemas()["classes"])
    assert [one["code"] for one in ran.json["classes"]] == ["4272A4", "4273A4", "4274A4", "4275A4"]


def test_an_unknown_plan_names_its_near_misses_and_all_others(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("classes", "--plan", "kanas", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "cli.unknown_name")
    assert "kansas" in ran.json["error"]["details"]["near"]
    assert "iowa" in ran.json["error"]["details"]["plans"]
    jsonschema.validate(ran.json, schemas()["error"])


@pytest.mark.parametrize("name", ["4273A4", "4273a4", "kansas/4273A4", "public service executive iv"])
def test_a_class_is_shown_by_code_ref_or_title(meritbook: Callable, no_records: Path, name: str) -> None:
    ran = meritbook("show", name, "--json")
    assert ran.code == 0, ran.out
    jsonschema.validate(ran.json, schemas()["class"])
    assert ran.json["class"]["code"] == ("4275A4" if name.endswith("iv") else "4273A4")


def test_a_title_that_two_plans_use_is_told_to_be_ambiguous(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("show", "Public Service Executive I", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "cli.ambiguous_name")
    assert len(ran.json["error"]["details"]["classes"]) == 2
    assert meritbook("show", "Public Service Executive I", "--plan", "kansas").code == 0


def test_a_class_is_shown_with_its_series_and_what_it_keeps_out(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("show", "4273A4")
    for words in ("Public Service Executive II (4273A4)", "grade 33", "Kept out of the series", "Minimum requirements"):
        assert words in ran.out


def test_a_class_is_shown_with_its_board_change_and_the_dates_of_its_source(
    meritbook: Callable, no_records: Path
) -> None:
    executive = meritbook("show", "Information Technology Executive 1", "--plan", "pennsylvania").out
    assert "787-08, 2022-01-19" in executive
    dates = meritbook("show", "4273A4").out
    assert "2013-12 (no day given)" in dates
    assert "2024-06 (no day given)" in dates


def test_an_allocation_answers_by_its_schema(meritbook: Callable, no_records: Path, description_file: Path) -> None:
    ran = meritbook("allocate", description_file, "--plan", "kansas", "--json")
    assert ran.code == 0
    jsonschema.validate(ran.json, schemas()["allocation"])
    AllocationResult.model_validate(ran.json)
    assert ran.json["allocation"]["status"] == "allocated"
    assert ran.json["allocation"]["class_code"] == "4273A4"


def test_each_candidate_carries_the_clauses_of_its_series_too(
    meritbook: Callable, no_records: Path, description_file: Path
) -> None:
    answer = meritbook("allocate", description_file, "--plan", "kansas", "--json").json
    shared = {clause["criterion"] for clause in answer["series"][0]["clauses"]}
    assert shared
    for candidate in answer["candidates"]:
        assert shared < {clause["criterion"] for clause in candidate["clauses"]}


def test_every_quote_of_a_clause_stands_where_its_span_says(
    meritbook: Callable, no_records: Path, description_file: Path
) -> None:
    from meritbook.core.positions.layout import lay_out
    from meritbook.plans import load_shipped
    from meritbook.readers.positions import read_position

    answer = meritbook("allocate", description_file, "--plan", "kansas", "--json").json
    position = lay_out(read_position(description_file.read_bytes(), name="description.json"))[0].text
    plan = load_shipped()["kansas"].document.text
    quotes = 0
    for candidate in answer["candidates"]:
        for clause in candidate["clauses"]:
            for text, said in ((position, clause["position_quotes"]), (plan, clause["class_quotes"])):
                for quote in said:
                    assert text[quote["span"]["start"] : quote["span"]["end"]] == quote["text"]
                    quotes += 1
    assert quotes > 20


@pytest.mark.parametrize("percent", ["37", "43"])
def test_percentages_that_contradict_each_other_are_refused(
    meritbook: Callable, no_records: Path, tmp_path: Path, percent: str
) -> None:
    path = tmp_path / "description.json"
    duties = [{"text": "Directs a program.", "percent": "60"}, {"text": "Prepares its budget.", "percent": percent}]
    path.write_text(json.dumps({"number": "7", "duties": duties}), encoding="utf-8")
    ran = meritbook("allocate", path, "--json")
    assert (ran.code, ran.json["error"]["code"], ran.json["error"]["where"]) == (3, "position.percent_total", "duties")


def test_silence_on_percentages_and_number_blocks_nothing(
    meritbook: Callable, no_records: Path, tmp_path: Path
) -> None:
    path = tmp_path / "posting.json"
    path.write_text(json.dumps({"duties": [{"text": "Directs two programs of the department."}]}), encoding="utf-8")
    ran = meritbook("allocate", path, "--json")
    assert ran.code == 0
    assert ran.json["allocation"]["status"] in ("none", "undetermined", "allocated")


def test_an_allocation_reads_as_reasons(meritbook: Callable, no_records: Path, description_file: Path) -> None:
    out = meritbook("allocate", description_file, "--plan", "kansas").out
    for words in (
        "Belongs to: Public Service Executive II (4273A4",
        "Exclusions of the series Public Service Executive: 3 clear",
        "Why Public Service Executive II",
        "Why not Public Service Executive III (above)",
        "Why not Public Service Executive I (below)",
    ):
        assert words in out
    assert "\x1b" not in out, "no colour codes without a terminal"


def test_the_same_description_gives_the_same_bytes(
    meritbook: Callable, no_records: Path, description_file: Path
) -> None:
    first, second = (meritbook("allocate", description_file, "--json").out for _ in range(2))
    assert first == second


def test_a_control_character_in_a_title_does_not_reach_the_terminal() -> None:
    from meritbook.cli.output import visible

    assert visible("a\x1b[31mb\u202ec\td") == "a\\x1b[31mb\\u202ec\td"
    assert visible("Ζωή 山田 नमस्ते العربية 🌊") == "Ζωή 山田 नमस्ते العربية 🌊"
