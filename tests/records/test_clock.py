"""What day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from meritbook.records import clock


def test_a_moment_falls_on_the_day_of_the_governments_time_zone(settings: Any) -> None:
    settings.TIME_ZONE = "America/Chicago"
    with timezone.override("America/Chicago"):
        assert clock.day_of(datetime(2026, 7, 1, 3, 0, tzinfo=UTC)) == date(2026, 6, 30)


def test_a_demonstration_lives_on_its_own_day_and_the_time_goes_on(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2005, 3, 3)
    assert clock.today() == date(2005, 3, 3)
    assert clock.now().tzinfo is not None


def test_without_a_set_day_it_is_the_real_one(settings: Any) -> None:
    settings.MERITBOOK_ON = None
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 60
