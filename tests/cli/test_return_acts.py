"""`results` on the command line: an investment from its proposal to its end, and a unit of the budget."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from return_world import case_text, realised

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record")]
KEEPER, DIRECTOR, AUDITOR = ("--as", "results_facilitator"), ("--as", "department_director"), ("--as", "auditor")
WHY = ("--why", "As the office has it.")


@pytest.fixture(autouse=True)
def _on_a_day(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


@pytest.fixture
def case(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """A file with words and figures."""

    def write(words: dict[str, Any]) -> Path:
        file = tmp_path / "case.json"
        file.write_text(json.dumps(words), encoding="utf-8")
        return file

    return write


def test_an_investment_goes_from_its_proposal_to_its_end(
    meritbook: Callable[..., Any], returns: Any, case: Callable[[dict[str, Any]], Path]
) -> None:
    propose = ("results", "propose-return", "night", "--title", "Night shift", "--department", "revenue", *WHY)
    made = meritbook(*propose, case(case_text(2025)), *KEEPER, "--json")
    jsonschema.validate(made.json, schemas()["results-return"])
    assert (made.json["line"]["status"], made.json["version"]) == ("proposed", 1)
    wrong = meritbook(*propose[:2], "day", *propose[3:], case({"says": "No lines."}), *KEEPER, "--json")
    assert wrong.json["error"]["code"] == "results.return"
    change = ("results", "change-return", "night", *KEEPER, "--why", "A better offer.")
    second = meritbook(*change, case(case_text(2025, assumes="")), "--sha256", made.json["sha256"], "--json").json
    assert second["version"] == 2
    late = meritbook(*change, case(case_text(2025)), "--sha256", made.json["sha256"], "--json")
    assert late.json["error"]["code"] == "results.return_changed"
    decide = ("results", "decide-return", "night", "approve", "--says", "It pays back soon.", "--sha256")
    assert meritbook(*decide, second["sha256"], *KEEPER, "--json").json["error"]["code"] == "results.return_decider"
    assert meritbook(*decide, made.json["sha256"], *DIRECTOR).code == 3
    approved = meritbook(*decide, second["sha256"], *DIRECTOR)
    assert "Night shift (night): approved" in approved.out
    started = meritbook("results", "start-return", "night", *KEEPER, "--on", "2026-03-02", "--json")
    assert started.json["line"]["status"] == "under_way"
    verify = ("results", "verify-return", "night", case(realised(unproven="The rest.")), "--says", "Read again.")
    assert meritbook(*verify, *KEEPER).code == 3
    verified = meritbook(*verify, *AUDITOR, "--json")
    assert [one["promised"] for one in verified.json["verifications"]] != []
    ended = meritbook("results", "end-return", "night", *KEEPER, "--why", "Moved.", "--json")
    assert ended.json["line"]["status"] == "ended"


def test_a_budget_unit_is_entered_with_what_it_spent(meritbook: Callable[..., Any], returns: Any) -> None:
    enter = ("results", "budget-unit", "REV-9", *KEEPER, *WHY, "--title", "Nine", "--department", "revenue", "--json")
    made = meritbook(*enter)
    jsonschema.validate(made.json, schemas()["results-budget-unit"])
    assert meritbook(*enter).json["error"]["code"] == "name.taken"
    spend = ("results", "record-spending", "REV-9", *KEEPER, "--year", 2026, "--source", "Ledger.")
    assert meritbook(*spend).code == 2
    done = meritbook(*spend, "--spent", "$5.50", "--through", "2026-01-31", "--json")
    assert done.json["spent"]["spent"] == "5.50"
    assert meritbook(*spend, "--spent", "much").code == 2
    wrong = meritbook(*spend[:2], "NO-SUCH", *spend[3:], "--spent", "1", "--json")
    assert wrong.code == 3
