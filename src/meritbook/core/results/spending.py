"""Spending beside results: what a budget unit spent, and what one unit of its output cost, where both are on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from meritbook.core.contracts.measures import with_unit
from meritbook.core.dates import day_in_words
from meritbook.core.results.measure import MeasureDefinition, MeasureKind
from meritbook.core.results.periods import Period, period_on
from meritbook.core.results.standing import PeriodValue
from meritbook.core.values import Value

_CENT = Decimal("0.01")


class Spent(Value):
    """What is on record of a budget unit in a fiscal year; none where nobody recorded it."""

    year: Period
    appropriated: Decimal | None
    spent: Decimal | None
    through: date | None
    """The last day that the spending covers."""

    @property
    def share(self) -> Decimal | None:
        """Percent of the appropriation that is spent."""
        if self.spent is None or not self.appropriated:
            return None
        return (self.spent / self.appropriated * 100).quantize(Decimal("0.1"))


class UnitCost(Value):
    """What one unit of an output cost: the spending of the budget unit over the output of the same days."""

    cost: Decimal | None
    """Dollars; none where it is undetermined."""
    output: Decimal | None
    says: str
    missing: tuple[str, ...] = ()


def unit_cost(
    spent: Spent, definition: MeasureDefinition, values: Sequence[PeriodValue], *, others: Sequence[str] = ()
) -> UnitCost:
    """What one unit of the output cost in the year so far.

    `others`: further outputs of the same budget unit, by their titles. Its spending is on record as a whole, and
    nothing says which share of it each of them took.
    """
    missing = _missing(spent, definition, others)
    periods = _periods(spent, definition)
    known = {one.starts_on: one.value for one in values}
    if not missing and not periods:
        missing.append(f"The spending does not run to the end of a {definition.frequency.noun} of the measure.")
    lacking = [one.words for one in periods if one.starts_on not in known]
    if not missing and lacking:
        missing.append(f"No value is on record for {', '.join(lacking)}.")
    if missing or spent.spent is None:
        return UnitCost(cost=None, output=None, says="Undetermined", missing=tuple(missing))
    output = sum((known[one.starts_on] for one in periods), Decimal(0))
    if output <= 0:
        return UnitCost(cost=None, output=output, says="Undetermined", missing=("Nothing was put out in these days.",))
    cost = (spent.spent / output).quantize(_CENT, ROUND_HALF_EVEN)
    return UnitCost(
        cost=cost,
        output=output,
        says=f"${spent.spent:,.2f} over {with_unit(output, definition.unit)}, "
        f"{periods[0].words} to {periods[-1].words}",
    )


def _missing(spent: Spent, definition: MeasureDefinition, others: Sequence[str]) -> list[str]:
    said = []
    if definition.kind is not MeasureKind.OUTPUT:
        said.append(f"It is a measure of {definition.kind.value}, and no output.")
    elif definition.unit.strip() == "%":
        said.append("Percentages of several periods cannot be added up.")
    if spent.spent is None or spent.through is None:
        said.append(f"No spending is on record for {spent.year.label}.")
    if others:
        said.append(f"The spending is on record for {', '.join(others)} as well, and no share of it for each.")
    return said


def _periods(spent: Spent, definition: MeasureDefinition) -> tuple[Period, ...]:
    """The periods of the measure that make up exactly the days that the spending covers; empty where none do."""
    if spent.through is None:
        return ()
    found = []
    one = period_on(spent.year.starts_on, definition.frequency, definition.year_starts_in)
    if one.starts_on != spent.year.starts_on:
        return ()
    while one.last_day <= spent.through:
        found.append(one)
        one = one.next()
    return tuple(found) if found and found[-1].last_day == spent.through else ()


def spent_in_words(spent: Spent) -> str:
    """`$1,200,000.00 of $2,400,000.00 to 31 December 2004 (50.0%)`."""
    if spent.spent is None or spent.through is None:
        return "Undetermined"
    of = "" if spent.appropriated is None else f" of ${spent.appropriated:,.2f}"
    share = "" if spent.share is None else f" ({spent.share}%)"
    return f"${spent.spent:,.2f}{of} to {day_in_words(spent.through)}{share}"
