"""Help in the results initiatives: who may take, how hours add up, and what nobody does to themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from help_world import assigned, words
from meritbook.actions.helping_policies import AssignmentError, HelpError, HoursError, NotAssignedError
from meritbook.actions.permissions import ForbiddenError, Standing
from meritbook.core.errors import MeritbookError
from meritbook.desk import help_desk as read
from meritbook.law import load_law
from meritbook.records.models import HelpRequest, Initiative, WorkHours
from meritbook.records.states import StateError
from year_stage import do

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(rooms: Any) -> Any:
    return rooms.help


def _hours(departments: Any, **said: Any) -> dict[str, Any]:
    return {
        "department": departments.revenue,
        "initiative": "lean",
        "kind": "facilitation",
        "worked_on": date(2026, 3, 2),
        "hours": Decimal("1.25"),
        **said,
    }


def test_the_initiatives_are_those_of_the_law_pack() -> None:
    table = load_law("iowa-prs").tables["series.initiatives"]
    assert {row.key for row in table.rows} == set(Initiative.values)


def test_only_who_is_assigned_to_the_initiative_takes_a_request(
    people: Any, departments: Any, room: Any, at: datetime
) -> None:
    other = do("ask_help", people.department_director, at, department=departments.revenue,
               **words("Draw our strategy map", initiative="planning"))  # fmt: skip
    with pytest.raises(NotAssignedError, match="Planning and deployment"):
        do("take_help", people.results_practitioner, at, request=other)
    do("assign_work", people.results_administrator, at, person=people.results_practitioner, initiative="planning",
       results_class="results_practitioner", department=departments.revenue, starts_on=at.date())  # fmt: skip
    assert do("take_help", people.results_practitioner, at, request=other).taken_by == people.results_practitioner


def test_on_the_last_day_of_an_assignment_one_still_takes_and_on_the_next_no_more(
    people: Any, room: Any, at: datetime
) -> None:
    last = at.date() + timedelta(days=10)
    do("end_work_assignment", people.results_administrator, at, assignment=room.assignment, last_day=last)
    with pytest.raises(NotAssignedError):
        do("take_help", people.results_practitioner, at + timedelta(days=11), request=room.asked)
    assert do("take_help", people.results_practitioner, at + timedelta(days=10), request=room.asked).status == "taken"


def test_nobody_takes_what_they_asked_for_themselves(people: Any, departments: Any, room: Any, at: datetime) -> None:
    mine = do("ask_help", people.results_practitioner, at, department=departments.revenue, **words("Teach me"))
    with pytest.raises(HelpError, match="asked for this yourself"):
        do("take_help", people.results_practitioner, at, request=mine)


def test_one_asks_for_a_department_of_one_s_own_only(people: Any, departments: Any, room: Any, at: datetime) -> None:
    with pytest.raises(ForbiddenError, match="department of yours"):
        do("ask_help", people.agency_hr, at, department=departments.transport, **words("For somebody else"))
    with pytest.raises(ForbiddenError, match="department of yours"):
        do("ask_help", people.agency_hr, at, department=None, **words("For everybody"))
    assert do("ask_help", people.auditor, at, department=None, **words("For everybody")).status == "asked"


def test_a_request_whose_taker_left_is_taken_over_and_only_the_new_one_finishes_it(
    people: Any, room: Any, at: datetime
) -> None:
    held = do("take_help", people.results_practitioner, at, request=room.taken)
    assert held.taken_by == people.results_practitioner
    with pytest.raises(ForbiddenError, match="Results Practitioner has taken this request"):
        do("finish_help", people.results_facilitator, at, request=held, says="Done.")
    assert do("finish_help", people.results_practitioner, at, request=held, says="Done.").status == "done"


def test_help_is_rated_once_by_the_person_who_asked(people: Any, room: Any, at: datetime) -> None:
    with pytest.raises(ForbiddenError):
        do("rate_help", people.agency_hr, at, request=room.done, satisfaction=5)
    closed = do("rate_help", people.department_director, at, request=room.done, satisfaction=2, says="Too late.")
    assert (closed.status, closed.satisfaction) == ("closed", 2)
    with pytest.raises(StateError):
        do("rate_help", people.department_director, at, request=room.done, satisfaction=5)


@pytest.mark.parametrize("satisfaction", [0, 6, True, 2.5])
def test_a_rating_outside_its_scale_is_refused(people: Any, room: Any, at: datetime, satisfaction: Any) -> None:
    with pytest.raises(HelpError, match="from 1"):
        do("rate_help", people.department_director, at, request=room.done, satisfaction=satisfaction)


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"hours": Decimal("1.2")}, "quarters"),
        ({"hours": Decimal(0)}, "above zero"),
        ({"hours": Decimal("24.25")}, "quarters"),
        ({"hours": Decimal("NaN")}, "quarters"),
        ({"worked_on": date(2026, 3, 3)}, "has not come yet"),
        ({"worked_on": date(2025, 2, 28)}, "more than a year back"),
        ({"kind": "holiday"}, "not on “holiday”"),
        ({"people": 3}, "Only training"),
        ({"kind": "training", "people": 0}, "from 1 to 10,000"),
        ({"initiative": "leaner"}, "No initiative"),
    ],
)
def test_hours_that_cannot_be_are_refused_and_nothing_is_kept(
    people: Any, departments: Any, room: Any, at: datetime, said: dict[str, Any], because: str
) -> None:
    before = WorkHours.objects.count()
    with pytest.raises(MeritbookError, match=because):
        do("record_work_hours", people.results_facilitator, at, **_hours(departments, **said))
    assert WorkHours.objects.count() == before


def test_a_day_has_twenty_four_hours_over_all_that_is_entered_for_it(
    people: Any, departments: Any, room: Any, at: datetime
) -> None:
    # 2.5 are on record of the day: 2.5 + 21.5 = 24, and a quarter more is too much.
    do("record_work_hours", people.results_facilitator, at, **_hours(departments, hours=Decimal("21.5")))
    with pytest.raises(HoursError, match=r"24 hours of 2 March 2026 are on record; 0.25 more would be 24.25"):
        do("record_work_hours", people.results_facilitator, at, **_hours(departments, hours=Decimal("0.25")))
    do("withdraw_work_hours", people.results_facilitator, at, hours=room.hours, because="The week before.")
    kept = do("record_work_hours", people.results_facilitator, at, **_hours(departments, hours=Decimal("2.5")))
    assert kept.hours == Decimal("2.5")


def test_hours_on_a_request_are_of_its_initiative_and_department(
    people: Any, departments: Any, room: Any, at: datetime
) -> None:
    with pytest.raises(HoursError, match="is of Lean for Department of Revenue"):
        do("record_work_hours", people.results_administrator, at,
           **_hours(departments, initiative="planning", request=room.taken))  # fmt: skip


def test_somebody_is_assigned_once_at_a_time_and_only_in_a_class_whose_role_they_hold(
    people: Any, departments: Any, room: Any, at: datetime
) -> None:
    with pytest.raises(AssignmentError, match="already"):
        assigned(people, departments.revenue, at, "results_practitioner", "results_practitioner")
    with pytest.raises(AssignmentError, match="does not hold the role of facilitator"):
        do("assign_work", people.results_administrator, at, person=people.results_practitioner, initiative="planning",
           results_class="results_facilitator", department=departments.revenue, starts_on=at.date())  # fmt: skip
    with pytest.raises(AssignmentError, match="does not hold"):
        do("assign_work", people.results_administrator, at, person=people.results_practitioner, initiative="planning",
           results_class="results_practitioner", department=departments.transport, starts_on=at.date())  # fmt: skip


def test_the_year_adds_up_and_shows_no_ratings_of_fewer_than_five(
    people: Any, departments: Any, room: Any, at: datetime
) -> None:
    def lean() -> read.InitiativeLine:
        return next(one for one in read.year(at.date()) if one.key == "lean")

    assert (lean().total, lean().hours["training"], lean().trained) == (Decimal("2.5"), Decimal("2.5"), 18)
    assert (lean().asked, lean().waiting, lean().rated, lean().satisfied) == (4, 3, 0, None)
    for n in range(5):
        row = do("ask_help", people.department_director, at, department=departments.revenue, **words(f"Map {n}"))
        row = do("take_help", people.results_facilitator, at, request=row)
        row = do("finish_help", people.results_facilitator, at, request=row, says="Read.")
        do("rate_help", people.department_director, at, request=row, satisfaction=n + 1)
        assert lean().satisfied == (2 if n == 4 else None)


def test_requests_of_another_department_are_not_seen(people: Any, room: Any, on: date) -> None:
    seen = read.visible(Standing(people.results_facilitator, on))
    assert set(seen) == {room.asked, room.taken, room.done}
    assert read.visible(Standing(people.auditor, on)).count() == 0
    assert read.visible(Standing(people.results_administrator, on)).count() == HelpRequest.objects.count()


def test_a_desk_shows_what_waits_to_whom(people: Any, room: Any, on: date) -> None:
    def titles(who: Any) -> list[str]:
        found = read.desk_section(Standing(who, on))
        return [act.title for act in found.acts] if found else []

    assert titles(people.results_practitioner) == ["Take or decline: A kaizen on opening the mail"]
    assert titles(people.results_facilitator) == [
        "Take or decline: A kaizen on opening the mail",
        "Give the help that you took: Train the new clerks",
    ]
    assert titles(people.department_director) == ["Say how satisfied you are: Read our value stream map"]
    assert titles(people.auditor) == []
