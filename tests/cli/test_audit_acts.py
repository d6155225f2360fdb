"""`results audit …`: an audit from its charter to the rating, and a finding from its answer to its close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import jsonschema
import pytest

from audit_world import words
from meritbook.cli.answers import schemas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record")]
AUDITOR, OWNER, KEEPER = ("--as", "auditor"), ("--as", "measure_owner"), ("--as", "results_administrator")
WHY = ("--why", "As the charter asks.")
A = ("results", "audit")


@pytest.fixture(autouse=True)
def _on_a_day(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


def test_an_audit_is_chartered_and_withdrawn(meritbook: Callable[..., Any], audits: Any) -> None:
    charter = (*A, "charter", "--title", "Calls", "--from", "2025-07-01", "--last-day", "2025-12-31", *WHY)
    of = ("--measure", "calls-answered", "--auditor", "auditor")
    made = meritbook(*charter, *of, *AUDITOR, "--json")
    jsonschema.validate(made.json, schemas()["results-audit-line"])
    assert (made.json["status"], made.json["measures"]) == ("under_way", {"calls-answered": ""})
    assert meritbook(*charter, *of, *AUDITOR, "--json").json["error"]["code"] == "results.audit_under_way"
    nobody = meritbook(*charter, *of[:3], "no-such", *AUDITOR, "--json")
    assert nobody.json["error"]["code"] == "results.auditor"
    assert "permission.denied" in meritbook(*charter, *of, *OWNER).err
    ended = meritbook(*A, "withdraw", made.json["id"], *AUDITOR, *WHY)
    assert f"Audit {made.json['id']}, Calls: withdrawn, led by " in ended.out
    assert meritbook(*A, "withdraw", 10**20, *AUDITOR, *WHY, "--json").json["error"]["code"] == "results.no_such_audit"


def test_a_finding_is_raised_answered_done_and_verified_by_somebody_else(
    meritbook: Callable[..., Any], audits: Any
) -> None:
    said = [part for name, text in words().items() for part in (f"--{name}", text)]
    raised = meritbook(*A, "raise", audits.open.pk, "refund-days", *AUDITOR, *WHY, *said, "--json")
    jsonschema.validate(raised.json, schemas()["results-finding"])
    number = f"{audits.open.pk}.{raised.json['number']}"
    assert (raised.json["status"], raised.json["steps"]) == ("open", [])
    answer = (*A, "answer", number, "agree", "--says", "From April on.", "--due")
    assert meritbook(*answer, "2026-05-29", *AUDITOR, "--json").code == 3
    assert meritbook(*answer, "2020-05-29", *OWNER, "--json").json["error"]["code"] == "results.finding_day"
    assert meritbook(*answer, "2026-05-29", *OWNER, "--json").json["due_on"] == "2026-05-29"
    done = meritbook(*A, "done", number, *OWNER, "--says", "Named on 1 March.")
    assert "Done, " in done.out
    verify = (*A, "verify", number)
    assert meritbook(*verify, "close", *OWNER, "--says", "Seen.").code == 3
    back = meritbook(*verify, "return", *AUDITOR, "--says", "Nobody signs.", "--due", "2026-06-30", "--json")
    assert (back.json["status"], back.json["due_on"]) == ("answered", "2026-06-30")
    assert meritbook(*A, "done", number, *OWNER, "--says", "Both sign.").code == 0
    assert meritbook(*verify, "close", *AUDITOR, "--says", "Seen.", "--json").json["status"] == "closed"
    shown = meritbook(*A, "finding", number, *AUDITOR).out
    assert f"Finding {number} of refund-days, control, medium: closed" in shown
    for wrong, code in (("3", 2), ("a.b", 2), (f"{10**20}.1", 3), (f"{audits.open.pk}.99", 3)):
        assert meritbook(*A, "finding", wrong, *AUDITOR).code == code


def test_trust_is_rated_no_better_than_the_grades_allow(meritbook: Callable[..., Any], audits: Any) -> None:
    rate = (*A, "rate", audits.graded.audit_id, "letters-in")
    assert "permission" in meritbook(*rate, "reliable", *OWNER, *WHY).err
    rated = meritbook(*rate, "reliable", *AUDITOR, *WHY, "--json")
    jsonschema.validate(rated.json, schemas()["results-audit"])
    assert rated.json["rating"] == rated.json["best_rating"]
    too_good = meritbook(*A, "rate", audits.open.pk, "refund-days", "reliable", *AUDITOR, *WHY, "--json")
    assert too_good.json["error"]["code"] == "results.trust"
