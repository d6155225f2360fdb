"""Qualifying a candidate, and reading a requirement, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

OWN: dict[str, Any] = {
    "person": {"name": "Robin Made-Up", "gender": "x"},
    "candidate": {
        "number": "0231",
        "jobs": [
            {
                "id": "first",
                "title": "Systems analyst",
                "starts": "2012-01-01",
                "ends": "2016-06-30",
                "hours": 40,
                "paid": True,
            },
            {
                "id": "second",
                "title": "Programmer analyst",
                "starts": "2016-03-01",
                "ends": "2024-02-29",
                "hours": 40,
                "paid": True,
                "changes": [{"since": "2020-09-01", "hours": 20}],
            },
        ],
        "degrees": [{"id": "degree", "level": "bachelor", "expected": "2024-12"}],
        "licences": [],
    },
}


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    """A candidate in our own form."""
    path = tmp_path / "candidate.json"
    path.write_text(json.dumps(OWN), encoding="utf-8")
    return path


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A requirement of two ways."""
    path = tmp_path / "requirement.txt"
    path.write_text(
        "A bachelor's degree and six years of professional information technology experience;\n\nor\n\n"
        "Ten years of professional information technology experience.\n",
        encoding="utf-8",
    )
    return path


def test_a_candidate_is_judged_against_a_class(meritbook: Callable, no_records: Path, candidate: Path) -> None:
    ran = meritbook(
        "qualify", candidate, "--class", "01721", "--on", "2024-06-14", "--policy", "pennsylvania+plain", "--json"
    )
    assert ran.code == 0, ran.out
    jsonschema.validate(ran.json, schemas()["judgement"])
    assert ran.json["verdict"] == "met"
    ways = {one["node"]: one for one in ran.json["nodes"]}
    assert (ways["1.2"]["least"], ways["1.2"]["required"]) == ("125", "120")
    assert ways["1.1"]["verdict"] == "not_met"
    assert "Robin" not in ran.out
    assert "some positions" in ran.err
    assert not no_records.exists(), "looking must not make a data folder"


def test_the_policy_of_the_plan_is_taken_and_what_it_leaves_open_is_told(
    meritbook: Callable, no_records: Path, candidate: Path
) -> None:
    ran = meritbook("qualify", candidate, "--class", "01721", "--on", "2024-06-14", "--json")
    assert (ran.json["policy"], ran.json["verdict"]) == ("pennsylvania", "undetermined")
    assert "part_time" in ran.json["silent"]


def test_the_answer_for_people_shows_the_months_and_where_they_come_from(
    meritbook: Callable, no_records: Path, candidate: Path, text: Path
) -> None:
    ran = meritbook("qualify", candidate, "--text", text, "--on", "2024-06-14", "--policy", "plain")
    assert ran.code == 0
    for words in (
        "Candidate 0231 on 2024-06-14: met",
        "125 of 120 months counted",
        "42 months at 1/2 of full time count 21.",
        "4 months overlap another job",
        "not held on the day",
        "Forty hours a week are full time.",
        "no law states them",
    ):
        assert words in ran.out


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("--on", "2024-06-14"), 2, "cli.usage"),
        (("--class", "01721", "--on", "June"), 3, "cli.date"),
        (("--class", "01721", "--on", "2024-06-14", "--policy", "atlantis"), 3, "policies.unknown"),
        (("--class", "nowhere", "--on", "2024-06-14"), 3, "cli.unknown_name"),
        (("--class", "00715", "--on", "2024-06-14"), 3, "qualifying.no_requirement"),
        (("--class", "01721", "--on", "2024-06-14", "--candidate", "9"), 3, "cli.unknown_name"),
        ((), 2, "cli.usage"),
    ],
)
def test_what_cannot_be_judged_is_told_by_its_code(
    meritbook: Callable, no_records: Path, candidate: Path, arguments: tuple[str, ...], code: int, error: str
) -> None:
    ran = meritbook("qualify", candidate, *arguments, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (code, error)


def test_a_text_needs_a_policy_to_be_chosen(meritbook: Callable, no_records: Path, candidate: Path, text: Path) -> None:
    ran = meritbook("qualify", candidate, "--text", text, "--on", "2024-06-14", "--json")
    assert (ran.code, ran.json["error"]["where"]) == (2, "--policy")


def test_one_candidate_of_an_examination_is_named(meritbook: Callable, no_records: Path, tmp_path: Path) -> None:
    exam = tmp_path / "exam.csv"
    exam.write_text("candidate,kind,title,starts\n17,job,Clerk,2020-01\n18,job,Clerk,2020-01\n", encoding="utf-8")
    asked = ("qualify", exam, "--class", "4272A4", "--on", "2026-12-01", "--json")
    assert meritbook(*asked).json["error"]["where"] == "--candidate"
    assert meritbook(*asked, "--candidate", "18").json["candidate"] == "18"


def test_a_requirement_is_shown_as_a_tree(meritbook: Callable, no_records: Path, text: Path) -> None:
    ran = meritbook("requirement", text, "--json")
    assert ran.code == 0
    jsonschema.validate(ran.json, schemas()["requirement"])
    assert ran.json["root"]["kind"] == "any_of"
    shown = meritbook("requirement", text)
    assert "1.2  experience  Ten years" in shown.out
    assert "0 of" in shown.err


def test_the_policies_are_listed(meritbook: Callable, no_records: Path) -> None:
    ran = meritbook("policies", "--json")
    jsonschema.validate(ran.json, schemas()["policies"])
    assert {"kansas", "maine", "plain"} <= {one["key"] for one in ran.json["policies"]}
    assert "california" in meritbook("policies").out


def test_what_is_asked_besides_takes_nothing_of_the_file_away(
    meritbook: Callable, no_records: Path, tmp_path: Path
) -> None:
    file = tmp_path / "asked.txt"
    file.write_text("Four years of pier welding experience.\nSpecial requirements: A valid Class B driver's license.\n")
    kinds = [one["kind"] for one in json.loads(meritbook("requirement", str(file), "--json").out)["root"]["parts"]]
    assert kinds == ["experience", "licence"]


def test_of_a_whole_specification_the_part_on_qualifications_is_read_and_the_rest_is_told(
    meritbook: Callable, no_records: Path, tmp_path: Path
) -> None:
    file = tmp_path / "specification.txt"
    file.write_text(
        "PIER WELDER\n\nDEFINITION\nWelds piers.\n\n"
        "MINIMUM QUALIFICATIONS\n\nFour years of pier welding experience.\n\n"
        "SPECIAL REQUIREMENTS\n\nA valid Class B driver's license.\n\nCLASS HISTORY\n\nMade in 1999.\n"
    )
    ran = meritbook("requirement", str(file), "--json")
    tree = json.loads(ran.out)
    assert tree["text"].startswith("Four years")
    assert tree["text"].endswith("license.")
    assert "stand outside of it" in ran.err
