"""The law from the command line: rules, facts, differences, and verdicts on one case and on many."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

CASE: dict[str, Any] = {
    "case": "Revenue",
    "department": {"permanent_fte": 1499, "positions": 15, "more_for_cause": 0},
    "pay.salary": 10763.01,
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """One case."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE, indent=2), encoding="utf-8")
    return path


def lines(tmp_path: Path, *cases: str) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(cases) + "\n", encoding="utf-8")
    return path


def verdicts(answer: Any, number: int = 0) -> dict[str, str]:
    return {one["rule"]: one["verdict"] for one in answer["cases"][number]["verdicts"]}


def test_the_packs_and_their_rules_are_listed(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("law", "list", "--json")
    jsonschema.validate(ran.json, schemas()["law-list"])
    packs = {one["key"]: one for one in ran.json["packs"]}
    assert {"colorado-ses", "washington-ms", "federal-ses"} <= set(packs)
    assert len(packs["colorado-ses"]["rules"]) >= 26
    shown = meritbook("law", "list", "--pack", "federal-ses")
    assert "removal.two_unsatisfactory" in shown.out
    assert "colorado" not in shown.out
    assert not no_records.exists(), "looking must not make a data folder"


def test_a_rule_is_shown_with_everything_that_it_rests_on(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("law", "show", "pay.cap", "--json")
    jsonschema.validate(ran.json, schemas()["law-rule"])
    assert [one["id"] for one in ran.json["readings"]] == ["above-the-maximum"]
    shown = meritbook("law", "show", "pay.cap").out
    for words in (
        "8,610.40",
        "125",
        "[technical assistance]",
        "share(pay.cap_percent, pay.range_maximum)",
        "Taken:",
        "ask:",
    ):
        assert words in shown
    assert "position-outside" in meritbook("law", "show", "rights.matrix").out
    assert "ceiling(" in meritbook("law", "show", "seats.department_entitlement").out
    assert "2004-11-25" in meritbook("law", "show", "appeal.deadline").out


def test_the_facts_that_a_rule_reads_are_listed_with_unit_and_supplier(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("law", "facts", "--rule", "seats.department_entitlement", "--json")
    jsonschema.validate(ran.json, schemas()["law-facts"])
    told = {one["fact"]["name"]: (one["fact"]["unit"], one["fact"]["ask"]) for one in ran.json["facts"]}
    assert told["department.permanent_fte"] == ("FTE", "agency_hr")
    assert told["department.more_for_cause"] == ("position", "personnel_director")
    assert "retention" in meritbook("law", "facts").out


def test_one_case_is_judged_with_the_arithmetic_shown(meritbook: Callable, no_records: Path, case: Path) -> None:
    ran = meritbook("law", "check", case, "--on", "2005-01-10", "--json")
    assert ran.code == 0
    jsonschema.validate(ran.json, schemas()["law-check"])
    found = verdicts(ran.json)
    assert found["seats.department_entitlement"] == "not_met"
    assert found["pay.cap"] == "not_met"
    assert found["seats.state_cap"] == "undetermined"
    shown = meritbook("law", "check", case, "--on", "2005-01-10")
    assert shown.code == 0
    for words in (
        "Case 1 Revenue",
        "1,499 // 100",
        "15 <= 14 = no",
        "10,763.01 <= 10,763.00",
        "The case says nothing of",
    ):
        assert words in shown.out
    assert "1 judged, 0 not." in shown.err


def test_one_rule_alone_can_be_asked_for(meritbook: Callable, no_records: Path, case: Path) -> None:
    ran = meritbook("law", "check", case, "--on", "2005-01-10", "--rule", "seats.state_cap", "--json")
    assert verdicts(ran.json) == {"seats.state_cap": "undetermined"}
    assert "Missing" in meritbook("law", "check", case, "--on", "2005-01-10", "--rule", "seats.state_cap").out


@pytest.mark.parametrize("way", ["whole-hundreds=alternative", "seats.department_entitlement=alternative"])
def test_the_other_reading_can_be_taken(meritbook: Callable, no_records: Path, case: Path, way: str) -> None:
    ran = meritbook("law", "check", case, "--on", "2005-01-10", "--reading", way, "--json")
    assert verdicts(ran.json)["seats.department_entitlement"] == "met"


def test_a_number_of_the_law_can_be_changed_to_see_what_it_does(
    meritbook: Callable, no_records: Path, case: Path
) -> None:
    asked = ("law", "check", case, "--on", "2005-01-10", "--rule", "seats.department_entitlement", "--json")
    ran = meritbook(*asked, "--change", "seats.fte_per_position=50", "--change", "seats.department_most=29")
    (one,) = ran.json["cases"][0]["verdicts"]
    assert one["verdict"] == "met"
    assert any("simulation" in caution for caution in one["cautions"])


def test_many_cases_are_judged_line_by_line_and_a_bad_line_is_named(
    meritbook: Callable, no_records: Path, tmp_path: Path
) -> None:
    path = lines(
        tmp_path,
        '{"case": "a", "pay.salary": 10763.00}',
        "{oops",
        "",
        '{"case": "d", "pay.salari": 1}',
        '{"case": "e", "pay.salary": 1, "pay.salary": 2}',
        '{"case": "f", "pay.salary": NaN}',
        "[1]",
        '{"case": "h", "on": "2004-06-30", "pay.salary": 10763.01}',
    )
    ran = meritbook("law", "check", path, "--on", "2005-01-10", "--rule", "pay.cap", "--json")
    assert ran.code == 1
    jsonschema.validate(ran.json, schemas()["law-check"])
    cases = {one["number"]: one for one in ran.json["cases"]}
    assert [number for number, one in cases.items() if one["error"] is None] == [1, 8]
    assert {number: one["error"]["code"] for number, one in cases.items() if one["error"]} == {
        2: "cli.law_case",
        4: "law.unknown_fact",
        5: "cli.law_case",
        6: "cli.law_case",
        7: "cli.law_case",
    }
    assert cases[2]["error"]["where"] == "line 2"
    assert cases[1]["verdicts"][0]["verdict"] == "met"
    assert cases[8]["verdicts"][0]["on"] == "2004-06-30"
    assert (ran.json["judged"], ran.json["failed"]) == (2, 5)
    shown = meritbook("law", "check", path, "--on", "2005-01-10", "--rule", "pay.cap")
    assert (shown.code, "Case 2" in shown.err) == (1, True)


def test_a_bad_first_line_does_not_hide_the_others(meritbook: Callable, no_records: Path, tmp_path: Path) -> None:
    path = lines(tmp_path, "{oops", '{"pay.salary": 10763}')
    ran = meritbook("law", "check", path, "--on", "2005-01-10", "--rule", "pay.cap", "--json")
    assert (ran.code, ran.json["judged"], ran.json["failed"]) == (1, 1, 1)
    assert [one["number"] for one in ran.json["cases"]] == [1, 2]


def test_a_list_of_cases_is_judged_in_its_order(meritbook: Callable, no_records: Path, tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps([{"pay.salary": 1}, {"pay.salary": 20000}, 3], indent=1), encoding="utf-8")
    ran = meritbook("law", "check", path, "--on", "2005-01-10", "--rule", "pay.cap", "--json")
    assert [verdicts(ran.json, number).get("pay.cap") for number in range(3)] == ["met", "not_met", None]
    assert ran.code == 1


def test_cases_come_from_standard_input_too(
    meritbook: Callable, no_records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Standard(io.StringIO):
        buffer = io.BytesIO(b'{"pay.salary": 10763}\n{"pay.salary": 10763.01}')

    monkeypatch.setattr(sys, "stdin", Standard())
    ran = meritbook("law", "check", "-", "--on", "2005-01-10", "--rule", "pay.cap", "--json")
    assert [verdicts(ran.json, number)["pay.cap"] for number in range(2)] == ["met", "not_met"]


def test_a_line_longer_than_a_case_may_be_is_named_and_the_next_one_read(
    meritbook: Callable, no_records: Path, tmp_path: Path
) -> None:
    path = lines(tmp_path, '{"pay.salary": 1}', '{"case": "' + "x" * 3_000_000 + '"}', '{"pay.salary": 2}')
    ran = meritbook("law", "check", path, "--on", "2005-01-10", "--rule", "pay.cap", "--json")
    assert [one["number"] for one in ran.json["cases"] if one["error"]] == [2]
    assert ran.json["judged"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("--on", "June"), 3, "cli.date"),
        (("--on", "2005-01-10", "--pack", "atlantis"), 3, "law.unknown_pack"),
        (("--on", "2005-01-10", "--rule", "pay.range_maximum"), 3, "law.unknown_rule"),
        (("--on", "2005-01-10", "--reading", "pay.cap"), 3, "law.unknown_reading"),
        (("--on", "2005-01-10", "--change", "pay.range_maximum"), 2, "cli.usage"),
        (("--on", "2005-01-10", "--change", "pay.range_maximum=0"), 3, "law.unknown_parameter"),
        (("--on", "2005-07-01", "--strict"), 3, "law.not_known_on_day"),
    ],
)
def test_what_cannot_be_asked_is_told_by_its_code(
    meritbook: Callable, no_records: Path, case: Path, arguments: tuple[str, ...], code: int, error: str
) -> None:
    ran = meritbook("law", "check", case, *arguments, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (code, error)


@pytest.mark.parametrize(("content", "error"), [("", "cli.law_case"), ("3", "cli.law_case"), ("{oops", "cli.law_case")])
def test_a_file_without_a_case_is_told(
    meritbook: Callable, no_records: Path, tmp_path: Path, content: str, error: str
) -> None:
    path = tmp_path / "case.json"
    path.write_text(content, encoding="utf-8")
    ran = meritbook("law", "check", path, "--on", "2005-01-10", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, error)
    missing = meritbook("law", "check", tmp_path / "none.json", "--on", "2005-01-10", "--json")
    assert missing.json["error"]["code"] == "cli.unreadable_file"


def test_a_case_needs_a_day(meritbook: Callable, no_records: Path, case: Path) -> None:
    ran = meritbook("law", "check", case, "--json")
    assert (ran.code, ran.json["cases"][0]["error"]["code"]) == (1, "cli.usage")


def test_a_day_outside_the_known_term_carries_a_caution(meritbook: Callable, no_records: Path, case: Path) -> None:
    assert "lies outside" in meritbook("law", "check", case, "--on", "2005-07-01").out


def test_two_packs_are_compared(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("law", "diff", "washington-ms", "federal-ses", "--json")
    jsonschema.validate(ran.json, schemas()["law-diff"])
    assert ran.json["differences"]
    assert "only in washington-ms" in meritbook("law", "diff", "washington-ms", "federal-ses").out
    assert "do not differ" in meritbook("law", "diff", "iowa-prs", "iowa-prs").out


def test_a_pack_of_ones_own_is_compared_with_the_shipped_one(
    meritbook: Callable, no_records: Path, tmp_path: Path
) -> None:
    import shutil

    from meritbook import law

    own = tmp_path / "colorado-ses"
    shutil.copytree(Path(law.__file__).parent / "colorado-ses", own)
    changed = own / "parameters" / "seats.statewide_most.toml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("value = 125", "value = 100"), encoding="utf-8")
    shown = meritbook("law", "diff", "colorado-ses", own).out
    assert shown.strip() == "parameter seats.statewide_most: values.0.value: “125” became “100”"
    changed.write_text("id = ", encoding="utf-8")
    ran = meritbook("law", "prove", "--pack", own, "--json")
    assert (ran.json["error"]["code"], ran.json["error"]["where"]) == (
        "law.not_toml",
        "parameters/seats.statewide_most.toml",
    )


def test_packs_are_proved_against_sources_at_hand(meritbook: Callable, no_records: Path, tmp_path: Path) -> None:
    ran = meritbook("law", "prove", "--json")
    jsonschema.validate(ran.json, schemas()["law-proof"])
    assert all(one["found"] == 0 for one in ran.json["packs"])
    (tmp_path / "colorado-senior-executive-service.txt").write_text("Nothing of it.", encoding="utf-8")
    refused = meritbook("law", "prove", "--sources", tmp_path, "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "law.quote_not_found")
    assert meritbook("law", "prove", "--sources", tmp_path / "none", "--json").code == 3
    assert "colorado-ses" in meritbook("law", "prove").out


def test_a_rule_that_no_pack_or_several_packs_have_is_told(meritbook: Callable, no_records: Path) -> None:
    assert meritbook("law", "show", "boat.longest", "--json").json["error"]["code"] == "law.unknown_rule"
