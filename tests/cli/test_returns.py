"""`results returns`, `return`, `budget`, `reviews`, `review`, `follow-ups`: what a person may read, and its JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = pytest.mark.django_db
FACILITATOR, OWNER = ("--as", "results_facilitator"), ("--as", "measure_owner")


def test_investments_are_listed_and_shown_with_what_is_missing(
    meritbook: Callable[..., Any], on_record: None, returns: Any
) -> None:
    found = meritbook("results", "returns", *FACILITATOR, "--json")
    jsonschema.validate(found.json, schemas()["results-returns"])
    by_key = {one["key"]: one for one in found.json["returns"]}
    assert by_key["lockbox"]["npv"] == "27514.95"
    assert by_key["shared-print"]["npv"] is None
    one = meritbook("results", "return", "lockbox", *FACILITATOR, "--json")
    jsonschema.validate(one.json, schemas()["results-return"])
    assert one.json["verifications"][0]["verdict"] == "not_met"
    shown = meritbook("results", "return", "shared-print", *FACILITATOR).out
    assert "Missing: “Study” has no figure for FY2027." in shown
    assert "Net present value: undetermined" in shown
    assert "$27,514.95" in meritbook("results", "returns", *FACILITATOR).out
    absent = meritbook("results", "return", "no-such", *FACILITATOR, "--json")
    assert absent.json["error"]["code"] == "results.no_return"
    refused = meritbook("results", "returns", "--as", "system_administrator", "--json")
    assert refused.json["error"]["code"] == "permission.denied"


def test_spending_stands_beside_results(meritbook: Callable[..., Any], on_record: None, returns: Any) -> None:
    asked = ("results", "budget", *FACILITATOR, "--year", "2026")
    found = meritbook(*asked, "--json")
    jsonschema.validate(found.json, schemas()["results-budget"])
    assert found.json["units"][0]["results"][0]["cost"]["cost"] == "6.00"
    assert "Returns read: $6.00 each" in meritbook(*asked).out
    assert "No spending is on record" in meritbook("results", "budget", *FACILITATOR, "--year", "2027").out


def test_a_review_is_shown_and_written_as_pdf(
    meritbook: Callable[..., Any], on_record: None, reviews: Any, tmp_path: Path
) -> None:
    found = meritbook("results", "reviews", *FACILITATOR, "--json")
    jsonschema.validate(found.json, schemas()["results-reviews"])
    assert found.json["total"] == 3
    assert "FY2026 Q2" in meritbook("results", "reviews", *FACILITATOR).out
    file, number = tmp_path / "pack.pdf", str(reviews.closed.pk)
    one = meritbook("results", "review", number, *FACILITATOR, "--pdf", str(file), "--json")
    jsonschema.validate(one.json, schemas()["results-review"])
    assert one.json["pack_sha256"] == reviews.closed.pack_sha256
    assert file.read_bytes().startswith(b"%PDF-")
    assert "Decided: A second clerk joins the refund desk." in meritbook("results", "review", number, *FACILITATOR).out
    hidden = meritbook("results", "review", number, *OWNER, "--json")
    assert hidden.json["error"]["code"] == "permission.denied"
    nowhere = meritbook("results", "review", str(reviews.elsewhere.pk), *FACILITATOR, "--json")
    assert nowhere.json["error"]["code"] == "results.no_review"


def test_a_person_lists_their_own_follow_ups(meritbook: Callable[..., Any], on_record: None, reviews: Any) -> None:
    found = meritbook("results", "follow-ups", *OWNER, "--show", "mine", "--json")
    jsonschema.validate(found.json, schemas()["results-follow-ups"])
    assert {one["what"] for one in found.json["follow_ups"]} == {"Say why refunds take longer", "Train a second clerk"}
    assert "Train a second clerk" in meritbook("results", "follow-ups", *OWNER).out
