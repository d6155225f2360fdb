"""Which contracts are due: after entry, and for each fiscal year that begins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.core.service.due import contract_for, dues, next_year_starting, year_starting
from meritbook.core.service.record import ContractOnRecord, SeatOnRecord
from meritbook.law import load_law

LAW = load_law("colorado-ses")


def held(entered_on: date, *contracts: ContractOnRecord, leaves_before: date | None = None) -> SeatOnRecord:
    return SeatOnRecord(
        seat=1,
        position="0012-03",
        department="REV",
        starts_on=entered_on,
        appointment=1,
        executive="R. Osei",
        entered_on=entered_on,
        leaves_before=leaves_before,
        contracts=contracts,
    )


def contract(starts_on: date, ends_before: date) -> ContractOnRecord:
    return ContractOnRecord(
        id=1,
        starts_on=starts_on,
        ends_before=ends_before,
        salary=Decimal(9000),
        states_criteria=True,
        on_standard_form=True,
    )


def found(record: SeatOnRecord, first: date, last: date) -> list[tuple[str, date]]:
    return [(one.kind, one.starts_on) for one in dues(LAW, record, first=first, last=last)]


def test_a_fiscal_year_begins_on_the_first_of_july() -> None:
    assert year_starting(LAW, date(2005, 6, 30)) == date(2004, 7, 1)
    assert year_starting(LAW, date(2005, 7, 1)) == date(2005, 7, 1)
    assert next_year_starting(LAW, date(2005, 6, 30)) == date(2005, 7, 1)
    assert next_year_starting(LAW, date(2005, 7, 1)) == date(2006, 7, 1)


def test_whoever_entered_in_august_owes_a_contract_after_entry_and_one_for_each_year() -> None:
    assert found(held(date(2004, 8, 2)), date(2005, 7, 1), date(2006, 7, 1)) == [
        ("entry", date(2004, 8, 2)),
        ("year", date(2005, 7, 1)),
        ("year", date(2006, 7, 1)),
    ]


def test_whoever_enters_within_thirty_days_of_the_year_is_not_asked_for_it_twice() -> None:
    """From 1 June the thirty days end on 1 July, in the year: nothing more is asked. From 31 May, on 30 June."""
    within = found(held(date(2005, 6, 1)), date(2005, 7, 1), date(2005, 7, 1))
    before = found(held(date(2005, 5, 31)), date(2005, 7, 1), date(2005, 7, 1))
    assert within == [("entry", date(2005, 6, 1))]
    assert before == [("entry", date(2005, 5, 31)), ("year", date(2005, 7, 1))]


def test_whoever_leaves_by_the_last_of_june_owes_no_contract_for_july() -> None:
    gone = held(date(2004, 8, 2), leaves_before=date(2005, 7, 1))
    stays = held(date(2004, 8, 2), leaves_before=date(2005, 7, 2))
    assert ("year", date(2005, 7, 1)) not in found(gone, date(2005, 7, 1), date(2005, 7, 1))
    assert ("year", date(2005, 7, 1)) in found(stays, date(2005, 7, 1), date(2005, 7, 1))


def test_whoever_entered_before_the_law_is_known_owes_the_contract_of_each_year_that_begins_within_it() -> None:
    assert found(held(date(1999, 3, 1)), date(2004, 7, 1), date(2005, 7, 1)) == [
        ("year", date(2004, 7, 1)),
        ("year", date(2005, 7, 1)),
    ]
    assert found(held(date(1999, 3, 1)), date(2001, 7, 1), date(2001, 7, 1)) == []


def test_a_vacant_seat_owes_nothing() -> None:
    vacant = SeatOnRecord(seat=1, position="0012-03", department="REV", starts_on=date(2004, 7, 1))
    assert found(vacant, date(2005, 7, 1), date(2005, 7, 1)) == []


def test_a_contract_of_the_old_year_does_not_answer_for_the_new_one() -> None:
    old = contract(date(2004, 7, 1), date(2005, 7, 1))
    new = contract(date(2005, 7, 1), date(2006, 7, 1))
    entry, year = dues(LAW, held(date(2004, 7, 1), old), first=date(2005, 7, 1), last=date(2005, 7, 1))
    assert contract_for(held(date(2004, 7, 1), old), year) is None
    assert contract_for(held(date(2004, 7, 1), old, new), year) == new
    assert contract_for(held(date(2004, 7, 1), old, new), entry) == old


def test_a_contract_that_begins_some_days_after_entry_answers_for_the_entry() -> None:
    late = contract(date(2004, 8, 16), date(2005, 7, 1))
    record = held(date(2004, 8, 2), late)
    (entry,) = dues(LAW, record, first=date(2005, 1, 1), last=date(2005, 1, 1))
    assert contract_for(record, entry) == late
