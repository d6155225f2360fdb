"""Two people changed the same words: what each did is put together, field by field, and what collides is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from meritbook.core.contracts.text import ContractText
from meritbook.core.faults import fault_in_words
from meritbook.core.values import Value

_GONE = object()
"""Stands for a part that is not there."""


class Conflict(Value):
    """A place that both changed, each otherwise."""

    place: str
    """Such as `areas.customers.objectives.customers-wait.says`."""
    base: Any = None
    mine: Any = None
    theirs: Any = None
    """Plain data; none where the part was taken out."""


class Merged(Value):
    """The words put together. Where the two collide, `text` has mine, and `conflicts` says where."""

    text: ContractText | None
    """None where the parts do not make a contract together."""
    conflicts: tuple[Conflict, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing collides."""
        return self.text is not None and not self.conflicts


def merge(base: ContractText, mine: ContractText, theirs: ContractText) -> Merged:
    """A draft that began as `base` and became `mine` here, and `theirs` by somebody else."""
    conflicts: list[Conflict] = []
    plain = merge_plain(base.plain(), mine.plain(), theirs.plain(), conflicts)
    try:
        text = ContractText.model_validate(plain)
    except ValidationError as problem:
        said = "; ".join(map(fault_in_words, problem.errors()))
        conflicts.append(Conflict(place="whole", mine=said))
        text = None
    return Merged(text=text, conflicts=tuple(conflicts))


def merge_plain(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], conflicts: list[Conflict]
) -> dict[str, Any]:
    """Plain words of one shape put together; what collides is added to `conflicts`, and mine stands there."""
    merged: dict[str, Any] = _merge(base, mine, theirs, "", conflicts)
    return merged


def _merge(base: Any, mine: Any, theirs: Any, place: str, conflicts: list[Conflict]) -> Any:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        before = base if isinstance(base, Mapping) else {}
        return {
            name: _merge(before.get(name, _GONE), mine[name], theirs[name], _below(place, name), conflicts)
            for name in mine
        }
    if _keyed(mine) and _keyed(theirs) and (base is _GONE or _keyed(base)):
        return _merge_keyed([] if base is _GONE else base, mine, theirs, place, conflicts)
    conflicts.append(
        Conflict(place=place, **{name: None if one is _GONE else one
                                 for name, one in (("base", base), ("mine", mine), ("theirs", theirs))})
    )  # fmt: skip
    return theirs if mine is _GONE else mine


def _merge_keyed(
    base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any], place: str, conflicts: list[Conflict]
) -> list[Any]:
    """Lists whose members have keys: each apart. Mine gives the order; what they added comes after what it follows."""
    one, two, three = ({part["key"]: part for part in some} for some in (base, mine, theirs))
    order = [part["key"] for part in mine]
    after = ""
    for part in theirs:
        key = part["key"]
        if key not in order:
            order.insert(order.index(after) + 1 if after in order else 0 if not after else len(order), key)
        after = key
    found = []
    for key in order:
        merged = _merge(one.get(key, _GONE), two.get(key, _GONE), three.get(key, _GONE), _below(place, key), conflicts)
        if merged is not _GONE:
            found.append(merged)
    return found


def _keyed(held: Any) -> bool:
    return isinstance(held, list) and all(isinstance(part, Mapping) and "key" in part for part in held)


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
