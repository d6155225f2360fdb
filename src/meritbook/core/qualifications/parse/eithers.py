"""Alternatives that `either` begins within a sentence, and amounts that come on top of one asked before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meritbook.core.qualifications.model import AllOf, AnyNode, AnyOf, Experience, Text

_MORE = re.compile(
    r"(?:an )?additional\b|(?P<number>[\w-]+)(?: \([\w]+\))? (?:additional|more|further)\b", re.IGNORECASE
)


def alternatives(parts: Sequence[tuple[str, AnyNode]], asked: Sequence[Experience], plain: str) -> AnyNode:
    """One node of the phrases behind `either`, `and` before `or`; `asked` is the time asked before it."""
    ways: list[list[AnyNode]] = [[]]
    for join, node in parts:
        if join in ("or", "and/or") and ways[-1]:
            ways.append([])
        ways[-1].extend(_on_top(node, asked, plain))
    each = [way[0] if len(way) == 1 else AllOf(parts=tuple(way)) for way in ways]
    if len(each) == 1:
        return each[0]
    return AnyOf(parts=tuple(each), combinable=any(join == "and/or" for join, _ in parts))


def _on_top(node: AnyNode, asked: Sequence[Experience], plain: str) -> list[AnyNode]:
    """The node; further time of the same kind is joined with the time asked before, and any other left to a person."""
    if not isinstance(node, Experience) or node.amount is None or not asked:
        return [node]
    words = " ".join(span.cut(plain) for span in node.spans)
    if not _MORE.match(" ".join(words.split())):
        return [node]
    before = asked[-1].amount
    if (
        len(asked) == 1
        and before is not None
        and before.unit == node.amount.unit
        and before.value is not None
        and node.amount.value is not None
        and before.most is None
        and node.amount.most is None
        and _kind(asked[0]) == _kind(node)
    ):
        total = node.amount.model_copy(update={"value": before.value + node.amount.value})
        return [node.model_copy(update={"amount": total})]
    return [node, Text(spans=node.spans, reason="comes on top of time asked before it")]


def _kind(node: Experience) -> tuple[object, ...]:
    return node.levels, node.fields, node.activities, node.where, node.classes, node.including


__all__ = ["alternatives"]
