"""Working the law through day by day: what is drafted, overtaken and taken up again, and how far it was worked."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from meritbook.actions import SYSTEM, law_days, work_through_day
from meritbook.actions.law_policies import DayLeftOutError, DayOfBeginningError, DayToComeError, DayWorkedError
from meritbook.core.errors import MeritbookError
from meritbook.records.models import Consequence, ConsequenceStatus, LawDay, LedgerEntry
from service_world import appointment_row, contract_row, position_row, seat_row, vouch

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
WHY = "The day's run."


def work(on: date) -> LawDay:
    return work_through_day.perform(SYSTEM, at=AT, why=WHY, on=on)


def catch_up(on: date, **more: Any) -> law_days.CaughtUp:
    return law_days.catch_up(SYSTEM, on=on, why=WHY, at=lambda: AT, **more)


def standing() -> list[tuple[str, str, str, str]]:
    rows = Consequence.objects.order_by("seat", "rule", "about")
    return [(one.rule, one.draft, one.about, one.status) for one in rows]


@pytest.fixture
def held(people: Any, departments: Any) -> Any:
    """The executive's appointment with a contract for 2004-05."""
    seat = seat_row(position_row(departments.revenue, "0012-03", people.personnel_staff), people.personnel_staff)
    appointment = appointment_row(seat, people.executive, people.personnel_staff)
    contract = contract_row(appointment, people.personnel_staff)
    vouch(AT, seat.position, seat, appointment, contract)
    return appointment


CONVERSION = ("removal.no_contract", "conversion_to_management", "year:2005-07-01")


def test_the_first_run_begins_with_the_first_seat_and_works_every_day(held: Any) -> None:
    found = catch_up(date(2005, 7, 2))
    assert found.days == 367
    assert LawDay.objects.count() == 367
    assert LawDay.objects.order_by("on").first() == LawDay.objects.get(on=date(2004, 7, 1))
    assert found.newest == date(2005, 7, 2)
    assert (found.drafted, found.overtaken) == (1, 0)
    assert standing() == [(*CONVERSION, "drafted")]
    one = Consequence.objects.get()
    assert one.due_on == date(2005, 7, 1)
    assert one.drafted_on.on == date(2005, 7, 1)
    assert (one.seat, one.appointment) == (held.seat, held)
    # On July 1 it hung on a reading; on July 2 it does not, and the draft says so.
    assert "hangs on" not in one.says


def test_each_day_is_one_entry_of_the_ledger(held: Any) -> None:
    before = LedgerEntry.objects.count()
    catch_up(date(2005, 7, 1), since=date(2005, 6, 29))
    entries = LedgerEntry.objects.filter(action="work_through_day").order_by("seq")
    assert LedgerEntry.objects.count() == before + 3
    assert [entry.facts["on"] for entry in entries] == ["2005-06-29", "2005-06-30", "2005-07-01"]
    assert [len(entry.facts["consequences"]) for entry in entries] == [0, 0, 1]


def test_catching_up_twice_does_nothing_twice(held: Any) -> None:
    catch_up(date(2005, 7, 5), since=date(2005, 6, 1))
    before = (standing(), LawDay.objects.count(), LedgerEntry.objects.count())
    again = catch_up(date(2005, 7, 5))
    assert (again.days, again.drafted, again.newest) == (0, 0, date(2005, 7, 5))
    assert (standing(), LawDay.objects.count(), LedgerEntry.objects.count()) == before


def test_a_run_that_is_told_to_stop_goes_on_where_it_stopped(held: Any) -> None:
    asked = iter([False, False, True])
    first = catch_up(date(2005, 7, 5), since=date(2005, 6, 28), stopping=lambda: next(asked))
    assert (first.days, first.stopped, first.newest) == (2, True, date(2005, 6, 29))
    second = catch_up(date(2005, 7, 5))
    assert (second.days, second.stopped, second.drafted) == (6, False, 1)


def test_the_progress_counts_days(held: Any) -> None:
    seen: list[tuple[int, int]] = []
    catch_up(date(2005, 6, 3), since=date(2005, 6, 1), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_day_is_not_worked_twice_nor_after_a_later_one(held: Any) -> None:
    work(date(2005, 6, 10))
    with pytest.raises(DayWorkedError):
        work(date(2005, 6, 10))
    with pytest.raises(DayWorkedError, match="9 June 2005 does not lie after it"):
        work(date(2005, 6, 9))


def test_a_clock_that_ran_backwards_changes_nothing(held: Any) -> None:
    catch_up(date(2005, 7, 5), since=date(2005, 6, 28))
    found = catch_up(date(2005, 6, 30))
    assert (found.days, found.newest) == (0, date(2005, 7, 5))


def test_a_day_is_not_left_out(held: Any) -> None:
    work(date(2005, 6, 10))
    with pytest.raises(DayLeftOutError):
        work(date(2005, 6, 12))


def test_a_day_that_has_not_come_is_not_worked(held: Any) -> None:
    with pytest.raises(DayToComeError):
        work(AT.date() + timedelta(days=1))
    assert not LawDay.objects.exists()


def test_without_a_seat_there_is_no_day_to_begin_with(db: None) -> None:
    with pytest.raises(DayOfBeginningError):
        catch_up(date(2005, 7, 1))


def test_the_first_day_cannot_be_moved_afterwards(held: Any) -> None:
    catch_up(date(2005, 6, 3), since=date(2005, 6, 1))
    with pytest.raises(DayOfBeginningError):
        catch_up(date(2005, 6, 4), since=date(2004, 6, 1))
    assert catch_up(date(2005, 6, 4), since=date(2005, 6, 1)).days == 1


def test_a_contract_recorded_late_with_an_earlier_day_overtakes_the_draft(held: Any, people: Any) -> None:
    catch_up(date(2005, 7, 3), since=date(2005, 6, 30))
    july = following(held, people, agreed_on=date(2005, 6, 20))
    found = catch_up(date(2005, 7, 4))
    assert (found.drafted, found.overtaken) == (0, 1)
    one = Consequence.objects.get()
    assert one.status == ConsequenceStatus.OVERTAKEN
    assert one.overtaken_on == date(2005, 7, 4)
    assert one.overtaken_because.startswith("A contract was agreed by 30 June 2005")
    july.agreed_on = None
    july.save()
    vouch(AT, july)
    assert catch_up(date(2005, 7, 5)).drafted == 1
    one.refresh_from_db()
    assert (one.status, one.overtaken_on, one.overtaken_because) == ("drafted", None, "")


def test_the_end_of_the_appointment_overtakes_the_draft(held: Any) -> None:
    catch_up(date(2005, 7, 3), since=date(2005, 6, 30))
    held.ends_before = date(2005, 7, 4)
    held.save()
    vouch(AT, held)
    catch_up(date(2005, 7, 4))
    one = Consequence.objects.get()
    assert one.overtaken_because == "The appointment ended before 4 July 2005."


def following(held: Any, people: Any, agreed_on: date) -> Any:
    """The contract for 2005-06, on record."""
    row = contract_row(held, people.personnel_staff, date(2005, 7, 1), date(2006, 7, 1), agreed_on=agreed_on)
    vouch(AT, row)
    return row


def stay(one: Consequence, person: Any, until: date | None) -> None:
    one.status, one.stayed_until = ConsequenceStatus.STAYED, until
    one.settled_by, one.settled_at, one.settled_says = person, AT, "A negotiation runs."
    one.save()
    vouch(AT, one)


def test_what_is_stayed_until_a_day_comes_back_on_the_next(held: Any, people: Any) -> None:
    catch_up(date(2005, 7, 3), since=date(2005, 6, 30))
    stay(Consequence.objects.get(), people.personnel_director, date(2005, 7, 6))
    catch_up(date(2005, 7, 6))
    assert [one[0::3] for one in standing()] == [("contract.due", "drafted"), ("removal.no_contract", "stayed")]
    assert catch_up(date(2005, 7, 7)).drafted == 1
    assert [one[0::3] for one in standing()] == [("contract.due", "overtaken"), ("removal.no_contract", "drafted")]
    assert Consequence.objects.get(rule="removal.no_contract").drafted_on.on == date(2005, 7, 7)
    demand = Consequence.objects.get(rule="contract.due")
    assert demand.overtaken_because.startswith("Conversion to the Management class is drafted for 1 July 2005")


def test_what_is_stayed_for_good_does_not_come_back_and_what_it_kept_away_is_drafted(held: Any, people: Any) -> None:
    catch_up(date(2005, 7, 3), since=date(2005, 6, 30))
    stay(Consequence.objects.get(), people.personnel_director, None)
    catch_up(date(2005, 9, 3))
    assert standing() == [
        ("contract.due", "complete_contract", "year:2005-07-01", "drafted"),
        (*CONVERSION, "stayed"),
    ]


def test_a_stay_whose_ground_is_gone_ends_overtaken(held: Any, people: Any) -> None:
    catch_up(date(2005, 7, 3), since=date(2005, 6, 30))
    stay(Consequence.objects.get(), people.personnel_director, date(2005, 7, 6))
    following(held, people, agreed_on=date(2005, 6, 20))
    catch_up(date(2005, 7, 7))
    assert [one[3] for one in standing() if one[0] == "removal.no_contract"] == ["overtaken"]


def test_an_appointment_that_begins_in_a_quiet_time_is_seen(held: Any, people: Any, departments: Any) -> None:
    """It is on record already and begins later: no entry of the ledger tells the run of it."""
    seat = seat_row(position_row(departments.revenue, "0040-11", people.personnel_staff), people.personnel_staff)
    later = appointment_row(seat, people.supervisor, people.personnel_staff, date(2004, 10, 4))
    vouch(AT, seat.position, seat, later)
    catch_up(date(2004, 11, 30))
    assert standing() == [("contract.due", "complete_contract", "entry:2004-10-04", "drafted")]
    assert Consequence.objects.get().due_on == date(2004, 11, 4)


def test_forms_of_executives_who_left_may_leave_the_file_in_their_time(held: Any) -> None:
    held.ends_before = date(2005, 3, 1)
    held.save()
    vouch(AT, held)
    catch_up(date(2009, 6, 21), since=date(2009, 6, 18))
    one = Consequence.objects.get()
    assert (one.rule, one.draft, one.due_on) == ("contract.retention", "release_from_file", date(2009, 6, 20))
    assert one.contract == held.contracts.get()


def test_a_position_that_left_without_a_word_to_central_hr_is_told_to_them(held: Any) -> None:
    held.ends_before = held.seat.ends_before = date(2005, 3, 1)
    held.save()
    held.seat.save()
    vouch(AT, held, held.seat)
    catch_up(date(2005, 3, 5), since=date(2005, 2, 27))
    assert standing() == [("removal.notified", "notify_central_hr", "left:2005-03-01", "drafted")]


def test_days_on_which_nothing_can_happen_are_entered_without_looking_at_the_record(
    held: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[date] = []
    original = law_days.records_on

    def watched(on: date) -> Any:
        looked.append(on)
        return original(on)

    monkeypatch.setattr(law_days, "records_on", watched)
    found = catch_up(date(2014, 6, 30))
    assert found.days == 3652
    assert len(looked) < 120
    assert date(2005, 7, 1) in looked


def test_day_by_day_gives_what_one_run_gives(held: Any, people: Any) -> None:
    """With a run of its own for each day nothing is remembered from the day before."""
    following(held, people, agreed_on=date(2005, 7, 9))
    first, last = date(2005, 6, 20), date(2005, 8, 10)
    place = transaction.savepoint()
    for number in range((last - first).days + 1):
        work(first + timedelta(days=number))
    one_by_one = everything()
    transaction.savepoint_rollback(place)
    assert not LawDay.objects.exists()
    catch_up(last, since=first)
    assert everything() == one_by_one
    assert len(one_by_one[0]) == 1


def everything() -> tuple[list[Any], list[Any]]:
    """What was drafted, and each day, without the numbers of rows."""
    rows = Consequence.objects.order_by("rule", "about")
    days = LawDay.objects.order_by("on").values_list("on", "drafted", "overtaken")
    return list(rows.values_list("rule", "about", "status", "due_on", "says", "drafted_on__on")), list(days)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_work_each_day_once(held: Any) -> None:
    """On SQLite and on PostgreSQL: whoever comes second finds the day worked, and goes on after it."""
    found: list[law_days.CaughtUp] = []
    problems: list[Exception] = []

    def run() -> None:
        try:
            found.append(catch_up(date(2005, 7, 20), since=date(2005, 6, 1)))
        except (MeritbookError, DatabaseError) as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(120)
    assert problems == []
    assert sum(one.days for one in found) == LawDay.objects.count() == 50
    assert sum(one.drafted for one in found) == 1
    assert standing() == [(*CONVERSION, "drafted")]
    assert LedgerEntry.objects.filter(action="work_through_day").count() == 50
