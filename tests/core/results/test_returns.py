"""Returns against published worked examples, and what is never guessed.

Published: the examples of `numpy.irr` and `numpy.npv` (NumPy 1.16, after L. J. Gitman, "Principles of Managerial
Finance, Brief", 3rd ed., 2003, p. 348); those of NPV and IRR in the reference of Microsoft Excel; the oil pump of
J. H. Lorie and L. J. Savage, "Three Problems in Rationing Capital", Journal of Business 28 (1955), which balances at 25
and at 400 percent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from meritbook.core.results.return_case import CaseText
from meritbook.core.results.return_policy import ReturnPolicy, ReturnPolicyError, policy_on
from meritbook.core.results.returns import balancing_rates, payback, present_value, work_out
from meritbook.return_policies import load_return_policies, read_return_policies

POLICY = load_return_policies("standard")[0]
BASIS = POLICY.basis()


def money(*figures: float | str) -> list[Decimal]:
    """Flows of consecutive years."""
    return [Decimal(str(one)) for one in figures]


def case(*lines: dict[str, Any], years: int = 3, **more: Any) -> CaseText:
    """A case whose lines name a source unless they say otherwise."""
    held = [
        {"key": f"l{n}", "says": f"Line {n}", "source": "A bill.", "kind": "cash", **one} for n, one in enumerate(lines)
    ]
    return CaseText.model_validate(
        {"says": "Scan the mail.", "first_year": 2005, "years": years, "lines": held, **more}
    )


COST = {"side": "cost", "amounts": [1000, 0, 0]}
GAIN = {"side": "benefit", "amounts": [0, 600, 800]}


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ((-100, 39, 59, 55, 20), "0.280948"),
        ((-100, 0, 0, 74), "-0.095496"),
        ((-100, 100, 0, -7), "-0.083300"),
        ((-100, 100, 0, 7), "0.062058"),
        ((-70000, 12000, 15000, 18000, 21000, 26000), "0.086631"),
        ((-70000, 12000, 15000, 18000, 21000), "-0.021245"),
    ],
)
def test_the_balancing_rate_is_that_of_published_examples(flows: tuple[int, ...], rate: str) -> None:
    found = balancing_rates(money(*flows))
    assert Decimal(rate) in found.rates
    # At the rate itself the flows are worth nothing.
    for one in found.rates:
        assert abs(present_value(money(*flows), one, "start")) <= Decimal("0.5")


def test_the_oil_pump_balances_at_two_rates_and_both_are_said() -> None:
    found = balancing_rates(money(-1600, 10000, -10000))
    assert found.rates == (Decimal("0.25"), Decimal("4"))
    assert found.rate is None
    assert "25.0% and 400.0%" in found.says


def test_a_rate_that_is_only_touched_is_found() -> None:
    # (1 - 1.1 / (1 + r))² × 100: worth nothing at ten percent, and above nothing everywhere else.
    assert balancing_rates(money(100, -220, 121)).rates == (Decimal("0.100000"),)


@pytest.mark.parametrize("flows", [(100, 20), (-100, -20), (0, 0), ()])
def test_money_in_one_direction_balances_at_no_rate(flows: tuple[int, ...]) -> None:
    found = balancing_rates(money(*flows))
    assert found.rates == ()
    assert "one direction" in found.says


def test_flows_that_no_rate_balances_say_so() -> None:
    found = balancing_rates(money(100, -150, 100))
    assert (found.rates, found.rate) == ((), None)
    assert "No rate between" in found.says


def test_thirty_years_and_leading_years_without_money_change_no_rate() -> None:
    year = [Decimal(-1000), *[Decimal(100)] * 29]
    assert balancing_rates([Decimal(0), *year, Decimal(0)]).rates == balancing_rates(year).rates
    assert len(balancing_rates(year).rates) == 1


@pytest.mark.parametrize(
    ("flows", "rate", "timing", "worth"),
    [
        ((-10000, 3000, 4200, 6800), "0.1", "end", "1188.44"),
        ((8000, 9200, 10000, 12000, 14500), "0.08", "end", "41922.06"),
        ((-40000, 5000, 8000, 12000, 30000), "0.08", "start", "3065.22"),
        ((-100, 39, 59, 55, 20), "0.281", "start", "-0.01"),
    ],
)
def test_the_present_value_is_that_of_published_examples(
    flows: tuple[int, ...], rate: str, timing: Any, worth: str
) -> None:
    assert present_value(money(*flows), Decimal(rate), timing) == Decimal(worth)


def test_money_in_the_middle_of_a_year_is_worth_half_a_year_more() -> None:
    # 1,000 / 1.21^0.5 = 1,000 / 1.1
    assert present_value(money(1000), Decimal("0.21"), "middle") == Decimal("909.09")


@pytest.mark.parametrize(
    ("flows", "years"),
    [
        ((-1000, 400, 400, 400), "3.50"),
        ((-1000, 500, 500), "3.00"),
        ((100, 50), "0"),
        # Back after two years, behind again in the third: the last time counts.
        ((-100, 150, -100, 100), "3.50"),
        ((-1000, 200, 200), None),
    ],
)
def test_the_payback_is_when_the_sum_stays_at_or_above_nothing(flows: tuple[int, ...], years: str | None) -> None:
    found = payback(money(*flows)).years
    assert found == (None if years is None else Decimal(years))


def test_a_case_is_worked_out_as_by_hand() -> None:
    """-1,000 / 1.07 + 600 / 1.1449 + 800 / 1.225043 = -934.5794 + 524.0632 + 653.0383 = 242.52."""
    found = work_out(case(COST, GAIN), BASIS)
    assert (found.npv, found.pv_costs, found.pv_benefits) == (Decimal("242.52"), Decimal("934.58"), Decimal("1177.10"))
    assert found.ratio == Decimal("1.26")
    assert [one.sum for one in found.rows] == money(-1000, -400, 400)
    assert found.rows[-1].discounted_sum == found.npv
    assert found.payback is not None
    assert found.payback.years == Decimal("2.50")
    # -934.58 + 524.06 = -410.52; 410.52 / 653.04 of the third year.
    assert found.discounted_payback is not None
    assert found.discounted_payback.years == Decimal("2.63")
    # (600 + √(600² + 4 × 1,000 × 800)) / 2,000 - 1
    assert found.balance is not None
    assert found.balance.rate == Decimal("0.243398")


def test_a_missing_figure_leaves_every_figure_undetermined_and_is_named() -> None:
    found = work_out(case(COST, {**GAIN, "amounts": [0, None, 800]}), BASIS)
    assert (found.npv, found.ratio, found.balance, found.payback) == (None, None, None, None)
    assert found.missing == ("“Line 1” has no figure for FY2006.",)
    assert [one.net for one in found.rows] == [Decimal(-1000), None, Decimal(800)]
    assert [one.sum for one in found.rows] == [Decimal(-1000), None, None]


def test_a_figure_without_a_source_is_no_figure() -> None:
    found = work_out(case({**COST, "source": ""}, GAIN), BASIS)
    assert found.npv is None
    assert "“Line 0” names no source." in found.missing


@pytest.mark.parametrize(("lines", "says"), [((COST,), "No benefit"), ((GAIN,), "No cost"), ((), "No cost")])
def test_a_side_without_a_line_is_missing_and_not_nothing(lines: tuple[dict[str, Any], ...], says: str) -> None:
    found = work_out(case(*lines), BASIS)
    assert found.npv is None
    assert any(one.startswith(says) for one in found.missing)


def test_capacity_is_shown_apart_while_costs_of_every_kind_count() -> None:
    freed = {"side": "benefit", "kind": "capacity", "amounts": [0, 0, 500]}
    hours = {"side": "cost", "kind": "capacity", "amounts": [100, 0, 0]}
    found = work_out(case(COST, GAIN, freed, hours), BASIS)
    assert found.npv == Decimal("149.06")  # 242.52 - 100 / 1.07
    assert [one.npv for one in found.kinds] == [Decimal("149.06"), Decimal("149.06"), Decimal("557.21")]


def test_where_nothing_is_paid_there_is_no_ratio() -> None:
    found = work_out(case({**COST, "amounts": [0, 0, 0]}, GAIN), BASIS)
    assert (found.ratio, found.npv) == (None, Decimal("1177.10"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amounts": [1, 2]}, "has 2 figures; the case has 3 years"),
        ({"amounts": [-1, 0, 0]}, "greater than or equal to 0"),
        ({"amounts": ["NaN", 0, 0]}, "finite number"),
        ({"amounts": [10**14, 0, 0]}, "less than or equal to"),
        ({"low": 80}, "one end of its range"),
        ({"low": 110, "high": 120}, "does not hold the figure itself"),
        ({"kind": "hope"}, "Input should be"),
        ({"key": "l1"}, "two lines carry the same key"),
    ],
)
def test_a_case_that_cannot_be_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        case({**COST, **change}, GAIN)


def test_the_shipped_policy_is_cited_and_says_what_it_is() -> None:
    assert (BASIS.rate, BASIS.timing, BASIS.year_starts_in) == (Decimal("0.07"), "end", 7)
    assert "A-94" in POLICY.source
    assert "not bound" in POLICY.source


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("discount_rate = 0.07", "discount_rate = 0.2"), "two ends"),
        (('counts = ["cash", "avoided"]', "counts = []"), "counts"),
        (('counts = ["cash", "avoided"]', 'counts = ["cash", "cash"]'), "stands twice"),
        (('timing = "end"', 'timing = "soon"'), "timing"),
        (("[[policy]]", "[[rule]]"), "no \\[\\[policy\\]\\]"),
        (("discount_rate = 0.07", "discount_rate ="), "not valid TOML"),
        (("swing_percent = 20", "swing_percent = 20\nfee = 1"), "fee"),
    ],
)
def test_a_policy_with_a_mistake_is_refused_with_its_place(change: tuple[str, str], says: str) -> None:
    with pytest.raises(ReturnPolicyError, match=says):
        read_return_policies(_toml().replace(*change))


def _toml() -> str:
    from importlib import resources

    return resources.files("meritbook.return_policies").joinpath("standard.toml").read_text(encoding="utf-8")


def test_two_policies_share_no_day_and_a_day_without_one_is_said() -> None:
    from datetime import date

    with pytest.raises(ReturnPolicyError, match="Two policies hold"):
        read_return_policies(_toml() + "\n" + _toml())
    late: tuple[ReturnPolicy, ...] = read_return_policies(_toml().replace("1970-01-01", "2026-01-01"))
    with pytest.raises(ReturnPolicyError, match="2025-12-31"):
        policy_on(late, date(2025, 12, 31))
    with pytest.raises(ReturnPolicyError, match="no shipped policy"):
        load_return_policies("nowhere")
