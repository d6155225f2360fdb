"""A person confirms what the law drafted, or stays it: what is done then, and what is told to whom."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from meritbook.actions import (
    SYSTEM,
    Actor,
    appointing,
    confirm_consequence,
    law_days,
    law_policies,
    ledger,
    stay_consequence,
    work_through_day,
)
from meritbook.actions.law_policies import (
    GroundGoneError,
    LaterAppointmentError,
    ServiceDayError,
    StayDayError,
)
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import TextError
from meritbook.records.models import Consequence, LedgerEntry, Role
from meritbook.records.states import StateError
from papers import faults_of, words_of_pdf
from separation_world import director, dismissed
from service_world import (
    appointment_row,
    contract_row,
    drafted_row,
    position_row,
    seat_row,
    vouch,
)

__all__ = ["director", "dismissed"]
pytestmark = pytest.mark.django_db
WHY = "Settled."
DAY = datetime(2005, 7, 5, 16, 0, tzinfo=UTC)
"""A Tuesday."""


@pytest.fixture
def drafted(people: Any, departments: Any, at: datetime) -> Any:
    """The conversion drafted of 0012-03 on 1 July 2005."""
    return drafted_row(departments.revenue, people.executive, people.personnel_staff, at)


def confirm(one: Any, person: Any, at: datetime = DAY, **more: Any) -> Any:
    return confirm_consequence.perform(Actor(person), at=at, why=WHY, consequence=one, **more)


def stay(one: Any, person: Any, at: datetime = DAY, **more: Any) -> Any:
    return stay_consequence.perform(Actor(person), at=at, why=WHY, consequence=one, **more)


def test_conversion_takes_the_position_out_and_ends_the_appointment_on_the_day_of_the_law(
    drafted: Any, director: Any, people: Any
) -> None:
    confirm(drafted, director)
    seat, appointment = drafted.seat, drafted.appointment
    seat.refresh_from_db()
    appointment.refresh_from_db()
    assert (seat.ends_before, seat.left_rule) == (date(2005, 7, 1), "removal.no_contract")
    assert "No contract was agreed by 30 June 2005" in seat.left_because
    assert (appointment.ends_before, appointment.ended_rule) == (date(2005, 7, 1), "removal.no_contract")
    # The executive goes on in the position, outside the service.
    assert seat.position.incumbent == people.executive


def test_the_letter_says_the_rule_its_rank_the_reading_and_that_there_is_no_appeal(
    drafted: Any, director: Any, tmp_path: Path
) -> None:
    one = confirm(drafted, director, says="Call the office with questions.")
    data = one.document.original()
    assert faults_of(data, tmp_path) == []
    words = words_of_pdf(data)
    for said in (
        "Conversion to the Management class: position 0012-03",
        "Executive",
        "Department of Revenue, human resources",
        "Central human resources",
        "No contract was agreed by 30 June 2005",
        "Technical Assistance, Senior Executive Service (SES)",
        "technical assistance",
        "Removal of Positions From SES",
        "Taken: The last day is June 30",
        "Not taken: The last day is July 1",
        "There is no appeal.",
        "pay is set under the procedures",
        "Call the office with questions.",
        "July 1, 2005",
    ):
        assert said in words, said


def test_the_entry_of_the_ledger_holds_the_letter(drafted: Any, director: Any) -> None:
    one = confirm(drafted, director)
    entry = LedgerEntry.objects.get(action="confirm_consequence")
    assert entry.facts["letter"] == one.document.sha256
    assert entry.facts["appeal_until"] is None
    assert f"Ledger entry: {entry.seq}" in words_of_pdf(one.document.original())


def test_what_is_confirmed_is_not_confirmed_again(drafted: Any, director: Any) -> None:
    confirm(drafted, director)
    with pytest.raises(StateError):
        confirm(drafted, director)
    with pytest.raises(StateError):
        stay(drafted, director, says="Too late.")


def test_other_drafts_on_the_position_are_overtaken_and_central_hr_need_not_be_told_again(
    drafted: Any, director: Any, people: Any, at: datetime
) -> None:
    from meritbook.records.models import SupportWithdrawal

    withdrawn = SupportWithdrawal.objects.create(
        seat=drafted.seat,
        on=date(2005, 7, 1),
        says="No longer needed.",
        withdrawn_by=people.department_director,
        withdrawn_at=at,
    )
    vouch(at, withdrawn)
    law_days.catch_up(SYSTEM, on=date(2005, 7, 4), why="Run.", at=lambda: at)
    other = Consequence.objects.get(rule="removal.review")
    confirm(drafted, director)
    other.refresh_from_db()
    assert other.status == "overtaken"
    assert other.overtaken_because.startswith("Conversion to the Management class was confirmed")
    law_days.catch_up(SYSTEM, on=date(2005, 7, 8), why="Run.", at=lambda: at)
    assert not Consequence.objects.filter(status="drafted").exists()


def test_what_a_contract_recorded_since_then_answers_is_not_confirmed(
    drafted: Any, director: Any, people: Any, at: datetime
) -> None:
    july = contract_row(
        drafted.appointment,
        people.personnel_staff,
        date(2005, 7, 1),
        date(2006, 7, 1),
        agreed_on=date(2005, 6, 20),
    )
    vouch(at, july)
    with pytest.raises(GroundGoneError, match="A contract was agreed by 30 June 2005"):
        confirm(drafted, director)
    drafted.refresh_from_db()
    assert drafted.status == "drafted"


def test_an_appointment_that_begins_after_the_day_is_not_ended_before_it_began(
    drafted: Any, director: Any, people: Any, at: datetime
) -> None:
    drafted.appointment.ends_before = date(2005, 9, 1)
    drafted.appointment.save()
    position = drafted.seat.position
    later = appointment_row(drafted.seat, people.supervisor, people.personnel_staff, date(2005, 9, 1))
    position.incumbent = people.executive
    position.save()
    vouch(at, later, drafted.appointment, position)
    with pytest.raises(LaterAppointmentError):
        confirm(drafted, director)


def test_the_executive_does_not_settle_their_own_case(drafted: Any, people: Any, at: datetime) -> None:
    from meritbook.actions import grant_role

    grant_role.perform(
        SYSTEM,
        at=at,
        why="Both.",
        user=people.executive,
        role=Role.PERSONNEL_DIRECTOR,
        starts_on=date(2000, 1, 1),
    )
    with pytest.raises(OwnCaseError):
        confirm(drafted, people.executive)


def test_the_department_does_not_settle_it(drafted: Any, people: Any, at: datetime) -> None:
    with pytest.raises(ForbiddenError):
        confirm(drafted, people.department_director, at)
    with pytest.raises(ForbiddenError):
        stay(drafted, people.personnel_staff, at, says="We will see.")


def test_a_letter_does_not_reach_anybody_before_it_is_written(drafted: Any, director: Any) -> None:
    with pytest.raises(ServiceDayError):
        confirm(drafted, director, served_on=date(2005, 7, 4))


# --- separation ----------------------------------------------------------------------------------------------------


def test_separation_ends_the_appointment_with_june_30_and_leaves_the_seat_vacant(
    dismissed: Any, director: Any, people: Any, at: datetime
) -> None:
    confirm(dismissed, director, datetime(2005, 6, 30, 16, 0, tzinfo=UTC))
    seat, appointment = dismissed.seat, dismissed.appointment
    appointment.refresh_from_db()
    seat.refresh_from_db()
    assert appointment.ends_before == date(2005, 7, 1)
    assert seat.ends_before is None
    # On their last day they hold the position still.
    assert seat.position.incumbent == people.executive
    law_days.catch_up(SYSTEM, on=date(2005, 7, 2), why="Run.", at=lambda: at)
    seat.position.refresh_from_db()
    assert seat.position.incumbent is None
    assert not Consequence.objects.filter(status="drafted").exists()


def test_separation_confirmed_after_its_day_vacates_the_seat_at_once(dismissed: Any, director: Any) -> None:
    confirm(dismissed, director)
    dismissed.seat.position.refresh_from_db()
    assert dismissed.seat.position.incumbent is None


@pytest.mark.parametrize(
    ("served_on", "other"),
    [
        # Ten days from Tuesday, July 5 end on Friday, July 15; from Wednesday, July 6 on a Saturday, so on Monday.
        (date(2005, 7, 5), "15 July 2005"),
        (date(2005, 7, 6), "18 July 2005"),
    ],
)
def test_the_letter_of_a_separation_says_that_the_days_run_from_the_notice_and_what_the_other_reading_gives(
    dismissed: Any, director: Any, served_on: date, other: str
) -> None:
    one = confirm(dismissed, director, served_on=served_on)
    words = words_of_pdf(one.document.original())
    assert "The executive may appeal to the State Personnel Board." in words
    # Ten days from notice on April 20 end on Saturday, April 30, so on Monday, May 2.
    assert "The last day to appeal the dismissal is 2 May 2005, counted from notice of it on 20 April 2005" in words
    assert f"the last day would be {other}" in words
    entry = LedgerEntry.objects.get(action="confirm_consequence")
    assert (entry.facts["served_on"], entry.facts["appeal_until"]) == (served_on.isoformat(), "2005-05-02")


def test_where_nobody_knows_when_the_notice_arrived_the_letter_gives_no_last_day(
    dismissed: Any, director: Any, at: datetime
) -> None:
    notice = dismissed.appointment.dismissal_notices.get()
    notice.served_how = "mail"
    notice.save()
    vouch(at, notice)
    words = words_of_pdf(confirm(dismissed, director).document.original())
    assert "the last day is not known" in words
    assert "2 May 2005" not in words


# --- what is left to do --------------------------------------------------------------------------------------------


def test_a_form_that_may_leave_the_file_is_recorded_as_taken_out(
    people: Any, departments: Any, director: Any, at: datetime
) -> None:
    staff = people.personnel_staff
    seat = seat_row(position_row(departments.revenue, "0050-02", staff), staff)
    appointment = appointment_row(seat, people.executive, staff, ends_before=date(2005, 3, 1))
    contract = contract_row(appointment, staff)
    vouch(at, seat.position, seat, appointment, contract)
    law_days.catch_up(SYSTEM, on=date(2009, 6, 20), since=date(2009, 6, 20), why="Run.", at=lambda: at)
    confirm(Consequence.objects.get(), director, datetime(2009, 6, 22, 16, 0, tzinfo=UTC))
    contract.refresh_from_db()
    assert contract.taken_from_file_on == date(2009, 6, 22)
    law_days.catch_up(SYSTEM, on=date(2009, 7, 20), why="Run.", at=lambda: at)
    assert not Consequence.objects.filter(status="drafted").exists()


# --- staying -------------------------------------------------------------------------------------------------------


def test_a_stay_needs_a_reason(drafted: Any, director: Any) -> None:
    with pytest.raises(TextError):
        stay(drafted, director, says="  ")


def test_a_stay_until_a_day_that_has_passed_is_refused_and_today_is_not(drafted: Any, director: Any) -> None:
    with pytest.raises(StayDayError):
        stay(drafted, director, says="We negotiate.", until=date(2005, 7, 4))
    one = stay(drafted, director, says="We negotiate.", until=date(2005, 7, 5))
    assert (one.status, one.settled_says, one.stayed_until) == ("stayed", "We negotiate.", date(2005, 7, 5))
    assert one.seat.ends_before is None


def test_what_is_stayed_is_not_confirmed_until_it_comes_back(drafted: Any, director: Any, at: datetime) -> None:
    stay(drafted, director, says="We negotiate.", until=date(2005, 7, 6))
    with pytest.raises(StateError):
        confirm(drafted, director)
    law_days.catch_up(SYSTEM, on=date(2005, 7, 7), why="Run.", at=lambda: at)
    assert confirm(drafted, director, datetime(2005, 7, 8, 16, 0, tzinfo=UTC)).status == "confirmed"


def waits_without_the_ledger(act: Any, change: Any, action: str) -> object:
    """What became of an act in another thread while this one has changed a row and takes the ledger after that.

    Raises what the database raises where the two wait for one another.
    """
    found: list[object] = []

    def run() -> None:
        try:
            found.append(act())
        except Exception as problem:  # noqa: BLE001 - the test looks at it
            found.append(problem)
        finally:
            connection.close()

    with transaction.atomic():
        row = change()
        row.save()
        other = threading.Thread(target=run)
        other.start()
        for _ in range(200):
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                waiting = cursor.fetchone()[0]
            if waiting:
                break
            time.sleep(0.05)
        assert waiting
        ledger.write(SYSTEM, role="system", at=DAY, why="As it does.", action=action, subject="set-up", records=[row])
    other.join(timeout=60)
    return found[0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_confirming_waits_for_the_end_of_the_appointment_without_holding_the_ledger(
    drafted: Any, director: Any
) -> None:
    done = waits_without_the_ledger(
        lambda: confirm(drafted, director).status, lambda: appointing.locked(drafted.appointment), "end_appointment"
    )
    assert done == "confirmed"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_day_of_the_law_waits_for_a_stay_without_holding_the_ledger(drafted: Any, director: Any) -> None:
    on = law_policies.newest_day() + timedelta(days=1)
    at = datetime(on.year, on.month, on.day, 16, 0, tzinfo=UTC)
    # The day finds the draft in other words than it would say it, and writes it anew.
    drafted.says = "As it was said before."
    drafted.save()
    done = waits_without_the_ledger(
        lambda: work_through_day.perform(SYSTEM, at=at, why="A day.", on=on).on, lambda: drafted, "stay_consequence"
    )
    assert done == on
