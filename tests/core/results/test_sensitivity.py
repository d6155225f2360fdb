"""What a return hangs on, what came of it, and whether it lasts: own arithmetic, shown beside each figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from core.results.test_returns import BASIS, COST, GAIN, case
from meritbook.core.results.realised import Realised, YearShare, compare, decay
from meritbook.core.results.returns import work_out
from meritbook.core.results.sensitivity import BENEFITS, COSTS, RATE, break_evens, drivers, grid, npv_at, tornado
from meritbook.core.verdict import Verdict

TEXT = case(COST, GAIN)


def test_the_tornado_puts_first_what_moves_the_result_most() -> None:
    """Benefits are worth 1,177.10 and costs 934.58: a fifth of them is 235.42 and 186.92 to either side."""
    bars = tornado(TEXT, BASIS)
    assert [one.driver.says for one in bars] == ["Line 1", "Line 0", "Discount rate"]
    assert (bars[0].at_low, bars[0].at_high) == (Decimal("7.10"), Decimal("477.94"))
    assert (bars[1].at_low, bars[1].at_high) == (Decimal("429.44"), Decimal("55.61"))
    # At 3%: -970.8738 + 565.5575 + 732.1133; at 10%: -909.0909 + 495.8678 + 601.0518.
    assert (bars[2].at_low, bars[2].at_high) == (Decimal("326.80"), Decimal("187.83"))


def test_a_line_with_a_range_of_its_own_is_varied_over_that() -> None:
    bars = tornado(case({**COST, "low": 100, "high": 150}, GAIN), BASIS)
    cost = next(one for one in bars if one.driver.key == "l0")
    assert (cost.driver.low, cost.driver.high) == (Decimal(100), Decimal(150))
    assert (cost.at_low, cost.at_high) == (Decimal("242.52"), Decimal("-224.77"))


def test_two_drivers_make_a_table_whose_middle_is_the_case_itself() -> None:
    of = {one.key: one for one in drivers(TEXT, BASIS)}
    found = grid(TEXT, BASIS, of[BENEFITS], of[COSTS])
    assert found is not None
    assert found.row_words == ("80%", "90%", "100%", "110%", "120%")
    assert found.cells[2][2] == work_out(TEXT, BASIS).npv
    # 0.8 × 1,177.1015 - 1.2 × 934.5794
    assert found.cells[0][4] == Decimal("-179.81")
    rate = grid(TEXT, BASIS, of[RATE], of["l1"])
    assert rate is not None
    assert rate.row_words[0] == "3.0%"


def test_the_place_at_which_a_driver_breaks_even_brings_the_result_to_nothing() -> None:
    found = {one.driver.key: one for one in break_evens(TEXT, BASIS)}
    # 934.5794 / 1,177.1015, and 1,177.1015 / 934.5794 = 1.25949
    assert (found[BENEFITS].at, found[COSTS].at) == (Decimal("79.4"), Decimal("125.9"))
    assert found[RATE].at == Decimal("0.243398")
    at = npv_at(TEXT, BASIS, [(found["l1"].driver, Decimal("79.3968"))])
    assert at is not None
    assert abs(at) < Decimal("0.01")


def test_a_line_that_can_never_turn_the_case_says_so() -> None:
    small = case({**COST, "amounts": [10, 0, 0]}, GAIN, {"side": "benefit", "amounts": [0, 5, 5]})
    found = {one.driver.key: one for one in break_evens(small, BASIS)}
    assert found["l2"].at is None
    assert "stays worth it" in found["l2"].says
    nothing = case(COST, GAIN, {"side": "benefit", "amounts": [0, 0, 0]})
    assert "does not move" in {one.driver.key: one for one in break_evens(nothing, BASIS)}["l2"].says


def test_nothing_is_varied_while_a_figure_is_missing() -> None:
    text = case(COST, {**GAIN, "amounts": [0, None, 800]})
    of = {one.key: one for one in drivers(text, BASIS)}
    assert tornado(text, BASIS) == break_evens(text, BASIS) == ()
    assert grid(text, BASIS, of[COSTS], of[BENEFITS]) is None


def _found(*figures: tuple[str, int, Any], through: int = 2006, **more: Any) -> Realised:
    each = [{"line": line, "year": year, "amount": amount, "evidence": "Bill."} for line, year, amount in figures]
    return Realised.model_validate({"through": through, "figures": each, **more})


FULL = (("l0", 2005, 1100), ("l0", 2006, 0), ("l1", 2005, 0), ("l1", 2006, 550))


def test_what_came_stands_beside_what_was_promised() -> None:
    found = compare(TEXT, BASIS, _found(*FULL))
    assert [(one.promised, one.realised, one.verdict) for one in found.lines] == [
        (Decimal(1000), Decimal(1100), Verdict.NOT_MET),
        (Decimal(600), Decimal(550), Verdict.NOT_MET),
    ]
    assert (found.promised, found.realised, found.verdict) == (Decimal(-400), Decimal(-550), Verdict.NOT_MET)
    # -1,100 / 1.07 + 550 / 1.1449 + 800 / 1.225043: the year to come stays as it was promised.
    assert (found.npv_promised, found.npv_now) == (Decimal("242.52"), Decimal("105.39"))
    assert [one.share for one in found.years] == [None, Decimal("91.7")]


@pytest.mark.parametrize("lost", range(4))
def test_a_figure_that_could_not_be_established_leaves_the_whole_undetermined(lost: int) -> None:
    figures = [one for place, one in enumerate(FULL) if place != lost]
    found = compare(TEXT, BASIS, _found(*figures))
    assert (found.verdict, found.realised, found.npv_now) == (Verdict.UNDETERMINED, None, None)
    assert len(found.missing) == 1
    assert found.npv_promised == Decimal("242.52")


def test_more_saved_and_less_paid_is_met() -> None:
    found = compare(TEXT, BASIS, _found(("l0", 2005, 900), ("l0", 2006, 0), ("l1", 2005, 0), ("l1", 2006, 600)))
    assert {one.verdict for one in found.lines} == {Verdict.MET}
    assert found.verdict is Verdict.MET


def test_a_realised_figure_needs_evidence_and_stands_once() -> None:
    with pytest.raises(ValidationError, match="has no evidence"):
        Realised.model_validate({"through": 2006, "figures": [{"line": "l1", "year": 2006, "amount": 5}]})
    with pytest.raises(ValidationError, match="stands twice"):
        _found(FULL[0], FULL[0])


def _shares(*shares: str | None) -> list[YearShare]:
    return [
        YearShare(
            year=f"FY{2006 + n}", promised=Decimal(100), realised=Decimal(one) if one else None,
            share=Decimal(one) if one else None,
        )
        for n, one in enumerate(shares)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "verdict", "says"),
    [
        (("95",), Verdict.UNDETERMINED, "two verified years"),
        (("95", "88"), Verdict.MET, "It lasts"),
        (("95", "85"), Verdict.MET, "It lasts"),
        (("95", "84.9"), Verdict.NOT_MET, "It decays: 84.9% of what was promised came in FY2007, after 95% in FY2006"),
        (("80", "95", "82"), Verdict.NOT_MET, "after 95% in FY2007"),
        (("95", None), Verdict.UNDETERMINED, "not established"),
        ((None, "95"), Verdict.UNDETERMINED, "not established"),
    ],
)
def test_a_gain_that_fades_is_said_with_its_years(shares: tuple[str | None, ...], verdict: Verdict, says: str) -> None:
    found = decay(_shares(*shares), Decimal(10))
    assert found.verdict is verdict
    assert says in found.says
