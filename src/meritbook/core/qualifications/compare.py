"""Two versions of a requirement compared: which parts came, went, or ask for something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, NamedTuple

from meritbook.core.qualifications.model import AllOf, AnyNode, AnyOf, AtLeast, InOrder, Requirement
from meritbook.core.qualifications.wording import POINTERS, Reading, kind_in_words, readings

MOST_ALIGNED = 800
"""Of trees with more nodes only what came and went is told: to align them takes too long."""


class NodeChange(NamedTuple):
    """A part that is not as it was; the side on which it does not stand is `None`."""

    kind: Literal["added", "removed", "changed"]
    before: AnyNode | None
    after: AnyNode | None


Key = tuple[str, tuple[Reading, ...], str]


def node_changes(before: Requirement, after: Requirement) -> tuple[NodeChange, ...]:
    """What changed between two trees, in their order. A part that only moved to another id has not changed."""
    old, new = list(before.nodes()), list(after.nodes())
    if max(len(old), len(new)) > MOST_ALIGNED:
        return tuple(_counted(old, new))
    return tuple(_aligned(old, new))


def _key(node: AnyNode) -> Key:
    # The joining words of a joint are told by its kind; only what it asks for counts.
    words = "" if isinstance(node, AllOf | AnyOf | AtLeast | InOrder) else node.text.casefold().strip(" .;,")
    # Ids move when a part before them comes or goes: to point elsewhere is no change of its own.
    return kind_in_words(node), tuple(one for one in readings(node) if one.label not in POINTERS), words


def _aligned(old: Sequence[AnyNode], new: Sequence[AnyNode]) -> Iterator[NodeChange]:
    codes = SequenceMatcher(None, [_key(one) for one in old], [_key(one) for one in new], autojunk=False).get_opcodes()
    for code, low, high, start, end in codes:
        if code == "equal":
            continue
        for one, other in zip_longest(old[low:high], new[start:end]):
            if one is not None and other is not None and one.kind == other.kind:
                yield NodeChange("changed", one, other)
                continue
            if one is not None:
                yield NodeChange("removed", one, None)
            if other is not None:
                yield NodeChange("added", None, other)


def _counted(old: Sequence[AnyNode], new: Sequence[AnyNode]) -> Iterator[NodeChange]:
    left = Counter(_key(one) for one in new)
    for one in old:
        key = _key(one)
        left[key] -= 1
        if left[key] < 0:
            yield NodeChange("removed", one, None)
    left = Counter(_key(one) for one in old)
    for one in new:
        key = _key(one)
        left[key] -= 1
        if left[key] < 0:
            yield NodeChange("added", None, one)
