"""Days on which nothing can happen are left out, and nothing is lost by it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.service.seats_on_record import NEXT, YEAR, contract, following, notice, seat
from meritbook.core.service.consequences import Key, next_day, work
from meritbook.core.service.record import ContractOnRecord, ReviewOnRecord, SeatOnRecord
from meritbook.law import load_law

LAW = load_law("colorado-ses")
DAY = timedelta(days=1)
FIRST, LAST = date(2004, 6, 25), date(2006, 7, 5)

days = st.dates(FIRST, LAST)
some_day = st.none() | days


@st.composite
def contracts(draw: st.DrawFn, number: int, starts_on: date, ends_before: date) -> ContractOnRecord:
    filed = draw(some_day)
    taken = draw(some_day) if filed else None
    return contract(
        number,
        starts_on,
        ends_before,
        agreed_on=draw(some_day),
        at_department_hr_on=draw(some_day),
        at_central_hr_on=draw(some_day),
        filed_on=draw(st.sampled_from([filed, date(2000, 2, 29), date(2000, 7, 3)])),
        taken_from_file_on=taken,
        salary=draw(st.sampled_from([Decimal("10763.00"), Decimal("10763.01")])),
    )


@st.composite
def records(draw: st.DrawFn) -> SeatOnRecord:
    entered = draw(st.dates(date(2004, 5, 20), date(2005, 8, 1)))
    ends = draw(st.none() | st.dates(entered + DAY, LAST))
    served = draw(some_day)
    reviewed = draw(some_day)
    held = [draw(contracts(1, YEAR, NEXT)), draw(contracts(2, NEXT, date(2006, 7, 1)))]
    return seat(
        *draw(st.sampled_from([held, held[:1], []])),
        starts_on=min(entered, YEAR),
        entered_on=entered,
        ends_before=ends,
        leaves_before=draw(st.sampled_from([ends, NEXT if entered < NEXT else None])),
        by_nomination=draw(st.booleans()),
        notice=notice(served, in_writing=draw(st.booleans())) if served else None,
        review=ReviewOnRecord(on=reviewed, still_met=draw(st.booleans())) if reviewed else None,
        support_withdrawn_on=draw(some_day),
        central_hr_told_on=draw(some_day),
    )


def said(found: list[SeatOnRecord], on: date) -> dict[Key, str]:
    return {one.key: one.says for one in work(LAW, found, on=on, since=YEAR).drafts}


@settings(deadline=None, max_examples=60)
@given(records(), st.dates(FIRST, LAST))
def test_until_the_next_day_of_the_law_it_says_the_same_every_day(record: SeatOnRecord, start: date) -> None:
    coming = next_day(LAW, [record], on=start, since=YEAR)
    expected = said([record], start)
    day = start
    while day + DAY < (coming or start + 200 * DAY):
        day += DAY
        assert said([record], day) == expected, day


def test_the_next_day_after_a_quiet_one_is_that_on_which_the_law_acts() -> None:
    record = seat(contract())
    assert next_day(LAW, [record], on=date(2005, 6, 1), since=YEAR) == date(2005, 6, 30)
    assert next_day(LAW, [record], on=date(2005, 6, 30), since=YEAR) == date(2005, 7, 1)
    assert next_day(LAW, [record], on=date(2005, 7, 1), since=YEAR) == date(2005, 7, 2)


def test_after_a_year_in_order_the_next_day_lies_far_ahead() -> None:
    record = seat(contract(), following(date(2005, 6, 1)))
    assert next_day(LAW, [record], on=date(2005, 7, 2), since=YEAR) == date(2006, 4, 30)


def test_of_no_seats_no_day_is_known() -> None:
    assert next_day(LAW, [], on=date(2005, 7, 2), since=YEAR) is None


def test_a_law_without_days_of_its_own_is_asked_again_when_the_record_changes() -> None:
    federal = load_law("federal-ses")
    record = seat(further={"executive.is_career": True})
    assert next_day(federal, [record], on=date(2005, 7, 2), since=YEAR) is None
