"""Spending beside results: the cost of one unit of output where both are on record, and what is missing otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Frequency, fiscal_year, period_on
from meritbook.core.results.spending import Spent, spent_in_words, unit_cost
from meritbook.core.results.standing import PeriodValue

YEAR = fiscal_year(2005, 7)


def spent(amount: str | None = "1200000", through: date | None = date(2004, 12, 31)) -> Spent:
    """Of 2.4 million dollars, what is spent to a day."""
    return Spent(year=YEAR, appropriated=Decimal(2_400_000), spent=Decimal(amount) if amount else None, through=through)


def definition(**more: Any) -> MeasureDefinition:
    """Returns that are processed, by the quarter."""
    return MeasureDefinition.model_validate(
        {"title": "Returns", "kind": "output", "unit": "returns", "frequency": "quarterly", **more}
    )


def values(*figures: str, first: date = date(2004, 7, 1)) -> list[PeriodValue]:
    """Values of consecutive quarters."""
    found, period = [], period_on(first, Frequency.QUARTERLY, 7)
    for one in figures:
        found.append(PeriodValue(starts_on=period.starts_on, ends_before=period.ends_before, value=Decimal(one)))
        period = period.next()
    return found


def test_the_cost_of_one_is_the_spending_over_the_output_of_the_same_days() -> None:
    found = unit_cost(spent(), definition(), values("100000", "60000", "999999"))
    assert (found.cost, found.output, found.missing) == (Decimal("7.50"), Decimal(160000), ())
    assert found.says == "$1,200,000.00 over 160,000 returns, FY2005 Q1 to FY2005 Q2"
    assert spent_in_words(spent()) == "$1,200,000.00 of $2,400,000.00 to 31 December 2004 (50.0%)"


@pytest.mark.parametrize(
    ("given", "measured", "figures", "others", "says"),
    [
        (spent(None, None), {}, ("1", "1"), (), "No spending is on record for FY2005."),
        (spent(through=date(2005, 1, 31)), {}, ("1", "1"), (), "does not run to the end of a quarter"),
        (spent(), {}, ("1",), (), "No value is on record for FY2005 Q2."),
        (spent(), {"kind": "outcome"}, ("1", "1"), (), "a measure of outcome, and no output"),
        (spent(), {"unit": "%"}, ("1", "1"), (), "cannot be added up"),
        (spent(), {"year_starts_in": 8}, ("1", "1"), (), "does not run to the end"),
        (spent(), {}, ("1", "1"), ("Letters",), "on record for Letters as well"),
        (spent(), {}, ("0", "0"), (), "Nothing was put out"),
    ],
)
def test_what_is_not_on_record_is_undetermined_and_named(
    given: Spent, measured: dict[str, Any], figures: tuple[str, ...], others: tuple[str, ...], says: str
) -> None:
    found = unit_cost(given, definition(**measured), values(*figures), others=others)
    assert found.cost is None
    assert says in " ".join(found.missing)


def test_a_fiscal_year_is_named_for_the_year_in_which_it_ends() -> None:
    assert (YEAR.starts_on, YEAR.last_day, YEAR.label) == (date(2004, 7, 1), date(2005, 6, 30), "FY2005")
    assert fiscal_year(2005, 1).starts_on == date(2005, 1, 1)
    assert spent_in_words(spent(None)) == "Undetermined"
