"""Who reads a performance contract: those of the department, whoever it is about, and whoever stands in for a term."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from appointing_world import person, vouch
from contract_world import AT, ContractYear
from meritbook.actions.permissions import Capability, Standing
from meritbook.records.models import Delegation, RoleAssignment

pytestmark = pytest.mark.django_db
ON = AT.date()


def reads(who: Any, year: ContractYear, on: date = ON) -> bool:
    """Whether the person may read the contract, asked of the list and of the object alike."""
    standing = Standing(who, on)
    listed = standing.contracts().filter(pk=year.contract.pk).exists()
    assert standing.may(Capability.READ_CONTRACT, year.contract) is listed
    return listed


@pytest.mark.parametrize("name", ["executive", "authority", "director", "officer", "staff", "auditor"])
def test_those_with_a_part_in_a_contract_read_it(contract_year: ContractYear, name: str) -> None:
    assert reads(getattr(contract_year, name), contract_year)


@pytest.mark.parametrize("name", ["successor", "elsewhere"])
def test_others_do_not(contract_year: ContractYear, name: str) -> None:
    assert not reads(getattr(contract_year, name), contract_year)


def test_whoever_holds_the_position_next_does_not_read_what_was_agreed_with_the_one_before(
    contract_year: ContractYear,
) -> None:
    position = contract_year.seat.position
    heir = person("year_heir", "executive", contract_year.seat.position.department)
    position.incumbent = heir
    position.save()
    vouch(position)
    assert not reads(heir, contract_year)
    assert reads(contract_year.executive, contract_year)


def lend(year: ContractYear, role: str, giver: Any, starts_on: date, ends_before: date, *covers: str) -> Delegation:
    row = Delegation.objects.create(
        role=role, department=year.seat.position.department, giver=giver, holder=year.successor,
        covers_json=json.dumps(covers), starts_on=starts_on, ends_before=ends_before, reason="Away.",
        given_by=giver, given_at=AT,
    )  # fmt: skip
    vouch(row)
    return row


def test_a_delegation_gives_what_it_covers_from_its_first_day_to_its_last(contract_year: ContractYear) -> None:
    lend(contract_year, "department_director", contract_year.director, date(2004, 9, 1), date(2004, 9, 8), "contracts")
    for day, there in ((date(2004, 8, 31), False), (ON, True), (date(2004, 9, 7), True), (date(2004, 9, 8), False)):
        assert reads(contract_year.successor, contract_year, day) is there, day
    standing = Standing(contract_year.successor, ON)
    assert standing.role_for(Capability.SIGN_CONTRACT, contract_year.contract) == "department_director, delegated"
    assert not standing.may(Capability.APPROVE_PAY, contract_year.contract)
    assert standing.roles == ("appointing_authority",)


def test_who_stands_in_for_an_appointing_authority_reaches_that_persons_positions(contract_year: ContractYear) -> None:
    lend(contract_year, "appointing_authority", contract_year.authority, date(2004, 9, 1), date(2004, 10, 1), "reviews")
    standing = Standing(contract_year.successor, ON)
    assert standing.may(Capability.REVIEW_PROGRESS, contract_year.contract)
    assert not standing.may(Capability.SIGN_CONTRACT, contract_year.contract)


def test_a_delegation_ends_with_the_role_of_whoever_gave_it(contract_year: ContractYear) -> None:
    lend(contract_year, "department_director", contract_year.director, date(2004, 9, 1), date(2004, 10, 1), "contracts")
    held = RoleAssignment.objects.get(user=contract_year.director)
    held.ends_before = date(2004, 9, 1)
    held.save()
    vouch(held)
    assert not reads(contract_year.successor, contract_year)


def test_nobody_signs_or_rates_their_own_contract_for_the_department(contract_year: ContractYear) -> None:
    standing = Standing(contract_year.executive, ON)
    assert standing.may(Capability.SIGN_OWN_CONTRACT, contract_year.contract)
    for closed in (Capability.SIGN_CONTRACT, Capability.RATE_EXECUTIVE, Capability.APPROVE_PAY):
        assert standing.conflict(closed, contract_year.contract)
        assert not standing.may(closed, contract_year.contract)
