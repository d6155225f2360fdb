"""A check as a tree: what it reads, and what it does with it. Each node knows its kind and its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from meritbook.core.law.kinds import Kind


@dataclass(frozen=True)
class Node:
    """A part of a check."""

    kind: Kind
    text: str
    """As it stands in the check."""


@dataclass(frozen=True)
class FactNode(Node):
    """A fact of the case."""


@dataclass(frozen=True)
class ParameterNode(Node):
    """A parameter, as it stands on the day."""


@dataclass(frozen=True)
class TodayNode(Node):
    """The day of the check."""


@dataclass(frozen=True)
class ConstantNode(Node):
    """A number, or the name of a table or of a row."""

    value: int = 0
    word: str = ""


@dataclass(frozen=True)
class StepNode(Node):
    """A named step of the rule."""

    inner: Node


@dataclass(frozen=True)
class OperationNode(Node):
    """An operation over other parts."""

    operation: str
    parts: tuple[Node, ...]


def parts_of(node: Node) -> tuple[Node, ...]:
    """The parts that a node is made of."""
    if isinstance(node, OperationNode):
        return node.parts
    return (node.inner,) if isinstance(node, StepNode) else ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(parts_of(one)))
