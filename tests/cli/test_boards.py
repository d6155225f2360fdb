"""`results boards …`: what is on record of local boards, a file of figures, and money shared out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from board_world import YEAR
from meritbook.cli.answers import schemas
from meritbook.records.models import ServiceFigure
from year_stage import do

pytestmark = pytest.mark.django_db
KEEPER, ADMIN = ("--as", "results_facilitator"), ("--as", "results_administrator")
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _on_the_day_of_the_record(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


def test_the_boards_are_listed_with_what_presses(meritbook: Run, on_record: None, boards: Any) -> None:
    found = meritbook("results", "boards", "list", *KEEPER, "--json")
    jsonschema.validate(found.json, schemas()["results-boards"])
    assert [one["key"] for one in found.json["boards"]] == ["coast", "hills", "river"]
    assert [one["composition"] for one in found.json["boards"]] == ["undetermined", "not_met", "met"]
    shown = meritbook("results", "boards", "list", *KEEPER, "--show", "late").out
    assert "LATE" in shown
    refused = meritbook("results", "boards", "list", "--as", "system_administrator", "--json")
    assert refused.json["error"]["code"] == "permission.denied"
    assert meritbook("results", "boards", "list", *KEEPER, "--show", "odd").code != 0


def test_one_board_is_shown_with_its_year(meritbook: Run, on_record: None, boards: Any) -> None:
    found = meritbook("results", "boards", "show", "river", *KEEPER, "--year", YEAR, "--json")
    jsonschema.validate(found.json, schemas()["results-board"])
    assert found.json["account"]["allocated"] == "67968.03"
    told = meritbook("results", "boards", "show", "coast", *KEEPER).out
    assert "No member is on record" in told
    assert "allocated not on record" in told
    missing = meritbook("results", "boards", "show", "nowhere", *KEEPER, "--json")
    assert missing.json["error"]["code"] == "results.no_such_board"


def test_the_state_together_is_told_and_written(
    meritbook: Run, on_record: None, boards: Any, people: Any, at: Any, tmp_path: Path
) -> None:
    do("decide_board_report", people.results_administrator, at, report=boards.submitted, accept=True, says="Complete.")
    paper, table = tmp_path / "boards.pdf", tmp_path / "boards.csv"
    found = meritbook(
        "results", "boards", "roll-up", *KEEPER, "--year", "2024", "--json", "--pdf", paper, "--csv", table
    )
    jsonschema.validate(found.json, schemas()["results-boards-roll-up"])
    sums = {one["name"]: one for one in found.json["roll_up"]["sums"]}
    assert (sums["Children served"]["figure"], sums["Children served"]["reporting"]) == ("44", 1)
    assert sums["Spent"]["missing"] == ["Coast Board", "River Counties Board"]
    assert paper.read_bytes().startswith(b"%PDF")
    assert "Missing: no report drawn up" in table.read_text()
    again = meritbook("results", "boards", "roll-up", *KEEPER, "--csv", table)
    assert again.code != 0
    assert "1 of 3 boards reporting" in meritbook("results", "boards", "roll-up", *KEEPER, "--year", "2024").out


def test_a_file_is_recorded_whole_or_refused_by_its_cells(
    meritbook: Run, on_record: None, boards: Any, tmp_path: Path
) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("program,children,families\nnursery,some,9\n")
    asked = ("results", "boards", "figures", "river", file, "--year", YEAR, *KEEPER, "--why", "The year.")
    before = ServiceFigure.objects.count()
    refused = meritbook(*asked, "--json")
    assert refused.json["error"]["code"] == "results.service_file"
    assert refused.json["error"]["details"]["cells"][0]["place"] == "B2"
    assert ServiceFigure.objects.count() == before
    file.write_text("program,children,families\nnursery,80,9\n")
    done = meritbook(*asked, "--json")
    jsonschema.validate(done.json, schemas()["results-board-figures"])
    assert done.json["programs"] == ["nursery"]


def test_money_is_shared_out_by_whom_the_policy_names(meritbook: Run, on_record: None, boards: Any) -> None:
    asked = ("results", "boards", "share-out", "revenue", "--year", "2027", "--source", "Act.", "--why", "The year.")
    refused = meritbook(*asked, "--amount", "90000", *KEEPER, "--json")
    assert refused.json["error"]["code"] == "results.board_decider"
    unknown = meritbook(*asked, "--amount", "90000", *ADMIN, "--json")
    assert unknown.json["error"]["code"] == "results.share"
    assert "not taken for zero" in unknown.json["error"]["message"]
    assert meritbook(*asked, "--amount", "much", *ADMIN).code != 0
    for key in ("river", "hills"):
        from meritbook.records.models import LocalBoard, User

        keeper = User.objects.get(username="results_facilitator")
        do("count_board_children", keeper, _moment(), board=LocalBoard.objects.get(key=key), fiscal_year=2027,
           children=1, source="Census.")  # fmt: skip
    done = meritbook(*asked, "--amount", "90000.01", *ADMIN, "--json")
    jsonschema.validate(done.json, schemas()["results-board-sharing"])
    assert [one["amount"] for one in done.json["working"]["shares"]] == ["45000.01", "45000.00"]


def _moment() -> Any:
    from meritbook.records import clock

    return clock.now()
