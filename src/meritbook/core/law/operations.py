"""The operations of checks: what each takes, what it gives, and how it is figured, for one case and for a column alike.

Adding a function to the language is adding one entry here. Every operation is total: it has an answer, or "unknown",
for all values of its kinds, and never fails while a case is judged. `docs/reference/law-language.md` lists them.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import partial

from meritbook.core.law import days, figuring, fitting
from meritbook.core.law.kinds import DATE, TRUTH, Kind
from meritbook.core.law.tree import ConstantNode
from meritbook.core.law.units import DAY, MONTH
from meritbook.core.law.values import Constant, Number, and_, or_


@dataclass(frozen=True)
class Operation:
    """One sign or function of the language."""

    name: str
    kinds: fitting.Kinds
    run: figuring.Run
    says: str
    sign: str = ""
    """How it is written between its parts; a function has none."""


def _register(*operations: Operation) -> dict[str, Operation]:
    return {one.name: one for one in operations}


OPERATIONS = _register(
    Operation("add", fitting.sum_kind, partial(figuring.arithmetic, operator.add), "the sum", "+"),
    Operation("subtract", fitting.sum_kind, partial(figuring.arithmetic, operator.sub), "the difference", "-"),
    Operation("multiply", fitting.product_kind, figuring.product, "the product", "*"),
    Operation(
        "divide_whole",
        fitting.quotient_kind,
        partial(figuring.arithmetic, operator.floordiv),
        "how many times, whole ones only",
        "//",
    ),
    Operation(
        "at_most", fitting.compare_kind, partial(figuring.comparison, operator.le), "at most, or no later than", "<="
    ),
    Operation("less", fitting.compare_kind, partial(figuring.comparison, operator.lt), "less, or earlier", "<"),
    Operation(
        "at_least",
        fitting.compare_kind,
        partial(figuring.comparison, operator.ge),
        "at least, or no earlier than",
        ">=",
    ),
    Operation("more", fitting.compare_kind, partial(figuring.comparison, operator.gt), "more, or later", ">"),
    Operation(
        "equal",
        fitting.equal_kind,
        partial(figuring.comparison, operator.eq),
        "the same number, day or row of a table",
        "==",
    ),
    Operation(
        "unequal",
        fitting.equal_kind,
        partial(figuring.comparison, operator.ne),
        "another number, day or row of a table",
        "!=",
    ),
    Operation("and", fitting.truths, partial(figuring.joined, and_), "all of these", "and"),
    Operation("or", fitting.truths, partial(figuring.joined, or_), "one of these", "or"),
    Operation("not", fitting.truths, figuring.negation, "not this"),
    Operation(
        "if",
        fitting.choice_kind,
        figuring.chosen,
        "A if CONDITION else B: where the condition is unknown, what both agree on",
    ),
    Operation(
        "ceiling",
        fitting.quotient_kind,
        partial(figuring.arithmetic, figuring.ceiling),
        "how many times, a started one counting whole",
    ),
    Operation("share", fitting.share_kind, figuring.product, "so many percent of an amount"),
    Operation(
        "min",
        fitting.least_kind,
        partial(figuring.extreme, operator.le),
        "the smaller of two numbers, the earlier of two days",
    ),
    Operation(
        "max",
        fitting.least_kind,
        partial(figuring.extreme, operator.ge),
        "the larger of two numbers, the later of two days",
    ),
    Operation(
        "add_days",
        fitting.add_days_kind,
        partial(figuring.figured, operator.add),
        "so many days after a day, which is day nought",
    ),
    Operation(
        "subtract_days",
        fitting.add_days_kind,
        partial(figuring.figured, operator.sub),
        "so many days before a day",
    ),
    Operation(
        "add_years",
        fitting.add_years_kind,
        partial(figuring.figured, days.add_years),
        "the same day years later; 29 February gives 1 March",
    ),
    Operation(
        "days_between",
        partial(fitting.between_kind, Kind("number", DAY, bound=400_000)),
        partial(figuring.figured, lambda a, b: b - a),
        "days from a day to a later one",
    ),
    Operation(
        "months_between",
        partial(fitting.between_kind, Kind("number", MONTH, bound=5_000)),
        partial(figuring.figured, days.months_between),
        "whole months from a day to a later one",
    ),
    Operation(
        "fiscal_year",
        fitting.fiscal_year_kind,
        partial(figuring.figured, days.fiscal_year),
        "the year in which the fiscal year of a day ends",
    ),
    Operation(
        "in_year", fitting.in_year_kind, partial(figuring.figured, days.in_year), "a day of the year, in a given year"
    ),
    Operation(
        "business_day",
        fitting.business_kind,
        figuring.business,
        "the day, or the next that is no weekend and no holiday",
    ),
    Operation(
        "by",
        fitting.event_and_day,
        figuring.by,
        "an event on that day or before; open until then while it has not happened",
    ),
    Operation("not_before", fitting.event_and_day, figuring.not_before, "an event on that day or later, or not yet"),
    Operation(
        "happened",
        partial(fitting.event, TRUTH),
        figuring.happened,
        "an event that has happened by the day of the check",
    ),
    Operation("day_of", partial(fitting.event, DATE), figuring.day_of, "the day on which an event happened"),
    Operation("holds", partial(fitting.row_kind, "choice"), figuring.holds, "whether the chosen row of a table holds"),
    Operation(
        "covers",
        partial(fitting.row_kind, "choices"),
        figuring.covers,
        "whether all rows of a table that hold are among the chosen",
    ),
    Operation("some", fitting.some_kind, figuring.some, "whether at least one row is chosen"),
    Operation("length", fitting.length_kind, figuring.length, "how many entries a list has"),
    Operation(
        "all_between",
        partial(fitting.list_kind, 2),
        figuring.between_all,
        "whether every entry lies between two numbers",
    ),
    Operation(
        "often_low",
        partial(fitting.list_kind, 3),
        figuring.often_low,
        "often_low(LIST, LIMIT, TIMES, WITHIN): so many of the first entries are at most the limit",
    ),
)
"""Every operation by name; the signs first, then the functions."""

SIGNS = {one.sign: one for one in OPERATIONS.values() if one.sign}
FUNCTIONS = {name: one for name, one in OPERATIONS.items() if not one.sign and name not in ("not", "if")}


def constant_of(node: ConstantNode) -> Number | Constant:
    """The value of a constant: a number, a row, or a table with the bits of its rows that hold."""
    return Constant(bits=node.value) if node.kind.name == "table" else Number(node.value)
