"""How a measure is worked out of others: a small language of its own, read once, with units that are checked.

    [returns-late] / [returns-opened] * 100
    per(1000, [complaints], [calls])         the first over the second, times so many
    [tax] * 1000 {$ per $ thousand}          a figure with its unit
    year([audits-closed])                    the sum since the year of the measure began
    total([calls])   mean([wait])            over the shorter periods within its own

There is nothing else in it: no names, no powers, nothing that is run. What is missing makes the answer undetermined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import StrEnum

from meritbook.core.contracts.measures import amount
from meritbook.core.errors import MeritbookError
from meritbook.core.results.units import Powers, fits, in_words, powers, times
from meritbook.core.values import Value

DEEPEST = 20
"""Parentheses within each other; more are refused."""


class FormulaError(MeritbookError):
    """A formula that cannot be read, or whose parts do not go together."""

    code = "results.formula"
    remedy = (
        "Write keys of measures in brackets, figures, + - * / and parentheses, and if you like year(), total(), mean() "
        "or per(1000, [a], [b]); give a figure its unit in braces."
    )
    http_status = 422


class Over(StrEnum):
    """Of which periods of a part the value is taken."""

    SAME = "same"
    """The period itself."""
    YEAR = "year"
    """The sum since the year of the measure began."""
    TOTAL = "total"
    """The sum of the shorter periods within it."""
    MEAN = "mean"
    """Their mean."""


@dataclass(frozen=True)
class Figure:
    """A constant with its unit; empty for a plain number."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Part:
    """The value of another measure."""

    key: str
    over: Over = Over.SAME


@dataclass(frozen=True)
class Negated:
    """What stands behind a minus sign."""

    of: Node


@dataclass(frozen=True)
class Joined:
    """Two that are joined by `+`, `-`, `*` or `/`."""

    sign: str
    one: Node
    other: Node


Node = Figure | Part | Negated | Joined


class Reckoned(Value):
    """What a formula gives in a period."""

    value: Decimal | None
    """None where it cannot be told."""
    working: str
    """The formula with the values in it: `6,150 hours / 106 audits`; a question mark where one is missing."""
    missing: tuple[str, ...] = ()
    """Why there is no value: each thing in words."""


@dataclass(frozen=True)
class Held:
    """What is known of a part in a period: its value, or why there is none, and its unit then."""

    value: Decimal | None
    unit: str
    because: str = ""


Lookup = Callable[[Part], Held]

# --- reading --------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\s*(?:(?P<key>\[[^\[\]]*\])|(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<unit>\{[^{}]*\})|(?P<name>[A-Za-z]+)|(?P<sign>.))"
)
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")
_OVER = {one.value: one for one in (Over.YEAR, Over.TOTAL, Over.MEAN)}


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            (found.lastgroup or "", found[found.lastgroup or 0], found.start(found.lastgroup or 0))
            for found in _TOKEN.finditer(text)
            if found[0].strip()
        ]
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str, int]:
        if self.at >= len(self.tokens):
            raise FormulaError("The formula ends where something is to follow.", where="formula")
        self.at += 1
        return self.tokens[self.at - 1]

    def expect(self, sign: str) -> None:
        _, said, place = self.take()
        if said != sign:
            raise FormulaError(f"“{sign}” is to stand where “{said}” stands, at place {place + 1}.", where="formula")

    def sum(self) -> Node:
        found = self.product()
        while self.peek() in ("+", "-"):
            sign = self.take()[1]
            found = Joined(sign, found, self.product())
        return found

    def product(self) -> Node:
        found = self.factor()
        while self.peek() in ("*", "/", "×", "÷"):  # the signs that people write
            sign = "/" if self.take()[1] in "/÷" else "*"
            found = Joined(sign, found, self.factor())
        return found

    def factor(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(f"More than {DEEPEST} parentheses or signs stand within each other.", where="formula")
        kind, said, place = self.take()
        if said == "-":
            found: Node = Negated(self.factor())
        elif kind == "key":
            found = Part(_key(said, place))
        elif kind == "number":
            unit = self.take()[1][1:-1].strip() if self.peek().startswith("{") else ""
            found = Figure(Decimal(said), unit)
        elif said == "(":
            found = self.sum()
            self.expect(")")
        elif kind == "name":
            found = self.call(said.lower(), place)
        else:
            raise FormulaError(f"“{said}” cannot be read, at place {place + 1}.", where="formula")
        self.depth -= 1
        return found

    def call(self, name: str, place: int) -> Node:
        if name == "per":
            self.expect("(")
            many = self.sum()
            self.expect(",")
            one = self.sum()
            self.expect(",")
            other = self.sum()
            self.expect(")")
            return Joined("*", Joined("/", one, other), many)
        if name not in _OVER:
            raise FormulaError(
                f"“{name}” is none of year, total, mean and per, at place {place + 1}. "
                "Keys of measures stand in brackets.",
                where="formula",
            )
        self.expect("(")
        kind, said, at = self.take()
        if kind != "key":
            raise FormulaError(f"{name}() is of one measure, in brackets, at place {at + 1}.", where="formula")
        self.expect(")")
        return Part(_key(said, at), _OVER[name])


def _key(said: str, place: int) -> str:
    key = said[1:-1].strip()
    if not _KEY.fullmatch(key):
        raise FormulaError(f"“{said}” is no key of a measure, at place {place + 1}.", where="formula")
    return key


def read(text: str) -> Node:
    """The formula; raises `FormulaError` that says where it cannot be read."""
    reader = _Reader(text)
    found = reader.sum()
    if reader.at < len(reader.tokens):
        _, said, place = reader.tokens[reader.at]
        raise FormulaError(f"“{said}” is one too many, at place {place + 1}.", where="formula")
    if not any(True for _ in parts(found)):
        raise FormulaError("The formula names no measure.", where="formula")
    if _by_nothing(found):
        raise FormulaError(
            "The formula divides by figures that come to zero whatever the measures are.", where="formula"
        )
    return found


def _by_nothing(node: Node) -> bool:
    """Whether something in it is divided by figures alone that come to zero."""
    if isinstance(node, Negated):
        return _by_nothing(node.of)
    if not isinstance(node, Joined):
        return False
    if _by_nothing(node.one) or _by_nothing(node.other):
        return True
    constant = not any(True for _ in parts(node.other))
    return node.sign == "/" and constant and _value(node.other, {}) == 0


def parts(node: Node) -> Iterator[Part]:
    """The measures that it names, in their order, each as often as it stands there."""
    if isinstance(node, Part):
        yield node
    elif isinstance(node, Negated):
        yield from parts(node.of)
    elif isinstance(node, Joined):
        yield from parts(node.one)
        yield from parts(node.other)


def keys(text: str) -> tuple[str, ...]:
    """The keys of the measures that the formula names, each once; raises `FormulaError`."""
    return tuple(dict.fromkeys(one.key for one in parts(read(text))))


# --- units ----------------------------------------------------------------------------------------------------------


def unit_of(node: Node, units: Mapping[str, str]) -> Powers:
    """The unit in which the formula comes out; raises `FormulaError` where two that are added differ."""
    if isinstance(node, Figure):
        return powers(node.unit)
    if isinstance(node, Part):
        return powers(units[node.key])
    if isinstance(node, Negated):
        return unit_of(node.of, units)
    one, other = unit_of(node.one, units), unit_of(node.other, units)
    if node.sign in "*/":
        return times(one, other, 1 if node.sign == "*" else -1)
    if dict(one) != dict(other):
        verb = "added to" if node.sign == "+" else "taken from"
        what, whence = (in_words(other), in_words(one))
        raise FormulaError(f"{what.capitalize()} cannot be {verb} {whence}.", where="formula")
    return one


def check_unit(node: Node, units: Mapping[str, str], unit: str) -> None:
    """The formula comes out in the unit of the measure; raises `FormulaError`."""
    found = unit_of(node, units)
    if not fits(found, unit):
        raise FormulaError(
            f"The formula comes out as {in_words(found)}, and the measure is in {unit}.",
            where="formula",
            remedy="Give a figure of the formula its unit in braces, such as 60 {minutes per hour}.",
        )


# --- working out ----------------------------------------------------------------------------------------------------


def reckon(node: Node, unit: str, lookup: Lookup) -> Reckoned:
    """The value in a period. `unit`: that of the measure; `lookup`: what is known of a part in the period.

    A part that is missing, a division by zero, and units that do not go together leave it undetermined, and say so.
    """
    held = {one: lookup(one) for one in dict.fromkeys(parts(node))}
    working = _working(node, held)
    missing = list(dict.fromkeys(one.because for one in held.values() if one.value is None))
    if not missing:
        try:
            check_unit(node, {one.key: each.unit for one, each in held.items()}, unit)
            return Reckoned(value=_value(node, held), working=working)
        except FormulaError as problem:
            missing = [problem.message]
        except (DivisionByZero, InvalidOperation):
            missing = ["It divides by zero."]
        except Overflow:
            missing = ["The result is larger than any figure of a government."]
    return Reckoned(value=None, working=working, missing=tuple(missing))


def _value(node: Node, held: Mapping[Part, Held]) -> Decimal:
    if isinstance(node, Figure):
        return node.value
    if isinstance(node, Part):
        value = held[node].value
        assert value is not None  # noqa: S101  # asked for only where nothing is missing
        return value
    if isinstance(node, Negated):
        return -_value(node.of, held)
    one, other = _value(node.one, held), _value(node.other, held)
    if node.sign == "+":
        return one + other
    if node.sign == "-":
        return one - other
    return one * other if node.sign == "*" else one / other


_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


def _working(node: Node, held: Mapping[Part, Held], within: int = 0, *, right: bool = False) -> str:
    if isinstance(node, Figure):
        return _with(node.value, node.unit)
    if isinstance(node, Part):
        value = held[node].value
        return "?" if value is None else _with(value, held[node].unit)
    if isinstance(node, Negated):
        return f"-{_working(node.of, held, 3)}"
    rank = _RANK[node.sign]
    said = f"{_working(node.one, held, rank)} {node.sign} {_working(node.other, held, rank, right=True)}"
    needs = rank < within or (rank == within and right)
    return f"({said})" if needs else said


def _with(value: Decimal, unit: str) -> str:
    return f"{amount(value)}%" if unit == "%" else f"{amount(value)} {unit}".strip()


def circle(start: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The way by which a measure comes back to itself, itself first and last; empty where it does not.

    `names`: the measures that each one's formula names.
    """
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop(0)
        for one in names.get(way[-1], ()):
            if one == start:
                return (*way, one)
            if one not in seen:
                seen.add(one)
                waiting.append((*way, one))
    return ()
