"""Custody as it is read: on the desk, on the page, beside a contract, and what can be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from appointing_world import act
from contract_world import AT, ContractYear
from custody_acts import ON, by_admin, delegate, hand_over
from meritbook.actions import deactivate_user, end_delegation, undoing
from meritbook.actions.permissions import Standing
from meritbook.desk import custody as read
from meritbook.desk.desks import desk
from meritbook.records.models import ContractVersion, ProgressReview

pytestmark = pytest.mark.django_db


def titles(who: Any, on: date = ON) -> list[str]:
    return [one.title for section in desk(Standing(who, on)) if section.heading == "Custody" for one in section.acts]


def test_whoever_stands_in_reads_for_whom_and_until_when(contract_year: ContractYear) -> None:
    delegate(contract_year, ends_before=date(2004, 9, 20))
    assert titles(contract_year.successor) == ["You stand in for Year Director until 19 September 2004"]
    assert titles(contract_year.successor, date(2004, 9, 20)) == []


def test_fourteen_days_before_it_ends_whoever_gave_it_is_told(contract_year: ContractYear) -> None:
    delegate(contract_year, ends_before=date(2004, 9, 20))
    told = "Year Successor stands in for you no longer after 19 September 2004"
    # Its last day is 19 September: 19 - 14 = 5.
    assert told not in titles(contract_year.director, date(2004, 9, 4))
    assert told in titles(contract_year.director, date(2004, 9, 5))


def test_whoever_hands_over_is_asked_for_an_interim_review(contract_year: ContractYear) -> None:
    hand_over(contract_year, overlap_ends_before=date(2004, 10, 15))
    asked = "Interim review before you leave: Year Executive, position Y-1"
    assert asked in titles(contract_year.authority)
    assert asked in titles(contract_year.authority, date(2004, 10, 14))
    assert asked not in titles(contract_year.authority, date(2004, 10, 15))
    ProgressReview.objects.create(
        contract=contract_year.contract, kind="interim", held_on=ON, rater_says="On its way.",
        recorded_by=contract_year.authority, recorded_at=AT + timedelta(hours=1),
    )  # fmt: skip
    assert asked not in titles(contract_year.authority)


@pytest.mark.parametrize("who", ["authority", "successor", "officer", "director"])
def test_those_concerned_see_what_goes_over(contract_year: ContractYear, who: str) -> None:
    hand_over(contract_year)
    assert "Year Authority hands over to Year Successor" in titles(getattr(contract_year, who))


def test_what_nobody_answers_for_comes_first_when_its_day_is_near(contract_year: ContractYear) -> None:
    by_admin(deactivate_user, user=contract_year.authority, left_because="Died.")
    told = "Nobody answers for Year Executive, position Y-1"
    for who in (contract_year.officer, contract_year.personnel_director):
        assert told in titles(who)
        assert desk(Standing(who, ON))[0].heading != "Custody"
        assert desk(Standing(who, date(2005, 6, 1)))[0].heading == "Custody"
    assert told not in titles(contract_year.director)


def test_each_department_reads_its_own_custody(contract_year: ContractYear) -> None:
    row = delegate(contract_year)
    assert [one.id for one in read.lent(*scoped(contract_year.officer))] == [row.pk]
    assert [one.id for one in read.lent(*scoped(contract_year.auditor))] == [row.pk]
    assert read.lent(*scoped(contract_year.elsewhere)) == ()
    with pytest.raises(read.NoSuchCustodyError):
        read.delegation(Standing(contract_year.elsewhere, ON), row.pk)
    assert read.delegation(Standing(contract_year.successor, ON), row.pk) == row


def scoped(who: Any) -> tuple[Standing, list[int] | None]:
    standing = Standing(who, ON)
    return standing, read.scope(standing)


def test_a_line_says_who_answers_and_who_stands_in(contract_year: ContractYear) -> None:
    delegate(contract_year)
    said = read.in_one_line(read.who_answers(contract_year.contract, ON))
    assert said == (
        "Appointing authority: Year Authority. "
        "Director: Year Director, Year Successor stands in until 7 September 2004."
    )


def test_a_delegation_whose_giver_holds_the_role_no_more_is_shown_as_void(contract_year: ContractYear) -> None:
    delegate(contract_year)
    by_admin(deactivate_user, user=contract_year.director, left_because="Left.")
    (line,) = read.lent(*scoped(contract_year.officer))
    assert line.void


def steps(who: Any, year: ContractYear, kind: str, on: date = ON) -> list[undoing.Step]:
    return [one for one in undoing.steps(year.contract, Standing(who, on)) if one.kind == kind]


def test_signatures_are_taken_back_until_all_have_signed(contract_year: ContractYear) -> None:
    closed = steps(contract_year.director, contract_year, "signature")
    assert len(closed) == 3
    assert all("All have signed" in one.why_not for one in closed)
    ContractVersion.objects.filter(pk=contract_year.version.pk).update(status="agreed", signed_on=None)
    assert {one.by for one in steps(contract_year.executive, contract_year, "signature") if one.possible} == {
        "Year Executive"
    }
    assert len([one for one in steps(contract_year.officer, contract_year, "signature") if one.possible]) == 3
    assert not [one for one in steps(contract_year.auditor, contract_year, "signature") if one.possible]


def test_a_proposal_is_taken_back_by_the_side_that_made_it_and_what_is_agreed_by_either(
    contract_year: ContractYear,
) -> None:
    both = (contract_year.director, contract_year.executive)
    for status, expected in (("proposed", [True, False]), ("agreed", [True, True])):
        ContractVersion.objects.filter(pk=contract_year.version.pk).update(status=status, signed_on=None)
        assert [one.possible for who in both for one in steps(who, contract_year, "version")] == expected


def test_a_review_is_taken_back_by_those_who_review(contract_year: ContractYear) -> None:
    ProgressReview.objects.create(
        contract=contract_year.contract, kind="interim", held_on=ON, rater_says="On its way.",
        recorded_by=contract_year.authority, recorded_at=AT,
    )  # fmt: skip
    for who, expected in (("authority", True), ("director", True), ("officer", False), ("executive", False)):
        (one,) = steps(getattr(contract_year, who), contract_year, "review")
        assert one.possible is expected, who


def test_a_delegation_is_a_step_that_giver_and_holder_take_back(contract_year: ContractYear) -> None:
    row = delegate(contract_year)
    for who, there in (("director", True), ("successor", True), ("officer", True), ("executive", False)):
        (one,) = steps(getattr(contract_year, who), contract_year, "delegation")
        assert one.possible is there, who
    act(end_delegation, contract_year.director, delegation=row, reason="Back.")
    assert not steps(contract_year.director, contract_year, "delegation")


def test_a_hand_over_is_taken_back_before_its_day(contract_year: ContractYear) -> None:
    hand_over(contract_year)
    (one,) = steps(contract_year.officer, contract_year, "hand_over")
    assert one.possible
    (late,) = steps(contract_year.officer, contract_year, "hand_over", date(2004, 10, 1))
    assert late.why_not
