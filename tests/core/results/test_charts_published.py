"""A second published example of a chart of individual values, by its own arithmetic."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from meritbook.core.results.charts import limits_of

COSTS = (310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304)
"""Weekly cost of processing a mortgage loan, in dollars: Montgomery, Introduction to Statistical Quality Control, the
example of individual values of chapter 6 (mean 300.5, mean moving range 7.79, limits 321.22 and 279.78, and 25.45 for
the ranges there)."""


def test_the_figures_of_the_book_follow_from_its_twenty_values() -> None:
    # Sum 6,010, mean 300.5. Moving ranges 22 9 1 9 4 9 3 11 2 12 5 2 2 15 19 2 13 5 3, sum 148, mean 148 / 19 = 7.7895.
    ranges = [abs(b - a) for a, b in pairwise(COSTS)]
    assert (sum(COSTS), sum(ranges)) == (6_010, 148)
    found = limits_of([Decimal(one) for one in COSTS])
    assert found is not None
    assert (found.centre, found.mean_range) == (Decimal("300.5000"), Decimal("7.7895"))
    # 300.5 +- 2.66 * 7.7895 = 321.2200 and 279.7800; the book divides 3 by 1.128 and has the same two places.
    assert abs(found.upper - Decimal("321.22")) < Decimal("0.01")
    assert abs(found.lower - Decimal("279.78")) < Decimal("0.01")
    assert found.upper_range is not None
    assert abs(found.upper_range - Decimal("25.45")) < Decimal("0.01")
