"""What a salary that is proposed means: change, cap, budget, several at once; the arithmetic is in the tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from meritbook.core.contracts import pay
from meritbook.core.contracts.pay import Budget, Change, Commitment, OpenSalary, Peer
from meritbook.core.verdict import Verdict
from meritbook.law import load_law

LAW = load_law("colorado-ses")
THIS_YEAR, NEXT_YEAR = date(2004, 7, 1), date(2005, 7, 1)


def judged(
    salary: str, before: str | None = "9000.00", starts_on: date = date(2005, 1, 1), **more: object
) -> pay.Judged:
    taken: dict[str, object] = {"grounds": ["performance"], "rating_final": date(2004, 12, 1), **more}
    return pay.judged(
        LAW, salary=Decimal(salary), before=None if before is None else Decimal(before), starts_on=starts_on,
        on=date(2004, 12, 20), **taken,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("salary", "says"),
    [
        ("0", "A salary of nothing"),
        ("-0.01", "less than nothing"),
        ("9000.001", "more than two decimals"),
        ("NaN", "not an amount"),
        ("Infinity", "not an amount"),
        ("10000000", "not an amount"),
        ("0.01", ""),
        ("9999999.99", ""),
        ("9000.100", ""),
    ],
)
def test_an_amount_that_cannot_be_a_salary_is_told_by_what_is_wrong_with_it(salary: str, says: str) -> None:
    fault = pay.amount_fault(Decimal(salary))
    assert says in fault
    assert bool(fault) is bool(says)


def test_a_change_names_dollars_and_the_base_of_its_percentage() -> None:
    up = Change(before=Decimal("9000.00"), after=Decimal("9450.00"))
    assert (up.amount, up.percent) == (Decimal("450.00"), Decimal("5.00"))
    assert up.says == "$450.00 a month more: 5.00 percent of the $9,000.00 that are paid before."
    down = Change(before=Decimal("9000.00"), after=Decimal("8999.99"))
    assert (
        down.says == "$0.01 a month less: less than a hundredth of one percent of the $9,000.00 that are paid before."
    )
    assert Change(before=Decimal(9000), after=Decimal("9000.00")).direction == "same"


def test_the_cap_is_125_percent_of_the_range_maximum_and_a_cent_over_it_is_over() -> None:
    # 8,610.40 × 1.25 = 10,763.00
    at, over = judged("10763.00"), judged("10763.01")
    assert at.cap is not None
    assert at.cap.verdict is Verdict.MET
    assert at.over_cap is None
    assert over.cap is not None
    assert over.cap.breach
    assert over.over_cap == Decimal("0.01")
    assert (at.range.highest, at.range.cap) == (Decimal("8610.40"), Decimal("10763.00"))
    assert "not known" in at.range.says


def test_the_cap_of_a_day_for_which_no_lid_is_known_is_undetermined_with_a_caution() -> None:
    on_last = judged("20000.00", starts_on=date(2005, 6, 30))
    unknown = judged("20000.00", starts_on=NEXT_YEAR)
    assert on_last.cap is not None
    assert on_last.cap.breach
    assert unknown.cap is not None
    assert unknown.cap.verdict is Verdict.UNDETERMINED
    assert unknown.cap.cautions or unknown.cap.missing
    assert unknown.over_cap is None
    assert unknown.range.cap is None


def test_a_reduction_says_that_it_cannot_be_appealed_and_a_raise_does_not() -> None:
    assert "There is no appeal." in judged("8999.99").reduction
    assert judged("9000.00").reduction == judged("9000.01").reduction == ""


def test_grounds_and_the_appraisal_are_judged_by_the_law() -> None:
    none, unsaid = judged("9100", grounds=[]), judged("9100", grounds=None)
    assert none.at_contract is not None
    assert none.at_contract.verdict is Verdict.NOT_MET
    assert unsaid.at_contract is not None
    assert unsaid.at_contract.verdict is Verdict.UNDETERMINED
    before = judged("9100", rating_final=False).before_pay
    assert before is not None
    assert before.verdict is Verdict.NOT_MET
    assert not before.breach
    after = judged("9100").before_pay
    assert after is not None
    assert after.verdict is Verdict.MET


def test_without_a_salary_before_there_is_no_change_and_no_percentage() -> None:
    assert judged("9100", before=None).change is None


def test_the_grounds_are_those_of_the_guide() -> None:
    assert list(pay.grounds_of(LAW)) == [
        "performance", "expected-performance", "attract-and-retain", "market", "experience", "responsibility",
        "budget", "other-executives",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("starts_on", "ends_before", "months"),
    [
        (date(2004, 7, 1), date(2005, 7, 1), Fraction(12)),
        (date(2004, 8, 1), date(2005, 7, 1), Fraction(11)),
        (date(2004, 8, 15), date(2005, 7, 1), Fraction(17, 31) + 10),
        (date(2005, 6, 16), date(2005, 7, 1), Fraction(1, 2)),
        (date(2004, 2, 29), date(2004, 3, 1), Fraction(1, 29)),
        (date(2005, 2, 28), date(2005, 3, 1), Fraction(1, 28)),
        (date(2005, 7, 1), date(2005, 7, 1), Fraction(0)),
    ],
)
def test_months_are_counted_by_the_calendar_and_parts_by_their_share_of_days(
    starts_on: date, ends_before: date, months: Fraction
) -> None:
    assert pay.months_in(starts_on, ends_before) == months


def test_what_a_salary_costs_is_rounded_to_the_cent_with_half_a_cent_upward() -> None:
    # 17/31 of 9,000.00 is 4,935.4838…, and ten months are 90,000.00.
    assert pay.cost_of(Decimal("9000.00"), date(2004, 8, 15), NEXT_YEAR) == Decimal("94935.48")
    assert pay.cost_of(Decimal("0.01"), date(2005, 6, 16), NEXT_YEAR) == Decimal("0.01")
    assert pay.cost_of(Decimal("9000.00"), NEXT_YEAR, NEXT_YEAR) == 0


def line(appointment: int, salary: str, starts_on: date = NEXT_YEAR, end: date = date(2006, 7, 1)) -> Commitment:
    return Commitment(
        appointment=appointment, position=f"P-{appointment}", executive="Somebody", salary=Decimal(salary),
        starts_on=starts_on, ends_before=end, rests_on="decision",
    )  # fmt: skip


def budget(amount: str | None, *lines: Commitment, still: tuple[OpenSalary, ...] = ()) -> Budget:
    return Budget(
        department="Revenue", starts_on=NEXT_YEAR, ends_before=date(2006, 7, 1),
        amount=None if amount is None else Decimal(amount), commitments=lines, open=still,
    )  # fmt: skip


def open_salary(appointment: int) -> OpenSalary:
    return OpenSalary(
        appointment=appointment, position=f"P-{appointment}", executive="Somebody", starts_on=NEXT_YEAR,
        ends_before=date(2006, 7, 1),
    )  # fmt: skip


def test_an_unknown_budget_leaves_what_remains_unknown_and_never_nought() -> None:
    unknown, nothing = budget(None, line(1, "9000")), budget("0", line(1, "9000"))
    assert unknown.remaining is None
    assert unknown.verdict is Verdict.UNDETERMINED
    assert "not known" in unknown.says
    assert "$108,000.00 are committed" in unknown.says
    assert nothing.remaining == Decimal(-108000)
    assert nothing.verdict is Verdict.NOT_MET


def test_a_budget_is_kept_to_the_cent() -> None:
    assert budget("108000.00", line(1, "9000")).verdict is Verdict.MET
    over = budget("107999.99", line(1, "9000"))
    assert over.verdict is Verdict.NOT_MET
    assert "$0.01 more than" in over.says


def test_while_salaries_are_open_what_remains_is_only_an_upper_bound() -> None:
    found = budget("300000", line(1, "9000"), still=(open_salary(2),))
    assert found.remaining == Decimal("192000.00")
    assert found.verdict is Verdict.UNDETERMINED
    assert "Salaries of 1 are not settled and not counted." in found.says


def test_a_salary_that_is_tried_takes_the_place_of_what_stood_and_moves_what_remains() -> None:
    stood = budget("300000", line(1, "9000"), still=(open_salary(2),))
    tried = stood.supposing([line(1, "9100"), line(2, "10000")])
    # 300,000 − 12 × 9,100 − 12 × 10,000 = 70,800
    assert tried.remaining == Decimal("70800.00")
    assert tried.open == ()
    halfway = stood.supposing([line(1, "10000", date(2006, 1, 1))])
    # six months at 9,000 and six at 10,000
    assert halfway.committed == Decimal("114000.00")
    assert stood.committed == Decimal("108000.00")


def test_peers_stand_in_the_order_of_their_positions_whatever_they_earn() -> None:
    rows = [Peer(position="B", executive="B", salary=Decimal(1)), Peer(position="A", executive="A", salary=None)]
    assert [one.position for one in pay.by_position(rows)] == ["A", "B"]
