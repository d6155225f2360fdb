"""Keeping a personnel file: copies of each signed version, legal holds, and what leaves once its years are full."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from appointing_world import AT, person, vouch
from contract_world import ContractYear
from file_world import altered_version
from meritbook.actions import Actor, copies, hold_file, ledger, receive_copy, release_hold, send_copy, take_from_file
from meritbook.actions.file_record import file_of
from meritbook.actions.filing import CopyError, HoldError, RetentionError
from meritbook.actions.permissions import ForbiddenError, OwnCaseError, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk import file_desk, personnel_file
from meritbook.records.models import EvidenceNote, MeasuredResult

pytestmark = pytest.mark.django_db


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 16, 0, tzinfo=UTC)


def hold(year: ContractYear, by: str = "officer", matter: str = "Appeal 12") -> Any:
    return hold_file.perform(
        Actor(getattr(year, by)), at=AT, why="A suit.", appointment=year.appointment, matter=matter, reason="Pending."
    )


def take(year: ContractYear, on: date, by: str = "officer") -> Any:
    return take_from_file.perform(Actor(getattr(year, by)), at=moment(on), why="Full.", contract=year.record)


def send(year: ContractYear, to: str, version: Any = None, by: str = "officer") -> Any:
    who = Actor(getattr(year, by))
    return send_copy.perform(who, at=AT, why="Signed.", version=version or year.version, to=to)


def receive(year: ContractYear, copy: Any, by: str) -> Any:
    return receive_copy.perform(Actor(getattr(year, by)), at=AT, why="It is here.", copy=copy)


# The form was filed on 20 June 2004, and stays for five years.


def test_on_the_day_before_five_years_are_full_a_contract_stays(contract_year: ContractYear) -> None:
    with pytest.raises(RetentionError, match="20 June 2009"):
        take(contract_year, date(2009, 6, 19))


def test_on_the_day_on_which_they_are_full_it_may_leave_and_is_in_the_file_no_more(
    contract_year: ContractYear,
) -> None:
    before = len(ledger.verify().faults)
    assert file_of(contract_year.appointment, on=AT.date()).contracts == (contract_year.contract,)
    row = take(contract_year, date(2009, 6, 20))
    assert row.taken_from_file_on == date(2009, 6, 20)
    after = file_of(contract_year.appointment, on=AT.date())
    assert after.contracts == ()
    assert after.gone == (contract_year.record,)
    assert not [one for one in after.items if one.kind == "contract"]
    # Nothing was deleted: the ledger still finds every row that it vouches for.
    assert len(ledger.verify().faults) == before


def test_it_leaves_once(contract_year: ContractYear) -> None:
    take(contract_year, date(2009, 6, 20))
    with pytest.raises(RetentionError, match="left the file"):
        take(contract_year, date(2009, 6, 21))


def test_what_was_never_filed_does_not_leave(contract_year: ContractYear) -> None:
    contract_year.record.filed_on = None
    contract_year.record.save()
    vouch(contract_year.record)
    with pytest.raises(RetentionError, match="never put"):
        take(contract_year, date(2019, 1, 1))


def test_under_a_hold_nothing_leaves_however_old_it_is(contract_year: ContractYear) -> None:
    held = hold(contract_year)
    with pytest.raises(HoldError, match="Appeal 12"):
        take(contract_year, date(2019, 1, 1))
    release_hold.perform(
        Actor(contract_year.officer), at=AT, why="Settled.", hold=held, reason="The appeal was withdrawn."
    )
    assert take(contract_year, date(2019, 1, 1)).taken_from_file_on == date(2019, 1, 1)


def test_a_hold_for_the_same_matter_is_not_placed_twice_and_not_released_twice(contract_year: ContractYear) -> None:
    held = hold(contract_year)
    with pytest.raises(HoldError):
        hold(contract_year, matter="appeal 12")
    hold(contract_year, "personnel_director", "Appeal 13")
    release = {"at": AT, "why": "Settled.", "hold": held, "reason": "Settled."}
    release_hold.perform(Actor(contract_year.officer), **release)
    with pytest.raises(HoldError):
        release_hold.perform(Actor(contract_year.officer), **release)


def test_what_holds_the_files_of_two_departments_is_not_released_by_one(
    contract_year: ContractYear, departments: Any
) -> None:
    from service_world import appointment_row, position_row, seat_row

    held, staff, moved = hold(contract_year), contract_year.staff, AT.date()
    former = contract_year.appointment
    former.ends_before = moved
    former.save()
    seat = seat_row(position_row(departments.transport, "Y-9", staff), staff)
    vouch(former, seat, appointment_row(seat, contract_year.executive, staff, starts_on=moved), seat.position)
    taken = {"at": AT, "why": "Settled.", "hold": held, "reason": "Settled."}
    with pytest.raises(ForbiddenError):
        release_hold.perform(Actor(contract_year.officer), **taken)
    assert release_hold.perform(Actor(contract_year.staff), **taken).released_at == AT


@pytest.mark.parametrize("by", ["executive", "authority", "director", "auditor", "elsewhere"])
def test_others_place_no_hold(contract_year: ContractYear, by: str) -> None:
    with pytest.raises(ForbiddenError):
        hold(contract_year, by)


def test_an_officer_who_holds_a_position_of_the_service_keeps_no_file_of_their_own(
    contract_year: ContractYear,
) -> None:
    from meritbook.records.models import RoleAssignment

    department = contract_year.seat.position.department
    held = RoleAssignment.objects.create(
        user=contract_year.executive, role="agency_hr", department=department, starts_on=date(2004, 1, 1),
        granted_by=contract_year.staff, granted_at=AT,
    )  # fmt: skip
    vouch(held)
    with pytest.raises(OwnCaseError):
        hold(contract_year, "executive")


def test_copies_that_arrive_set_the_days_of_the_contract_on_record(contract_year: ContractYear) -> None:
    record = contract_year.record
    record.at_department_hr_on = record.at_central_hr_on = record.filed_on = None
    record.save()
    vouch(record)
    receive(contract_year, send(contract_year, "department_hr"), "officer")
    receive(contract_year, send(contract_year, "central_hr"), "staff")
    record.refresh_from_db()
    assert (record.at_department_hr_on, record.at_central_hr_on, record.filed_on) == (AT.date(),) * 3
    assert copies.missing_copies([contract_year.contract]) == []


def test_whether_a_copy_arrived_is_said_where_it_went(contract_year: ContractYear) -> None:
    with pytest.raises(ForbiddenError):
        receive(contract_year, send(contract_year, "central_hr"), "officer")
    with pytest.raises(ForbiddenError):
        receive(contract_year, send(contract_year, "department_hr"), "staff")


def test_a_copy_goes_to_a_place_once_and_arrives_once(contract_year: ContractYear) -> None:
    copy = send(contract_year, "department_hr")
    with pytest.raises(CopyError, match="already"):
        send(contract_year, "department_hr")
    receive(contract_year, copy, "officer")
    with pytest.raises(CopyError, match="received"):
        receive(contract_year, copy, "officer")


def test_no_copy_goes_elsewhere_or_before_all_have_signed(contract_year: ContractYear) -> None:
    with pytest.raises(CopyError, match="No copy goes"):
        send(contract_year, "the_press")
    contract_year.version.signed_on = None
    contract_year.version.status = "agreed"
    contract_year.version.save()
    vouch(contract_year.version)
    with pytest.raises(CopyError, match="not signed"):
        send(contract_year, "central_hr")


def test_a_version_after_an_alteration_asks_for_copies_of_its_own(contract_year: ContractYear) -> None:
    for to, by in (("department_hr", "officer"), ("central_hr", "staff")):
        receive(contract_year, send(contract_year, to), by)
    altered = altered_version(contract_year)
    assert [(one.pk, str(to)) for one, to, _ in copies.missing_copies([contract_year.contract])] == [
        (altered.pk, "central_hr"),
    ]
    # What is signed here lies with the department's human resources from its last signature on.
    held = copies.copies_of([contract_year.record])[contract_year.record.pk]
    assert (held.version, held.department.since) == (altered.number, altered.signed_on)


@pytest.mark.parametrize(("days", "since"), [(-1, False), (0, True)])
def test_a_day_written_for_central_human_resources_counts_for_a_version_signed_by_then(
    contract_year: ContractYear, days: int, since: bool
) -> None:
    record, version = contract_year.record, contract_year.version
    record.at_central_hr_on = version.signed_on + timedelta(days=days)
    record.save()
    vouch(record)
    held = copies.copies_of([record])[record.pk]
    missing = [str(to) for _, to, _ in copies.missing_copies([contract_year.contract])]
    assert (held.central.since is not None, "central_hr" not in missing) == (since, since)


def test_a_copy_on_its_way_is_said_to_be_on_its_way_by_seat_and_file_alike(contract_year: ContractYear) -> None:
    send(contract_year, "central_hr")
    held = copies.copies_of([contract_year.record])[contract_year.record.pk]
    assert held.central.says == f"sent on {day_in_words(AT.date())}, not received yet"
    assert [str(to) for _, to, _ in copies.missing_copies([contract_year.contract])] == ["central_hr"]


def test_of_a_contract_whose_words_are_not_kept_here_the_days_on_record_tell(contract_year: ContractYear) -> None:
    record = contract_year.record
    contract_year.contract.record = None
    contract_year.contract.save()
    vouch(contract_year.contract)
    held = copies.copies_of([record])[record.pk]
    assert (held.version, held.central.since) == (None, record.at_central_hr_on)


def test_a_late_copy_of_a_superseded_version_sets_no_day(contract_year: ContractYear) -> None:
    copy = send(contract_year, "central_hr")
    altered_version(contract_year)
    before = contract_year.record.at_central_hr_on
    receive(contract_year, copy, "staff")
    contract_year.record.refresh_from_db()
    assert contract_year.record.at_central_hr_on == before


def test_who_keeps_files_finds_on_the_desk_what_is_to_be_sent_and_what_may_leave(contract_year: ContractYear) -> None:
    record = contract_year.record
    record.at_department_hr_on = record.at_central_hr_on = None
    record.save()
    vouch(record)
    titles = [one.act.title for one in file_desk.cases(Standing(contract_year.officer, AT.date()))]
    assert len([one for one in titles if one.startswith("Send version 1")]) == 2
    send(contract_year, "central_hr")
    staff = [one.act.title for one in file_desk.cases(Standing(contract_year.staff, AT.date()))]
    assert [one for one in staff if "arrived" in one]
    later = [one.act.title for one in file_desk.cases(Standing(contract_year.officer, date(2009, 6, 20)))]
    assert [one for one in later if "out of the file" in one]
    assert list(file_desk.cases(Standing(contract_year.director, AT.date()))) == []


def test_whoever_holds_the_position_next_does_not_read_the_file_before(contract_year: ContractYear) -> None:
    position = contract_year.seat.position
    heir = person("file_heir", "executive", position.department)
    position.incumbent = heir
    position.save()
    vouch(position)
    standing = Standing(heir, AT.date())
    assert list(personnel_file.files(standing)) == []
    with pytest.raises(personnel_file.NoSuchFileError):
        personnel_file.appointment(standing, contract_year.appointment.pk)
    mine = Standing(contract_year.executive, AT.date())
    assert list(personnel_file.files(mine)) == [contract_year.appointment]


def test_evidence_and_results_in_the_file_are_named_by_what_was_agreed_and_not_by_keys(
    contract_year: ContractYear,
) -> None:
    note = EvidenceNote.objects.create(
        contract=contract_year.contract, by_executive=True, written_by=contract_year.executive, written_at=AT,
        happened_on=date(2004, 8, 2), says="Dug.", about="new-plant", sharing="shared", shared_at=AT,
    )  # fmt: skip
    vouch(note)
    for measure in ("wait-days", "of-another-time"):
        result = MeasuredResult.objects.create(
            contract=contract_year.contract, measure=measure, value=Decimal("19.50"), source="Monthly report",
            recorded_by=contract_year.officer, recorded_at=AT, period_ends_on=date(2004, 8, 31),
        )  # fmt: skip
        vouch(result)
    named = [one.title for one in file_of(contract_year.appointment, on=AT.date()).items]
    assert "Evidence by Year Executive on “Open the new processing plant.”" in named
    assert "Measured result of “Days from return to refund, mean of the year.”: 19.5" in named
    assert "Measured result of “of-another-time”: 19.5" in named
