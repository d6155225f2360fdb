"""`results boards …`: a board from its founding to its end, a year of it, and its report up to the acceptance."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from board_world import PRIORITIES, YEAR
from meritbook.cli.answers import schemas
from meritbook.records.models import BoardAssistance, BoardIndicatorValue, BoardMember

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record", "boards")]
KEEPER, ADMIN, OTHER = ("--as", "results_facilitator"), ("--as", "results_administrator"), ("--as", "auditor")
WHY = ("--why", "As the order has it.")
B = ("results", "boards")
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _on_the_day_of_the_record(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


def _code(ran: Any) -> str:
    return str(ran.json["error"]["code"])


def test_a_board_is_founded_given_an_area_designated_and_dissolved(meritbook: Run) -> None:
    asked = (*B, "found", "plains", "--title", "Plains Board", "--department", "revenue", "--kind", "county", *WHY)
    since = ("--from", "2026-01-01")
    assert _code(meritbook(*asked, "--area", "Dogwood", *since, *OTHER, "--json")) == "permission.denied"
    assert _code(meritbook(*asked, "--area", "Alder", *since, *KEEPER, "--json")) == "results.board_term"
    made = meritbook(*asked, "--area", "Dogwood", *since, *KEEPER, "--json")
    jsonschema.validate(made.json, schemas()["results-board"])
    assert made.json["board"]["area"] == ["Dogwood"]
    area = (*B, "set-area", "plains", "--from", "2026-02-01", *WHY, *KEEPER)
    assert _code(meritbook(*area, "--kind", "region", "--area", "Elm", "--json")) == "cli.usage"
    set_so = meritbook(*area, "--kind", "county", "--area", "Elm", "--area", "Fir", "--json")
    assert set_so.json["board"]["area"] == ["Elm", "Fir"]
    term = (*B, "designate", "plains", "--from", "2026-03-01", "--says", "Order.", *WHY)
    assert _code(meritbook(*term, "--before", "2028-03-01", *KEEPER, "--json")) == "results.board_decider"
    held = meritbook(*term, "--before", "2028-03-01", *ADMIN, "--json")
    assert held.json["board"]["designated_until"] == "2028-02-29"
    end = (*B, "dissolve", "plains", *WHY, "--before")
    assert _code(meritbook(*end, "2026-04-01", *KEEPER, "--json")) == "results.board_decider"
    assert _code(meritbook(*end, "soon", *ADMIN, "--json")) == "cli.date"
    assert meritbook(*end, "2026-03-02", *ADMIN).code == 0
    assert _code(meritbook(*area, "--kind", "county", "--area", "Gum", "--json")) == "results.board"


def test_a_member_is_named_and_the_term_is_cut_short_with_a_reason(meritbook: Run, boards: Any) -> None:
    name = (*B, "name-member", "hills", "--name", "Ada Bell", "--from", "2026-01-01", "--before", "2027-01-01", *WHY)
    assert meritbook(*name, *OTHER).code == 3
    named = meritbook(*name, *KEEPER, "--json")
    jsonschema.validate(named.json, schemas()["results-board"])
    (one,) = [who for who in named.json["roll"] if who["name"] == "Ada Bell"]
    assert (one["kind"], one["ends_before"]) == ("", "2027-01-01")
    assert (
        f"Member {one['id']}: Ada Bell, of a kind that nobody has said" in meritbook(*B, "show", "hills", *KEEPER).out
    )
    change = (*B, "change-member", "hills", one["id"], *KEEPER, "--why", "She moves away.")
    assert _code(meritbook(*change, "--kind", "wizard", "--json")) == "results.board"
    assert _code(meritbook(*change, "--before", "2028-01-01", "--json")) == "results.board_term"
    assert meritbook(*change, "--kind", "health").code == 0
    assert meritbook(*change, "--before", "2026-06-01").code == 0
    row = BoardMember.objects.get(pk=one["id"])
    assert (row.kind, row.ends_before, row.ended_because) == ("health", date(2026, 6, 1), "She moves away.")
    elsewhere = (*B, "change-member", "hills", boards.member.pk, "--kind", "health", *WHY, *KEEPER, "--json")
    assert _code(meritbook(*elsewhere)) == "results.no_such_board_part"


def test_a_plan_is_entered_from_a_file_and_a_program_serves_it(meritbook: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    days = ("--from", "2026-01-01", "--adopted", "2025-12-01")
    enter = (*B, "enter-plan", "coast", file, "--title", "Plan of 2026", "--needs", "Few nurses.", *days, *WHY, *ADMIN)
    file.write_text(json.dumps({"priorities": [{"key": "well"}]}), encoding="utf-8")
    refused = meritbook(*enter, "--json")
    assert _code(refused) == "cli.usage"
    assert refused.json["error"]["details"]["faults"][0] == "priorities.0.title: this is missing"
    file.write_text(json.dumps({"priorities": PRIORITIES}), encoding="utf-8")
    entered = meritbook(*enter, "--json")
    assert (entered.json["plan"], entered.json["priorities"][0]["key"]) == ("Plan of 2026", "ready")
    asked = (*B, "open-program", "coast", "bus", "--title", "Reading bus", "--provider", "Port Library",
             "--kind", "early-care", "--from", "2026-01-01", *WHY, *ADMIN)  # fmt: skip
    assert _code(meritbook(*asked, "--priority", "none-such", "--json")) == "results.community_plan"
    opened = meritbook(*asked, "--priority", "ready", "--json")
    assert [one["program"] for one in opened.json["services"]] == ["bus"]
    ended = meritbook(*B, "end-program", "coast", "bus", "--before", "2026-02-01", *WHY, *ADMIN)
    assert ended.code == 0
    missing = meritbook(*B, "end-program", "coast", "boat", "--before", "2026-02-01", *WHY, *ADMIN, "--json")
    assert _code(missing) == "results.no_such_board_part"


def test_children_money_and_indicators_of_a_year_are_put_on_record(meritbook: Run) -> None:
    year = ("--year", YEAR, *WHY)
    counted = meritbook(*B, "count-children", "river", *year, "--children", 1_210, "--source", "Count.", *KEEPER)
    assert counted.code == 0
    pay = (*B, "pay", "river", *year, "--on", "2025-03-01", "--says", "Warrant 7.", *KEEPER, "--json")
    assert _code(meritbook(*pay, "--amount", "99999999")) == "results.board_money"
    assert _code(meritbook(*pay, "--amount", "much")) == "cli.usage"
    assert meritbook(*pay, "--amount", "$1000.50").json["account"]["paid"] == "1000.50"
    assert meritbook(*pay, "--amount=-0.50").json["account"]["paid"] == "1000.00"
    amend = (*B, "amend-money", "river", *year, "--says", "Act of May.", "--json")
    assert _code(meritbook(*amend, "--amount", "31.97", *KEEPER)) == "results.board_decider"
    assert meritbook(*amend, "--amount", "31.97", *ADMIN).json["account"]["allocated"] == "68000.00"
    value = (*B, "record-indicator", "river", "screened", *year, "--source", "Clinics.", *KEEPER, "--json")
    assert _code(meritbook(*value[:4], "none-such", "71.5", *value[5:])) == "results.community_plan"
    found = meritbook(*value[:5], "71.5", *value[5:])
    jsonschema.validate(found.json, schemas()["results-board"])
    assert BoardIndicatorValue.objects.filter(board__key="river", current=True).get().value == 71.5


def test_what_was_not_spent_is_carried_into_the_next_year(meritbook: Run) -> None:
    carry = (*B, "carry-money", "hills", "--says", "Unspent.", *WHY, "--json")
    of_2024 = ("--year", YEAR - 1)
    assert _code(meritbook(*carry, *of_2024, "--amount", "500", *KEEPER)) == "results.board_decider"
    assert _code(meritbook(*carry, "--year", YEAR + 1, "--amount", "500", *ADMIN)) == "results.board_report"
    assert _code(meritbook(*carry, *of_2024, "--amount", "90000", *ADMIN)) == "results.board_money"
    carried = meritbook(*carry, *of_2024, "--amount", "500", *ADMIN).json
    assert (carried["fiscal_year"], carried["account"]["carried_in"]) == (YEAR, "500.00")


def test_help_given_to_a_board_is_recorded_by_who_gave_it(meritbook: Run) -> None:
    asked = (*B, "record-assistance", "hills", "--on", "2026-02-10", "--hours", "2.5", "--topic", "Budgets", *WHY)
    more = ("--people", "6", *KEEPER, "--json")
    assert _code(meritbook(*asked, "--kind", "gift", *more)) == "cli.usage"
    assert _code(meritbook(*asked, "--kind", "training", "--by", "nobody.here", *more)) == "results.board"
    assert meritbook(*asked, "--kind", "training", "--by", "results_administrator", *more).code == 0
    row = BoardAssistance.objects.get(board__key="hills", topic="Budgets")
    assert (row.given_by.username, row.people, str(row.hours)) == ("results_administrator", 6, "2.50")


def test_a_report_is_drawn_approved_submitted_and_decided_by_somebody_else(
    meritbook: Run, boards: Any, tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("A year of nurses.", encoding="utf-8")
    draw = (*B, "draw-report", "river", "--narrative", words, *WHY, *KEEPER, "--json")
    assert _code(meritbook(*draw, "--year", YEAR + 1)) == "results.board_report"
    drawn = meritbook(*draw, "--year", YEAR)
    jsonschema.validate(drawn.json, schemas()["results-board-report"])
    assert (drawn.json["line"]["status"], drawn.json["content"]["narrative"]) == ("drawn", "A year of nurses.")
    number, seal = drawn.json["line"]["id"], drawn.json["line"]["sha256"]
    approve = (*B, "approve-report", "river", number, "--on", "2026-03-02", *KEEPER, "--json")
    assert _code(meritbook(*approve, "--for", 9, "--sha256", "0" * 64)) == "results.board_report"
    assert _code(meritbook(*approve, "--for", 2, "--against", 9, "--sha256", seal)) == "results.board_vote"
    assert meritbook(*approve, "--for", 9, "--against", 2, "--sha256", seal).json["votes"] == [9, 2, 0]
    submit = (*B, "submit-report", "river", number)
    assert meritbook(*submit, *OTHER).code == 3
    assert meritbook(*submit, *KEEPER, "--json").json["line"]["status"] == "submitted"
    decide = (*B, "decide-report", "river", number, "accept", "--says", "Complete.")
    assert _code(meritbook(*decide, "--sha256", seal, *KEEPER, "--json")) == "results.board_decider"
    assert _code(meritbook(*decide, "--sha256", "0" * 64, *ADMIN, "--json")) == "results.board_report"
    assert "accepted, due on" in meritbook(*decide, "--sha256", seal, *ADMIN).out
    shown = meritbook(*B, "report", "river", number, *KEEPER).out
    assert "Approved by 9 to 2, 0 abstained" in shown
    assert f"Seal: {seal}" in shown
    back = (*B, "decide-report", "hills", boards.submitted.pk, "return", "--says", "Count again.")
    returned = meritbook(*back, "--sha256", boards.submitted.sha256, *ADMIN, "--json").json
    assert (returned["line"]["status"], returned["decision"]) == ("returned", "Count again.")
    assert _code(meritbook(*B, "report", "hills", number, *KEEPER, "--json")) == "results.no_such_board_part"
