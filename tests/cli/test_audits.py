"""`results audit …`: what is on record, a sample and its figures, a grade, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from audit_world import FIGURES
from meritbook.cli.answers import schemas

pytestmark = pytest.mark.django_db
AUDITOR = ("--as", "auditor")
WHY = ("--why", "As the charter asks.")


def test_audits_and_findings_are_listed(meritbook: Callable[..., Any], on_record: None, audits: Any) -> None:
    found = meritbook("results", "audit", "list", *AUDITOR, "--json")
    jsonschema.validate(found.json, schemas()["results-audits"])
    assert [(one["title"], one["status"]) for one in found.json["audits"]] == [
        ("Letters received", "under_way"),
        ("Letters", "reported"),
        ("Refund figures", "under_way"),
    ]
    assert found.json["audits"][1]["measures"] == {"letters-answered": "Usable with care"}
    shown = meritbook("results", "audit", "list", *AUDITOR, "--search", "refund").out
    assert "refund-days: not rated" in shown
    findings = meritbook("results", "audit", "findings", "--as", "measure_owner", "--json")
    jsonschema.validate(findings.json, schemas()["results-audit-findings"])
    assert [one["status"] for one in findings.json["findings"]] == ["open", "answered"]
    assert "control" in meritbook("results", "audit", "findings", *AUDITOR, "--show", "open").out
    for wrong in (("list", "--state", "splendid"), ("findings", "--show", "splendid")):
        refused = meritbook("results", "audit", *wrong, *AUDITOR)
        assert refused.code == 2
        assert "splendid" in refused.err


def test_a_sample_is_drawn_worked_out_and_graded(
    meritbook: Callable[..., Any], on_record: None, audits: Any, tmp_path: Path
) -> None:
    of = (str(audits.open.pk), "refund-days")
    drawn = meritbook("results", "audit", "sample", *of, *AUDITOR, *WHY, "--seed", "9", "--tolerable", "20%", "--json")
    jsonschema.validate(drawn.json, schemas()["results-audit"])
    assert (drawn.json["sample"]["seed"], drawn.json["sample"]["plan"]["tolerable"]) == (9, "20")
    assert drawn.json["recalculation"] is None
    file = tmp_path / "figures.csv"
    file.write_bytes(FIGURES)
    how = ("--how", "From the refund ledger.")
    compared = meritbook("results", "audit", "recalculate", *of, file, *AUDITOR, *how, *WHY, "--json")
    assert compared.json["recalculation"]["grade"] == "met"
    said = ("--says", "Read beside the goal.")
    graded = meritbook("results", "audit", "grade", *of, "validity", "partly", *AUDITOR, *said, *WHY)
    assert "validity: partly. Read beside the goal." in graded.out
    assert "The grades allow at best: reliability undetermined" in graded.out
    file.write_text("period,value\nFY2026 Q1,about 24\n", encoding="utf-8")
    refused = meritbook("results", "audit", "recalculate", *of, file, *AUDITOR, *how, *WHY, "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "results.recalculation_refused")
    assert refused.json["error"]["details"]["cells"][0]["place"] == "B2"


def test_what_cannot_be_is_refused_with_its_code(meritbook: Callable[..., Any], on_record: None, audits: Any) -> None:
    of = (str(audits.open.pk), "refund-days")
    for arguments, code in (
        (("show", "999", "refund-days"), "results.no_such_audit"),
        (("show", "0", "refund-days"), "results.no_such_audit"),
        (("sample", *of, *WHY, "--seed", "-1"), "results.audit_sample"),
        (("grade", *of, "beauty", "met", "--says", "So.", *WHY), "results.audit"),
    ):
        refused = meritbook("results", "audit", *arguments, *AUDITOR, "--json")
        assert (refused.code, refused.json["error"]["code"]) == (3, code), arguments
    closed = meritbook("results", "audit", "sample", *of, "--as", "measure_owner", *WHY, "--json")
    assert closed.json["error"]["code"] == "permission.own_case"
    assert meritbook("results", "audit", "sample", *of, *AUDITOR, *WHY, "--tolerable", "ten").code == 2


def test_a_measure_says_its_trust_on_the_shell(meritbook: Callable[..., Any], on_record: None, audits: Any) -> None:
    listed = meritbook("results", "measures", "--json")
    jsonschema.validate(listed.json, schemas()["results-measures"])
    words = {one["key"]: one["trust"]["word"] for one in listed.json["measures"]}
    assert (words["letters-answered"], words["refund-days"]) == ("Usable with care", "Not audited")
    assert "Trust: usable with care." in meritbook("results", "measure", "letters-answered").out
