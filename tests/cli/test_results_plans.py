"""`results` on the command line: plans, one plan, documents, and the line of sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from meritbook.readers.stratml import read_stratml
from stratml_samples import COUNTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record", "strategic_plans")]


def test_plans_are_listed_and_shown_with_what_they_serve(meritbook: Callable[..., Any]) -> None:
    ran = meritbook("results", "plans", "--as", "executive", "--json")
    assert [one["key"] for one in ran.json["plans"]] == ["state-2025", "revenue-2025"]
    shown = meritbook("results", "plan", "revenue-2025", "--as", "executive", "--json")
    assert [(one["part"], one["state"]) for one in shown.json["ties"]] == [("fast-refunds", "reworded")]
    said = meritbook("results", "plan", "state-2025", "--as", "executive").out
    assert "No plan below serves “Sound water”." in said


def test_a_draft_is_shown_only_to_those_who_keep_the_plan(meritbook: Callable[..., Any]) -> None:
    order = ("results", "plan", "revenue-2025", "--version", "2", "--as")
    assert meritbook(*order, "results_facilitator").code == 0
    refused = meritbook(*order, "executive")
    assert refused.code != 0
    assert "results.no_plan" in refused.err


def test_a_plan_is_written_as_stratml_and_never_over_another_file(
    meritbook: Callable[..., Any], tmp_path: Path
) -> None:
    out = tmp_path / "plan.xml"
    order = ("results", "stratml", "revenue-2025", "--as", "executive", "--out", out)
    ran = meritbook(*order)
    assert ran.code == 0, ran.err
    assert "left out: 2 actions with owner and days." in ran.out
    assert read_stratml(out.read_bytes(), name="plan.xml").text.name == "Plan of the Department of Revenue"
    assert meritbook(*order).code != 0


def test_a_document_is_checked_without_a_record_of_it(meritbook: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "county.xml"
    file.write_bytes(COUNTY)
    ran = meritbook("results", "stratml-check", file, "--json")
    assert ran.code == 0, ran.err
    assert any("is kept as it is, and written back" in one for one in ran.json["notes"])
    assert "3 goals, 2 strategies" in meritbook("results", "stratml-check", file).out
    assert meritbook("results", "stratml-check", tmp_path / "none.xml").code != 0
