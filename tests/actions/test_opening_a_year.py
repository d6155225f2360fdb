"""The annual open: whose contracts it draws up, whom it leaves to a person and why, and how it stops and goes on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from appointing_world import person, vouch
from contract_stage import perform
from contract_world import NEXT_YEAR, ContractYear
from meritbook.actions import draw_contracts, year_opening
from meritbook.actions.appointing_policies import ContractTermError
from meritbook.actions.job_parts import task_of
from meritbook.actions.jobs import JobExistsError
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.work import Worker
from meritbook.records.models import Job, LedgerEntry, PerformanceContract
from service_world import appointment_row, contract_row, position_row, seat_row

pytestmark = pytest.mark.django_db
MAY = datetime(2005, 5, 2, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.MERITBOOK_ON = MAY.date()


def held(year: ContractYear, number: str, **more: Any) -> Any:
    """Another executive in office, without a contract."""
    position = position_row(
        year.seat.position.department, number, year.staff, appointing_authority=more.pop("authority", year.authority)
    )
    seat = seat_row(position, year.staff)
    who = more.pop("who", None) or person(f"executive_{number.lower()}", "executive", position.department)
    appointment = appointment_row(seat, who, year.staff, **more)
    vouch(position, seat, appointment)
    return appointment


def opened(year: ContractYear, who: Any = None, department: Any = None) -> Job:
    job: Job = perform("open_contract_year", who or year.staff, MAY, starts_on=NEXT_YEAR, department=department)
    return job


def test_it_draws_up_those_without_a_contract_and_leaves_the_others_out_with_the_reason(
    contract_year: ContractYear,
) -> None:
    held(contract_year, "Y-2")
    held(contract_year, "Y-3", salary=None)
    own = person("year_self", "executive", contract_year.seat.position.department)
    held(contract_year, "Y-4", who=own, authority=own)
    held(contract_year, "Y-5", ends_before=NEXT_YEAR)
    job = opened(contract_year)
    assert job.total == 4
    before = LedgerEntry.objects.count()
    Worker().do_one(job)
    job.refresh_from_db()
    assert (job.status, job.done, job.left_out) == ("finished", 4, 2)
    assert "contract.no_salary" in job.skipped_json
    assert "contract.own_authority" in job.skipped_json
    made = PerformanceContract.objects.filter(starts_on=NEXT_YEAR)
    assert {one.appointment.seat.position.number for one in made} == {"Y-1", "Y-2"}
    assert made.get(appointment=contract_year.appointment).based_on == contract_year.contract
    assert {one.ends_before for one in made} == {date(2006, 7, 1)}
    assert LedgerEntry.objects.count() == before + 1
    assert year_opening.without_contract(NEXT_YEAR, None).count() == 2


def test_a_draft_has_the_salary_that_is_on_record_as_agreed_for_its_year(contract_year: ContractYear) -> None:
    # Last year's words say 9000.00; what both sides agreed from 1 July 2005, before its words came here, is 9100.00.
    before = contract_year.contract.versions.get().text.terms.salary
    agreed = contract_row(
        contract_year.appointment, contract_year.staff, starts_on=NEXT_YEAR, ends_before=date(2006, 7, 1),
        salary=before + 100,
    )  # fmt: skip
    vouch(agreed)
    Worker().do_one(opened(contract_year))
    made = PerformanceContract.objects.get(starts_on=NEXT_YEAR, appointment=contract_year.appointment)
    assert made.versions.get().text.terms.salary == before + 100


def test_it_goes_on_from_where_it_was_stopped_and_does_nothing_twice(
    contract_year: ContractYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2, 6):
        held(contract_year, f"Y-{number}")
    monkeypatch.setattr(year_opening, "AT_ONCE", 2)
    job = opened(contract_year)
    part = task_of(job).part(job)
    assert (part.done, part.ended) == (2, False)
    Job.objects.filter(pk=job.pk).update(done=part.done, place=part.place)
    perform("stop_job", contract_year.staff, MAY, job=job)
    assert PerformanceContract.objects.filter(starts_on=NEXT_YEAR).count() == 2
    perform("resume_job", contract_year.staff, MAY, job=job)
    Worker().do_one(job)
    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.left_out) == ("finished", 5, 5, 0)
    assert PerformanceContract.objects.filter(starts_on=NEXT_YEAR).count() == 5


def test_a_worker_that_is_killed_within_a_part_leaves_nothing_of_it_and_the_next_goes_on(
    contract_year: ContractYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2, 6):
        held(contract_year, f"Y-{number}")
    monkeypatch.setattr(year_opening, "AT_ONCE", 2)
    job = opened(contract_year)
    drawn, parts = draw_contracts.perform, []

    def killed_in_the_second(*args: Any, **more: Any) -> Any:
        found = drawn(*args, **more)
        parts.append(found)
        if len(parts) == 2:
            raise KeyboardInterrupt
        return found

    with monkeypatch.context() as dying:
        dying.setattr(draw_contracts, "perform", killed_in_the_second)
        with pytest.raises(KeyboardInterrupt):
            Worker(hold=timedelta(seconds=-1)).do_one(job)
    assert PerformanceContract.objects.filter(starts_on=NEXT_YEAR).count() == 2
    Worker().do_one(job)
    job.refresh_from_db()
    assert (job.status, job.done, job.total) == ("finished", 5, 5)
    again = opened(contract_year)
    Worker().do_one(again)
    again.refresh_from_db()
    assert (again.status, again.done, again.total) == ("finished", 0, 0)
    made = PerformanceContract.objects.filter(starts_on=NEXT_YEAR)
    assert made.count() == made.values("appointment").distinct().count() == 5


def test_an_officer_opens_the_year_of_their_own_department_and_of_no_other(
    contract_year: ContractYear, departments: Any
) -> None:
    for department in (None, departments.transport):
        with pytest.raises(ForbiddenError):
            opened(contract_year, contract_year.officer, department)
    assert opened(contract_year, contract_year.officer, departments.revenue).total == 1
    with pytest.raises(JobExistsError):
        opened(contract_year)


def test_a_year_is_opened_from_its_first_day(contract_year: ContractYear) -> None:
    with pytest.raises(ContractTermError):
        perform("open_contract_year", contract_year.staff, MAY, starts_on=date(2005, 7, 2))
