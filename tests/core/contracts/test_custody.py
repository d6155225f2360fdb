"""Who answers for a contract on a day, and what nobody answers for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from meritbook.core.contracts.custody import (
    Custody,
    Lent,
    Person,
    Waiting,
    a_year_after,
    answering,
    gaps,
    shared_days,
)

ON = date(2005, 6, 1)
EXECUTIVE, AUTHORITY, DIRECTOR, OTHER = (
    Person(id=number, name=name) for number, name in enumerate(("Ada", "Bo", "Cy", "Di"), 1)
)


def case(**more: Any) -> Custody:
    given: dict[str, Any] = {
        "contract": 1, "position": 10, "number": "Y-1", "department": 5, "executive": EXECUTIVE,
        "authority": AUTHORITY, "authority_holds": True, "directors": (DIRECTOR,), **more,
    }  # fmt: skip
    return Custody(**given)


def lent(**more: Any) -> Lent:
    given: dict[str, Any] = {
        "id": 1, "role": "department_director", "department": 5, "giver": DIRECTOR, "holder": OTHER,
        "covers": ("contracts",), "starts_on": ON, "ends_before": ON + timedelta(days=7), **more,
    }  # fmt: skip
    return Lent(**given)


def kinds(one: Custody, on: date = ON) -> list[str]:
    return [orphan.kind for orphan in answering(one, on).orphans]


def test_three_people_answer_and_nothing_is_orphaned() -> None:
    found = answering(case(), ON)
    assert (found.executive, found.authority, found.directors, found.orphans) == (
        EXECUTIVE, AUTHORITY, (DIRECTOR,), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"authority": None, "authority_holds": False}, "no_authority"),
        ({"authority": AUTHORITY.model_copy(update={"active": False})}, "authority_gone"),
        ({"authority_holds": False}, "authority_without_role"),
        ({"authority": EXECUTIVE}, "authority_is_executive"),
        ({"directors": ()}, "no_director"),
        ({"directors": (DIRECTOR.model_copy(update={"active": False}),)}, "no_director"),
        ({"directors": (EXECUTIVE,)}, "director_is_executive"),
    ],
)
def test_a_part_that_nobody_can_take_is_told_with_its_remedy(more: dict[str, Any], kind: str) -> None:
    (found,) = answering(case(**more), ON).orphans
    assert found.kind == kind
    assert found.remedy


def test_a_second_director_answers_where_the_first_is_the_executive() -> None:
    found = answering(case(directors=(EXECUTIVE, DIRECTOR)), ON)
    assert found.directors == (DIRECTOR,)
    assert not found.orphans


@pytest.mark.parametrize(("days", "there"), [(-1, False), (0, True), (6, True), (7, False)])
def test_a_delegation_holds_from_its_first_day_to_the_last_before_its_end(days: int, there: bool) -> None:
    found = answering(case(lent=(lent(),)), ON + timedelta(days=days))
    assert bool(found.stand_ins) is there


def test_whoever_stands_in_for_a_director_who_is_the_executive_answers_for_the_contract() -> None:
    one = case(directors=(EXECUTIVE,), lent=(lent(giver=EXECUTIVE),))
    assert kinds(one) == []
    assert kinds(one, ON + timedelta(days=7)) == ["director_is_executive"]


def test_nobody_stands_in_on_their_own_contract() -> None:
    found = answering(case(lent=(lent(holder=EXECUTIVE),)), ON)
    assert not found.stand_ins
    assert found.closed_to == (EXECUTIVE,)


@pytest.mark.parametrize(
    "more",
    [
        {"giver": OTHER, "holder": AUTHORITY},
        {"department": 6},
        {"positions": frozenset({11})},
        {"holder": OTHER.model_copy(update={"active": False})},
    ],
)
def test_a_delegation_that_does_not_reach_the_contract_is_none(more: dict[str, Any]) -> None:
    assert not answering(case(lent=(lent(**more),)), ON).stand_ins


def test_a_delegation_ends_with_the_role_of_its_giver() -> None:
    one = lent(role="appointing_authority", giver=AUTHORITY)
    assert answering(case(lent=(one,)), ON).stand_ins == (one,)
    assert not answering(case(lent=(one,), authority_holds=False), ON).stand_ins


def test_what_is_late_is_what_the_missing_part_had_to_do() -> None:
    sign = Waiting(says="Sign", due_on=ON - timedelta(days=1))
    pay = Waiting(says="Approve pay", due_on=ON, needs=("department_director",))
    far = Waiting(says="Rate", due_on=ON + timedelta(days=31))
    (found,) = answering(case(authority=None, waiting=(far, pay, sign)), ON).orphans
    assert found.late == (sign,)
    assert found.urgent(ON)
    assert found.next_day == sign.due_on


@pytest.mark.parametrize(("days", "urgent"), [(30, True), (31, False)])
def test_thirty_days_before_a_deadline_it_is_urgent(days: int, urgent: bool) -> None:
    waiting = (Waiting(says="Rate", due_on=ON + timedelta(days=days)),)
    (found,) = answering(case(directors=(), waiting=waiting), ON).orphans
    assert found.urgent(ON) is urgent


def test_without_a_day_nothing_is_urgent() -> None:
    (found,) = answering(case(directors=(), waiting=(Waiting(says="Sign"),)), ON).orphans
    assert not found.urgent(ON)


def test_two_who_stand_in_at_once_are_told_with_the_days_that_they_share() -> None:
    second = lent(id=2, holder=AUTHORITY, starts_on=ON + timedelta(days=6), ends_before=ON + timedelta(days=9))
    (found,) = shared_days((second, lent()))
    assert (found.starts_on, found.ends_before) == (ON + timedelta(days=6), ON + timedelta(days=7))
    assert not shared_days((lent(), second.model_copy(update={"starts_on": ON + timedelta(days=7)})))
    assert not shared_days((lent(), second.model_copy(update={"covers": ("pay",)})))


def test_the_days_between_two_delegations_are_a_gap() -> None:
    second = lent(id=2, starts_on=ON + timedelta(days=8), ends_before=ON + timedelta(days=9))
    (found,) = gaps((lent(), second), on=ON)
    assert (found.starts_on, found.last_day) == (ON + timedelta(days=7), ON + timedelta(days=7))
    assert not gaps((lent(), second.model_copy(update={"starts_on": ON + timedelta(days=7)})), on=ON)
    assert not gaps((lent(), second), on=ON + timedelta(days=8))


def test_a_delegation_within_a_longer_one_leaves_no_gap() -> None:
    long = lent(ends_before=ON + timedelta(days=30))
    short = lent(id=2, starts_on=ON + timedelta(days=2), ends_before=ON + timedelta(days=3))
    after = lent(id=3, starts_on=ON + timedelta(days=30), ends_before=ON + timedelta(days=31))
    assert not gaps((long, short, after), on=ON)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2004, 7, 1), date(2005, 7, 1)),
        (date(2004, 2, 29), date(2005, 3, 1)),
        (date(2003, 2, 28), date(2004, 2, 28)),
    ],
)
def test_a_year_ends_before_the_same_day_of_the_next(day: date, end: date) -> None:
    assert a_year_after(day) == end
