"""The same rules over many cases at once: facts as NumPy columns with what is known of each, verdicts as small codes.

No rule is written a second time for this: the trees and the operations are those of `Judge`, with other primitives.
A case that needs its reasons is taken out of the columns by `Columns.case` and put before the judge.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meritbook.core.law.case import Case, Given
from meritbook.core.law.days import day_of_number, number_of
from meritbook.core.law.evaluate import Evaluation
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Compiled, Law
from meritbook.core.law.tree import Node, OperationNode, StepNode, TodayNode
from meritbook.core.law.values import Cell, Event, Found, Number, Numbers, Truth, false_of
from meritbook.core.verdict import Verdict

NOT_MET, MET, UNDETERMINED, DOES_NOT_BEAR = 0, 1, 2, 3
"""The codes of verdicts; the last for a rule that does not bear on the case."""
COMPARISONS = frozenset({"at_most", "less", "at_least", "more", "equal", "unequal"})
ROWS_AT_ONCE = 32_768
"""Few enough for the parts of a check to stay in the processor's cache."""

Codes = NDArray[np.int8]


def code_of(verdict: Verdict, applies: Verdict) -> int:
    """The code of a verdict that the judge gave."""
    if applies is Verdict.NOT_MET:
        return DOES_NOT_BEAR
    return {Verdict.MET: MET, Verdict.NOT_MET: NOT_MET, Verdict.UNDETERMINED: UNDETERMINED}[verdict]


class Arrays:
    """The primitives for columns. `True` and `False` stand for a column of such, and cost nothing."""

    def both(self, left: Any, right: Any) -> Any:
        """And."""
        if left is True or right is False:
            return right
        if right is True or left is False:
            return left
        return left & right

    def either(self, left: Any, right: Any) -> Any:
        """Or."""
        if left is False or right is True:
            return right
        if right is False or left is True:
            return left
        return left | right

    def no(self, value: Any) -> Any:
        """Not."""
        return (not value) if isinstance(value, bool) else ~value

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        """One of the two, row by row."""
        if isinstance(condition, bool):
            return yes if condition else no
        return np.where(condition, yes, no)

    def roll(self, day: Any, holidays: Collection[int]) -> Any:
        """The next business day, from each day on."""
        days = np.asarray(day, dtype="datetime64[D]")
        kept = np.asarray(sorted(holidays), dtype="datetime64[D]")
        return np.busday_offset(days, 0, roll="forward", holidays=kept).astype(np.int64)


ARRAYS = Arrays()


@dataclass(frozen=True)
class Columns:
    """The facts of many cases: for each fact its values, row by row. A fact that is missing is unknown in every row.

    Numbers are counted in their last place, days from 1 January 1970, choices by their place in the table; a
    `known` or `unknown` that is the same in all rows may be plain `True` or `False`.
    """

    rows: int
    facts: Mapping[str, Found]

    @staticmethod
    def of_cases(law: Law, cases: Sequence[Case]) -> Columns:
        """The columns of cases, over the facts that at least one of them states."""
        names = [name for name in law.facts if any(name in case.facts for case in cases)]
        facts = {name: _column(law, name, [case.facts.get(name) for case in cases]) for name in names}
        return Columns(len(cases), facts)

    def part(self, name: str, rows: slice, on: int) -> Found:
        """Some rows of a fact as they stand on a day: an event after it has not happened yet."""
        found = self.facts.get(name)
        if isinstance(found, Event):
            day, dated = _cut(found.day, rows), _cut(found.dated, rows)
            later = ARRAYS.both(dated, day > on)
            yes = ARRAYS.both(_cut(found.happened.yes, rows), ARRAYS.no(later))
            return Event(Truth(yes, _cut(found.happened.unknown, rows)), day, dated)
        if isinstance(found, Truth):
            return Truth(_cut(found.yes, rows), _cut(found.unknown, rows))
        if isinstance(found, Numbers):
            cells = tuple(Cell(_cut(c.value, rows), _cut(c.known, rows), _cut(c.there, rows)) for c in found.cells)
            return Numbers(cells, _cut(found.known, rows))
        assert isinstance(found, Number)  # noqa: S101 - no other column exists
        return Number(_cut(found.value, rows), _cut(found.known, rows))

    def case(self, law: Law, row: int) -> Case:
        """The facts of one row, to be put before the judge for the reasons."""
        facts = {}
        for name, found in self.facts.items():
            given = _given(law, name, found, row)
            if given is not None:
                facts[name] = given
        return Case(facts)


def _cut(values: Any, rows: slice) -> Any:
    return values[rows] if isinstance(values, np.ndarray) else values


def _unknown(kind: str) -> Found:
    if kind == "truth":
        return Truth(False, True)
    if kind == "event":
        return Event(Truth(False, True), 0, False)
    return Numbers((), False) if kind == "numbers" else Number(0, False)


def judge_columns(judge: Judge, columns: Columns, rules: Iterable[str] | None = None) -> dict[str, Codes]:
    """The code of each rule for each row, under the judge's day, readings and changes; raises `UnknownRuleError`."""
    law = judge.law
    names = list(law.rules) if rules is None else [law.rule(name).id for name in rules]
    compiled = [law.under(name, judge.alternatives) for name in names]
    found = {name: np.full(columns.rows, UNDETERMINED, dtype=np.int8) for name in names}
    for start in range(0, columns.rows, ROWS_AT_ONCE):
        rows = slice(start, min(start + ROWS_AT_ONCE, columns.rows))
        own = Evaluation(
            ARRAYS,
            judge.today,
            fact=_facts(law, columns, rows, judge.today),
            parameters=judge.parameters(judge.alternatives),
        )
        for name, one in zip(names, compiled, strict=True):
            _put(one, own, found[name][rows])
    return found


def days_in(judge: Judge, columns: Columns, rules: Iterable[str]) -> set[int]:
    """The days that the rules figure with for the cases, and those of the cases' events, as numbers.

    Between two of them, and as long as the law's values stay, the verdicts stay as they are: except for rules that
    figure with the day of the check itself, which `figures_with_today` tells.
    """
    law, found = judge.law, set[int]()
    for alternatives in (judge.alternatives, judge.alternatives ^ frozenset(law.readings)):
        rows = slice(0, columns.rows)
        own = Evaluation(
            ARRAYS,
            judge.today,
            fact=_facts(law, columns, rows, judge.today),
            parameters=judge.parameters(alternatives),
        )
        nodes = {id(node): node for name in rules for node in law.under(name, alternatives).nodes}
        for node in nodes.values():
            if node.kind.name in ("date", "event") and not isinstance(node, TodayNode):
                value = own.value(node)
                days, known = (value.day, value.dated) if isinstance(value, Event) else _number(value)
                shown = np.broadcast_to(days, columns.rows)[np.broadcast_to(known, columns.rows)]
                found.update(np.unique(shown).tolist())
    return found


def _number(value: Found) -> tuple[Any, Any]:
    assert isinstance(value, Number)  # noqa: S101 - a day is one
    return value.value, value.known


def figures_with_today(compiled: Compiled) -> bool:
    """Whether the rule does more with the day of the check than to ask if another day has come."""
    return any(
        isinstance(node, OperationNode)
        and node.operation not in COMPARISONS
        and any(isinstance(_inner(part), TodayNode) for part in node.parts)
        for node in compiled.nodes
    )


def _inner(node: Node) -> Node:
    return _inner(node.inner) if isinstance(node, StepNode) else node


def _facts(law: Law, columns: Columns, rows: slice, on: int) -> Callable[[str], Found]:
    def fact(name: str) -> Found:
        return columns.part(name, rows, on) if name in columns.facts else _unknown(law.kind_of(name).name)

    return fact


def _put(compiled: Compiled, own: Evaluation, into: Codes) -> None:
    """Write the codes of a rule into their place, which holds `UNDETERMINED`."""
    check = own.value(compiled.check)
    assert isinstance(check, Truth)  # noqa: S101 - refused with the pack otherwise
    applies = own.value(compiled.applies) if compiled.applies is not None else Truth(True)
    assert isinstance(applies, Truth)  # noqa: S101 - as above
    elsewhere = false_of(ARRAYS, applies)
    # The three do not meet, so that adding and taking away gives each row its code; that is quicker than choosing.
    _add(into, ARRAYS.both(check.yes, ARRAYS.no(elsewhere)), MET - UNDETERMINED)
    _add(into, ARRAYS.both(false_of(ARRAYS, check), applies.yes), NOT_MET - UNDETERMINED)
    _add(into, elsewhere, DOES_NOT_BEAR - UNDETERMINED)


def _add(into: Codes, where: Any, amount: int) -> None:
    if isinstance(where, bool):
        if where:
            into += np.int8(amount)
    else:
        into += where.view(np.int8) * np.int8(amount)


# --- columns from cases, and back ----------------------------------------------------------------------------------


def _column(law: Law, name: str, given: Sequence[Given | None]) -> Found:
    fact = law.facts[name]
    known = _shared(np.array([one is not None for one in given], dtype=bool))
    if fact.kind == "yes_no":
        return Truth(np.array([one is True for one in given], dtype=bool), ARRAYS.no(known))
    if fact.kind == "event":
        yes = np.array([one is not None and one is not False for one in given], dtype=bool)
        dated = np.array([isinstance(one, date) for one in given], dtype=bool)
        day = np.array([number_of(one) if isinstance(one, date) else 0 for one in given], dtype=np.int32)
        return Event(Truth(yes, ARRAYS.no(known)), day, dated)
    if fact.kind == "numbers":
        return _lists([one if isinstance(one, tuple) else () for one in given], known)
    keys = law.rows_of(fact)
    if fact.kind == "date":
        days = [number_of(one) if isinstance(one, date) else 0 for one in given]
        return Number(np.array(days, dtype=np.int32), known)
    return Number(np.array([_counted(one, keys) for one in given], dtype=np.int64), known)


def _counted(given: Given | None, keys: Sequence[str]) -> int:
    if isinstance(given, str):
        return keys.index(given)
    if isinstance(given, frozenset):
        return sum(1 << number for number, key in enumerate(keys) if key in given)
    return given if isinstance(given, int) else 0


def _lists(given: Sequence[tuple[int | None, ...]], known: Any) -> Numbers:
    cells = []
    for place in range(max(map(len, given))):
        entries = [one[place] if place < len(one) else None for one in given]
        value = np.array([entry or 0 for entry in entries], dtype=np.int64)
        stated = np.array([entry is not None for entry in entries], dtype=bool)
        there = np.array([place < len(one) for one in given], dtype=bool)
        cells.append(Cell(value, stated, there))
    return Numbers(tuple(cells), known)


def _shared(known: NDArray[np.bool_]) -> Any:
    """A column that is all true as plain `True`."""
    return True if known.all() else known


def _at(values: Any, row: int) -> Any:
    return values[row].item() if isinstance(values, np.ndarray) else values


def _given(law: Law, name: str, found: Found, row: int) -> Given | None:
    if isinstance(found, Truth):
        return None if _at(found.unknown, row) else bool(_at(found.yes, row))
    if isinstance(found, Event):
        if _at(found.happened.unknown, row):
            return None
        if not _at(found.happened.yes, row):
            return False
        return day_of_number(_at(found.day, row)) if _at(found.dated, row) else True
    if isinstance(found, Numbers):
        cells = [cell for cell in found.cells if _at(cell.there, row)]
        entries = tuple(_at(cell.value, row) if _at(cell.known, row) else None for cell in cells)
        return entries if _at(found.known, row) else None
    assert isinstance(found, Number)  # noqa: S101 - no other column exists
    if not _at(found.known, row):
        return None
    return _of_number(law, name, _at(found.value, row))


def _of_number(law: Law, name: str, value: int) -> Given:
    fact = law.facts[name]
    if fact.kind == "date":
        return day_of_number(value)
    if fact.table is None:
        return value
    keys = law.rows_of(fact)
    if fact.kind == "choice":
        return keys[value]
    return frozenset(key for number, key in enumerate(keys) if value >> number & 1)
