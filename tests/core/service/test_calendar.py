"""The year on a page: which days the law sets, who must act, and what is only encouraged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from meritbook.core.service.asking import Asking
from meritbook.core.service.calendar import CalendarEntry, EntryOnRecord, StayOnRecord, calendar
from meritbook.core.service.record import SeatOnRecord
from meritbook.law import load_law
from service_values import contract, held, notice

LAW = load_law("colorado-ses")
FIRST, LAST = date(2004, 7, 1), date(2005, 6, 30)
APRIL = date(2005, 4, 25)


def year(*records: SeatOnRecord, first: date = FIRST, last: date = LAST, on: date = APRIL, **more: Any) -> Any:
    return calendar(Asking(LAW), records, first=first, last=last, on=on, **more)


def of(found: tuple[CalendarEntry, ...], kind: str) -> list[CalendarEntry]:
    return [one for one in found if one.kind == kind]


def test_the_contract_of_the_next_year_is_due_on_june_30_and_says_what_happens_without_it() -> None:
    (due,) = of(year(held(contract())), "contract_year")
    assert (due.on, due.rule, due.settled) == (date(2005, 6, 30), "contract.due", False)
    assert "department_director" in due.who
    assert "Management class" in due.without
    assert "June 30" in due.reading
    assert "July 1" in due.reading


def test_an_agreed_contract_settles_its_day() -> None:
    coming = contract(date(2005, 7, 1), date(2006, 7, 1), agreed_on=APRIL)
    (due,) = of(year(held(contract(), coming)), "contract_year")
    assert due.settled
    (before,) = of(year(held(contract(), coming), on=APRIL - timedelta(days=1)), "contract_year")
    assert not before.settled


def test_whoever_had_notice_in_time_is_asked_for_no_contract_of_the_coming_year() -> None:
    assert of(year(held(contract(), notice=notice(APRIL))), "contract_year") == []
    late = held(contract(), notice=notice(date(2005, 5, 2)))
    assert len(of(year(late, on=date(2005, 5, 3)), "contract_year")) == 1


def test_whoever_enters_has_thirty_days() -> None:
    entered = date(2004, 8, 2)
    (due,) = of(year(held(entered_on=entered), on=entered), "contract_entry")
    assert due.on == date(2004, 9, 1)


def test_the_last_safe_day_for_notice_is_april_30_with_the_other_reading_beside_it() -> None:
    (last,) = of(year(held(contract())), "notice")
    assert last.on == date(2005, 4, 30)
    assert last.who == ("department_director",)
    assert "May 1" in last.reading
    assert not last.settled


def test_the_day_for_notice_is_settled_by_a_notice_or_by_the_next_contract() -> None:
    served = year(held(contract(), notice=notice(APRIL)))
    assert of(served, "notice")[0].settled
    coming = contract(date(2005, 7, 1), date(2006, 7, 1), agreed_on=APRIL)
    assert of(year(held(contract(), coming)), "notice")[0].settled


def test_separation_stands_only_where_notice_was_served() -> None:
    assert of(year(held(contract())), "separation") == []
    (leaves,) = of(year(held(contract(), notice=notice(APRIL))), "separation")
    assert leaves.on == date(2005, 6, 30)


def test_a_notice_brings_one_separation_whatever_contracts_are_on_record_beside() -> None:
    before = contract(date(2003, 9, 1), date(2004, 7, 1))
    coming = contract(date(2005, 7, 1), date(2006, 7, 1), agreed_on=date(2005, 4, 1))
    found = year(
        held(before, contract(), coming, notice=notice(APRIL)), first=date(2003, 7, 1), last=date(2006, 12, 31)
    )
    assert [one.on for one in of(found, "separation")] == [date(2005, 6, 30)]


def test_whoever_resigns_before_the_day_of_separation_is_not_separated_on_it() -> None:
    leaving = held(contract(), notice=notice(APRIL), leaves_by="resignation", leaves_before=date(2005, 6, 30))
    assert of(year(leaving), "separation") == []
    (leaves,) = of(year(leaving.model_copy(update={"leaves_before": date(2005, 7, 1)})), "separation")
    assert leaves.on == date(2005, 6, 30)


def test_quarterly_meetings_are_encouraged_and_never_binding() -> None:
    meetings = of(year(held(contract())), "meeting")
    assert [one.on for one in meetings] == [date(2004, 10, 1), date(2005, 1, 1), date(2005, 4, 1)]
    assert {one.force for one in meetings} == {"advice"}
    assert all("not required" in one.without for one in meetings)


def test_a_contract_may_leave_the_file_after_five_years_also_from_a_leap_day() -> None:
    def kept(filed_on: date, until: date) -> list[date]:
        found = year(held(contract(filed_on=filed_on)), first=until, last=until, on=filed_on)
        return [one.on for one in of(found, "retention")]

    assert kept(date(2004, 6, 20), date(2009, 6, 20)) == [date(2009, 6, 20)]
    assert kept(date(2008, 2, 29), date(2013, 3, 1)) == [date(2013, 3, 1)]
    assert kept(date(2008, 2, 29), date(2013, 2, 28)) == []


def test_the_fiscal_year_starts_once_however_many_seats_there_are() -> None:
    found = year(held(contract()), held(contract(), seat=2, position="0012-04"), last=date(2005, 7, 1))
    assert [one.on for one in of(found, "year")] == [date(2004, 7, 1), date(2005, 7, 1)]


@pytest.mark.parametrize(("worked", "settled"), [(None, False), (date(2005, 6, 30), False), (date(2005, 7, 1), True)])
def test_the_start_of_the_year_is_done_once_the_law_was_worked_through_up_to_it(
    worked: date | None, settled: bool
) -> None:
    found = year(held(contract()), first=date(2005, 7, 1), last=date(2005, 7, 1), worked=worked)
    assert [one.settled for one in of(found, "year")] == [settled]


def test_a_meeting_that_has_passed_is_not_called_done_since_nobody_recorded_it() -> None:
    assert not any(one.settled for one in of(year(held(contract()), on=LAST), "meeting"))


@pytest.mark.parametrize(("last", "there"), [(date(2005, 6, 29), False), (date(2005, 6, 30), True)])
def test_the_first_and_the_last_day_of_the_span_belong_to_it(last: date, there: bool) -> None:
    assert bool(of(year(held(contract()), last=last), "contract_year")) is there
    assert bool(of(year(held(contract()), first=last + timedelta(days=1)), "contract_year")) is (not there)


def test_nothing_is_asked_of_whoever_has_left_or_of_a_vacant_seat() -> None:
    gone = held(contract(), leaves_before=date(2005, 2, 1))
    assert [one.kind for one in year(gone) if one.on >= date(2005, 2, 1)] == []
    vacant = SeatOnRecord(seat=1, position="0012-03", department="REV", starts_on=FIRST)
    assert {one.kind for one in year(vacant)} == {"year"}


def test_a_stay_that_ends_and_a_position_that_enters_stand_in_the_year() -> None:
    stay = StayOnRecord(consequence=5, seat=1, rule="removal.no_contract", until=date(2005, 5, 15))
    other = stay.model_copy(update={"seat": 99})
    enters = EntryOnRecord(nomination=3, position="0040-11", department="REV", on=date(2005, 5, 1))
    found = year(held(contract()), stays=[stay, other], entering=[enters])
    assert [(one.on, one.consequence) for one in of(found, "stay")] == [(date(2005, 5, 15), 5)]
    assert [(one.on, one.nomination) for one in of(found, "entry_day")] == [(date(2005, 5, 1), 3)]


def test_what_lies_beyond_the_known_law_carries_the_caution_and_what_lies_before_it_is_not_made_up() -> None:
    coming = contract(date(2005, 7, 1), date(2006, 7, 1), agreed_on=APRIL)
    (later,) = of(year(held(contract(), coming), first=date(2006, 4, 1), last=date(2006, 5, 31)), "notice")
    assert later.on == date(2006, 4, 30)
    assert any("lies outside" in one for one in later.cautions)
    old = contract(date(2001, 7, 1), date(2002, 7, 1), agreed_on=date(2001, 6, 1))
    assert year(held(old), first=date(2001, 7, 1), last=date(2002, 6, 30), on=date(2001, 8, 1)) == ()


def test_every_day_of_ten_years_stands_once_whether_the_years_are_asked_for_one_by_one_or_together() -> None:
    contracts = [
        contract(date(one, 7, 1), date(one + 1, 7, 1), agreed_on=date(one, 6, 14), filed_on=date(one, 6, 20))
        for one in range(2004, 2014)
    ]
    record = held(*contracts)
    together = year(record, last=date(2014, 6, 30))
    apart = [
        one for start in range(2004, 2014) for one in year(record, first=date(start, 7, 1), last=date(start + 1, 6, 30))
    ]
    assert [one.key for one in apart] == [one.key for one in together]
    assert len({one.key for one in together}) == len(together)
    assert [one.on.year for one in of(together, "notice")] == list(range(2005, 2015))


def test_binding_days_stand_before_what_is_encouraged_on_the_same_day() -> None:
    first = contract(date(2005, 1, 30), date(2005, 7, 1), agreed_on=date(2005, 2, 1))
    found = year(held(first, entered_on=date(2005, 1, 30)))
    same = [one.kind for one in found if one.on == date(2005, 4, 30)]
    assert same == ["notice", "meeting"]
