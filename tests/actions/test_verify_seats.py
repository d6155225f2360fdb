"""`verify` takes the acts on seats again: what somebody wrote into the tables by another way is found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from meritbook.actions.verify_seats import verify_seats
from meritbook.records.models import LedgerEntry, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(service: Any) -> Any:
    service.size("200", starts_on=date(2026, 1, 1))
    service.take_over(service.bare("0500-01"))
    return service


def test_after_acts_alone_the_tables_hold_what_they_come_to(filled: Any) -> None:
    seen: list[tuple[int, int]] = []
    found = verify_seats(progress=lambda done, total: seen.append((done, total)))
    assert (found.sound, found.rows) == (True, 2)
    assert seen[-1] == (found.acts, LedgerEntry.objects.count())


def test_a_seat_that_was_ended_in_the_table_is_found(filled: Any) -> None:
    seat = Seat.objects.get()
    with transaction.atomic():
        Seat.objects.update(ends_before=date(2027, 7, 1))
        (fault,) = verify_seats().faults
        transaction.set_rollback(True)
    assert fault.where == f"seat:{seat.pk}"
    assert (fault.told, fault.kept) == ("ends_before none", "ends_before 2027-07-01")


def test_a_seat_that_was_taken_out_of_the_table_is_found(filled: Any) -> None:
    key = Seat.objects.get().pk
    with transaction.atomic():
        Seat.objects.all().delete()
        found = verify_seats().faults
        transaction.set_rollback(True)
    assert [one.where for one in found] == [f"seat:{key}"]
