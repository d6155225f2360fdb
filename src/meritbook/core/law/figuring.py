"""How each operation is figured, once for one case and for a column of them: see `core.law.values`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, reduce
from typing import Any

from meritbook.core.law.tree import Node
from meritbook.core.law.values import (
    Event,
    Found,
    Number,
    Numbers,
    Primitives,
    Truth,
    choose,
    known_truth,
    not_,
    truth,
)

Run = Callable[[Primitives, int, Sequence[Node], Sequence[Any]], Found]


def aligned(nodes: Sequence[Node], values: Sequence[Any]) -> list[Any]:
    """The numbers, counted in the same last place."""
    places = max(node.kind.places for node in nodes)
    return [
        one.value if node.kind.places == places else one.value * 10 ** (places - node.kind.places)
        for node, one in zip(nodes, values, strict=True)
    ]


def known_all(lib: Primitives, values: Sequence[Any]) -> Any:
    """Where all of the values are known."""
    known: Any = True
    for one in values:
        known = lib.both(known, one.known)
    return known


def arithmetic(
    figure: Callable[[Any, Any], Any], lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]
) -> Number:
    """What comes out of two numbers counted in one last place."""
    del on
    return Number(figure(*aligned(nodes, values)), known_all(lib, values))


def product(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Number:
    """The product; its places are those of both together, and of a percentage two more."""
    del on, nodes
    return Number(values[0].value * values[1].value, known_all(lib, values))


def ceiling(left: Any, right: Any) -> Any:
    """The quotient, a started one counting whole."""
    return -((-left) // right)


def extreme(
    compare: Callable[[Any, Any], Any], lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]
) -> Number:
    """Of two the left one where the comparison holds, else the right one: the smaller or the larger."""
    del on
    left, right = aligned(nodes, values)
    return Number(lib.where(compare(left, right), left, right), known_all(lib, values))


def comparison(
    compare: Callable[[Any, Any], Any], lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]
) -> Truth:
    """A comparison of two, unknown where one of them is."""
    del on
    return known_truth(lib, compare(*aligned(nodes, values)), known_all(lib, values))


def joined(
    join: Callable[[Primitives, Truth, Truth], Truth],
    lib: Primitives,
    on: int,
    nodes: Sequence[Node],
    values: Sequence[Any],
) -> Truth:
    """A joining of several truths, two at a time."""
    del on, nodes
    joined: Truth = reduce(partial(join, lib), values)
    return joined


def negation(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """The contrary; what is unknown stays so."""
    del on, nodes
    return not_(lib, values[0])


def chosen(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Found:
    """One of two branches, numbers counted in one last place."""
    del on
    condition, yes, no = values
    if isinstance(yes, Number):
        left, right = aligned(nodes[1:], values[1:])
        return choose(lib, condition, Number(left, yes.known), Number(right, no.known))
    return choose(lib, condition, yes, no)


def figured(
    figure: Callable[..., Any], lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]
) -> Number:
    """What comes out of the bare values, known where all of them are."""
    del on, nodes
    return Number(figure(*(one.value for one in values)), known_all(lib, values))


def business(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Number:
    """The next business day from a day on, unknown where the holidays are."""
    del on, nodes
    day, holidays = values
    return Number(lib.roll(day.value, holidays.days), lib.both(day.known, holidays.known))


def by(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """Whether an event was in time: open while it has not happened and its last day is not over."""
    del nodes
    event, last = values
    happened, in_time = event.happened, event.day <= last.value
    over = on > last.value
    dated = lib.both(happened.yes, event.dated)
    undated = lib.both(happened.yes, lib.no(event.dated))
    not_yet = lib.no(lib.either(happened.yes, happened.unknown))
    yes = lib.either(lib.both(dated, in_time), lib.both(undated, lib.no(over)))
    no = lib.either(lib.both(dated, lib.no(in_time)), lib.both(not_yet, over))
    return truth(lib, lib.both(yes, last.known), lib.both(no, last.known))


def not_before(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """Whether an event was late enough: in order while it has not happened."""
    del nodes
    event, first = values
    happened, late_enough = event.happened, event.day >= first.value
    dated = lib.both(happened.yes, event.dated)
    undated = lib.both(happened.yes, lib.no(event.dated))
    not_yet = lib.no(lib.either(happened.yes, happened.unknown))
    yes = lib.either(lib.both(lib.both(dated, late_enough), first.known), not_yet)
    early = lib.either(lib.both(dated, lib.no(late_enough)), lib.both(undated, on < first.value))
    return truth(lib, yes, lib.both(early, first.known))


def happened(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """Whether an event has happened by the day of the check."""
    del lib, on, nodes
    event: Event = values[0]
    return event.happened


def day_of(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Number:
    """The day of an event, known where it has happened on a known day."""
    del on, nodes
    event: Event = values[0]
    return Number(event.day, lib.both(event.happened.yes, event.dated))


def holds(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """Whether the chosen row holds: its bit among those of the table."""
    del on, nodes
    choice, table = values
    return known_truth(lib, ((table.bits >> choice.value) & 1) == 1, choice.known)


def covers(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """Whether all rows that hold are chosen."""
    del on, nodes
    chosen, table = values
    return known_truth(lib, (chosen.value & table.bits) == table.bits, chosen.known)


def some(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """Whether any row is chosen."""
    del on, nodes
    return known_truth(lib, values[0].value != 0, values[0].known)


def length(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Number:
    """The entries of a list, those that are not known included."""
    del on, nodes
    many: Numbers = values[0]
    total: Any = 0
    for cell in many.cells:
        total = total + lib.where(cell.there, 1, 0)
    return Number(total, many.known)


def between_all(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """Whether all entries lie in the range: one outside decides, one unknown leaves it open."""
    del on, nodes
    many, least, most = values
    known = known_all(lib, values)
    outside: Any = False
    open_: Any = lib.no(known)
    for cell in many.cells:
        there = lib.both(cell.there, known)
        wrong = lib.either(cell.value < least.value, cell.value > most.value)
        outside = lib.either(outside, lib.both(lib.both(there, cell.known), wrong))
        open_ = lib.either(open_, lib.both(there, lib.no(cell.known)))
    return truth(lib, lib.no(lib.either(outside, open_)), outside)


def often_low(lib: Primitives, on: int, nodes: Sequence[Node], values: Sequence[Any]) -> Truth:
    """Whether enough of the first entries are low: an unknown one counts both ways."""
    del on, nodes
    many, limit, times, within = values
    known = known_all(lib, values)
    sure: Any = 0
    perhaps: Any = 0
    for cell in many.cells[: within.value]:
        there = lib.both(cell.there, known)
        low = lib.both(lib.both(there, cell.known), cell.value <= limit.value)
        sure = sure + lib.where(low, 1, 0)
        perhaps = perhaps + lib.where(lib.both(there, lib.no(cell.known)), 1, 0)
    often = sure >= times.value
    rare = (sure + perhaps) < times.value
    return truth(lib, lib.both(often, known), lib.both(rare, known))
