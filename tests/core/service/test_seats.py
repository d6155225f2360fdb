"""The ledger of seats, each boundary from both sides, by the shipped law and by laws that know no seats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meritbook.core.law.errors import UnknownParameterError
from meritbook.core.service.replay import ToldAct, replay
from meritbook.core.service.seats import (
    AuthorisationOnRecord,
    DepartmentOnRecord,
    FilledSeat,
    Merger,
    Reservation,
    SeatsLaw,
    SeatsRecord,
    SizeOnRecord,
    free_seat,
    ledger,
    peak,
    refusing,
)
from meritbook.core.service.simulate import PaidSeat, simulate
from meritbook.core.terms import Term
from meritbook.core.verdict import Verdict
from meritbook.law import load_law

DAY = date(2004, 9, 1)
COLORADO = load_law("colorado-ses")
LAW = SeatsLaw(COLORADO, DAY)


def department(key: int = 1, **more: Any) -> DepartmentOnRecord:
    return DepartmentOnRecord(
        **{"id": key, "code": f"D{key}", "name": f"D {key}", "starts_on": date(2000, 1, 1), **more}
    )


def size(fte: str, key: int = 1, **more: Any) -> SizeOnRecord:
    return SizeOnRecord(**{"department": key, "fte": Decimal(fte), "starts_on": date(2004, 7, 1), **more})


def seat(n: int, key: int = 1, **more: Any) -> FilledSeat:
    return FilledSeat(**{"seat": n, "position": n, "department": key, "starts_on": date(2004, 7, 1), **more})


def of(record: SeatsRecord, law: SeatsLaw = LAW, key: int = 1) -> Any:
    found = ledger(record, law).of(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("fte", "allowed"),
    [
        ("0", 0),
        ("99", 0),
        ("99.99", 0),
        ("100", 1),
        ("199", 1),
        ("199.99", 1),
        ("200", 2),
        ("1499", 14),
        ("1500", 15),
        ("1600", 15),
        ("90000", 15),
    ],
)
def test_a_department_is_allowed_a_seat_for_each_whole_hundred_up_to_fifteen(fte: str, allowed: int) -> None:
    row = of(SeatsRecord(departments=(department(),), sizes=(size(fte),)))
    assert (row.entitlement, row.vacant, row.over) == (allowed, allowed, 0)


def test_a_size_holds_from_its_first_day_up_to_the_day_it_ends_before() -> None:
    record = SeatsRecord(
        departments=(department(),),
        sizes=(
            size("300", starts_on=date(2004, 7, 1), ends_before=date(2004, 9, 1)),
            size("99", starts_on=date(2004, 9, 1)),
        ),
    )
    assert of(record, SeatsLaw(COLORADO, date(2004, 8, 31))).entitlement == 3
    assert of(record, SeatsLaw(COLORADO, date(2004, 9, 1))).entitlement == 0
    assert of(record, SeatsLaw(COLORADO, date(2004, 6, 30))).entitlement is None


def test_fte_that_nobody_recorded_leave_everything_open_but_what_is_taken() -> None:
    row = of(SeatsRecord(departments=(department(),), seats=(seat(1),)))
    assert (row.fte, row.entitlement, row.allowed, row.vacant, row.over) == (None, None, None, None, None)
    assert (row.filled, row.taken, row.verdict.verdict) == (1, 1, Verdict.UNDETERMINED)
    assert [one.ask for one in row.verdict.missing] == ["agency_hr"]


def test_what_is_authorised_counts_on_the_days_of_its_term_only() -> None:
    more = AuthorisationOnRecord(
        id=1, department=1, seats=2, cause="A flood.", starts_on=DAY, ends_before=date(2004, 9, 3)
    )
    record = SeatsRecord(departments=(department(),), sizes=(size("100"),), authorisations=(more,))
    days = {1: 3, 2: 3, 3: 1}
    assert {n: of(record, SeatsLaw(COLORADO, date(2004, 9, n))).allowed for n in days} == days
    assert of(record, SeatsLaw(COLORADO, date(2004, 8, 31))).allowed == 1


def test_a_nomination_keeps_a_seat_until_it_ends_and_an_entry_ahead_until_it_begins() -> None:
    record = SeatsRecord(
        departments=(department(),),
        sizes=(size("500"),),
        seats=(seat(1, starts_on=date(2004, 9, 2), entered_on=date(2004, 8, 30)),),
        reservations=(
            Reservation(nomination=1, position=7, department=1, starts_on=DAY, ends_before=date(2004, 9, 2)),
        ),
    )
    counts = {
        n: (row.filled, row.reserved, row.vacant)
        for n in (1, 2)
        if (row := of(record, SeatsLaw(COLORADO, date(2004, 9, n))))
    }
    assert counts == {1: (0, 2, 3), 2: (1, 0, 4)}
    before = of(record, SeatsLaw(COLORADO, date(2004, 8, 29)))
    assert (before.filled, before.reserved) == (0, 0)


@pytest.mark.parametrize(
    ("filled", "verdict", "vacant", "over"), [(124, "met", 1, 0), (125, "met", 0, 0), (126, "not_met", 0, 1)]
)
def test_the_state_may_have_125_and_not_126(filled: int, verdict: str, vacant: int, over: int) -> None:
    state = ledger(SeatsRecord(departments=(department(),), seats=tuple(seat(n) for n in range(filled))), LAW)
    assert (state.verdict.verdict, state.vacant, state.over) == (verdict, vacant, over)  # type: ignore[union-attr]


def test_the_hundred_and_twenty_sixth_finds_no_seat_and_the_state_says_so_first() -> None:
    record = SeatsRecord(
        departments=(department(), department(2)),
        sizes=(size("200"), size("90000", 2)),
        seats=tuple(seat(n, 2) for n in range(125)),
    )
    against = refusing(free_seat(record, LAW, 1, Term(starts_on=DAY)))
    assert against is not None
    assert (against.rule, against.verdict) == ("seats.state_cap", Verdict.NOT_MET)
    assert (
        refusing(free_seat(record.model_copy(update={"seats": record.seats[1:]}), LAW, 1, Term(starts_on=DAY))) is None
    )


def test_a_seat_that_ended_is_free_and_one_that_ends_later_is_not_yet() -> None:
    def with_end(ends_before: date) -> SeatsRecord:
        return SeatsRecord(departments=(department(),), sizes=(size("100"),), seats=(seat(1, ends_before=ends_before),))

    assert refusing(free_seat(with_end(DAY), LAW, 1, Term(starts_on=DAY))) is None
    assert refusing(free_seat(with_end(date(2004, 9, 2)), LAW, 1, Term(starts_on=DAY))) is not None


def test_before_the_law_has_a_value_no_seat_is_free() -> None:
    early = date(2004, 4, 30)
    record = SeatsRecord(departments=(department(),), sizes=(size("500", starts_on=date(2000, 1, 1)),))
    against = refusing(free_seat(record, SeatsLaw(COLORADO, early), 1, Term(starts_on=early)))
    assert against is not None
    assert against.verdict is Verdict.UNDETERMINED
    assert ledger(record, SeatsLaw(COLORADO, early)).cap is None
    assert (
        refusing(free_seat(record, SeatsLaw(COLORADO, date(2004, 5, 1)), 1, Term(starts_on=date(2004, 5, 1)))) is None
    )


def test_a_law_without_seats_limits_none() -> None:
    federal = SeatsLaw(load_law("federal-ses"), DAY)
    record = SeatsRecord(departments=(department(),), seats=(seat(1),))
    state = ledger(record, federal)
    assert (state.cap, state.verdict, state.departments[0].verdict) == (None, None, None)
    assert refusing(free_seat(record, federal, 1, Term(starts_on=DAY))) is None


# --- departments that end ------------------------------------------------------------------------------------------


def test_a_department_that_ended_is_shown_as_long_as_seats_are_left_in_it() -> None:
    ended = department(ends_before=DAY)
    record = SeatsRecord(departments=(ended,), sizes=(size("500"),), seats=(seat(1),))
    row = of(record)
    assert (row.ended, row.left_behind, row.fte, row.entitlement, row.over) == (True, True, Decimal(0), 0, 1)
    assert "nobody leaves" in row.verdict.effect.says
    assert not of(record, SeatsLaw(COLORADO, date(2004, 8, 31))).ended
    assert ledger(record.model_copy(update={"seats": ()}), LAW).of(1) is None


def test_before_a_merger_its_positions_lie_where_they_lay() -> None:
    record = SeatsRecord(
        departments=(department(), department(2, ends_before=DAY), department(3, ends_before=date(2004, 8, 1))),
        seats=(seat(1, 1), seat(2, 1), seat(3, 1)),
        mergers=(
            Merger(department=3, into=2, on=date(2004, 8, 1), positions=frozenset({3})),
            Merger(department=2, into=1, on=DAY, positions=frozenset({2, 3})),
        ),
    )
    where = {
        day: {one.department.id: one.filled for one in ledger(record, SeatsLaw(COLORADO, day)).departments}
        for day in (date(2004, 7, 31), date(2004, 8, 15), DAY)
    }
    assert where == {
        date(2004, 7, 31): {1: 1, 2: 1, 3: 1},
        date(2004, 8, 15): {1: 1, 2: 2},
        DAY: {1: 3},
    }


# --- properties ----------------------------------------------------------------------------------------------------

TERMS = st.lists(
    st.tuples(st.integers(1, 20), st.one_of(st.none(), st.integers(1, 15))).map(
        lambda one: Term(
            starts_on=date(2005, 1, one[0]), ends_before=date(2005, 1, one[0] + one[1]) if one[1] else None
        )
    ),
    max_size=8,
)


@given(terms=TERMS, first=st.integers(1, 30), length=st.one_of(st.none(), st.integers(1, 20)))
def test_the_peak_is_the_most_on_any_day(terms: list[Term], first: int, length: int | None) -> None:
    days = [date.fromordinal(date(2005, 1, 1).toordinal() + n) for n in range(60)]
    ends = date.fromordinal(date(2005, 1, first).toordinal() + length) if length else None
    within = Term(starts_on=date(2005, 1, first), ends_before=ends)
    assert peak(terms, within=within) == max(
        sum(one.covers(day) for one in terms) for day in days if within.covers(day)
    )


@given(
    fte=st.one_of(st.none(), st.decimals(0, 3000, places=2)),
    filled=st.integers(0, 20),
    reserved=st.integers(0, 4),
    more=st.integers(0, 3),
)
def test_vacant_and_over_are_two_sides_of_one_number(
    fte: Decimal | None, filled: int, reserved: int, more: int
) -> None:
    record = SeatsRecord(
        departments=(department(),),
        sizes=() if fte is None else (size(str(fte)),),
        seats=tuple(seat(n) for n in range(filled)),
        reservations=tuple(
            Reservation(nomination=n, position=100 + n, department=1, starts_on=DAY) for n in range(reserved)
        ),
        authorisations=(
            (AuthorisationOnRecord(id=1, department=1, seats=more, cause="A flood.", starts_on=DAY),) if more else ()
        ),
    )
    row = of(record)
    if fte is None:
        assert (row.vacant, row.over) == (None, None)
        return
    assert row.allowed == min(int(fte) // 100, 15) + more
    assert row.vacant - row.over == row.allowed - row.taken
    assert row.vacant * row.over == 0
    assert (row.verdict.verdict is Verdict.MET) is (row.over == 0)
    nominated = refusing(free_seat(record, LAW, 1, Term(starts_on=DAY)))
    assert (nominated is None) is (row.vacant > 0)


# --- simulation ----------------------------------------------------------------------------------------------------


def test_a_lower_lid_costs_what_is_paid_above_it_for_a_month_and_for_a_year() -> None:
    record = SeatsRecord(departments=(department(), department(2)), sizes=(size("500"),), seats=(seat(1), seat(2, 2)))
    paid = [
        PaidSeat(seat=1, position="1", department=1, salary=Decimal("10000.01")),
        PaidSeat(seat=2, position="2", department=2, salary=Decimal("10000.00")),
        PaidSeat(seat=3, position="3", department=2, salary=None),
    ]
    found = simulate(COLORADO, record, paid, on=DAY, changed={"pay.range_maximum": Decimal(8000)})
    assert (found.cap_now, found.cap_then) == (Decimal("10763"), Decimal("10000"))
    assert (found.above_now.executives, found.above_then.executives, found.above_then.unknown) == (0, 1, 1)
    assert (found.above_then.month, found.above_then.year) == (Decimal("0.01"), Decimal("0.12"))
    assert [(one.position, one.above) for one in found.paid_above] == [("1", Decimal("0.01"))]
    assert [one.differs for one in found.departments] == [True, False]


def test_where_the_law_has_no_lid_on_the_day_nobody_is_known_to_be_above_it() -> None:
    paid = [PaidSeat(seat=1, position="1", department=1, salary=Decimal("99999.00"))]
    changed = {"seats.statewide_most": Decimal(1)}
    found = simulate(COLORADO, SeatsRecord(), paid, on=date(2006, 1, 1), changed=changed)
    assert (found.cap_now, found.above_now.executives, found.above_now.unknown) == (None, None, 1)
    assert (found.above_now.month, found.above_now.year) == (None, None)


def test_a_figure_that_the_law_does_not_have_is_not_simulated() -> None:
    with pytest.raises(UnknownParameterError):
        simulate(COLORADO, SeatsRecord(), [], on=DAY, changed={"seats.nothing": Decimal(1)})


def test_an_act_that_tells_of_the_end_of_a_seat_ends_it_when_it_is_replayed() -> None:
    told = {"seat": 5, "position_id": 9, "department_id": 1, "starts_on": "2004-07-01"}
    acts = [
        ToldAct(action="take_over_seat", on=DAY, facts=told),
        ToldAct(action="sign_in", on=DAY, facts={}),
        ToldAct(action="confirm", on=DAY, facts={"seat": 5, "seat_ends_before": "2005-07-01"}),
    ]
    assert [one.ends_before for one in replay(acts).seats] == [date(2005, 7, 1)]
