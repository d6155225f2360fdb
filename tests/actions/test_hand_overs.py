"""Work follows the position: a hand-over moves it on its day, with an overlap, and nothing is left to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from appointing_world import act, person, vouch
from contract_world import AT, ContractYear
from custody_acts import ON, by_admin, delegate, hand_over
from meritbook.actions import (
    SYSTEM,
    custody,
    deactivate_user,
    delegating,
    end_role,
    grant_role,
    handing_over,
    ledger,
    settle_hand_overs,
    withdraw_hand_over,
    work_through_day,
)
from meritbook.actions.permissions import Capability, ForbiddenError, OwnCaseError, Standing
from meritbook.core.contracts.custody import answering
from meritbook.records.models import LedgerEntry, PerformanceContract, Position, RoleAssignment
from service_world import appointment_row, position_row, seat_row

pytestmark = pytest.mark.django_db
DAY = date(2004, 10, 1)


def authority_of(year: ContractYear) -> Any:
    return Position.objects.get(pk=year.seat.position_id).appointing_authority


def contract_now(year: ContractYear) -> Any:
    return PerformanceContract.objects.get(pk=year.contract.pk)


def settle(on: date) -> Any:
    at = AT + (on - ON)
    return settle_hand_overs.perform(SYSTEM, at=at, why="Daily work.")


def orphans(on: date = ON) -> list[str]:
    found = custody.cases(PerformanceContract.objects.all(), on)
    return [one.kind for case in found for one in answering(case, on).orphans]


def test_the_positions_follow_on_the_day_and_not_before(contract_year: ContractYear) -> None:
    hand_over(contract_year)
    assert not settle(DAY - timedelta(days=1))
    assert authority_of(contract_year) == contract_year.authority
    assert len(settle(DAY)) == 1
    assert authority_of(contract_year) == contract_year.successor


def test_days_that_nobody_worked_are_caught_up_and_a_second_run_changes_nothing(contract_year: ContractYear) -> None:
    hand_over(contract_year)
    assert settle(DAY + timedelta(days=40))
    before = LedgerEntry.objects.count()
    assert not settle(DAY + timedelta(days=40))
    assert LedgerEntry.objects.count() == before
    assert not ledger.verify().faults


def test_the_law_of_the_day_settles_it_too(contract_year: ContractYear) -> None:
    hand_over(contract_year)
    work_through_day.perform(SYSTEM, at=AT + (DAY - ON), why="Daily.", on=DAY)
    assert authority_of(contract_year) == contract_year.successor
    assert not ledger.verify().faults


def test_one_of_today_is_settled_at_once(contract_year: ContractYear) -> None:
    row = hand_over(contract_year, starts_on=ON)
    assert row.settled_at == AT
    assert authority_of(contract_year) == contract_year.successor


def test_during_the_overlap_the_former_acts_on_what_went_over_and_nothing_else(contract_year: ContractYear) -> None:
    other = position_row(contract_year.seat.position.department, "Y-2", contract_year.staff,
                         appointing_authority=contract_year.successor)  # fmt: skip
    vouch(other)
    hand_over(contract_year, starts_on=ON, overlap_ends_before=date(2004, 9, 15))
    for day, there in ((ON, True), (date(2004, 9, 14), True), (date(2004, 9, 15), False)):
        standing = Standing(contract_year.authority, day)
        assert standing.may(Capability.RATE_EXECUTIVE, contract_now(contract_year)) is there, day
        assert standing.contracts().filter(pk=contract_year.contract.pk).exists() is there
        assert not standing.may(Capability.RATE_EXECUTIVE, other)
    assert Standing(contract_year.successor, ON).may(Capability.RATE_EXECUTIVE, contract_now(contract_year))


def test_somebody_who_is_gone_already_can_be_followed(contract_year: ContractYear) -> None:
    by_admin(deactivate_user, user=contract_year.authority, left_because="Died.")
    assert orphans() == ["authority_gone"]
    with pytest.raises(delegating.DelegationHolderError):
        hand_over(contract_year, starts_on=ON, overlap_ends_before=date(2004, 9, 15))
    hand_over(contract_year, starts_on=ON)
    assert orphans() == []


def test_it_is_not_handed_over_twice(contract_year: ContractYear) -> None:
    hand_over(contract_year)
    with pytest.raises(handing_over.HandOverStandsError):
        hand_over(contract_year, starts_on=DAY + timedelta(days=1))
    settle(DAY)
    with pytest.raises(handing_over.NothingToHandOverError):
        hand_over(contract_year, at=AT + (DAY - ON), starts_on=DAY)


def test_a_position_that_somebody_else_got_meanwhile_stays_with_them(contract_year: ContractYear) -> None:
    hand_over(contract_year)
    third = person("year_third", "appointing_authority", contract_year.seat.position.department)
    position = Position.objects.get(pk=contract_year.seat.position_id)
    position.appointing_authority = third
    position.save()
    vouch(position)
    assert settle(DAY)
    assert authority_of(contract_year) == third


@pytest.mark.parametrize("who", ["authority", "successor", "executive", "elsewhere", "staff", "personnel_director"])
def test_only_human_resources_and_the_director_hand_over(contract_year: ContractYear, who: str) -> None:
    with pytest.raises(ForbiddenError):
        hand_over(contract_year, by=getattr(contract_year, who))


def test_nobody_chooses_their_own_rater_and_no_rater_is_the_executive(contract_year: ContractYear) -> None:
    department = contract_year.seat.position.department
    for role in ("agency_hr", "appointing_authority"):
        by_admin(grant_role, user=contract_year.executive, role=role, department=department)
    with pytest.raises(OwnCaseError):
        hand_over(contract_year, by=contract_year.executive)
    with pytest.raises(handing_over.SuccessorError, match="Y-1"):
        hand_over(contract_year, successor=contract_year.executive)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"starts_on": ON - timedelta(days=1)}, handing_over.HandOverTermError),
        ({"overlap_ends_before": DAY}, handing_over.HandOverTermError),
        ({"overlap_ends_before": date(2005, 10, 2)}, handing_over.HandOverTermError),
        ({"positions": []}, handing_over.NothingToHandOverError),
    ],
)
def test_what_cannot_be_had_is_refused(contract_year: ContractYear, more: dict[str, Any], problem: Any) -> None:
    with pytest.raises(problem):
        hand_over(contract_year, **more)


def test_a_successor_holds_the_role_by_the_day(contract_year: ContractYear) -> None:
    with pytest.raises(handing_over.SuccessorError):
        hand_over(contract_year, successor=contract_year.officer)


def test_before_its_day_it_is_withdrawn_with_its_overlap(contract_year: ContractYear) -> None:
    row = hand_over(contract_year, overlap_ends_before=date(2004, 10, 15))
    act(withdraw_hand_over, contract_year.officer, hand_over=row, reason="Stays.")
    assert not settle(DAY)
    assert row.delegations.get().ended_because == "Stays."
    with pytest.raises(handing_over.HandOverOverError):
        act(withdraw_hand_over, contract_year.officer, hand_over=row, reason="Again.")
    assert hand_over(contract_year).pk != row.pk


def test_on_its_day_it_is_withdrawn_no_more(contract_year: ContractYear) -> None:
    row = hand_over(contract_year)
    with pytest.raises(handing_over.HandOverOverError):
        act(withdraw_hand_over, contract_year.officer, AT + (DAY - ON), hand_over=row, reason="Late.")


def directors_change(year: ContractYear) -> Any:
    """The role of the director ends on the first of October, and that of the next begins: both granted before."""
    department = year.seat.position.department
    next_director = person("year_next")
    by_admin(grant_role, user=next_director, role="department_director", department=department, starts_on=DAY)
    held = RoleAssignment.objects.get(user=year.director)
    by_admin(end_role, assignment=held, ends_before=DAY)
    return next_director


def test_when_the_director_changes_the_contracts_follow_the_role(contract_year: ContractYear) -> None:
    successor = directors_change(contract_year)
    hand_over(contract_year, giver=contract_year.director, successor=successor, role="department_director",
              overlap_ends_before=date(2004, 10, 15))  # fmt: skip
    for day, former, latter in ((date(2004, 9, 30), True, False), (DAY, True, True), (date(2004, 10, 15), False, True)):
        for who, there in ((contract_year.director, former), (successor, latter)):
            assert Standing(who, day).may(Capability.SIGN_CONTRACT, contract_year.contract) is there, (day, who)
        assert orphans(day) == []
    with pytest.raises(handing_over.HandOverStandsError):
        hand_over(contract_year, giver=contract_year.director, successor=successor, role="department_director")


def test_a_role_is_not_ended_while_its_work_would_belong_to_nobody(contract_year: ContractYear) -> None:
    for who in (contract_year.director, contract_year.authority):
        held = RoleAssignment.objects.get(user=who)
        with pytest.raises(custody.WorkLeftError, match="Y-1"):
            by_admin(end_role, assignment=held)
        with pytest.raises(custody.WorkLeftError, match="Y-1"):
            by_admin(deactivate_user, user=who)


def test_after_the_hand_over_the_role_ends_without_a_word(contract_year: ContractYear) -> None:
    held = RoleAssignment.objects.get(user=contract_year.authority)
    hand_over(contract_year)
    with pytest.raises(custody.WorkLeftError):
        by_admin(end_role, assignment=held, ends_before=DAY - timedelta(days=1))
    assert by_admin(end_role, assignment=held, ends_before=DAY).ends_before == DAY


def test_nobody_is_kept_by_the_program_and_what_is_left_is_told(contract_year: ContractYear) -> None:
    by_admin(deactivate_user, user=contract_year.director, left_because="Elected elsewhere.")
    assert LedgerEntry.objects.latest("seq").facts["left_because"] == "Elected elsewhere."
    assert orphans() == ["no_director"]


def test_a_delegation_fills_no_role_that_nobody_holds(contract_year: ContractYear) -> None:
    delegate(contract_year, ends_before=date(2004, 12, 1))
    by_admin(end_role, assignment=RoleAssignment.objects.get(user=contract_year.director), left_because="Left.")
    assert orphans() == ["no_director"]


def test_an_executive_who_moves_keeps_the_old_contract_and_its_raters(contract_year: ContractYear) -> None:
    """On June 30 those who rate the old year still reach it, and the executive reads it for good."""
    moved, june = date(2005, 1, 1), date(2005, 6, 30)
    year = contract_year
    appointment = year.appointment
    appointment.ends_before = moved
    appointment.ended_cause = "transfer"
    appointment.save()
    old = Position.objects.get(pk=year.seat.position_id)
    old.incumbent = None
    old.save()
    transport = year.elsewhere.role_assignments.get().department
    seat = seat_row(position_row(transport, "T-1", year.staff), year.staff, moved)
    new = appointment_row(seat, year.executive, year.staff, moved)
    vouch(appointment, old, seat.position, seat, new)
    assert orphans(june) == []
    for who in (year.authority, year.director, year.officer, year.executive):
        assert Standing(who, june).contracts().filter(pk=year.contract.pk).exists(), who
    assert Standing(year.authority, june).may(Capability.REVIEW_PROGRESS, year.contract)
    assert Standing(year.authority, june).may(Capability.RATE_EXECUTIVE, year.contract)
    assert not Standing(year.elsewhere, june).may(Capability.READ_CONTRACT, year.contract)
    (case,) = custody.cases(PerformanceContract.objects.none(), june, beside=custody.without_contract(june))
    assert (case.number, case.executive.id) == ("T-1", year.executive.pk)
