"""What the net present value of a case hangs on: one figure at a time, two together, and where it breaks even."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from meritbook.core.results.return_case import CaseText
from meritbook.core.results.return_policy import Basis
from meritbook.core.results.returns import (
    balancing_rates,
    counted,
    missing_of,
    net_flows,
    percent,
    present_value,
)
from meritbook.core.values import Value

RATE, COSTS, BENEFITS = "rate", "all-costs", "all-benefits"
STEPS = 5
_WHOLE = Decimal(100)
_PLACES = Decimal("0.1")


class Driver(Value):
    """Something that the result hangs on, and between which ends it may come out."""

    key: str
    says: str
    low: Decimal
    high: Decimal
    """For `rate`: rates a year; for the others: percent of the figures, so that 100 is as on record."""

    def words(self, at: Decimal) -> str:
        """A place of it in words."""
        return percent(at) if self.key == RATE else f"{at.normalize():f}%"


class Bar(Value):
    """A driver at both of its ends, all others as on record."""

    driver: Driver
    at_low: Decimal
    at_high: Decimal
    """Net present values in dollars."""

    @property
    def spread(self) -> Decimal:
        """How far the two lie apart."""
        return abs(self.at_high - self.at_low)


class Grid(Value):
    """Two drivers together: the net present value of each pair of places."""

    rows: Driver
    columns: Driver
    row_words: tuple[str, ...]
    column_words: tuple[str, ...]
    cells: tuple[tuple[Decimal, ...], ...]


class BreakEven(Value):
    """Where a driver alone brings the net present value to nothing."""

    driver: Driver
    at: Decimal | None
    says: str


def drivers(text: CaseText, basis: Basis) -> tuple[Driver, ...]:
    """The rate, all costs, all benefits, and each line that counts."""
    down, up = _WHOLE - basis.swing_percent, _WHOLE + basis.swing_percent
    found = [
        Driver(key=RATE, says="Discount rate", low=basis.low_rate, high=basis.high_rate),
        Driver(key=COSTS, says="All costs", low=down, high=up),
        Driver(key=BENEFITS, says="All benefits", low=down, high=up),
    ]
    found += [
        Driver(
            key=one.key,
            says=one.says,
            low=down if one.low is None else one.low,
            high=up if one.high is None else one.high,
        )
        for one in counted(text, basis.counts)
    ]
    return tuple(found)


def npv_at(text: CaseText, basis: Basis, places: Sequence[tuple[Driver, Decimal]]) -> Decimal | None:
    """The net present value with the drivers at other places than on record; none where a figure is missing."""
    if missing_of(text, basis.counts):
        return None
    lines, rate = counted(text, basis.counts), basis.rate
    factors = {one.key: Decimal(1) for one in lines}
    for driver, at in places:
        if driver.key == RATE:
            rate = at
            continue
        for one in lines:
            side = {COSTS: "cost", BENEFITS: "benefit"}.get(driver.key)
            if one.key == driver.key or one.side == side:
                factors[one.key] *= at / _WHOLE
    net = net_flows(lines, text.years, factors)
    return None if net is None else present_value(net, rate, basis.timing)


def tornado(text: CaseText, basis: Basis) -> tuple[Bar, ...]:
    """Each driver at both of its ends, the one that moves the result most first; empty while a figure is missing."""
    found = []
    for one in drivers(text, basis):
        if one.key in (COSTS, BENEFITS):
            continue
        low, high = (npv_at(text, basis, [(one, at)]) for at in (one.low, one.high))
        if low is not None and high is not None:
            found.append(Bar(driver=one, at_low=low, at_high=high))
    return tuple(sorted(found, key=lambda one: (-one.spread, one.driver.key)))


def grid(text: CaseText, basis: Basis, rows: Driver, columns: Driver) -> Grid | None:
    """The net present value over five places of each of two drivers; none while a figure is missing."""
    down, across = _places(rows), _places(columns)
    cells = []
    for row in down:
        line = [npv_at(text, basis, [(rows, row), (columns, one)]) for one in across]
        known = [one for one in line if one is not None]
        if len(known) < len(line):
            return None
        cells.append(tuple(known))
    return Grid(
        rows=rows,
        columns=columns,
        row_words=tuple(rows.words(one) for one in down),
        column_words=tuple(columns.words(one) for one in across),
        cells=tuple(cells),
    )


def _places(driver: Driver) -> list[Decimal]:
    step = (driver.high - driver.low) / (STEPS - 1)
    return [driver.low + place * step for place in range(STEPS)]


def break_evens(text: CaseText, basis: Basis) -> tuple[BreakEven, ...]:
    """Where each driver alone breaks even. In a line the net present value is straight, so that the place is exact."""
    if missing_of(text, basis.counts):
        return ()
    found = []
    for one in drivers(text, basis):
        if one.key == RATE:
            net = net_flows(counted(text, basis.counts), text.years)
            balance = balancing_rates(net or ())
            found.append(BreakEven(driver=one, at=balance.rate, says=balance.says))
            continue
        none, full = (npv_at(text, basis, [(one, at)]) for at in (Decimal(0), _WHOLE))
        found.append(_straight(one, none or Decimal(0), full or Decimal(0)))
    return tuple(found)


def _straight(driver: Driver, at_none: Decimal, at_full: Decimal) -> BreakEven:
    each = at_full - at_none
    if not each:
        return BreakEven(driver=driver, at=None, says="It does not move the result.")
    with localcontext() as context:
        context.prec = 40
        at = (-at_none / each * _WHOLE).quantize(_PLACES, ROUND_HALF_EVEN)
    if at < 0:
        ends = "worth it" if at_full > 0 else "not worth it"
        return BreakEven(driver=driver, at=None, says=f"However it comes out, the case stays {ends}.")
    return BreakEven(driver=driver, at=at, says=f"At {at:,}% of its figures the case brings exactly what it costs.")
