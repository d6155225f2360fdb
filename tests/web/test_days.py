"""Every page says which day the site believes it is; the administrator of a demonstration moves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from meritbook.actions import SYSTEM, move_day
from meritbook.records import clock
from meritbook.records.models import LawDay, LedgerEntry, OfficeDay
from meritbook.web.views import days as views
from service_world import demonstration_on

BEGUN = '<time class="mb-nowrap" datetime="2199-04-11">Thursday 11 April 2199</time>'
"""Later than everything in the record of these tests."""


@pytest.fixture
def demonstration(world: Any, settings: Any) -> Any:
    """The record of these tests as a demonstration that has reached 11 April 2199."""
    settings.MERITBOOK_DEMO = True
    demonstration_on(date(2199, 4, 11), clock.now())
    return world


@pytest.fixture
def administrator(demonstration: Any, signed_in: Callable[[Any], Any]) -> Any:
    """The test client as the system administrator of the demonstration."""
    return signed_in(demonstration.people.system_administrator)


def _text(response: Any) -> str:
    return str(response.content.decode())


def test_each_page_of_a_real_office_says_that_today_is_today(world: Any, signed_in: Callable[[Any], Any]) -> None:
    today = clock.today()
    said = f'Today is <time class="mb-nowrap" datetime="{today.isoformat()}">'
    for user in (None, world.people.analyst, world.people.nobody, world.people.system_administrator):
        client = signed_in(user)
        for address in ("/plans/", "/privacy/", "/accessibility/", "/nowhere/", reverse("account_login"), "/people/"):
            page = _text(client.get(address, follow=True))
            assert page.count(said) == 1, address
            assert "Move the day" not in page


def test_each_page_of_a_demonstration_says_its_own_day_and_the_administrator_may_move_it(
    demonstration: Any, signed_in: Callable[[Any], Any]
) -> None:
    link = f'<a class="mb-nowrap" href="{reverse("web:day")}">Move the day</a>'
    for user in (None, demonstration.people.analyst, demonstration.people.system_administrator):
        client = signed_in(user)
        for address in ("/plans/", "/privacy/", "/nowhere/"):
            page = _text(client.get(address))
            assert page.count(f"Here it is {BEGUN}.") == 1, address
            assert (link in page) is (user == demonstration.people.system_administrator)
            assert "Today is" not in page


def test_a_day_that_is_held_fixed_is_said_to_be_and_not_moved(
    demonstration: Any, administrator: Any, settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2199, 4, 25)
    page = _text(administrator.get(reverse("web:day")))
    assert (
        '<time class="mb-nowrap" datetime="2199-04-25">Thursday 25 April 2199</time>, a day that is held fixed.' in page
    )
    assert "Move the day" not in page
    assert "MERITBOOK_ON" in page
    refused = administrator.post(reverse("web:day"), {"on": "2199-05-01", "why": "On."})
    assert refused.status_code == 422
    assert "day.fixed" in _text(refused)


def test_the_administrator_moves_the_day_and_every_page_says_it(administrator: Any, demonstration: Any) -> None:
    page = _text(administrator.get(reverse("web:day")))
    assert "To see what falls due." in page
    moved = administrator.post(reverse("web:day"), {"on": "2199-04-15", "why": "A week on."}, follow=True)
    assert 'value="2199-04-15"' not in _text(moved)
    page = _text(moved)
    assert LawDay.objects.latest("on").on == date(2199, 4, 15)
    assert moved.redirect_chain == [(reverse("web:day"), 302)]
    assert "It is Monday 15 April 2199 now." in page
    assert 'Here it is <time class="mb-nowrap" datetime="2199-04-15">' in page
    assert OfficeDay.objects.latest("pk").moved_by == demonstration.people.system_administrator
    entry = LedgerEntry.objects.filter(action="move_day").latest("seq")
    assert (entry.why, clock.day_of(entry.at)) == ("A week on.", date(2199, 4, 11))


def test_a_button_goes_straight_to_its_day_whatever_was_typed(administrator: Any) -> None:
    page = _text(administrator.get(reverse("web:day")))
    offered = [day for day in ("2199-04-12", "2199-04-18", "2199-04-25", "2199-07-01") if f'value="{day}"' in page]
    assert len(offered) == 4
    assert "Move to the day typed" in page
    assert ">Move to 25 April 2199</button>" in page
    moved = administrator.post(
        reverse("web:day"), {"on": "2199-12-31", "to": "2199-04-25", "why": "Before May."}, follow=True
    )
    assert clock.today() == date(2199, 4, 25)
    assert 'value="2199-12-31"' in _text(moved), "what was typed stays in its field"
    assert 'value="2199-04-25"' not in _text(administrator.get(reverse("web:day")))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"on": "2199-04-10"}, "day.backwards"),
        ({"on": "2199-04-11"}, "day.same"),
        ({"on": "2200-01-01"}, "day.out_of_range"),
        ({"on": "2005-02-29"}, "Enter a valid date."),
        ({"on": ""}, "Type a day, or choose one below."),
        ({"to": "x"}, "Type a day, or choose one below."),
        ({"on": "2199-04-12", "why": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_in_place_and_what_was_typed_stays(
    administrator: Any, typed: dict[str, str], code: str
) -> None:
    refused = administrator.post(reverse("web:day"), {"why": "To see.", **typed})
    page = _text(refused)
    assert refused.status_code == 422
    assert code in page
    if typed.get("on"):
        assert f'value="{typed["on"]}"' in page
    assert clock.today() == date(2199, 4, 11)
    assert OfficeDay.objects.count() == 1


def test_at_the_end_of_all_days_nothing_is_offered(administrator: Any) -> None:
    move_day.perform(SYSTEM, at=clock.now(), why="To the end.", on=date(2199, 12, 31))
    assert 'name="to"' not in _text(administrator.get(reverse("web:day")))


def test_a_real_office_says_that_its_day_is_not_moved(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.system_administrator)
    assert "This is a real office" in _text(client.get(reverse("web:day")))
    tomorrow = clock.today() + timedelta(days=1)
    refused = client.post(reverse("web:day"), {"on": tomorrow.isoformat(), "why": "On."})
    assert refused.status_code == 422
    assert "day.real_office" in _text(refused)
    assert not OfficeDay.objects.exists()


def test_a_move_over_many_days_does_not_keep_the_administrator_waiting_and_the_law_goes_on_afterwards(
    administrator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = LawDay.objects.count()
    monkeypatch.setattr(views, "PATIENCE", 0.0)
    page = _text(administrator.post(reverse("web:day"), {"on": "2199-04-15", "why": "On."}, follow=True))
    assert clock.today() == date(2199, 4, 15)
    assert LawDay.objects.count() == worked
    assert "So far the law was worked through up to <strong>11 April 2199</strong>." in page
    monkeypatch.setattr(views, "PATIENCE", 60.0)
    page = _text(administrator.post(reverse("web:day"), {"law": "on"}, follow=True))
    assert LawDay.objects.count() == worked + 4
    assert "So far the law" not in page
