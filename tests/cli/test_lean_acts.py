"""`results lean …`: an event from its charter to its close, its savings, and a design project from gate to gate."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record")]
KEEPER, DIRECTOR, AUDITOR = ("--as", "results_practitioner"), ("--as", "department_director"), ("--as", "auditor")
WHY = ("--why", "As the office has it.")
LEAN = ("results", "lean")


@pytest.fixture(autouse=True)
def _on_a_day(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


@pytest.fixture
def charter(tmp_path: Path) -> Callable[..., Path]:
    """A file with a charter."""

    def write(**more: Any) -> Path:
        words = {
            "title": "Mail opened by ten",
            "problem": "Mail lies until noon.",
            "scope_in": "From the van to the desk.",
            "goal": "Opened by ten.",
            "sponsor": "department_director",
            "lead": "measure_owner",
            "team": ["executive"],
            "starts_on": "2026-03-02",
            "last_day": "2026-03-06",
            **more,
        }
        file = tmp_path / "charter.json"
        file.write_text(json.dumps({key: value for key, value in words.items() if value is not None}), encoding="utf-8")
        return file

    return write


def test_an_event_is_chartered_from_a_file_and_decided_by_its_sponsor(
    meritbook: Callable[..., Any], people: Any, measures: Any, charter: Callable[..., Path]
) -> None:
    order = (*LEAN, "charter", "mail-room", charter(), *KEEPER, *WHY, "--department", "revenue")
    made = meritbook(*order, "--json")
    jsonschema.validate(made.json, schemas()["lean-event"])
    assert (made.json["event"]["status"], made.json["charter"]["team"]) == ("chartered", ["executive"])
    assert meritbook(*order, "--json").json["error"]["code"] == "name.taken"
    decide = (*LEAN, "decide-charter", "mail-room", "approve", *DIRECTOR, "--sha256")
    assert meritbook(*decide, made.json["sha256"], "--json").json["error"]["code"] == "results.charter"
    add = (*LEAN, "add-measure", "mail-room", *KEEPER, *WHY, "--better", "lower")
    assert meritbook(*add).code == 2
    own = meritbook(*add, "--title", "Letters after ten", "--unit", "letters", "--json").json
    tied = meritbook(*add, "--measure", "refund-days", "--json").json
    assert [one["measure"] for one in tied["measures"]] == [None, "refund-days"]
    struck = meritbook(*LEAN, "strike-measure", "mail-room", tied["measures"][1]["id"], *KEEPER, *WHY, "--json").json
    assert [one["id"] for one in struck["measures"]] == [own["measures"][0]["id"]]
    sent_back = meritbook(*LEAN, "decide-charter", "mail-room", "return", *DIRECTOR, "--sha256", struck["sha256"])
    assert sent_back.code == 3
    anew = meritbook(*LEAN, "change-charter", "mail-room", charter(goal="By nine."), *KEEPER, *WHY, "--json").json
    assert (anew["charter"]["goal"], anew["sha256"] != struck["sha256"]) == ("By nine.", True)
    assert meritbook(*decide, struck["sha256"], "--json").json["error"]["code"] == "results.charter"
    assert meritbook(*decide[:5], *AUDITOR, "--sha256", anew["sha256"], "--json").json["error"]["code"] == (
        "results.lean_sponsor"
    )
    approved = meritbook(*decide, anew["sha256"])
    assert "Mail opened by ten (mail-room): Approved" in approved.out
    noted = meritbook(*LEAN, "note", "mail-room", *KEEPER, "--on", "2026-03-02", "--says", "We read mail.", "--json")
    assert noted.json["event"]["status"] == "held"
    dropped = meritbook(*LEAN, "drop", "mail-room", *KEEPER, "--why", "A flood.", "--json")
    assert dropped.json["event"]["status"] == "dropped"


def test_a_charter_with_a_field_missing_or_a_person_unknown_is_refused_by_name(
    meritbook: Callable[..., Any], people: Any, charter: Callable[..., Path]
) -> None:
    order = (*LEAN, "charter", "mail-room")
    more = (*KEEPER, *WHY, "--department", "revenue", "--json")
    wrong = meritbook(*order, charter(goal=None, splendid="yes", last_day="soon"), *more)
    assert wrong.code == 2
    faults = wrong.json["error"]["details"]["faults"]
    assert [one.partition(":")[0] for one in faults] == ["goal", "last_day", "splendid"]
    nobody = meritbook(*order, charter(lead="no-such"), *more)
    assert (nobody.code, nobody.json["error"]["where"]) == (3, "lead")
    no_department = meritbook(*order, charter(), *KEEPER, *WHY, "--department", "no-such", "--json")
    assert (no_department.code, no_department.json["error"]["code"]) == (3, "cli.unknown_name")


def test_values_actions_and_savings_bring_an_event_to_its_close(meritbook: Callable[..., Any], lean: Any) -> None:
    of = (*LEAN, "record-value", "refund-forms", lean.own.pk, *KEEPER, "--says", "Count of a week.")
    later = meritbook(*of, "--days", 60, "--on", "2025-12-09", "--value", "11%", "--json")
    jsonschema.validate(later.json, schemas()["lean-event"])
    assert next(one for one in later.json["measures"] if one["id"] == lean.own.pk)["values"]["60"] == "11"
    assert meritbook(*of, "--days", 60, "--value", "eleven").code == 2
    assert meritbook(*of, "--days", 7, "--on", "2025-10-17", "--value", "1", "--json").json["error"]["code"] == (
        "results.lean_value"
    )
    waste = meritbook(*LEAN, "note-waste", "refund-forms", "splendour", *KEEPER, "--says", "Trays.", "--json")
    assert waste.json["error"]["code"] == "results.lean"
    assert meritbook(*LEAN, "note-waste", "refund-forms", "waiting", *KEEPER, "--says", "Trays.").code == 0
    added = meritbook(
        *LEAN, "add-action", "refund-forms", *KEEPER, *WHY, "--what", "Tell the counters", "--owner", "measure_owner",
        "--due", "2025-10-30", "--json",
    ).json["actions"]  # fmt: skip
    for one in added:
        moved = (*LEAN, "move-action", "refund-forms", one["id"], "done", "--as", "measure_owner", "--says", "Done.")
        assert f"Action {one['id']}: {one['what']}: done" in meritbook(*moved).out
    close = (*LEAN, "close", "refund-forms", *KEEPER, "--results", "Eleven in a hundred come back.")
    early = meritbook(*close, "--json")
    assert early.json["error"]["code"] == "results.lean_not_finished"
    verify = (*LEAN, "verify-saving", "refund-forms", lean.saving.pk, *AUDITOR, "--says", "Invoices were read.")
    assert meritbook(*verify).code == 2
    assert meritbook(*verify, "--amount", "26=9000").code == 2
    own = meritbook(*verify[:5], *KEEPER, "--says", "So.", "--amount", "2026=9000", "--json")
    assert own.json["error"]["code"] == "permission.own_case"
    verified = meritbook(*verify, "--amount", "2026=9000", "--json")
    assert [(one["status"], one["verified"]) for one in verified.json["savings"]] == [("verified", "9000.00")]
    claimed = meritbook(
        *LEAN, "claim-saving", "refund-forms", *KEEPER, *WHY, "--kind", "hours-freed", "--amount", "2026=300",
        "--amount", "2027=300", "--basis", "Six hours a week.", "--evidence", "Time sheets.", "--json",
    )  # fmt: skip
    number = claimed.json["savings"][1]["id"]
    assert claimed.json["savings"][1]["claimed"] == "600.00"
    back = meritbook(*LEAN, "withdraw-saving", "refund-forms", number, *KEEPER, "--why", "Counted twice.")
    assert f"Saving {number}: 600.00 hours claimed, nothing verified, withdrawn" in back.out
    for days, on in ((60, "2025-12-09"), (90, "2026-01-08")):
        for measure in (lean.own, lean.tied):
            figure = ("--value", "11", "--on", on) if measure == lean.own else ()
            ran = meritbook(*LEAN, "record-value", "refund-forms", measure.pk, *KEEPER, "--says", "Counted.",
                            "--days", days, *figure)  # fmt: skip
            assert ran.code == 0, ran.err
    ran = meritbook(*LEAN, "record-value", "refund-forms", lean.tied.pk, *KEEPER, "--says", "No report.", "--days", 30)
    assert ran.code == 0, ran.err
    closed = meritbook(*close, "--json")
    assert closed.json["event"]["status"] == "closed", closed.out


def test_a_design_project_goes_from_gate_to_gate(meritbook: Callable[..., Any], lean: Any) -> None:
    shown = meritbook(*LEAN, "project", "one-counter", *AUDITOR, "--json")
    jsonschema.validate(shown.json, schemas()["lean-project"])
    assert [(one["phase"], one["outcome"]) for one in shown.json["gates"]] == [("define", "asked")]
    decide = (*LEAN, "decide-gate", "one-counter", "pass", "--says", "Enough.")
    assert meritbook(*decide, *KEEPER, "--json").json["error"]["code"] == "permission.own_case"
    passed = meritbook(*decide, *DIRECTOR, "--json")
    assert (passed.json["project"]["phase"], passed.json["project"]["passed"]) == ("measure", 1)
    assert meritbook(*decide, *DIRECTOR, "--json").json["error"]["code"] == "results.gate"
    asked = meritbook(*LEAN, "ask-gate", "one-counter", *KEEPER, *WHY, "--rests-on", "Nine requirements.")
    assert "Gate measure, 1: asked; Nine requirements." in asked.out
    assert meritbook(*LEAN, "stop-project", "one-counter", *KEEPER, *WHY).code == 3
    assert meritbook(*decide[:4], "return", *decide[5:], *DIRECTOR).code == 0
    stopped = meritbook(*LEAN, "stop-project", "one-counter", *KEEPER, *WHY, "--json")
    assert stopped.json["project"]["status"] == "stopped"
    started = meritbook(
        *LEAN, "start-project", "tax-help", *KEEPER, *WHY, "--title", "Help in the evening", "--purpose",
        "Nobody who works by day is reached.", "--sponsor", "department_director", "--lead", "results_practitioner",
        "--from", "2026-03-02", "--department", "revenue", "--json",
    )  # fmt: skip
    assert (started.json["project"]["phase"], started.json["gates"]) == ("define", [])
