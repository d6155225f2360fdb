"""`results`: the list, one measure, and values from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = pytest.mark.django_db


def test_the_list_and_one_measure_answer_by_their_schemas(
    meritbook: Callable[..., Any], on_record: None, measures: Any
) -> None:
    listed = meritbook("results", "measures", "--show", "unowned", "--on", "2026-03-02", "--json")
    jsonschema.validate(listed.json, schemas()["results-measures"])
    assert [one["key"] for one in listed.json["measures"]] == ["calls-answered"]
    one = meritbook("results", "measure", "refund-days", "--on", "2026-03-02", "--json")
    jsonschema.validate(one.json, schemas()["results-measure"])
    assert [value["value"] for value in one.json["series"][0]["values"]] == ["24.5"]
    assert "missed by 3.5 days" in meritbook("results", "measure", "refund-days", "--on", "2026-03-02").out
    assert meritbook("results", "measure", "no-such").code != 0


def test_measures_are_listed_and_shown_in_the_name_of_a_person(
    meritbook: Callable[..., Any], on_record: None, measures: Any
) -> None:
    for order in (("measures",), ("measure", "refund-days")):
        asked = ("results", *order, "--on", "2026-03-02", "--json")
        assert meritbook(*asked, "--as", "measure_owner").json == meritbook(*asked).json
        refused = meritbook(*asked, "--as", "system_administrator")
        assert (refused.code, refused.json["error"]["code"]) == (3, "permission.denied")
        assert meritbook(*asked, "--as", "no-such").json["error"]["code"] == "cli.unknown_name"


def test_a_file_is_shown_first_and_recorded_whole_when_asked(
    meritbook: Callable[..., Any], on_record: None, measures: Any, tmp_path: Path
) -> None:
    file = tmp_path / "actuals.csv"
    file.write_text("measure,period,value\nrefund-days,FY2026 Q2,20.5\ncalls-answered,FY2026 Q1,0.9\n")
    keeper = ("--as", "results_administrator")
    shown = meritbook("results", "import", str(file), *keeper, "--json")
    jsonschema.validate(shown.json, schemas()["results-import"])
    assert (shown.code, shown.json["values"], shown.json["batch"]) == (1, 1, "")
    assert [(one["cell"], one["code"], one["offer"]) for one in shown.json["refused"]] == [
        ("C3", "results.cell_percent", "90")
    ]
    done = meritbook(
        "results", "import", str(file), *keeper, "--mend", "C3=90", "--record", "--source", "R-12", "--json"
    )
    assert (done.code, done.json["values"], len(done.json["batch"])) == (0, 2, 64)
    assert measures.statewide.values.get().batch.document.name == "actuals.csv"
