"""`meritbook tick`: every day once, whatever happens to the process; `meritbook consequences`: what came of it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.test_examining import Office
from service_world import appointment_row, contract_row, drafted_row, position_row, seat_row, vouch

AT = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


@pytest.fixture
def held(on_record: None, people: Any, departments: Any) -> Any:
    """The executive's appointment with a contract for 2004-05."""
    staff = people.personnel_staff
    seat = seat_row(position_row(departments.revenue, "0012-03", staff), staff)
    appointment = appointment_row(seat, people.executive, staff)
    vouch(AT, seat.position, seat, appointment, contract_row(appointment, staff))
    return appointment


def test_each_draft_is_explained_with_its_rule_and_what_hangs_on_how_it_is_read(
    meritbook: Callable[..., Any], held: Any
) -> None:
    ran = meritbook("tick", "--on", "2005-07-01", "--since", "2005-06-30")
    assert ran.code == 0
    for said in (
        "0012-03 · 1 July 2005 · Conversion to the Management class",
        "Read the other way it would still be open.",
        "removal.no_contract · it leaves the plan",
        "Removal of Positions From SES",
        "[technical assistance]",
        "Appeal: none.",
        "2 days worked through: 1 drafted, 0 overtaken. The law is worked through up to 1 July 2005.",
    ):
        assert said in ran.out, said
    again = meritbook("tick", "--on", "2005-07-01")
    assert again.out == (
        "No day worked through: 0 drafted, 0 overtaken. The law is worked through up to 1 July 2005.\n"
    )


def test_the_answer_as_json(meritbook: Callable[..., Any], held: Any) -> None:
    answer = meritbook("tick", "--on", "2005-07-03", "--since", "2005-06-30", "--json").json
    assert (answer["newest"], answer["days"], answer["drafted"], answer["dry_run"]) == ("2005-07-03", 4, 1, False)
    (one,) = answer["consequences"]
    assert (one["draft"], one["due_on"], one["status"]) == ("conversion_to_management", "2005-07-01", "drafted")
    assert one["verdict"]["effect"]["appeal"] == "none"


def test_a_dry_run_shows_everything_and_keeps_nothing(meritbook: Callable[..., Any], held: Any) -> None:
    from meritbook.records.models import Consequence, LawDay, LedgerEntry

    before = LedgerEntry.objects.count()
    ran = meritbook("tick", "--on", "2005-07-01", "--since", "2005-06-30", "--dry-run")
    assert "Conversion to the Management class" in ran.out
    assert ran.out.endswith("Nothing was kept.\n")
    assert (LedgerEntry.objects.count(), LawDay.objects.count(), Consequence.objects.count()) == (before, 0, 0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--on", "2199-01-01"), "law_day.to_come"),
        (("--on", "2005-02-29"), "cli.date"),
        (("--on", "2005-07-01", "--as", "analyst"), "permission.denied"),
        (("--on", "2005-07-01", "--as", "who"), "cli.unknown_name"),
    ],
)
def test_what_cannot_be_done_is_told_with_a_code(
    meritbook: Callable[..., Any], held: Any, arguments: tuple[str, ...], code: str
) -> None:
    from meritbook.records.models import LawDay

    ran = meritbook("tick", "--since", "2005-06-30", *arguments, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, code)
    assert not LawDay.objects.exists()


def test_without_a_seat_the_law_has_nothing_to_begin_with(meritbook: Callable[..., Any], on_record: None) -> None:
    assert meritbook("tick", "--json").json["error"]["code"] == "law_day.beginning"


def test_a_clock_that_ran_backwards_works_no_day(meritbook: Callable[..., Any], held: Any) -> None:
    meritbook("tick", "--on", "2005-07-01", "--since", "2005-06-30")
    answer = meritbook("tick", "--on", "2005-06-20", "--json").json
    assert (answer["days"], answer["newest"]) == (0, "2005-07-01")


@pytest.fixture
def demonstration(on_record: None, settings: Any) -> None:
    """A demonstration on 28 June 2005 with one executive, whose contract ends with the fiscal year."""
    from meritbook.actions import SYSTEM, create_department, create_user, move_day
    from meritbook.records import clock

    settings.MERITBOOK_DEMO = True
    at = clock.moment_on(date(2005, 6, 27))
    revenue = create_department.perform(SYSTEM, at=at, why="Set-up.", code="REV", name="Department of Revenue")
    person = create_user.perform(SYSTEM, at=at, why="Set-up.", username="osei", full_name="R. Osei")
    seat = seat_row(position_row(revenue, "0012-03", person), person)
    appointment = appointment_row(seat, person, person)
    vouch(at, seat.position, seat, appointment, contract_row(appointment, person))
    move_day.perform(SYSTEM, at=at, why="It begins.", on=date(2005, 6, 28))


def test_a_demonstration_goes_to_the_day_with_the_law(meritbook: Callable[..., Any], demonstration: None) -> None:
    from meritbook.records import clock

    ran = meritbook("tick", "--on", "2005-07-01", "--json").json
    assert (ran["newest"], ran["drafted"]) == ("2005-07-01", 1)
    assert clock.today() == date(2005, 7, 1)


def test_a_dry_run_leaves_the_day_of_a_demonstration_where_it_is(
    meritbook: Callable[..., Any], demonstration: None
) -> None:
    from meritbook.records import clock

    assert meritbook("tick", "--on", "2005-07-01", "--dry-run", "--json").json["drafted"] == 1
    assert clock.today() == date(2005, 6, 28)


def test_moving_the_day_of_a_demonstration_works_the_law_through(
    meritbook: Callable[..., Any], demonstration: None
) -> None:
    from meritbook.records.models import Consequence

    meritbook("day", "--move-to", "2005-07-02")
    assert Consequence.objects.get().rule == "removal.no_contract"


def test_the_list_shows_what_stands_so_and_what_a_person_may_read(
    meritbook: Callable[..., Any], on_record: None, people: Any, departments: Any
) -> None:
    drafted_row(departments.revenue, people.executive, people.personnel_staff, AT)
    shown = meritbook("consequences", "--status", "drafted").out
    assert "1 July 2005" in shown
    assert "Conversion to the Management class" in shown
    assert meritbook("consequences", "--status", "stayed").out == "Nothing was drafted that stands so.\n"
    assert len(meritbook("consequences", "--json", "--as", "department_director").json["consequences"]) == 1
    assert meritbook("consequences", "--json", "--as", "agency_hr_elsewhere").json["consequences"] == []
    assert meritbook("consequences", "--status", "gone", "--json").json["error"]["code"] == "cli.unknown_name"


# --- real processes ------------------------------------------------------------------------------------------------

SEATS = """
from datetime import date
from meritbook.cli.home import open_records
open_records(create=True)
from meritbook.records.models import Department, User
from meritbook.records import clock
from service_world import appointment_row, contract_row, position_row, seat_row, vouch
staff, department = User.objects.get(username="staff"), Department.objects.get(code="REV")
for number in range(6):
    person = User.objects.get(username=f"e{number}")
    seat = seat_row(position_row(department, f"{number:04}", staff), staff)
    appointment = appointment_row(seat, person, staff)
    contract = contract_row(appointment, staff, at_central_hr_on=date(2004, 9, 1 + number))
    vouch(clock.now(), seat.position, seat, appointment, contract)
"""
DAYS = "SELECT count(*), max([on]) FROM records_lawday"
LAST = "2006-07-05"
COUNT = (date(2006, 7, 5) - date(2004, 7, 1)).days + 1


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with six executives whose contracts end with the fiscal year, and lack a copy until September."""
    office = Office(tmp_path / "home")
    office.environment["PYTHONPATH"] += f":{Path(__file__).parents[1]}"
    office.run("department", "add", "REV", "Department of Revenue")
    for name in ("staff", *(f"e{number}" for number in range(6))):
        office.run("user", "add", name, "--name", name.title(), "--no-password")
    subprocess.run([sys.executable, "-c", SEATS], env=office.environment, check=True, timeout=120)  # noqa: S603
    return office


def drafted(office: Office) -> list[Any]:
    found = json.loads(office.run("consequences", "--json"))["consequences"]
    return sorted((one["position"], one["rule"], one["due_on"], one["status"]) for one in found)


def test_killed_at_any_moment_no_day_is_lost_and_none_is_done_twice(office: Office) -> None:
    for _ in range(3):
        before = office.ask(DAYS)[0]
        run = office.start("tick", "--on", LAST)
        office.until(DAYS, lambda row, before=before: row[0] > before + 40)
        run.send_signal(signal.SIGKILL)
        run.wait()
        days, newest = office.ask(DAYS)
        assert before < days < COUNT, "it was killed in the middle"
        assert (date.fromisoformat(newest) - date(2004, 7, 1)).days + 1 == days, "no day is left out"
    office.run("tick", "--on", LAST)
    assert office.ask(DAYS) == (COUNT, LAST)
    found = drafted(office)
    assert len([one for one in found if one[1] == "removal.no_contract" and one[3] == "drafted"]) == 6
    assert len([one for one in found if one[1] == "contract.copies" and one[3] == "overtaken"]) == 6
    entries = "SELECT count(*) FROM records_ledgerentry WHERE action = 'work_through_day'"
    assert office.ask(entries) == (COUNT,)
    # Its seats were put into the tables without an act, which alone is not sound.
    assert json.loads(office.run("verify", "--json", code=1))["faults"] == []
    assert len(found) == len(set(found))


def test_two_runs_at_once_share_the_days_between_them(office: Office) -> None:
    runs = [office.start("tick", "--on", LAST) for _ in range(2)]
    assert [one.wait(180) for one in runs] == [0, 0]
    assert office.ask(DAYS) == (COUNT, LAST)
    entries = "SELECT count(*) FROM records_ledgerentry WHERE action = 'work_through_day'"
    assert office.ask(entries) == (COUNT,)
    assert len([one for one in drafted(office) if one[3] == "drafted"]) == 6
    # Its seats were put into the tables without an act, which alone is not sound.
    assert json.loads(office.run("verify", "--json", code=1))["faults"] == []


def test_a_run_that_is_asked_to_end_keeps_its_days_and_says_how_far_it_came(office: Office) -> None:
    run = office.start("tick", "--on", LAST)
    office.until(DAYS, lambda row: row[0] > 20)
    run.terminate()
    assert run.wait(60) == 130
    assert 20 < office.ask(DAYS)[0] < COUNT
