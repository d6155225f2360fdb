"""What the law ends where somebody had said before that they leave, and what its letters say of what stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from meritbook.actions import SYSTEM, Actor, begin_appointments, confirm_consequence, end_appointment, law_days
from meritbook.actions import appointing_policies as possible
from meritbook.records.models import Appointment, Consequence
from papers import words_of_pdf
from separation_world import director, dismissed
from service_world import drafted_row, vouch

__all__ = ["director", "dismissed"]
pytestmark = pytest.mark.django_db
DAY = datetime(2005, 7, 5, 16, 0, tzinfo=UTC)


def resigned(row: Appointment, last: date, at: datetime) -> None:
    """The executive had said that they leave after the day."""
    row.ends_before, row.ended_cause, row.ended_because = last, "resignation", "A post elsewhere."
    row.save()
    vouch(at, row)


def confirm(one: Consequence, who: Any, at: datetime = DAY) -> Consequence:
    return confirm_consequence.perform(Actor(who), at=at, why="Settled.", consequence=one)


def test_a_conversion_leaves_whoever_resigned_for_later_in_the_position_until_then(
    people: Any, departments: Any, director: Any, at: datetime
) -> None:
    drafted = drafted_row(departments.revenue, people.executive, people.personnel_staff, at)
    resigned(drafted.appointment, date(2005, 8, 1), at)
    confirm(drafted, director)
    row, position = drafted.appointment, drafted.seat.position
    row.refresh_from_db()
    position.refresh_from_db()
    assert (row.ends_before, row.ended_cause) == (date(2005, 7, 1), "resignation")
    assert row.leaves_position_before == date(2005, 8, 1)
    assert "On record before: Resignation, last day 31 July 2005. A post elsewhere." in row.ended_because
    assert position.incumbent == people.executive
    for day, there in ((date(2005, 7, 31), True), (date(2005, 8, 1), False)):
        begin_appointments.perform(SYSTEM, at=at, why="The day's run.", on=day)
        position.refresh_from_db()
        assert (position.incumbent is not None) is there, day


def test_a_separation_before_the_day_of_a_resignation_keeps_what_was_on_record(
    dismissed: Any, director: Any, people: Any, at: datetime
) -> None:
    resigned(dismissed.appointment, date(2005, 8, 1), at)
    confirm(dismissed, director, datetime(2005, 6, 30, 16, 0, tzinfo=UTC))
    row = dismissed.appointment
    row.refresh_from_db()
    assert (row.ends_before, row.ended_cause, row.leaves_position_before) == (date(2005, 7, 1), "dismissal", None)
    assert "Resignation, last day 31 July 2005" in row.ended_because
    law_days.catch_up(SYSTEM, on=date(2005, 7, 2), why="Run.", at=lambda: at)
    dismissed.seat.position.refresh_from_db()
    assert dismissed.seat.position.incumbent is None


def test_the_letter_of_a_separation_says_what_stays_and_what_does_not(
    dismissed: Any, director: Any, at: datetime
) -> None:
    row = dismissed.appointment
    row.previous_class = "Tax Examiner IV"
    row.save()
    vouch(at, row)
    document = confirm(dismissed, director).document
    assert document is not None
    words = words_of_pdf(document.original())
    for said in (
        "You have: The privilege of reinstatement",
        "The class on record is Tax Examiner IV.",
        "You do not have: To be retained in a layoff.",
        "You do not have: To be re-employed after a layoff.",
        "Notice of dismissal was served on 20 April 2005",
        # 20 April + 10 days = 30 April, a Saturday; the next business day is Monday, 2 May.
        "The last day to appeal the dismissal is 2 May 2005, counted from notice of it on 20 April 2005",
        "Read the other way, the last day would be 15 July 2005",
    ):
        assert said in words, said


def test_a_letter_of_what_was_confirmed_does_not_say_that_somebody_is_to_confirm_it(
    people: Any, departments: Any, director: Any, at: datetime
) -> None:
    document = confirm(
        drafted_row(departments.revenue, people.executive, people.personnel_staff, at), director
    ).document
    assert document is not None
    words = words_of_pdf(document.original())
    assert "confirms it" not in words
    assert "pay is set under the procedures" in words
    assert "reinstatement" not in words


def test_a_disciplinary_end_asks_whether_its_paper_is_on_file(people: Any, executives: Any, at: datetime) -> None:
    taken = {
        "appointment": executives.held, "cause": "discipline", "last_day": date(2026, 5, 31), "reason": "Found so.",
    }  # fmt: skip
    director_of = Actor(people.department_director)
    with pytest.raises(possible.EndError) as refused:
        end_appointment.perform(director_of, at=at, why="Ended.", **taken)
    assert "as for other employees" in refused.value.message
    row = end_appointment.perform(director_of, at=at, why="Ended.", paper_on_file=False, **taken)
    assert row.ended_because == "Found so. Its paper is not on file yet."
