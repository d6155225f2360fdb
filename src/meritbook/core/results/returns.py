"""What a case returns: net present value, balancing rates, payback, ratio. Nothing is guessed.

Money is Decimal throughout; only the rates that balance a case are sought in floating point, and rounded. Follows: the
net present value and the balancing (internal) rate of any text on capital budgeting; the warning on several rates is of
J. H. Lorie and L. J. Savage, "Three Problems in Rationing Capital" (1955). Iowa's Performance Measurement and Reporting
initiative names a methodology of return on investment and leaves it to the department.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from itertools import accumulate, pairwise

from meritbook.core.results.return_case import CaseLine, CaseText, Side
from meritbook.core.results.return_policy import Basis, Kind, Timing
from meritbook.core.values import Value

CENT, HUNDREDTH, MILLIONTH = Decimal("0.01"), Decimal("0.01"), Decimal("0.000001")
LEAST_RATE, MOST_RATE = -0.99, 10.0
"""Between which the balancing rates are sought: a loss of 99 percent a year and a gain of 1,000."""
_SHIFT: dict[Timing, Decimal] = {"start": Decimal(0), "middle": Decimal("0.5"), "end": Decimal(1)}
_DIGITS = 50
_FLAT = 1e-13
"""A polynomial counts as zero where it is so small against the sum of its terms."""


class Balance(Value):
    """The rates at which a case costs exactly what it brings: none, one, or several."""

    rates: tuple[Decimal, ...]
    """From the lowest; 0.12 is twelve percent a year."""
    says: str

    @property
    def rate(self) -> Decimal | None:
        """The rate, where there is exactly one."""
        return self.rates[0] if len(self.rates) == 1 else None


class Payback(Value):
    """After how many years a case has brought what it cost, and stays there."""

    years: Decimal | None
    """From the first day of the first fiscal year, the money running evenly through each; none where it never does."""
    says: str


class YearRow(Value):
    """A fiscal year of a case; none where a figure is missing."""

    year: str
    costs: Decimal | None
    benefits: Decimal | None
    net: Decimal | None
    sum: Decimal | None
    """Net of this year and all before it."""
    discounted: Decimal | None
    discounted_sum: Decimal | None


class ByKind(Value):
    """The net present value as more kinds are counted."""

    says: str
    npv: Decimal | None


class Worked(Value):
    """What a case returns by its basis. Every figure is none while one that it rests on is missing."""

    basis: Basis
    rows: tuple[YearRow, ...]
    npv: Decimal | None
    pv_costs: Decimal | None
    pv_benefits: Decimal | None
    ratio: Decimal | None
    """Present value of the benefits for each dollar of that of the costs; none also where nothing is paid."""
    balance: Balance | None
    payback: Payback | None
    discounted_payback: Payback | None
    kinds: tuple[ByKind, ...]
    missing: tuple[str, ...]
    """What is missing for it, in words."""


def factor(rate: Decimal, place: int, timing: Timing) -> Decimal:
    """What a dollar of the fiscal year at a place, from 0, is worth on the first day of the first one."""
    with localcontext() as context:
        context.prec = _DIGITS
        return (1 + rate) ** -(place + _SHIFT[timing])


def present_value(flows: Sequence[Decimal], rate: Decimal, timing: Timing = "end") -> Decimal:
    """The flows of consecutive fiscal years as worth on the first day of the first, to the cent."""
    with localcontext() as context:
        context.prec = _DIGITS
        total = sum((one * factor(rate, place, timing) for place, one in enumerate(flows)), Decimal(0))
        return total.quantize(CENT, ROUND_HALF_EVEN)


def counted(text: CaseText, kinds: Sequence[Kind]) -> tuple[CaseLine, ...]:
    """The lines that count: every cost, of whatever kind, and the benefits of the kinds."""
    return tuple(one for one in text.lines if one.side == "cost" or one.kind in kinds)


def missing_of(text: CaseText, kinds: Sequence[Kind]) -> tuple[str, ...]:
    """Which figures that count nobody knows yet or name no source, and which sides have none at all."""
    lines = counted(text, kinds)
    said = []
    for side, noun in (("cost", "cost"), ("benefit", "benefit")):
        if not any(one.side == side for one in lines):
            said.append(f"No {noun} that counts is on record.")
    for one in lines:
        years = [text.year(place) for place, amount in enumerate(one.amounts) if amount is None]
        if years:
            said.append(f"“{one.says}” has no figure for {', '.join(years)}.")
        if not one.source:
            said.append(f"“{one.says}” names no source.")
    return tuple(said)


def side_flows(
    lines: Sequence[CaseLine], side: Side, years: int, factors: Mapping[str, Decimal] | None = None
) -> tuple[Decimal | None, ...]:
    """The dollars of a side in each year, each line times its factor (1 unless given); none where one is missing."""
    found: list[Decimal | None] = []
    for place in range(years):
        total: Decimal | None = Decimal(0)
        for one in lines:
            if one.side != side:
                continue
            amount = one.amounts[place]
            if amount is None or total is None:
                total = None
            else:
                total += amount * (factors or {}).get(one.key, Decimal(1))
        found.append(total)
    return tuple(found)


def net_flows(
    lines: Sequence[CaseLine], years: int, factors: Mapping[str, Decimal] | None = None
) -> tuple[Decimal, ...] | None:
    """Benefits less costs in each year; none where a figure is missing."""
    costs, benefits = (side_flows(lines, side, years, factors) for side in ("cost", "benefit"))
    net = [minus(one, other) for one, other in zip(benefits, costs, strict=True)]
    known = [one for one in net if one is not None]
    return tuple(known) if len(known) == years else None


def minus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The difference; none where one of them is not known."""
    return None if one is None or other is None else one - other


def work_out(text: CaseText, basis: Basis) -> Worked:
    """Everything that the figures of a case say by its basis."""
    lines = counted(text, basis.counts)
    missing = missing_of(text, basis.counts)
    costs, benefits = (side_flows(lines, side, text.years) for side in ("cost", "benefit"))
    rows = _rows(text, basis, costs, benefits)
    kinds = _by_kind(text, basis)
    net = None if missing else net_flows(lines, text.years)
    if net is None:
        return Worked(
            basis=basis, rows=rows, npv=None, pv_costs=None, pv_benefits=None, ratio=None, balance=None, payback=None,
            discounted_payback=None, kinds=kinds, missing=missing,
        )  # fmt: skip
    out, back = (
        present_value([one or Decimal(0) for one in side], basis.rate, basis.timing) for side in (costs, benefits)
    )
    return Worked(
        basis=basis,
        rows=rows,
        npv=present_value(net, basis.rate, basis.timing),
        pv_costs=out,
        pv_benefits=back,
        ratio=(back / out).quantize(HUNDREDTH) if out else None,
        balance=balancing_rates(net),
        payback=payback(net),
        discounted_payback=payback([one * factor(basis.rate, at, basis.timing) for at, one in enumerate(net)]),
        kinds=kinds,
        missing=(),
    )


def _rows(
    text: CaseText, basis: Basis, costs: Sequence[Decimal | None], benefits: Sequence[Decimal | None]
) -> tuple[YearRow, ...]:
    rows = []
    running: Decimal | None = Decimal(0)
    worth: Decimal | None = Decimal(0)
    for place in range(text.years):
        net = minus(benefits[place], costs[place])
        now = None if net is None else net * factor(basis.rate, place, basis.timing)
        running = None if running is None or net is None else running + net
        worth = None if worth is None or now is None else worth + now
        rows.append(
            YearRow(
                year=text.year(place),
                costs=costs[place],
                benefits=benefits[place],
                net=net,
                sum=running,
                discounted=_cents(now),
                discounted_sum=_cents(worth),
            )
        )
    return tuple(rows)


def _cents(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(CENT, ROUND_HALF_EVEN)


def _by_kind(text: CaseText, basis: Basis) -> tuple[ByKind, ...]:
    """Costs of every kind against the benefits of ever more kinds: cash alone says the least."""
    found = []
    held: tuple[Kind, ...] = ()
    for kind in Kind:
        held = (*held, kind)
        lines = [one for one in text.lines if one.side == "cost" or one.kind in held]
        known = all(one.source and None not in one.amounts for one in lines)
        net = net_flows(lines, text.years) if known and lines else None
        words = " and ".join([", ".join(one.noun for one in held[:-1]), held[-1].noun] if held[:-1] else [kind.noun])
        found.append(
            ByKind(
                says=f"Benefits in {words}{' alone' if len(held) == 1 else ''}",
                npv=None if net is None else present_value(net, basis.rate, basis.timing),
            )
        )
    return tuple(found)


def payback(flows: Sequence[Decimal]) -> Payback:
    """When the sum of the flows stops being below zero for good, the money of a year running evenly through it."""
    sums = list(accumulate(flows))
    behind = [place for place, one in enumerate(sums) if one < 0]
    if not behind:
        return Payback(years=Decimal(0), says="It is never behind: no year leaves more paid than brought.")
    last = behind[-1]
    if last == len(sums) - 1:
        return Payback(years=None, says=f"It does not pay back within its {len(flows)} years.")
    years = (last + 1 - sums[last] / flows[last + 1]).quantize(HUNDREDTH)
    return Payback(years=years, says=f"After {years} years, counted from the first day of the first fiscal year.")


def balancing_rates(flows: Sequence[Decimal]) -> Balance:
    """Every rate from -99 to 1,000 percent a year at which the flows are worth nothing (the internal rates of return).

    The flows are a polynomial in 1 / (1 + rate); between the zeros of its derivative it has one zero at most, so that
    none is passed over.
    """
    if not any(one > 0 for one in flows) or not any(one < 0 for one in flows):
        return Balance(rates=(), says="No rate balances it: money flows in one direction alone.")
    largest = max(abs(one) for one in flows)
    terms = [float(one / largest) for one in flows]
    while terms and terms[0] == 0:
        terms.pop(0)
    while terms[-1] == 0:
        terms.pop()
    found = _zeros(terms, 1 / (1 + MOST_RATE), 1 / (1 + LEAST_RATE))
    rates = sorted({Decimal(repr(1 / one - 1)).quantize(MILLIONTH, ROUND_HALF_EVEN) + 0 for one in found})
    if not rates:
        return Balance(rates=(), says="No rate between -99% and 1,000% a year balances it.")
    if len(rates) == 1:
        return Balance(rates=tuple(rates), says=f"It balances at {percent(rates[0])} a year.")
    each = " and ".join(percent(one) for one in rates)
    return Balance(
        rates=tuple(rates),
        says=f"It balances at {each} a year. With several rates none can be held against the discount rate; the net "
        "present value decides.",
    )


def percent(rate: Decimal) -> str:
    """`28.1%`."""
    return f"{rate * 100:.1f}%"


def _zeros(terms: Sequence[float], low: float, high: float) -> list[float]:
    """Where the polynomial, its lowest term first, is zero between two ends."""
    if len(terms) < 2:
        return []
    # Here, not above: every command knows what is kept of a return, and this import takes longer than most commands.
    from scipy.optimize import brentq

    turns = _zeros([place * one for place, one in enumerate(terms)][1:], low, high)
    edges = [low, *turns, high]
    found: list[float] = [one for one in edges if _is_flat(terms, one)]
    for left, right in pairwise(edges):
        if _is_flat(terms, left) or _is_flat(terms, right) or left == right:
            continue
        if (_at(terms, left) < 0) is not (_at(terms, right) < 0):
            found.append(float(brentq(lambda x: _at(terms, x), left, right, xtol=1e-15, rtol=1e-14)))
    return sorted(set(found))


def _at(terms: Sequence[float], x: float) -> float:
    total = 0.0
    for one in reversed(terms):
        total = total * x + one
    return total


def _is_flat(terms: Sequence[float], x: float) -> bool:
    return abs(_at(terms, x)) <= _FLAT * _at([abs(one) for one in terms], x)
