"""`executives` and `rights`: who holds what on a day, and what an executive has and gives up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from appointing_world import Service, service
from meritbook.cli.answers import schemas

__all__ = ["service"]


@pytest.mark.django_db
def test_the_executives_and_the_vacant_seats_of_a_day_are_listed(
    meritbook: Callable[..., Any], on_record: None, service: Service
) -> None:
    ran = meritbook("executives", "--on", "2004-09-01", "--json")
    jsonschema.validate(ran.json, schemas()["executives"])
    found = {one["position"]: one for one in ran.json["executives"]}
    assert found["R-1"]["executive"] == ""
    assert (found["R-3"]["executive"], found["R-3"]["contract_until"]) == ("Tenant", "2005-06-30")
    assert found["T-9"]["state"] == "no agreed contract for the day"
    of_one = meritbook("executives", "--on", "2004-09-01", "--department", "transport")
    assert "T-9" in of_one.out
    assert "R-1" not in of_one.out


@pytest.mark.django_db
def test_before_the_first_seat_nobody_is_listed(
    meritbook: Callable[..., Any], on_record: None, service: Service
) -> None:
    ran = meritbook("executives", "--on", "2004-06-30")
    assert (ran.code, "No position is in the service on the day." in ran.out) == (0, True)
    assert meritbook("executives", "--on", "tomorrow").code == 3
    assert meritbook("executives", "--department", "nowhere").code == 3


def test_the_rights_are_shown_with_where_they_stand(meritbook: Callable[..., Any], no_records: Path) -> None:
    ran = meritbook("rights", "--json")
    jsonschema.validate(ran.json, schemas()["rights"])
    assert "retention" in {one["key"] for one in ran.json["given_up"]}
    assert "reinstatement" in {one["key"] for one in ran.json["gained"]}
    shown = meritbook("rights").out
    assert "Pay by the yearly contract." in shown
    assert "[form]" in shown
    assert not no_records.exists(), "looking must not make a data folder"
    assert meritbook("rights", "--pack", "federal-ses").code == 3
