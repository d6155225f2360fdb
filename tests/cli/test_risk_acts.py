"""`results` on the command line: a risk from its entry to its acceptance, its controls, treatments and indicators."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from risk_world import assessment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record")]
KEEPER, DIRECTOR, AUDITOR = ("--as", "results_facilitator"), ("--as", "department_director"), ("--as", "auditor")
WHY = ("--why", "As the office has it.")
WORDS = ("--cause", "Boxes stand open.", "--event", "Mail is taken.", "--consequence", "Cheques are lost.")


@pytest.fixture(autouse=True)
def _on_a_day(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


def test_a_risk_is_registered_assessed_in_words_and_described_anew(meritbook: Callable[..., Any], risks: Any) -> None:
    order = (
        "results", "register-risk", "mail-theft", "--title", "Mail theft", *WORDS, "--category", "financial", *WHY,
        "--department", "revenue", "--owner",
    )  # fmt: skip
    nobody = meritbook(*order, "no-such", *KEEPER, "--json")
    assert (nobody.code, nobody.json["error"]["code"]) == (3, "results.risk_owner")
    assert "permission.denied" in meritbook(*order, "results_facilitator", *AUDITOR).err
    made = meritbook(*order, "results_facilitator", *KEEPER, "--json")
    jsonschema.validate(made.json, schemas()["results-risk"])
    assert (made.json["risk"]["department"].lower(), made.json["assessments"]) == ("revenue", [])
    assess = ("results", "assess-risk", "mail-theft", *KEEPER, *WHY)
    rated = meritbook(*assess, "--inherent", "likely/moderate", "--residual", "possible/minor")
    assert "What remains: Possible, minor" in rated.out
    unknown = meritbook(*assess, "--inherent", "often/moderate", "--residual", "possible/minor", "--json")
    assert unknown.json["error"]["code"] == "results.assessment"
    for wrong in (("--inherent", "likely/moderate"), ("--inherent", "likely", "--residual", "possible/minor"), ()):
        assert meritbook(*assess, *wrong).code == 2
    anew = meritbook("results", "describe-risk", "mail-theft", *KEEPER, *WHY, "--title", "Theft of mail", "--json")
    assert (anew.json["risk"]["title"], anew.json["cause"]) == ("Theft of mail", "Boxes stand open.")


def test_an_assessment_comes_from_a_file_and_a_wrong_one_is_refused(
    meritbook: Callable[..., Any], risks: Any, tmp_path: Path
) -> None:
    file = tmp_path / "assessment.json"
    order = ("results", "assess-risk", "refund-fraud", file, *KEEPER, *WHY)
    file.write_text(json.dumps(assessment("0.1", "0.4")), encoding="utf-8")
    assert meritbook(*order, "--json").json["risk"]["expected"] == "62500.00"
    file.write_text(json.dumps(assessment("0.9", "0.2")), encoding="utf-8")
    assert meritbook(*order, "--json").json["error"]["code"] == "results.assessment"
    file.write_text("{", encoding="utf-8")
    assert (meritbook(*order).code, meritbook(*order, "--inherent", "likely/minor").code) == (2, 2)


def test_controls_and_treatments_are_added_and_followed(meritbook: Callable[..., Any], risks: Any) -> None:
    of = ("results", "add-control", "refund-fraud", *KEEPER, *WHY, "--what", "A lock", "--owner", "results_facilitator")
    added = meritbook(*of, "--less-often", "20%", "--json")
    assert [(one["what"], one["works"]) for one in added.json["controls"]][-1] == ("A lock", None)
    assert meritbook(*of, "--json").json["error"]["code"] == "results.risk"
    assert meritbook(*of, "--less-often", "much").code == 2
    number = added.json["controls"][-1]["id"]
    test = ("results", "test-control", "refund-fraud", number, "works", *KEEPER, "--says", "Forty were drawn.", "--on")
    assert f"Control {number}: A lock: works" in meritbook(*test, "2026-03-02").out
    assert meritbook(*test, "2026-03-03").code == 3
    assert meritbook(*test, "March").code == 3
    assert meritbook(*test[:4], "splendid", *test[5:], "2026-03-02").code == 2
    wrong = meritbook(*test[:3], 10**20, *test[4:], "2026-03-02", "--json")
    assert wrong.json["error"]["code"] == "results.no_such_risk"
    planned = meritbook(
        "results", "add-treatment", "filing-outage", *KEEPER, *WHY, "--what", "A second line", "--owner",
        "results_practitioner", "--due", "2026-06-01", "--json",
    ).json["treatments"]  # fmt: skip
    assert [(one["what"], one["state"]) for one in planned] == [("A second line", "planned")]
    move = ("results", "move-treatment", "filing-outage", planned[0]["id"], "under_way", *KEEPER, "--says", "Ordered.")
    assert "A second line: under way, due on 2026-06-01" in meritbook(*move).out


def test_an_acceptance_is_bound_to_what_was_read_and_decided_by_somebody_else(
    meritbook: Callable[..., Any], risks: Any
) -> None:
    asked = meritbook("results", "risk", "refund-fraud", *KEEPER, "--json").json["acceptances"][0]
    assert (
        f"Seal of what would be accepted: {asked['sha256']}"
        in meritbook("results", "risk", "refund-fraud", *KEEPER).out
    )
    order = ("results", "decide-acceptance", "refund-fraud", "accept", "--says", "Until May.", "--sha256")
    own = meritbook(*order, asked["sha256"], "--as", "results_practitioner", "--json")
    assert own.code == 3
    other = meritbook(*order, "0" * 64, *DIRECTOR, "--json")
    assert other.json["error"]["code"] == "results.acceptance"
    done = meritbook(*order, asked["sha256"], *DIRECTOR, "--json")
    jsonschema.validate(done.json, schemas()["results-risk"])
    assert (done.json["risk"]["status"], done.json["risk"]["accepted_until"]) == ("accepted", "2026-06-30")
    assert "No request" in meritbook(*order, asked["sha256"], *DIRECTOR).err
    ended = meritbook("results", "withdraw-acceptance", "refund-fraud", *DIRECTOR, *WHY, "--json")
    assert (ended.json["risk"]["status"], ended.json["acceptances"][0]["status"]) == ("open", "withdrawn")
    assert meritbook("results", "withdraw-acceptance", "refund-fraud", *DIRECTOR, *WHY).code == 3
    again = ("results", "ask-acceptance", "refund-fraud", *KEEPER, *WHY, "--last-day")
    assert meritbook(*again, "2026-03-01", "--json").json["error"]["code"] == "results.acceptance_day"
    assert meritbook(*again, "2026-05-01", "--json").json["acceptances"][0]["status"] == "asked"


def test_a_risk_is_reviewed_moved_given_to_another_and_watched(meritbook: Callable[..., Any], risks: Any) -> None:
    seen = ("results", "review-risk", "filing-outage", *KEEPER, "--says", "As it stands.", "--on")
    assert meritbook(*seen, "2026-03-02").code == 0
    assert meritbook(*seen, "2026-03-09").code == 3
    named = meritbook("results", "risk-owner", "filing-outage", "results_facilitator", *KEEPER, *WHY,
                      "--from", "2026-03-03", "--json")  # fmt: skip
    assert named.code == 0, named.out
    tie = ("results", "tie-indicator", "filing-outage", "refund-days", *KEEPER, *WHY, "--bad-when", "high")
    tied = meritbook(*tie, "--watch", "24", "--trip", "30", "--json")
    assert [one["measure"] for one in tied.json["risk"]["signals"]] == ["refund-days"]
    assert meritbook(*tie, "--watch", "30", "--trip", "24", "--json").json["error"]["code"] == "results.indicator"
    closed = meritbook("results", "move-risk", "filing-outage", "closed", *KEEPER, *WHY, "--json")
    assert closed.json["risk"]["status"] == "closed"
    assert meritbook("results", "move-risk", "filing-outage", "accepted", *KEEPER, *WHY).code == 3


def test_an_appetite_is_set_by_whoever_bears_risks(meritbook: Callable[..., Any], risks: Any) -> None:
    order = ("results", "risk-appetite", "--department", "revenue", "--category", "legal", "--amount", "$1000",
             "--from", "2026-03-02", "--says", "Decided by the director.")  # fmt: skip
    assert "permission.denied" in meritbook(*order, *KEEPER).err
    done = meritbook(*order, *DIRECTOR, "--json")
    jsonschema.validate(done.json, schemas()["results-appetite"])
    assert (done.json["amount"], done.json["category"]) == ("1000.00", "legal")
    assert meritbook(*order, *DIRECTOR, "--json").json["error"]["code"] == "results.appetite"
    whole = meritbook(*order[:2], *order[6:], *DIRECTOR, "--json")
    assert whole.json["error"]["code"] == "permission.denied"
