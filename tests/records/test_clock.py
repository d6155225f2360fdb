"""What day it is: the machine's in a real office, the story's in a demonstration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from meritbook.records import clock
from meritbook.records.models import OfficeDay


def moved_to(*days: date) -> None:
    """The rows that moves leave behind."""
    for on in days:
        OfficeDay.objects.create(on=on, moved_at=datetime(2026, 3, 2, tzinfo=UTC))


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


@pytest.mark.django_db
def test_a_demonstration_is_on_the_day_to_which_it_was_moved_last(settings: Any) -> None:
    settings.MERITBOOK_DEMO = True
    assert clock.demo_day() is None
    assert clock.today() == clock.day_of(datetime.now(UTC))
    moved_to(date(2004, 7, 1), date(2005, 2, 28))
    assert clock.today() == date(2005, 2, 28)


@pytest.mark.django_db
def test_the_day_is_one_statement_in_a_demonstration_and_none_in_a_real_office(
    settings: Any, django_assert_num_queries: Callable[[int], Any]
) -> None:
    moved_to(date(2004, 7, 1))
    with django_assert_num_queries(0):
        assert clock.today() == clock.day_of(datetime.now(UTC))
    settings.MERITBOOK_DEMO = True
    with django_assert_num_queries(1):
        assert clock.today() == date(2004, 7, 1)
    settings.MERITBOOK_ON = date(2005, 4, 25)
    with django_assert_num_queries(0):
        assert clock.today() == date(2005, 4, 25)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Denver"])
def test_a_moment_on_a_day_falls_on_that_day_wherever_the_government_is(settings: Any, zone: str) -> None:
    settings.TIME_ZONE = zone
    with timezone.override(zone):
        for on in (date(2004, 2, 29), date(2005, 4, 3), date(2004, 12, 31), date(1900, 1, 1), date(2199, 12, 31)):
            assert clock.day_of(clock.moment_on(on)) == on


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(1899, 12, 31), date(2200, 1, 1)])
def test_the_database_refuses_a_day_out_of_all_years(on: date) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        moved_to(on)


@pytest.mark.django_db
def test_the_database_refuses_the_same_day_twice() -> None:
    moved_to(date(2005, 4, 11))
    with pytest.raises(IntegrityError), transaction.atomic():
        moved_to(date(2005, 4, 11))
