"""Whoever is away lets somebody stand in: for a term, for named acts, and never further than their own part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from appointing_world import act
from contract_world import AT, ContractYear
from custody_acts import ON, by_admin, delegate
from meritbook.actions import deactivate_user, delegating, end_delegation, end_role
from meritbook.actions.permissions import Capability, ForbiddenError, Standing
from meritbook.actions.policies import TextError
from meritbook.records.models import LedgerEntry, RoleAssignment

pytestmark = pytest.mark.django_db


def signs(who: Any, year: ContractYear, on: date = ON) -> bool:
    return Standing(who, on).may(Capability.SIGN_CONTRACT, year.contract)


def test_whoever_stands_in_acts_until_the_last_day_and_no_longer(contract_year: ContractYear) -> None:
    delegate(contract_year)
    assert signs(contract_year.successor, contract_year, date(2004, 9, 7))
    assert not signs(contract_year.successor, contract_year, date(2004, 9, 8))
    assert signs(contract_year.director, contract_year)


def test_one_that_begins_tomorrow_permits_nothing_today(contract_year: ContractYear) -> None:
    delegate(contract_year, starts_on=ON + timedelta(days=1))
    assert not signs(contract_year.successor, contract_year)
    assert signs(contract_year.successor, contract_year, ON + timedelta(days=1))


def test_an_appointing_authority_delegates_for_their_own_positions(contract_year: ContractYear) -> None:
    delegate(contract_year, giver=contract_year.authority, role="appointing_authority")
    assert signs(contract_year.successor, contract_year)


def test_the_personnel_director_delegates_for_somebody_who_is_away(contract_year: ContractYear) -> None:
    row = delegate(contract_year, by=contract_year.personnel_director)
    assert row.given_by == contract_year.personnel_director
    assert LedgerEntry.objects.latest("seq").role == "personnel_director"


@pytest.mark.parametrize("who", ["officer", "authority", "elsewhere", "executive", "auditor", "staff"])
def test_nobody_else_delegates_the_part_of_the_director(contract_year: ContractYear, who: str) -> None:
    with pytest.raises(ForbiddenError):
        delegate(contract_year, by=getattr(contract_year, who))


def test_a_director_does_not_delegate_the_part_of_an_appointing_authority(contract_year: ContractYear) -> None:
    with pytest.raises(ForbiddenError):
        delegate(contract_year, by=contract_year.director, giver=contract_year.authority, role="appointing_authority")


def test_whoever_stands_in_does_not_delegate_on(contract_year: ContractYear) -> None:
    delegate(contract_year)
    with pytest.raises(delegating.DelegationChainError):
        delegate(contract_year, giver=contract_year.successor, holder=contract_year.staff)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"starts_on": ON - timedelta(days=1)}, delegating.DelegationTermError),
        ({"ends_before": ON}, delegating.DelegationTermError),
        ({"ends_before": date(2005, 9, 2)}, delegating.DelegationTermError),
        ({"covers": []}, delegating.DelegationCoversError),
        ({"covers": ["contracts", "everything"]}, delegating.DelegationCoversError),
        ({"role": "agency_hr"}, delegating.DelegationCoversError),
        ({"reason": "  "}, TextError),
    ],
)
def test_what_cannot_be_had_is_refused(contract_year: ContractYear, more: dict[str, Any], problem: Any) -> None:
    with pytest.raises(problem):
        delegate(contract_year, **more)


def test_a_year_to_the_day_can_be_had(contract_year: ContractYear) -> None:
    assert delegate(contract_year, ends_before=date(2005, 9, 1)).ends_before == date(2005, 9, 1)


def test_an_appointing_authority_cannot_delegate_pay_that_is_not_theirs(contract_year: ContractYear) -> None:
    with pytest.raises(delegating.DelegationCoversError, match="pay"):
        delegate(contract_year, giver=contract_year.authority, role="appointing_authority", covers=["pay"])


def test_the_executive_of_the_only_contract_cannot_stand_in(contract_year: ContractYear) -> None:
    with pytest.raises(delegating.DelegationHolderError, match="own contract"):
        delegate(contract_year, holder=contract_year.executive)


def test_somebody_who_is_shut_out_cannot_stand_in_and_nobody_for_themselves(contract_year: ContractYear) -> None:
    by_admin(deactivate_user, user=contract_year.successor)
    for holder in (contract_year.successor, contract_year.director):
        with pytest.raises(delegating.DelegationHolderError):
            delegate(contract_year, holder=holder)


def test_nobody_stands_in_for_somebody_who_holds_the_role_no_more(contract_year: ContractYear) -> None:
    held = RoleAssignment.objects.get(user=contract_year.director)
    by_admin(end_role, assignment=held, ends_before=date(2004, 9, 3), left_because="Moves.")
    with pytest.raises(delegating.DelegationGiverError):
        delegate(contract_year, starts_on=date(2004, 9, 3))
    assert delegate(contract_year, starts_on=date(2004, 9, 2)).pk


def test_two_may_stand_in_at_once(contract_year: ContractYear) -> None:
    delegate(contract_year)
    delegate(contract_year, holder=contract_year.authority)
    assert signs(contract_year.successor, contract_year)
    assert signs(contract_year.authority, contract_year)


@pytest.mark.parametrize("who", ["director", "successor", "officer", "personnel_director"])
def test_giver_holder_and_human_resources_end_it_at_once(contract_year: ContractYear, who: str) -> None:
    row = delegate(contract_year)
    act(end_delegation, getattr(contract_year, who), delegation=row, reason="Back early.")
    assert not signs(contract_year.successor, contract_year)
    with pytest.raises(delegating.DelegationOverError):
        act(end_delegation, contract_year.officer, delegation=row, reason="Again.")


@pytest.mark.parametrize("who", ["executive", "authority", "elsewhere", "auditor"])
def test_others_do_not_end_it(contract_year: ContractYear, who: str) -> None:
    with pytest.raises(ForbiddenError):
        act(end_delegation, getattr(contract_year, who), delegation=delegate(contract_year), reason="No.")


def test_one_that_ended_yesterday_is_not_ended_again(contract_year: ContractYear) -> None:
    row = delegate(contract_year)
    with pytest.raises(delegating.DelegationOverError):
        act(end_delegation, contract_year.officer, AT + timedelta(days=7), delegation=row, reason="Late.")
