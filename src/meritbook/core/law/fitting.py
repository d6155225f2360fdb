"""Which parts fit an operation, and the kind of what it gives. What does not fit is refused with its pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from meritbook.core.law.kinds import DATE, TRUTH, Kind
from meritbook.core.law.tree import Node, ParameterNode
from meritbook.core.law.units import CALENDAR_YEAR, DAY, ENTRY, PERCENT, YEAR

LONGEST_DAYS, LONGEST_YEARS = 40_000, 100
"""What may be added to a day, so that no day leaves the calendar."""

Kinds = Callable[[Sequence[Node]], Kind]


class KindError(ValueError):
    """An operation over parts that do not fit together; the message says how."""


def expect(nodes: Sequence[Node], *names: str) -> None:
    """Refuse parts that are not of these kinds, one for each."""
    if len(nodes) != len(names):
        raise KindError(f"it takes {len(names)} parts, and {len(nodes)} are given")
    for node, name in zip(nodes, names, strict=True):
        if node.kind.name != name:
            raise KindError(f"“{node.text}” is {node.kind}, and should be {Kind(name)}")  # type: ignore[arg-type]


def same_unit(left: Node, right: Node) -> None:
    """Refuse two parts in different units."""
    if left.kind.unit != right.kind.unit:
        raise KindError(f"“{left.text}” is {left.kind} and “{right.text}” is {right.kind}")


def in_unit(node: Node, unit: Any, least: int | None = None) -> None:
    """Refuse a part that is not in the unit or, with `least`, not a whole number up to that bound."""
    if node.kind.unit != unit:
        raise KindError(f"“{node.text}” is {node.kind}, and should be in {unit}")
    if least is not None and (node.kind.bound > least or node.kind.places):
        raise KindError(f"“{node.text}” should be a whole number of at most {least:,}")


def fits(kind: Kind) -> Kind:
    """The kind, refused if its numbers could outgrow what is counted exactly."""
    if not kind.fits():
        raise KindError("its figures could grow beyond what can be counted exactly")
    return kind


def sum_kind(nodes: Sequence[Node]) -> Kind:
    """Two numbers in one unit give a number in it, with the places of the finer one."""
    expect(nodes, "number", "number")
    same_unit(*nodes)
    places = max(node.kind.places for node in nodes)
    return fits(Kind("number", nodes[0].kind.unit, places, sum(node.kind.bound for node in nodes)))


def product_kind(nodes: Sequence[Node]) -> Kind:
    """Two numbers give a number in the product of their units."""
    expect(nodes, "number", "number")
    left, right = (node.kind for node in nodes)
    unit = left.unit.times(right.unit)
    return fits(Kind("number", unit, left.places + right.places, left.bound * right.bound))


def share_kind(nodes: Sequence[Node]) -> Kind:
    """A number in percent and an amount give a number in the unit of the amount."""
    kind = product_kind(nodes)
    in_unit(nodes[0], PERCENT)
    bound = nodes[0].kind.bound * nodes[1].kind.bound // 100 + 1
    return fits(replace(kind, unit=nodes[1].kind.unit, places=kind.places + 2, bound=bound))


def quotient_kind(nodes: Sequence[Node]) -> Kind:
    """A number and a parameter give a whole number in the quotient of their units."""
    expect(nodes, "number", "number")
    if not isinstance(nodes[1], ParameterNode):
        raise KindError(
            f"“{nodes[1].text}” is not a parameter: only what the law sets may divide, for it is never nought"
        )
    left, right = (node.kind for node in nodes)
    for one in (left, right):
        fits(replace(one, places=max(left.places, right.places)))
    return Kind("number", left.unit.times(right.unit, -1), 0, left.bound * right.scale + 1)


def least_kind(nodes: Sequence[Node]) -> Kind:
    """Two numbers in one unit, or two days, give one of them."""
    if len(nodes) != 2 or {node.kind.name for node in nodes} not in ({"number"}, {"date"}):
        raise KindError("it takes two numbers or two days")
    same_unit(*nodes)
    places, bound = (max(getattr(node.kind, name) for node in nodes) for name in ("places", "bound"))
    return fits(Kind(nodes[0].kind.name, nodes[0].kind.unit, places, bound))


def compare_kind(nodes: Sequence[Node]) -> Kind:
    """Two numbers in one unit, or two days, give yes or no."""
    if len(nodes) != 2 or {node.kind.name for node in nodes} not in ({"number"}, {"date"}):
        raise KindError(f"“{nodes[0].text}” is {nodes[0].kind} and “{nodes[-1].text}” is {nodes[-1].kind}")
    return same(nodes)


def same(nodes: Sequence[Node]) -> Kind:
    """Yes or no, refused if the parts differ in unit or cannot be counted in one last place."""
    same_unit(*nodes)
    places = max(node.kind.places for node in nodes)
    for node in nodes:
        fits(replace(node.kind, places=places))
    return TRUTH


def equal_kind(nodes: Sequence[Node]) -> Kind:
    """Two numbers in one unit, two days, or two rows of one table give yes or no."""
    names = {node.kind.name for node in nodes}
    if len(nodes) != 2 or names not in ({"number"}, {"date"}, {"choice"}):
        raise KindError(f"“{nodes[0].text}” is {nodes[0].kind} and “{nodes[-1].text}” is {nodes[-1].kind}")
    if nodes[0].kind.table != nodes[1].kind.table:
        raise KindError(f"“{nodes[0].text}” and “{nodes[1].text}” are rows of different tables")
    return same(nodes)


def truths(nodes: Sequence[Node]) -> Kind:
    """Any number of parts that are yes or no give yes or no."""
    expect(nodes, *("truth" for _ in nodes))
    return TRUTH


def choice_kind(nodes: Sequence[Node]) -> Kind:
    """A condition and two branches of one kind give that kind."""
    condition, yes, no = nodes
    expect([condition], "truth")
    if yes.kind.name == no.kind.name == "truth":
        return TRUTH
    return least_kind([yes, no])


def add_days_kind(nodes: Sequence[Node]) -> Kind:
    """A day and a whole number of days, few enough to stay in the calendar, give a day."""
    expect(nodes, "date", "number")
    in_unit(nodes[1], DAY, LONGEST_DAYS)
    return DATE


def add_years_kind(nodes: Sequence[Node]) -> Kind:
    """A day and a whole number of years, few enough to stay in the calendar, give a day."""
    expect(nodes, "date", "number")
    in_unit(nodes[1], YEAR, LONGEST_YEARS)
    return DATE


def between_kind(kind: Kind, nodes: Sequence[Node]) -> Kind:
    """Two days give the kind."""
    expect(nodes, "date", "date")
    return kind


def fiscal_year_kind(nodes: Sequence[Node]) -> Kind:
    """A day and the day on which the fiscal year starts give the number of a year."""
    expect(nodes, "date", "month_day")
    return Kind("number", CALENDAR_YEAR, 0, 3000)


def in_year_kind(nodes: Sequence[Node]) -> Kind:
    """The number of a year and a day of the year give a day."""
    expect(nodes, "number", "month_day")
    in_unit(nodes[0], CALENDAR_YEAR)
    return DATE


def business_kind(nodes: Sequence[Node]) -> Kind:
    """A day and a list of holidays give a day."""
    expect(nodes, "date", "dates")
    return DATE


def event_and_day(nodes: Sequence[Node]) -> Kind:
    """An event and a day give yes or no."""
    expect(nodes, "event", "date")
    return TRUTH


def event(kind: Kind, nodes: Sequence[Node]) -> Kind:
    """An event gives the kind."""
    expect(nodes, "event")
    return kind


def row_kind(name: str, nodes: Sequence[Node]) -> Kind:
    """A row or rows of a table, and that table, give yes or no."""
    expect(nodes, name, "table")
    if nodes[0].kind.table != nodes[1].kind.table:
        raise KindError(f"“{nodes[0].text}” is not of the table “{nodes[1].kind.table}”")
    return TRUTH


def some_kind(nodes: Sequence[Node]) -> Kind:
    """Rows of a table give yes or no."""
    expect(nodes, "choices")
    return TRUTH


def length_kind(nodes: Sequence[Node]) -> Kind:
    """A list gives the number of its entries."""
    expect(nodes, "numbers")
    return Kind("number", ENTRY, 0, 1000)


def list_kind(then: int, nodes: Sequence[Node]) -> Kind:
    """A list and so many whole numbers that the law sets give yes or no."""
    expect(nodes, "numbers", *("number" for _ in range(then)))
    for node in nodes[1:]:
        if not isinstance(node, ParameterNode) or node.kind.places:
            raise KindError(f"“{node.text}” should be a whole number that the law sets")
    same_unit(nodes[0], nodes[1])
    if nodes[0].kind.places:
        raise KindError("a list is compared in whole numbers")
    return TRUTH
