"""Succession coverage as read from the record: whose seats, what ends, and who counts as named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from meritbook.actions.permissions import Standing
from meritbook.core.verdict import Verdict
from meritbook.desk import succession
from service_world import appointment_row, position_row, seat_row
from talent_world import shipped
from year_stage import do

pytestmark = pytest.mark.django_db
CLASS = "4273A4"


@pytest.fixture
def allocate(people: Any, at: Any) -> Callable[[Any], None]:
    """Puts a decision on record by which a position is of the class, as an act would."""

    def perform(position: Any) -> None:
        from meritbook.core.allocation.model import AllocationResult
        from meritbook.records.models import AllocationRun, ClassEntry, Decision, PositionVersion

        entry = ClassEntry.objects.get(ref=CLASS)
        version = PositionVersion.objects.create(
            position=position, version=1, status="official", description_json="{}", digest="0" * 64,
            document_json="{}", created_by=people.analyst, created_at=at, submitted_by=people.analyst,
            submitted_at=at, signed_by=people.analyst, signed_at=at,
        )  # fmt: skip
        run = AllocationRun.objects.create(
            position_version=version, number=1, result_json="{}", result_sha256="0" * 64, status="allocated",
            run_by=people.analyst, run_at=at,
        )  # fmt: skip
        Decision.objects.create(
            position=position, run=run, number=1, outcome="class", class_entry=entry, agrees=True,
            decided_by=people.analyst, decided_at=at, starts_on=at.date(),
        )  # fmt: skip
        assert AllocationResult

    return perform


@pytest.fixture
def seats(people: Any, departments: Any, at: Any, allocate: Callable[[Any], None]) -> dict[str, Any]:
    """Of Revenue: one held, one vacant and one that no class is decided for; of Transport: one vacant."""
    shipped(at)
    found = {}
    for department, number in (
        (departments.revenue, "S-1"), (departments.revenue, "S-2"), (departments.revenue, "S-3"),
        (departments.transport, "S-4"),
    ):  # fmt: skip
        position = position_row(department, number, people.personnel_staff)
        found[number] = seat_row(position, people.personnel_staff)
        if number != "S-3":
            allocate(position)
    found["held"] = appointment_row(found["S-1"], people.executive, people.personnel_staff)
    return found


def lines(who: Any, at: Any, **more: Any) -> dict[str, Any]:
    """The seats that somebody sees, by their numbers."""
    shown = succession.seats(Standing(who, at.date()), **more)
    return {one.row.position.number: one for one in shown.page.rows}


def test_a_director_sees_the_seats_of_the_own_department_and_central_offices_all(
    seats: Any, people: Any, at: Any
) -> None:
    assert set(lines(people.department_director, at)) == {"S-1", "S-2", "S-3"}
    assert set(lines(people.personnel_staff, at)) == {"S-1", "S-2", "S-3", "S-4"}


def test_a_seat_is_covered_when_somebody_else_is_named_for_its_class(seats: Any, people: Any, at: Any) -> None:
    do("agree_talent", people.executive, at, aims_plan="kansas", aims_class=CLASS)
    found = lines(people.department_director, at)
    assert (found["S-1"].named, found["S-1"].coverage.verdict) == (0, Verdict.NOT_MET)
    assert (found["S-2"].named, found["S-2"].coverage.verdict) == (1, Verdict.MET)
    assert found["S-3"].coverage.verdict is Verdict.UNDETERMINED
    assert found["S-1"].holder == "Executive"
    assert found["S-2"].holder == ""


def test_those_of_another_department_are_not_counted_for_a_director(seats: Any, people: Any, at: Any) -> None:
    do("agree_talent", people.agency_hr_elsewhere, at, aims_plan="kansas", aims_class=CLASS)
    assert lines(people.department_director, at)["S-2"].named == 0
    assert lines(people.personnel_staff, at)["S-2"].named == 1


def test_a_term_that_ends_and_a_proposal_to_follow_are_told(seats: Any, people: Any, at: Any) -> None:
    from meritbook.records.models import Appointment

    on = at.date()
    Appointment.objects.filter(pk=seats["held"].pk).update(ends_before=on + timedelta(days=90))
    found = lines(people.department_director, at)["S-1"]
    assert [(one.kind, one.on) for one in found.ends] == [("term", on + timedelta(days=90))]
    assert found.coverage.pressing
    Appointment.objects.create(
        seat=seats["S-1"], executive=people.nobody, method="transfer", merit_says="Merit.", status="proposed",
        starts_on=on + timedelta(days=90), proposed_by=people.department_director, proposed_at=at,
    )  # fmt: skip
    after = lines(people.department_director, at)["S-1"]
    assert after.filled_next
    assert not after.coverage.pressing


def test_vacant_seats_stand_first_then_those_that_fall_free_soonest(seats: Any, people: Any, at: Any) -> None:
    from meritbook.records.models import Appointment

    Appointment.objects.filter(pk=seats["held"].pk).update(ends_before=date(2026, 7, 1))
    assert list(lines(people.department_director, at)) == ["S-2", "S-3", "S-1"]


def test_filters_and_counts_agree(seats: Any, people: Any, at: Any) -> None:
    do("agree_talent", people.measure_owner, at, aims_plan="kansas", aims_class=CLASS)
    standing = Standing(people.personnel_staff, at.date())
    counts = succession.seats(standing).counts
    assert (counts.seats, counts.covered, counts.uncovered, counts.undetermined) == (4, 3, 0, 1)
    assert succession.seats(standing, shown="undetermined").page.total == counts.undetermined
    assert succession.seats(standing, shown="uncovered").page.total == counts.uncovered
    assert succession.seats(standing, shown="pressing").page.total == counts.pressing == 3
    assert succession.seats(standing, shown="weather").page.total == 4


def test_whoever_plans_no_succession_sees_no_seat(seats: Any, people: Any, at: Any) -> None:
    assert lines(people.agency_hr, at) == {}
    assert lines(people.auditor, at) == {}
