"""The day on the command line: shown, moved, and held for a served site."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from meritbook.cli import office

pytestmark = pytest.mark.usefixtures("on_record")


@pytest.fixture
def demonstration(db: None, settings: Any) -> date:
    """A demonstration that has reached 11 April 2005."""
    from meritbook.actions import SYSTEM, days
    from meritbook.records import clock

    settings.MERITBOOK_DEMO = True
    on = date(2005, 4, 11)
    days.go_on(SYSTEM, at=clock.moment_on(on - timedelta(days=1)), why="It begins.", on=on)
    return on


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The days on which a site was served; nothing is served in truth."""
    seen: list[str] = []
    # Written and taken back, so that what the command sets ends with the test.
    monkeypatch.setenv("MERITBOOK_ON", "")
    monkeypatch.setattr(office, "run_server", lambda *_, **__: seen.append(os.environ.get("MERITBOOK_ON", "")))
    return seen


def test_the_day_of_a_real_office_is_today_and_is_not_moved(meritbook: Callable[..., Any]) -> None:
    from meritbook.records import clock

    shown = meritbook("day", "--json")
    assert shown.json == {"on": clock.today().isoformat(), "demo": False, "fixed": False, "moved": False}
    refused = meritbook("day", "--move-to", "2199-01-01")
    assert refused.code == 3
    assert "day.real_office" in refused.err


def test_the_day_of_a_demonstration_moves_forward_alone(meritbook: Callable[..., Any], demonstration: date) -> None:
    from meritbook.records.models import LedgerEntry, OfficeDay

    assert meritbook("day").out == "Monday 11 April 2005 (2005-04-11): the day of the demonstration.\n"
    moved = meritbook("day", "--move-to", "2005-04-25", "--why", "Before May.", "--json")
    assert moved.json == {"on": "2005-04-25", "demo": True, "fixed": False, "moved": True}
    assert (LedgerEntry.objects.latest("seq").why, OfficeDay.objects.latest("pk").moved_by) == ("Before May.", None)
    for day, code in (
        ("2005-04-24", "day.backwards"),
        ("2005-04-25", "day.same"),
        ("2005-02-29", "cli.date"),
        ("2200-01-01", "day.out_of_range"),
    ):
        refused = meritbook("day", "--move-to", day)
        assert refused.code == 3
        assert code in refused.err


def test_who_moves_it_must_be_a_system_administrator(meritbook: Callable[..., Any], settings: Any, people: Any) -> None:
    from meritbook.records.models import OfficeDay

    settings.MERITBOOK_DEMO = True
    refused = meritbook("day", "--move-to", "2199-01-01", "--as", "analyst")
    assert "permission.denied" in refused.err
    assert meritbook("day", "--move-to", "2199-01-01", "--as", "system_administrator").code == 0
    assert OfficeDay.objects.get().moved_by == people.system_administrator


def test_a_day_that_a_setting_holds_is_told(meritbook: Callable[..., Any], demonstration: date, settings: Any) -> None:
    settings.MERITBOOK_ON = date(2005, 4, 25)
    assert meritbook("day").out.endswith("the day of the demonstration, held fixed by MERITBOOK_ON.\n")
    assert "day.fixed" in meritbook("day", "--move-to", "2005-05-01").err


def test_a_site_is_served_on_a_day_from_the_one_reached_on(
    meritbook: Callable[..., Any], demonstration: date, served: list[str]
) -> None:
    assert meritbook("serve").code == 0
    assert meritbook("serve", "--on", "2005-04-25").code == 0
    assert meritbook("serve", "--on", "2005-04-11").code == 0
    assert served == ["", "2005-04-25", "2005-04-11"]
    for day, code in (
        ("2005-04-10", "day.backwards"),
        ("2200-01-01", "day.out_of_range"),
        ("April", "cli.date"),
    ):
        refused = meritbook("serve", "--on", day)
        assert refused.code == 3
        assert code in refused.err
    assert len(served) == 3


def test_a_real_office_is_served_on_no_other_day(meritbook: Callable[..., Any], served: list[str]) -> None:
    assert "day.real_office" in meritbook("serve", "--on", "2005-04-25").err
    assert served == []
