"""Why a check came out as it did: its lines with figures, and the facts that would settle what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from meritbook.core.law.answer import Line
from meritbook.core.law.evaluate import Evaluation
from meritbook.core.law.operations import OPERATIONS
from meritbook.core.law.show import value_text
from meritbook.core.law.tree import FactNode, Node, OperationNode, ParameterNode, StepNode
from meritbook.core.law.values import Constant, Event, Found, Number, Numbers, Truth

JOINING = {"and", "or", "not", "if"}


def is_open(value: Found) -> bool:
    """Whether something about the value is not known."""
    if isinstance(value, Truth):
        return bool(value.unknown)
    if isinstance(value, Event):
        return bool(value.happened.unknown or (value.happened.yes and not value.dated))
    if isinstance(value, Numbers):
        return not value.known or any(cell.there and not cell.known for cell in value.cells)
    assert isinstance(value, Number | Constant)  # noqa: S101 - no other value exists
    return not value.known


@dataclass
class Gaps:
    """What would settle an open check."""

    names: dict[str, None] = field(default_factory=dict)
    """Facts and parameters that are not known, in the order of the check."""
    waiting: dict[str, int] = field(default_factory=dict)
    """Events that have not happened and are still in time, with the last day for each."""


def gaps(node: Node, found: Evaluation, into: Gaps) -> None:
    """Add what is missing for the part, if it is open: only what bears on it."""
    value = found.value(node)
    if not is_open(value):
        return
    if isinstance(node, StepNode):
        gaps(node.inner, found, into)
    elif isinstance(node, FactNode | ParameterNode):
        into.names[node.text] = None
    elif isinstance(node, OperationNode):
        if node.operation == "by":
            event, last = (found.value(part) for part in node.parts)
            assert isinstance(event, Event)  # noqa: S101 - by its kind
            assert isinstance(last, Number)  # noqa: S101 - by its kind
            if last.known and not event.happened.unknown and not event.happened.yes:
                name = node.parts[0].text
                into.waiting[name] = max(into.waiting.get(name, last.value), last.value)
        for part in _bearing(node, found):
            gaps(part, found, into)


def _bearing(node: OperationNode, found: Evaluation) -> tuple[Node, ...]:
    """The parts that bear on the answer: where a condition is known, the branch that it chooses."""
    if node.operation != "if":
        return node.parts
    condition, yes, no = node.parts
    value = found.value(condition)
    if is_open(value) or not isinstance(value, Truth):
        return node.parts
    return (yes,) if value.yes else (no,)


def lines(roots: Iterable[Node], found: Evaluation, rows: Mapping[str, Sequence[str]]) -> tuple[Line, ...]:
    """The working of several parts, inner parts first, each once."""
    shown: dict[int, Line] = {}
    for root in roots:
        _add(root, found, rows, shown)
    return tuple(shown.values())


def _add(node: Node, found: Evaluation, rows: Mapping[str, Sequence[str]], shown: dict[int, Line]) -> None:
    if id(node) in shown:
        return
    if isinstance(node, FactNode) and node.kind.name == "truth":
        shown[id(node)] = Line(text=node.text, figures="", gives=value_text(found.value(node), node.kind, rows))
    elif isinstance(node, StepNode):
        _add(node.inner, found, rows, shown)
    elif isinstance(node, OperationNode):
        for part in node.parts:
            _add(part, found, rows, shown)
        if node.operation not in JOINING:
            gives = value_text(found.value(node), node.kind, rows, unit=True)
            shown[id(node)] = Line(text=node.text, figures=_figures(node, found, rows), gives=gives)


def _figures(node: OperationNode, found: Evaluation, rows: Mapping[str, Sequence[str]]) -> str:
    parts = [value_text(found.value(part), part.kind, rows) for part in node.parts]
    sign = OPERATIONS[node.operation].sign
    return f" {sign} ".join(parts) if sign else f"{node.operation}({', '.join(parts)})"
