"""Appraisals on a desk: 45 days before the end, and whoever is asked next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from contract_world import ContractYear, final_appraisal
from meritbook.actions import Actor, acknowledge_appraisal, show_appraisal, write_appraisal
from meritbook.actions.permissions import Standing
from meritbook.desk.appraisal_desk import appraisals

pytestmark = pytest.mark.django_db
JUNE = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
ON = JUNE.date()


def titles(who: Any, on: date = ON) -> list[str]:
    found = appraisals(Standing(who, on))
    return [] if found is None else [one.title for one in found.acts]


@pytest.mark.parametrize(("on", "there"), [(date(2005, 5, 15), False), (date(2005, 5, 16), True)])
def test_it_comes_forty_five_days_before_the_last_day(contract_year: ContractYear, on: date, there: bool) -> None:
    assert titles(contract_year.authority, on) == (["Write the appraisal of Year Executive, Y-1"] if there else [])
    wanted = ["Write your self-assessment: contract from 1 July 2004"] if there else []
    assert titles(contract_year.executive, on) == wanted


def test_it_waits_for_whoever_is_next(contract_year: ContractYear) -> None:
    rater, mine = Actor(contract_year.authority), Actor(contract_year.executive)
    own = write_appraisal.perform(mine, at=JUNE, why="Mine.", contract=contract_year.contract, kind="self", marks={})
    assert titles(contract_year.executive) == ["Show your self-assessment: contract from 1 July 2004"]
    show_appraisal.perform(mine, at=JUNE, why="Mine.", appraisal=own)
    assert titles(contract_year.executive) == []
    row = write_appraisal.perform(rater, at=JUNE, why="Mine.", contract=contract_year.contract, kind="rater", marks={})
    assert titles(contract_year.director) == ["Go on with the appraisal of Year Executive, Y-1"]
    show_appraisal.perform(rater, at=JUNE, why="To talk.", appraisal=row)
    assert titles(contract_year.executive) == ["Comment on your appraisal: contract from 1 July 2004"]
    assert titles(contract_year.authority) == ["Meet, and make the appraisal final: Year Executive, Y-1"]
    assert titles(contract_year.elsewhere) == titles(contract_year.successor) == []


def test_what_is_final_waits_for_the_executive_alone(contract_year: ContractYear) -> None:
    row = final_appraisal(contract_year.contract, contract_year.authority, JUNE)
    assert titles(contract_year.executive) == ["Acknowledge your appraisal: contract from 1 July 2004"]
    assert titles(contract_year.authority) == []
    acknowledge_appraisal.perform(Actor(contract_year.executive), at=JUNE, why="Read.", appraisal=row)
    assert titles(contract_year.executive) == []


def test_human_resources_has_no_such_section(contract_year: ContractYear) -> None:
    assert appraisals(Standing(contract_year.officer, JUNE.date())) is None
