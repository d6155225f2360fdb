"""`results risks`, `risk`, `quantify`, `quantification`: what a person may read, and the same run twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = pytest.mark.django_db
FACILITATOR, AUDITOR = ("--as", "results_facilitator"), ("--as", "auditor")


def test_a_person_lists_the_risks_that_they_may_look_into(
    meritbook: Callable[..., Any], on_record: None, risks: Any
) -> None:
    own = meritbook("results", "risks", *FACILITATOR, "--json")
    jsonschema.validate(own.json, schemas()["results-risks"])
    assert [one["key"] for one in own.json["risks"]] == ["filing-outage", "refund-fraud"]
    assert meritbook("results", "risks", *AUDITOR, "--json").json["total"] == 4
    over = meritbook("results", "risks", *FACILITATOR, "--over")
    assert "filing-outage" in over.out
    assert "ABOVE" in over.out
    assert "refund-fraud" not in over.out
    refused = meritbook("results", "risks", "--as", "agency_hr", "--json")
    assert refused.json["error"]["code"] == "permission.denied"


def test_one_risk_is_shown_with_what_remains_and_another_department_s_is_not(
    meritbook: Callable[..., Any], on_record: None, risks: Any
) -> None:
    found = meritbook("results", "risk", "refund-fraud", *FACILITATOR, "--json")
    jsonschema.validate(found.json, schemas()["results-risk"])
    assert found.json["risk"]["expected"] == "50000.00"
    assert found.json["acceptances"][0]["status"] == "asked"
    shown = meritbook("results", "risk", "refund-fraud", *FACILITATOR).out
    assert f"Control {risks.control.pk}: A second reader above 5,000 dollars: not tested" in shown
    hidden = meritbook("results", "risk", "bridge-closure", *FACILITATOR, "--json")
    assert (hidden.code, hidden.json["error"]["code"]) == (3, "results.no_such_risk")


def test_the_same_seed_gives_the_same_run_and_it_is_kept(
    meritbook: Callable[..., Any], on_record: None, risks: Any
) -> None:
    asked = (
        "results",
        "quantify",
        "refund-fraud",
        "filing-outage",
        *FACILITATOR,
        "--why",
        "Budget.",
        "--trials",
        "2000",
    )
    runs = [meritbook(*asked, "--seed", "5", "--json").json for _ in range(2)]
    jsonschema.validate(runs[0], schemas()["results-quantification"])
    assert runs[0]["result"] == runs[1]["result"]
    assert runs[0]["id"] != runs[1]["id"]
    kept = meritbook("results", "quantification", runs[0]["id"], *AUDITOR)
    assert "seed 5, 2,000 trials" in kept.out
    refused = meritbook(*asked[:-1], "0", "--json")
    assert refused.json["error"]["code"] == "results.quantification"
    assert meritbook("results", "quantification", 10**20, *AUDITOR, "--json").code == 3
