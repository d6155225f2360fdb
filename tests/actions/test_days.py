"""The day of a demonstration moves forward, and that of a real office does not move at all."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from meritbook.actions import SYSTEM, Actor, create_department, days, move_day
from meritbook.actions.day_policies import (
    DayBackwardsError,
    DayFixedError,
    RealOfficeError,
    SameDayError,
)
from meritbook.actions.policies import DayRangeError
from meritbook.records import clock
from meritbook.records.models import LedgerEntry, OfficeDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings: Any) -> None:
    """The office is a demonstration."""
    settings.MERITBOOK_DEMO = True


@pytest.fixture
def begun(demonstration: None, db: None) -> date:
    """A demonstration that has reached 11 April 2005."""
    on = date(2005, 4, 11)
    move_day.perform(SYSTEM, at=clock.moment_on(on - timedelta(days=1)), why="It begins.", on=on)
    return on


def move(on: date, actor: Actor = SYSTEM) -> OfficeDay:
    """Move the day by the office's clock, as the faces do."""
    return days.go_on(actor, at=clock.now(), why="To see what falls due.", on=on)


def test_it_is_the_next_day_from_the_move_on_and_the_entry_is_of_the_day_before(begun: date) -> None:
    move(date(2005, 4, 12))
    assert clock.today() == date(2005, 4, 12)
    entry = LedgerEntry.objects.latest("seq")
    assert clock.day_of(entry.at) == begun
    assert entry.facts == {"from": "2005-04-11", "to": "2005-04-12"}
    move(date(2008, 2, 29))
    assert clock.today() == date(2008, 2, 29)


def test_the_row_says_who_moved_it_and_when_by_the_machines_clock(demonstration: None, people: Any) -> None:
    row = days.go_on(Actor(people.system_administrator), at=clock.now(), why="On.", on=date(2199, 12, 31))
    assert row.moved_by == people.system_administrator
    assert abs(row.moved_at - clock.machine_now()) < timedelta(minutes=5)


@pytest.mark.parametrize("on", [date(2005, 4, 10), date(2004, 7, 1), date(1900, 1, 1)])
def test_a_clock_that_would_run_backwards_is_refused(begun: date, on: date) -> None:
    with pytest.raises(DayBackwardsError, match="has reached 11 April 2005"):
        move(on)
    assert clock.today() == begun
    assert OfficeDay.objects.count() == 1


def test_the_same_day_is_no_move(begun: date) -> None:
    with pytest.raises(SameDayError):
        move(begun)
    assert OfficeDay.objects.count() == 1


def test_the_day_does_not_fall_behind_the_last_act_whatever_day_that_was_done_on(begun: date, settings: Any) -> None:
    settings.MERITBOOK_ON = date(2005, 7, 1)
    create_department.perform(SYSTEM, at=clock.now(), why="While the day was held.", code="NEW", name="Department")
    settings.MERITBOOK_ON = None
    assert clock.today() == begun
    with pytest.raises(DayBackwardsError, match="has reached 1 July 2005"):
        move(date(2005, 6, 30))
    move(date(2005, 7, 1))
    assert clock.today() == date(2005, 7, 1)


@pytest.mark.parametrize("on", [date(1899, 12, 31), date(2200, 1, 1), date.max])
def test_a_day_out_of_the_years_of_the_record_is_refused(begun: date, on: date) -> None:
    with pytest.raises(DayRangeError):
        move(on)


def test_a_day_that_a_setting_holds_is_not_moved(begun: date, settings: Any) -> None:
    settings.MERITBOOK_ON = date(2005, 4, 25)
    with pytest.raises(DayFixedError, match="25 April 2005"):
        move(date(2005, 5, 1))


def test_the_day_of_a_real_office_is_not_moved_by_anybody(people: Any, settings: Any) -> None:
    settings.MERITBOOK_DEMO = False
    for actor in (SYSTEM, Actor(people.system_administrator)):
        with pytest.raises(RealOfficeError):
            move(clock.today() + timedelta(days=1), actor)
    assert not OfficeDay.objects.exists()


def test_an_older_record_moves_on_from_the_machines_day_alone(demonstration: None, people: Any) -> None:
    with pytest.raises(DayBackwardsError):
        move(date(2004, 7, 1))
    with pytest.raises(SameDayError):
        move(clock.today())
    tomorrow = clock.today() + timedelta(days=1)
    move(tomorrow)
    assert clock.today() == tomorrow


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_to_the_same_day_at_once_one_does(begun: date) -> None:
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def act() -> None:
        moment = clock.now()
        together.wait()
        try:
            move_day.perform(SYSTEM, at=moment, why="At once.", on=date(2005, 5, 1))
            outcomes.append("moved")
        except SameDayError as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["day.same", "moved"]
    assert clock.today() == date(2005, 5, 1)
