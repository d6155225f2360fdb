"""Setups that are kept: put on record again where the record, the clock and the day are the same, else acted anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import recorded_states
from recorded import once

pytestmark = pytest.mark.django_db


def test_a_setup_is_acted_out_again_where_the_office_is_on_another_day(settings: Any) -> None:
    from django.db import connection

    from meritbook.records import clock

    days = []

    def act() -> date:
        days.append(clock.today())
        return clock.today()

    for on in (date(2026, 3, 2), date(2026, 3, 2), date(2026, 11, 29)):
        settings.MERITBOOK_ON = on
        assert once("the day of the office", act) == on
    kept = connection.vendor == "sqlite"  # elsewhere nothing is kept, and each is acted out
    first = date(2026, 3, 2)
    assert days == ([first, date(2026, 11, 29)] if kept else [first, first, date(2026, 11, 29)])


def _on_sqlite() -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("setups are kept on SQLite only")


def _department(code: str) -> Any:
    from meritbook.records.models import Department

    return Department.objects.create(code=code, name=code.title(), starts_on=date(2020, 1, 1))


def test_what_is_put_on_record_again_is_what_the_acts_wrote_with_the_numbers_of_the_next_rows() -> None:
    _on_sqlite()
    from django.db import transaction

    def act() -> Any:
        kept = _department("kept")
        _department("taken-away").delete()
        type(kept).objects.filter(pk=kept.pk).update(name="Renamed")
        return kept

    found = []
    for _ in range(2):
        with transaction.atomic():
            once("a department and one that is taken away", act)
            found.append((recorded_states.now(), recorded_states.read()))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0][0] == found[0][1].state


@pytest.mark.parametrize("way", ["rows", "statement", "undone", "undone after more"])
def test_a_record_that_was_written_to_or_undone_is_known_by_what_it_holds(way: str) -> None:
    _on_sqlite()
    from django.db import connection, transaction

    first = recorded_states.now()
    with transaction.atomic():
        one = _department("one")
        written = recorded_states.now()
        assert written == recorded_states.read().state != first
        if way == "rows":
            one.delete()
        elif way == "statement":
            with connection.cursor() as cursor:
                cursor.execute("UPDATE records_department SET name = 'Other'")
        elif way == "undone after more":
            _department("two")
        transaction.set_rollback(way.startswith("undone"))
    state = recorded_states.now()
    assert state == recorded_states.read().state != written
    assert (state == first) is way.startswith("undone")


def test_a_setup_meets_another_record_where_a_row_stands_that_was_not_there() -> None:
    _on_sqlite()
    from django.db import transaction

    acted = []
    for extra in (False, True, False, True):
        with transaction.atomic():
            if extra:
                _department("extra")
            once("one more department", lambda: acted.append(_department("more")))
            transaction.set_rollback(True)
    assert len(acted) == 2


@pytest.mark.django_db(transaction=True)
def test_what_another_connection_commits_is_seen() -> None:
    _on_sqlite()
    import sqlite3

    from django.db import connection

    one = _department("one")
    before = recorded_states.now()
    assert before == recorded_states.now() == recorded_states.read().state
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("UPDATE records_department SET name = 'Other' WHERE id = ?", (one.pk,))
    other.commit()
    other.close()
    assert recorded_states.now() == recorded_states.read().state != before


@pytest.mark.parametrize("turn", [1, 2, 3])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_and_empties_again_is_not_taken_for_the_record_of_the_next(turn: int) -> None:
    _on_sqlite()
    assert recorded_states.now() == recorded_states.read().state
    _department(f"turn-{turn}")
    assert recorded_states.now() == recorded_states.read().state
