"""After a separation: the file and the packet say what ended, when and by what; a notice that took effect stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from meritbook.actions import Actor, ends, file_record, stay_consequence, withdraw_notice
from meritbook.actions.confirm_consequence import perform as confirm
from meritbook.actions.notice_policies import NoticeTookEffectError
from meritbook.records.models import Consequence
from separation_world import director, dismissed
from service_world import contract_row, vouch

__all__ = ["director", "dismissed"]
pytestmark = pytest.mark.django_db
NOTICE = "by dismissal for failure to perform, of which notice was served on 20 April 2005"


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 16, 0, tzinfo=UTC)


def confirmed(one: Consequence, who: Any, day: date = date(2005, 6, 30)) -> Any:
    confirm(Actor(who), at=at_noon(day), why="Settled.", consequence=one)
    one.appointment.refresh_from_db()
    return one.appointment


def titles(appointment: Any, on: date) -> list[str]:
    return [one.title for one in file_record.file_of(appointment, on=on).items]


def withdraw(dismissed: Any, day: date) -> Any:
    notice = dismissed.appointment.dismissal_notices.get()
    by = notice.decided_by
    return withdraw_notice.perform(Actor(by), at=at_noon(day), why="Withdrawn.", notice=notice, reason="Settled.")


@pytest.fixture
def in_office(dismissed: Any, people: Any, at: datetime) -> Any:
    """The department's director, who held the role in 2005 already."""
    from meritbook.actions import SYSTEM, grant_role
    from meritbook.records.models import Role

    held = people.department_director.role_assignments.get()
    grant_role.perform(
        SYSTEM, at=at, why="Earlier.", user=people.department_director, role=Role.DEPARTMENT_DIRECTOR,
        department=held.department, starts_on=date(2000, 1, 1), ends_before=held.starts_on,
    )  # fmt: skip
    return people.department_director


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        # June 30 is the last day of service; the appointment ends before July 1.
        (date(2005, 6, 30), f"In force; it ends on 30 June 2005, {NOTICE}"),
        (date(2005, 7, 1), f"Ended on 30 June 2005, {NOTICE}"),
    ],
)
def test_the_file_says_when_and_by_what_the_appointment_and_the_contract_end(
    dismissed: Any, director: Any, on: date, stands: str
) -> None:
    appointment = confirmed(dismissed, director)
    found = titles(appointment, on)
    assert f"Appointment from 1 July 2004: {stands}" in found
    contract = next(one for one in found if one.startswith("Contract on record"))
    assert contract.endswith(f"{stands}; it was the last day of its term too")


def test_before_the_separation_is_confirmed_the_appointment_is_in_force(dismissed: Any) -> None:
    assert any(one.endswith(": In force") for one in titles(dismissed.appointment, date(2005, 6, 30)))


def test_a_contract_ends_with_its_term_where_the_appointment_goes_on(dismissed: Any) -> None:
    end = ends.end_of(dismissed.appointment)
    starts, over = date(2003, 7, 1), date(2004, 7, 1)
    assert ends.term_stands(starts, over, end, on=date(2003, 6, 30)) == "In force from 1 July 2003"
    assert (
        ends.term_stands(starts, over, end, on=date(2004, 6, 30))
        == "In force; it ends on 30 June 2004, the last day of its term"
    )
    assert ends.term_stands(starts, over, end, on=over) == "Ended on 30 June 2004, the last day of its term"


def test_a_contract_for_the_year_after_a_separation_never_came_into_force(
    dismissed: Any, director: Any, people: Any, at: datetime
) -> None:
    later = contract_row(
        dismissed.appointment, people.personnel_staff, starts_on=date(2005, 7, 1), ends_before=date(2006, 7, 1)
    )
    vouch(at, later)
    appointment = confirmed(dismissed, director)
    assert (
        ends.record_stands(later, ends.end_of(appointment), on=date(2005, 7, 5))
        == f"Never came into force: the appointment ended on 30 June 2005, {NOTICE}"
    )


def test_a_position_that_left_ends_the_appointment_and_not_a_dismissal(
    people: Any, departments: Any, at: datetime, director: Any
) -> None:
    from service_world import drafted_row

    one = drafted_row(departments.revenue, people.executive, people.personnel_staff, at)
    appointment = confirmed(one, director, date(2005, 7, 5))
    appointment.seat.refresh_from_db()
    stands = ends.appointment_stands(appointment, ends.end_of(appointment), on=date(2005, 7, 5))
    assert stands == "Ended on 30 June 2005, because the position left the service"


# --- whether a notice can still be withdrawn -----------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2005, 6, 29), date(2005, 6, 30)])
def test_a_notice_can_be_withdrawn_until_the_day_of_separation(dismissed: Any, in_office: Any, day: date) -> None:
    assert withdraw(dismissed, day).withdrawn_at == at_noon(day)


def test_on_the_day_after_the_separation_is_to_be_settled_first(dismissed: Any, in_office: Any) -> None:
    with pytest.raises(NoticeTookEffectError, match="30 June 2005") as refused:
        withdraw(dismissed, date(2005, 7, 1))
    assert "stay the separation" in refused.value.to_do


@pytest.mark.parametrize("day", [date(2005, 6, 30), date(2005, 7, 1), date(2005, 9, 1)])
def test_a_notice_whose_separation_is_confirmed_stays_and_the_way_back_is_named(
    dismissed: Any, director: Any, in_office: Any, day: date
) -> None:
    confirmed(dismissed, director)
    with pytest.raises(NoticeTookEffectError, match="was confirmed") as refused:
        withdraw(dismissed, day)
    assert "by reinstatement" in refused.value.to_do


@pytest.mark.parametrize(("until", "refused"), [(None, False), (date(2005, 7, 20), True)])
def test_a_separation_stayed_for_good_lets_the_notice_go_and_one_stayed_for_a_time_does_not(
    dismissed: Any, director: Any, in_office: Any, until: date | None, refused: bool
) -> None:
    stay_consequence.perform(
        Actor(director),
        at=at_noon(date(2005, 7, 5)),
        why="Talks go on.",
        consequence=dismissed,
        says="Talks go on.",
        until=until,
    )
    if refused:
        with pytest.raises(NoticeTookEffectError):
            withdraw(dismissed, date(2005, 7, 6))
    else:
        assert withdraw(dismissed, date(2005, 7, 6)).withdrawn_at is not None


def test_a_late_notice_separated_nobody_and_can_be_withdrawn_after_the_day(dismissed: Any, in_office: Any) -> None:
    notice = dismissed.appointment.dismissal_notices.get()
    notice.insisted_because = "It could not be served before."
    notice.save()
    assert withdraw(dismissed, date(2005, 7, 1)).withdrawn_at is not None
