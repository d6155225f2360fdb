"""Reads a check, written as text, into a typed tree. The grammar is a small part of Python's, read by Python's parser.

Nothing in it is ever run as a program: what is not on the list here is refused. `docs/reference/law-language.md`
describes it.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meritbook.core.law.errors import ExpressionError, TypeInExpressionError, UnknownInExpressionError
from meritbook.core.law.fitting import KindError
from meritbook.core.law.kinds import DATE, Kind
from meritbook.core.law.operations import FUNCTIONS, OPERATIONS, SIGNS, Operation
from meritbook.core.law.tree import ConstantNode, Node, OperationNode, StepNode, TodayNode

LONGEST = 1_000
"""Characters that a check may have; a longer one is cut into steps."""
TODAY = "today"

_BINARY: Mapping[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}
_COMPARED: Mapping[type[ast.AST], str] = {
    ast.LtE: "<=",
    ast.Lt: "<",
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


@dataclass(frozen=True)
class Scope:
    """What a check may speak of: facts and parameters as nodes, and each table with its rows."""

    names: Mapping[str, Node]
    rows: Mapping[str, Sequence[str]]
    """The keys of the rows of each table."""
    bits: Mapping[str, int]
    """For each table, a bit for each of its rows that holds."""
    steps: Mapping[str, Node]
    interned: dict[tuple[object, ...], OperationNode]
    """Operations that were read before: two that do the same are one object, and are figured once."""


def _identity(node: Node) -> tuple[object, ...]:
    if isinstance(node, StepNode):
        return _identity(node.inner)
    if isinstance(node, OperationNode):
        return ("operation", id(node))
    if isinstance(node, ConstantNode):
        return ("constant", node.kind, node.value, node.word)
    return (type(node), node.text)


def parse(text: str, scope: Scope, *, where: str) -> Node:
    """The check as a tree; raises `ExpressionError` and its kin with `where`."""
    folded = " ".join(text.split())
    if len(folded) > LONGEST:
        raise ExpressionError(f"The check has {len(folded):,} characters; {LONGEST:,} are the most.", where=where)
    try:
        read = ast.parse(folded, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise ExpressionError(f"“{folded}” cannot be read.", where=where) from problem
    try:
        return _Reader(folded, scope, where).node(read.body)
    except RecursionError as problem:
        raise ExpressionError("The check is nested too deeply.", where=where) from problem


@dataclass(frozen=True)
class _Reader:
    text: str
    scope: Scope
    where: str

    def node(self, read: ast.expr) -> Node:
        words = ast.get_source_segment(self.text, read) or ""
        if isinstance(read, (ast.Name, ast.Attribute)):
            return self._named(read, words)
        if isinstance(read, ast.Constant):
            return self._constant(read, words)
        if isinstance(read, ast.BoolOp):
            name = "and" if isinstance(read.op, ast.And) else "or"
            return self._operation(OPERATIONS[name], [self.node(one) for one in read.values], words)
        if isinstance(read, ast.UnaryOp) and isinstance(read.op, ast.Not):
            return self._operation(OPERATIONS["not"], [self.node(read.operand)], words)
        if isinstance(read, ast.BinOp) and type(read.op) in _BINARY:
            operation = SIGNS[_BINARY[type(read.op)]]
            return self._operation(operation, [self.node(read.left), self.node(read.right)], words)
        if isinstance(read, ast.Compare):
            return self._compared(read, words)
        if isinstance(read, ast.IfExp):
            parts = [self.node(one) for one in (read.test, read.body, read.orelse)]
            return self._operation(OPERATIONS["if"], parts, words)
        if isinstance(read, ast.Call):
            return self._call(read, words)
        raise ExpressionError(f"“{words}” is not part of the language of checks.", where=self.where)

    def _named(self, read: ast.expr, words: str) -> Node:
        parts: list[str] = []
        while isinstance(read, ast.Attribute):
            parts.append(read.attr)
            read = read.value
        if not isinstance(read, ast.Name):
            raise ExpressionError(f"“{words}” is not a name.", where=self.where)
        name = ".".join([read.id, *reversed(parts)])
        if name == TODAY:
            return TodayNode(DATE, TODAY)
        if name in self.scope.steps:
            inner = self.scope.steps[name]
            return StepNode(inner.kind, name, inner)
        if name not in self.scope.names:
            raise UnknownInExpressionError(f"No fact, parameter or step goes by “{name}”.", where=self.where)
        return self.scope.names[name]

    def _constant(self, read: ast.Constant, words: str) -> Node:
        if isinstance(read.value, str):
            return ConstantNode(Kind("text"), words, word=read.value)
        if isinstance(read.value, int) and not isinstance(read.value, bool):
            return ConstantNode(Kind("number", bound=read.value), words, value=read.value)
        raise ExpressionError(f"“{words}” is not a whole number or a name in quotes.", where=self.where)

    def _compared(self, read: ast.Compare, words: str) -> Node:
        operands = [self.node(one) for one in (read.left, *read.comparators)]
        pairs = []
        for sign, left, right in zip(read.ops, operands[:-1], operands[1:], strict=True):
            if type(sign) not in _COMPARED:
                raise ExpressionError(f"“{words}” compares in a way that there is not.", where=self.where)
            shown = f"{left.text} {_COMPARED[type(sign)]} {right.text}"
            pairs.append(self._operation(SIGNS[_COMPARED[type(sign)]], self._rows(left, right), shown))
        return pairs[0] if len(pairs) == 1 else self._operation(OPERATIONS["and"], pairs, words)

    def _rows(self, left: Node, right: Node) -> list[Node]:
        """A name in quotes beside a choice is a row of its table."""
        found: list[Node] = []
        for one, other in ((left, right), (right, left)):
            if isinstance(one, ConstantNode) and one.word and other.kind.name == "choice":
                keys = list(self.scope.rows[other.kind.table])
                if one.word not in keys:
                    raise UnknownInExpressionError(
                        f"The table {other.kind.table} has no row “{one.word}”.", where=self.where
                    )
                found.append(ConstantNode(other.kind, one.text, keys.index(one.word), one.word))
            else:
                found.append(one)
        return found

    def _call(self, read: ast.Call, words: str) -> Node:
        if not isinstance(read.func, ast.Name) or read.keywords:
            raise ExpressionError(f"“{words}” is not a call of a function by its name.", where=self.where)
        if read.func.id not in FUNCTIONS:
            raise UnknownInExpressionError(f"There is no function “{read.func.id}”.", where=self.where)
        parts = [self._table(self.node(one)) for one in read.args]
        return self._operation(FUNCTIONS[read.func.id], parts, words)

    def _table(self, node: Node) -> Node:
        """A name in quotes within a call is a table."""
        if not (isinstance(node, ConstantNode) and node.kind.name == "text"):
            return node
        if node.word not in self.scope.bits:
            raise UnknownInExpressionError(f"There is no table “{node.word}”.", where=self.where)
        return ConstantNode(Kind("table", table=node.word), node.text, self.scope.bits[node.word], node.word)

    def _operation(self, operation: Operation, parts: Sequence[Node], words: str) -> Node:
        try:
            kind = operation.kinds(parts)
        except KindError as problem:
            raise TypeInExpressionError(f"“{words}”: {problem}.", where=self.where) from problem
        key = (operation.name, *map(_identity, parts))
        made = OperationNode(kind, words, operation.name, tuple(parts))
        return self.scope.interned.setdefault(key, made)
