"""One walk over a check, for one case or for a column of cases: each part is figured once and remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from meritbook.core.law.operations import OPERATIONS, constant_of
from meritbook.core.law.tree import ConstantNode, FactNode, Node, OperationNode, ParameterNode, StepNode, TodayNode
from meritbook.core.law.values import Found, Number, Primitives


class Evaluation:
    """The values of checks on one day, for one case or one column of cases.

    Parts that read the same and say the same are figured once, also across rules: many rules rest on one deadline.
    """

    def __init__(
        self,
        lib: Primitives,
        on: int,
        *,
        fact: Callable[[str], Found],
        parameters: Mapping[str, Found],
    ) -> None:
        self.lib = lib
        self.on = on
        self._fact = fact
        self._parameters = parameters
        self._facts: dict[str, Found] = {}
        self._known: dict[int, Found] = {}

    def value(self, node: Node) -> Found:
        """The value of a part."""
        if isinstance(node, StepNode):
            return self.value(node.inner)
        if isinstance(node, OperationNode):
            # Operations that do the same are one object for as long as their law lives.
            key = id(node)
            if key not in self._known:
                values = [self.value(part) for part in node.parts]
                self._known[key] = OPERATIONS[node.operation].run(self.lib, self.on, node.parts, values)
            return self._known[key]
        if isinstance(node, FactNode):
            if node.text not in self._facts:
                self._facts[node.text] = self._fact(node.text)
            return self._facts[node.text]
        if isinstance(node, ParameterNode):
            return self._parameters[node.text]
        if isinstance(node, TodayNode):
            return Number(self.on)
        assert isinstance(node, ConstantNode)  # noqa: S101 - no other part exists
        return constant_of(node)
