"""The executive service of the fictional state as plain values: the same everywhere, and fit for its story."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from meritbook.core.positions.check import problems
from meritbook.demo import days, raters, register, service
from meritbook.demo.candidates import examinations
from meritbook.demo.descriptions import positions
from meritbook.demo.state import load_state

CAP, PUBLISHED_MOST = 125, Decimal("10763.00")
ENTERED, LEFT = 3, 1
"""Positions that come in by nomination within the year, and that leave."""


def test_the_year_ends_with_one_seat_of_the_state_left() -> None:
    state = load_state()
    entered = sum(one.do == "enter" for one in service.acts())
    left = sum(one.do == "confirm" and one["rule"] == "removal.no_contract" for one in service.acts())
    assert (entered, left) == (ENTERED, LEFT)
    assert len(list(service.taken_over(state))) + entered - left == CAP - 1


def test_no_department_is_given_more_seats_than_its_size_allows_when_the_record_begins() -> None:
    state = load_state()
    seats = Counter(one.department for one in service.taken_over(state))
    assert set(seats) == {one.code for one in state.departments}
    for department in state.departments:
        assert seats[department.code] <= min(department.fte // 100, 15), department.code


def test_departments_lie_on_both_sides_of_a_hundred() -> None:
    sizes = {one.code: one.fte for one in load_state().departments}
    assert sizes["ENV"] % 100 == 99
    assert sizes["VET"] % 100 == 1
    resized = {one["department"]: one["fte"] for one in service.acts() if one.do == "resize"}
    assert sizes["DOM"] >= 100 > Decimal(resized["DOM"])


def test_both_departments_that_the_reader_nominates_from_have_room_by_their_size() -> None:
    state = load_state()
    seats = Counter(one.department for one in service.taken_over(state))
    seats["TRN"] -= LEFT
    for code in ("REV", "TRN"):
        assert seats[code] < min(state.department(code).fte // 100, 15)


def test_every_position_has_a_number_and_every_executive_a_name_of_their_own() -> None:
    state = load_state()
    described = {one.description.number for one in positions(state)}
    own = [one.number for one in service.taken_over(state) if one.description is not None]
    own += [one.number for one in service.candidates(state)]
    assert len(own) == len(set(own))
    assert not described & set(own)
    chiefs = {one.number: one.executive for one in service.taken_over(state) if one.description is None}
    holders = {one.description.number: one.incumbent for one in positions(state)}
    assert all(holders[number] == executive for number, executive in chiefs.items())
    executives = list(service.executives(state))
    names = [one.full_name for one in executives]
    assert len(set(names)) == len(names)
    others = {one.full_name for one in state.people}
    others |= {one.application.person.name for each in examinations(state) for one in each.candidates}
    assert not others & set(names)
    # Who can sign in is the one who may be nominated, and whoever is asked about an executive.
    known = {one.username for one in state.people}
    asked = (raters.usernames() - known - {register.KEEPER}) | {service.READER}
    assert {one.username for one in executives if one.shown} == asked


def test_the_descriptions_have_no_faults_and_nothing_is_left_to_fill_in() -> None:
    state = load_state()
    described = [one.description for one in service.taken_over(state) if one.description is not None]
    described += [one.description for one in service.candidates(state)]
    for one in described:
        assert problems(one) == (), one.number
        assert "{" not in one.model_dump_json()[1:-1].replace('{"', "").replace(":{", ""), one.number


def test_no_salary_is_above_what_the_published_form_allows() -> None:
    every = list(service.taken_over(load_state()))
    paid = [two.salary for one in every for two in (one.contract, one.next_contract) if two is not None]
    paid += [Decimal(one["salary"]) for one in service.acts() if "salary" in one.facts]
    assert len(paid) > 200
    assert all(Decimal(0) < one < PUBLISHED_MOST for one in paid)


def test_the_contracts_of_the_year_were_agreed_before_it_but_for_the_two_that_the_story_tells_of() -> None:
    every = {one.number: one for one in service.taken_over(load_state())}
    late = {
        number
        for number, one in every.items()
        if one.contract is not None and (one.contract.agreed_on is None or one.contract.agreed_on >= service.FIRST_DAY)
    }
    assert late == {"NAT-0903"}
    assert {number for number, one in every.items() if one.contract is None and one.executive} == {"TRN-0912"}


def test_in_the_department_of_revenue_exactly_those_are_without_a_next_contract_of_whom_the_story_tells() -> None:
    every = [one for one in service.taken_over(load_state()) if one.department == "REV" and one.executive]
    none = {one.executive for one in every if one.next_contract is None}
    unsigned = {one.executive for one in every if one.next_contract and one.next_contract.agreed_on is None}
    assert none == {"chief2.rev", "executive1.rev"}
    assert unsigned == {"chief3.rev"}
    assert service.poor_results() == ("chief2.rev",)
    assert service.story_of("chief2.rev")
    assert service.story_of("chief1.rev") == ""


def test_the_acts_stand_in_the_order_of_their_days_and_none_on_a_day_that_is_the_readers() -> None:
    acts = service.acts()
    assert [one.on for one in acts] == sorted(one.on for one in acts)
    assert acts[0].on >= days.ALLOCATED
    assert acts[-1].on < days.END
    assert all(isinstance(one.on, date) and one.on.weekday() < 5 for one in acts)
