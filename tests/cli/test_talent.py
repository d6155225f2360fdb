"""`competencies ladder`, `talent`, `agree`, `take-back`, `bench` and `seats`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from meritbook.records.models import LedgerEntry
from talent_world import FURTHER, NEXT, PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shell_reads")]
EXECUTIVE, DIRECTOR = ("--as", "executive"), ("--as", "department_director")


@pytest.fixture(autouse=True)
def _day(settings: Any, on: date) -> None:
    settings.MERITBOOK_ON = on + timedelta(days=2)


def checked(found: Any, name: str) -> Any:
    """The answer, as its published schema has it."""
    jsonschema.validate(found.json, schemas()[name])
    return found.json


def test_the_ladder_is_told_with_its_steps(meritbook: Callable[..., Any], on_record: None, talent: Any) -> None:
    found = checked(
        meritbook("competencies", "ladder", f"{PLAN}:{NEXT}", *EXECUTIVE, "--json"), "competencies-ladder"
    )  # fmt: skip
    steps = {one["key"]: one["verdict"] for one in found["ladder"]["steps"]}
    assert (steps["customer-focused"], steps["integrity"], steps["results-oriented"]) == (
        "met", "not_met", "undetermined"
    )  # fmt: skip
    told = meritbook("competencies", "ladder", f"{PLAN}:{NEXT}", *EXECUTIVE).out
    assert "Integrity: not yet. Others saw it as Manager at 3.10" in told
    unknown = meritbook("competencies", "ladder", "maine:ferry-captain", *EXECUTIVE, "--json")
    assert unknown.json["error"]["code"] == "competencies.no_such_ladder"
    nowhere = meritbook("competencies", "ladder", "--as", "analyst").out
    assert "You hold no position on record" in nowhere


def test_somebody_shares_sees_it_and_takes_it_back(meritbook: Callable[..., Any], on_record: None, talent: Any) -> None:
    agreed = meritbook(
        "competencies", "agree", f"{PLAN}:{FURTHER}", *EXECUTIVE, "--qualifications", "--report",
        str(talent.report.pk), "--ready-from", "2026-12-01", "--json",
    )  # fmt: skip
    shared = {one["ref"]: one for one in checked(agreed, "competencies-talent")["shared"]}
    assert "That you would take it up from 1 December 2026 on" in shared[FURTHER]["parts"]
    number = str(shared[FURTHER]["id"])
    left = checked(meritbook("competencies", "take-back", number, *EXECUTIVE, "--json"), "competencies-talent")
    assert [one["ref"] for one in left["shared"]] == [NEXT]
    told = meritbook("competencies", "talent", *EXECUTIVE).out
    assert "Minimum qualifications, worked out of your own applications" in told
    stranger = meritbook("competencies", "take-back", str(talent.shared.pk), "--as", "analyst", "--json")
    assert stranger.json["error"]["code"] == "competencies.no_such_talent"
    other = meritbook(
        "competencies", "agree", f"{PLAN}:{NEXT}", "--as", "analyst", "--report", str(talent.report.pk), "--json"
    )  # fmt: skip
    assert other.json["error"]["code"] == "competencies.no_such_talent"


def test_the_bench_is_listed_and_a_class_is_looked_at_with_a_reason(
    meritbook: Callable[..., Any], on_record: None, talent: Any
) -> None:
    listed = checked(meritbook("competencies", "bench", *DIRECTOR, "--json"), "competencies-bench")
    assert {one["ref"]: one["named"] for one in listed["classes"]} == {NEXT: 1, FURTHER: 1}
    assert listed["people"] is None
    before = LedgerEntry.objects.filter(action="look_at_bench").count()
    silent = meritbook("competencies", "bench", f"{PLAN}:{NEXT}", *DIRECTOR, "--json")
    assert silent.json["error"]["code"] == "text.unusable"
    assert LedgerEntry.objects.filter(action="look_at_bench").count() == before
    looked = meritbook("competencies", "bench", f"{PLAN}:{NEXT}", *DIRECTOR, "--why", "A seat falls free.", "--json")
    (person,) = checked(looked, "competencies-bench")["people"]
    assert (person["username"], person["verdict"]) == ("executive", "not_met")
    assert LedgerEntry.objects.filter(action="look_at_bench").count() == before + 1
    refused = meritbook("competencies", "bench", "--as", "auditor", "--json")
    assert refused.json["error"]["code"] == "permission.denied"


def test_seats_are_told_with_their_coverage(meritbook: Callable[..., Any], on_record: None, talent: Any) -> None:
    found = checked(meritbook("competencies", "seats", *DIRECTOR, "--json"), "competencies-seats")
    assert found["seats"] == found["total"] == len(found["rows"])
    wrong = meritbook("competencies", "seats", *DIRECTOR, "--shown", "weather", "--json")
    assert wrong.json["error"]["code"] == "cli.usage"
    assert "in all, page 1 of 1." in meritbook("competencies", "seats", *DIRECTOR).out
