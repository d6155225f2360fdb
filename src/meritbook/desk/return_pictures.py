"""The tornado of a case as a picture: places in user units, worked out here so that the template only draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from meritbook.core.results.sensitivity import Bar

WIDTH, LEFT, RIGHT, TOP, STEP, HIGH = 720, 16, 16, 14, 46, 16
MOST = 12
"""Bars that are drawn; the table below holds all of them."""


@dataclass(frozen=True)
class DrawnBar:
    """A driver: its name above a bar from the lower to the higher result."""

    says: str
    ends: str
    """The places of the driver that lead to the two results."""
    x: float
    width: float
    y: int
    text_y: int


@dataclass(frozen=True)
class Tornado:
    """The picture."""

    bars: tuple[DrawnBar, ...]
    width: int
    height: int
    bar_height: int
    middle: float
    """Where the net present value of the case lies."""
    nothing: float | None
    """Where it is worth nothing; none where that lies outside the picture."""
    ticks: tuple[tuple[float, str, str], ...]
    """Place, figure and anchor of the ends of the axis."""
    says: str


def money(amount: Decimal) -> str:
    """`-$1,200`: an amount to the dollar."""
    return f"{'-' if amount < 0 else ''}${abs(amount):,.0f}"


def drawn(bars: Sequence[Bar], npv: Decimal | None) -> Tornado | None:
    """The picture of the bars that move the result most; none where nothing moves it."""
    shown = [one for one in bars if one.spread][:MOST]
    if not shown or npv is None:
        return None
    results = [each for one in shown for each in (one.at_low, one.at_high)]
    low, high = min(*results, npv), max(*results, npv)
    span = float(high - low) or 1.0

    def x(amount: Decimal) -> float:
        return round(LEFT + float(amount - low) / span * (WIDTH - LEFT - RIGHT), 1)

    found = []
    for place, one in enumerate(shown):
        ends = sorted((one.at_low, one.at_high))
        y = TOP + place * STEP
        driver = one.driver
        found.append(
            DrawnBar(
                says=driver.says,
                ends=f"{driver.words(driver.low)}: {money(one.at_low)}; {driver.words(driver.high)}: "
                f"{money(one.at_high)}",
                x=x(ends[0]),
                width=max(round(x(ends[1]) - x(ends[0]), 1), 1.0),
                y=y + 18,
                text_y=y + 12,
            )
        )
    first = shown[0]
    turns = [one.driver.says for one in shown if min(one.at_low, one.at_high) < 0 < max(one.at_low, one.at_high)]
    said = f"{first.driver.says} moves the result most, between {money(min(first.at_low, first.at_high))} and "
    said += f"{money(max(first.at_low, first.at_high))}. "
    said += f"Alone, these turn it: {', '.join(turns)}." if turns else "None of them alone turns it."
    return Tornado(
        bars=tuple(found),
        width=WIDTH,
        height=TOP + len(shown) * STEP + 30,
        bar_height=HIGH,
        middle=x(npv),
        nothing=x(Decimal(0)) if low <= 0 <= high else None,
        ticks=((LEFT, money(low), "start"), (WIDTH - RIGHT, money(high), "end")),
        says=said,
    )
