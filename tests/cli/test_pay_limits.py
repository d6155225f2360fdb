"""`pay-limit`: what is known of the salary limit, a published one put on record, and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import jsonschema
import pytest

from contract_world import ContractYear
from meritbook.cli.answers import schemas

pytestmark = pytest.mark.django_db
RECORD = (
    "pay-limit",
    "record",
    "11086.00",
    "2005-07-01",
    "2006-07-01",
    "--source",
    "Letter of 1 March",
    "--why",
    "New.",
)


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2005, 6, 15)


def test_it_says_what_is_known_and_what_is_missing(
    meritbook: Callable[..., Any], on_record: None, contract_year: ContractYear
) -> None:
    ran = meritbook("pay-limit", "list", "--json")
    jsonschema.validate(ran.json, schemas()["pay-limits"])
    assert [one["amount"] for one in ran.json["law"]] == ["10763.00"]
    assert ran.json["recorded"] == []
    today, coming = ran.json["says"]
    assert "The salary limit is $10,763.00 a month" in today
    assert "No salary limit is on record for 1 July 2005." in coming


def test_a_limit_is_put_on_record_and_undone_by_central_human_resources(
    meritbook: Callable[..., Any], on_record: None, contract_year: ContractYear
) -> None:
    assert meritbook(*RECORD, "--as", "year_director").code == 3
    made = meritbook(*RECORD, "--as", "year_staff", "--json")
    jsonschema.validate(made.json, schemas()["pay-limit"])
    assert (made.json["amount"], made.json["withdrawn"]) == ("11086.00", False)
    listed = meritbook("pay-limit", "list").out
    assert "$11,086.00" in listed
    assert "stands" in listed
    twice = meritbook(*RECORD, "--as", "year_staff", "--json")
    assert (twice.code, twice.json["error"]["code"]) == (3, "pay.limit_stands")
    number = str(made.json["id"])
    undone = meritbook("pay-limit", "undo", number, "--as", "year_staff", "--why", "Misread.", "--json")
    jsonschema.validate(undone.json, schemas()["pay-limit"])
    assert (undone.json["withdrawn"], undone.json["withdrawn_because"]) == (True, "Misread.")


@pytest.mark.parametrize("amount", ["a lot", "NaN", "0"])
def test_what_is_no_amount_is_refused(
    meritbook: Callable[..., Any], on_record: None, contract_year: ContractYear, amount: str
) -> None:
    ran = meritbook(*RECORD[:2], amount, *RECORD[3:], "--as", "year_staff")
    assert ran.code in (2, 3)


def test_a_limit_that_is_not_there_is_said(
    meritbook: Callable[..., Any], on_record: None, contract_year: ContractYear
) -> None:
    for number in ("99", "9" * 30):
        ran = meritbook("pay-limit", "undo", number, "--as", "year_staff", "--why", "Misread.", "--json")
        assert (ran.code, ran.json["error"]["code"]) == (3, "pay.no_such_limit")
