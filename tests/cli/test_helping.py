"""`results requests`, `ask`, `take`, `log-hours`, `hours`, `assignments`, `assign`: help on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = pytest.mark.django_db
DIRECTOR, FACILITATOR = ("--as", "department_director"), ("--as", "results_facilitator")
PRACTITIONER, ADMINISTRATOR = ("--as", "results_practitioner"), ("--as", "results_administrator")


def test_a_request_is_asked_taken_and_its_hours_counted(
    meritbook: Callable[..., Any], on_record: None, rooms: Any, settings: Any, on: date
) -> None:
    settings.MERITBOOK_ON = on
    said = meritbook(
        *("results", "ask", "Draw our map", "--initiative", "lean", "--kind", "advice", "--needs", "Two hours."),
        *("--department", "REVENUE", *DIRECTOR),
    )
    assert said.code == 0, said.err
    found = meritbook("results", "requests", "--state", "asked", *PRACTITIONER, "--json")
    jsonschema.validate(found.json, schemas()["results-requests"])
    newest = next(one for one in found.json["requests"] if one["subject"] == "Draw our map")
    assert newest["department"] == "revenue"
    assert "is yours: Draw our map" in meritbook("results", "take", newest["id"], *PRACTITIONER).out
    logged = meritbook(
        *("results", "log-hours", "1.75", "--initiative", "lean", "--kind", "advice", "--on", "2026-03-02"),
        *("--department", "REVENUE", "--request", newest["id"], *PRACTITIONER),
    )
    assert logged.out == "1.75 hours of 2026-03-02 are on record.\n", logged.err
    year = meritbook("results", "hours", *DIRECTOR, "--json")
    jsonschema.validate(year.json, schemas()["results-hours"])
    lean = next(one for one in year.json["initiatives"] if one["initiative"] == "lean")
    assert (lean["total"], lean["hours"]["advice"], lean["satisfied"]) == ("4.25", "1.75", None)


def test_an_administrator_assigns_and_everybody_reads_who_works_where(
    meritbook: Callable[..., Any], on_record: None, rooms: Any
) -> None:
    done = meritbook(
        *("results", "assign", "results_practitioner", "--initiative", "planning", "--class", "results_practitioner"),
        *("--department", "REVENUE", *ADMINISTRATOR),
    )
    assert "is assigned to Planning and deployment" in done.out, done.err
    found = meritbook("results", "assignments", "--as", "auditor", "--json")
    jsonschema.validate(found.json, schemas()["results-assignments"])
    assert [one["initiative"] for one in found.json["assignments"]] == ["lean", "lean", "planning"]
    refused = meritbook(
        *("results", "assign", "results_practitioner", "--initiative", "lean", "--class", "results_practitioner"),
        *("--department", "REVENUE", *FACILITATOR),
    )
    assert refused.code != 0
    assert "permission.denied" in refused.out + refused.err


@pytest.mark.parametrize("hours", ["two", "0", "1.1", "-1", "NaN"])
def test_what_is_no_number_of_hours_is_refused_with_a_code(
    meritbook: Callable[..., Any], on_record: None, rooms: Any, hours: str
) -> None:
    ran = meritbook(
        *("results", "log-hours", "--initiative", "lean", "--kind", "advice", "--on", "2026-03-02"),
        *("--department", "REVENUE", *PRACTITIONER, "--", hours),
    )
    assert ran.code == 3
    assert "results.hours" in ran.err + ran.out
