"""Two texts of a contract side by side: by section and by field, with the words that went and the words that came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Literal

from meritbook.core.contracts.limits import a_month
from meritbook.core.contracts.places import FIELDS, part_in_words
from meritbook.core.contracts.text import ContractText, Section
from meritbook.core.dates import day_in_words
from meritbook.core.values import Value

State = Literal["same", "changed", "added", "removed"]
_WORDS = re.compile(r"\s+|\$[\d,]*\d(?:\.\d+)?|\w+|[^\w\s]")
"""An amount is one word: of $8,300.00 and $8,700.00 no digits are the same."""
_MOST = 3000
"""Pieces of a text up to which words are compared one by one; a longer one is shown as replaced."""
DAYS = frozenset({"starts_on", "ends_before", "due_on"})
"""The fields that hold a day."""
AMOUNTS = frozenset({"salary", "cap"})
"""The fields that hold dollars for a month."""


class Piece(Value):
    """A stretch of words that is in both texts, or in one."""

    kind: Literal["same", "deleted", "inserted"]
    text: str


class FieldChange(Value):
    """One field in both texts."""

    place: str
    """Path in the section, such as `objectives.customers-wait.says`."""
    label: str
    state: State
    before: tuple[Piece, ...]
    """The old words; those that went are `deleted`."""
    after: tuple[Piece, ...]
    """The new words; those that came are `inserted`."""


class SectionChange(Value):
    """One section in both texts, with the fields that differ."""

    key: str
    kind: str
    title: str
    state: State
    fields: tuple[FieldChange, ...] = ()


class Since(Value):
    """Which sections are not as somebody has them."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is a difference at all."""
        return bool(self.changed or self.added or self.removed)


def fields_of(content: Mapping[str, Any], labels: Mapping[str, str] | None = None) -> dict[str, tuple[str, str]]:
    """`{place: (label, words)}` of the content of a section; what is empty is left out. `labels`: other names."""
    said = FIELDS if labels is None else labels
    return {place: (label, words) for place, label, words in _walk(content, "", "", said) if words}


def _walk(held: Any, place: str, label: str, labels: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if isinstance(held, Mapping):
        for name, part in held.items():
            if name == "key":
                continue
            inner = f"{place}.{name}" if place else name
            if isinstance(part, list | tuple):
                yield from _walk_list(part, inner, name, label, labels)
            else:
                said = labels.get(name, name.replace("_", " ").capitalize())
                yield from _walk(part, inner, f"{label}: {said.lower()}" if label else said, labels)
    elif held is None or held is False:
        yield place, label, ""
    else:
        yield place, label, _value(place.rpartition(".")[2], held)


def _walk_list(
    parts: Sequence[Any], place: str, name: str, label: str, labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """The members of a list, each named by what it says and not by its key."""
    for number, part in enumerate(parts, start=1):
        keyed = isinstance(part, Mapping)
        said = part_in_words(labels.get(name, name) if labels is not FIELDS else name, part if keyed else None, number)
        inner = f"{label}, {said[:1].lower()}{said[1:]}" if label else said
        yield from _walk(part, f"{place}.{part.get('key', number) if keyed else number}", inner, labels)


def _value(field: str, held: Any) -> str:
    if field == "direction":
        return str(held).replace("_", " ")
    return "yes" if held is True else in_words(field, held)


def in_words(name: str, held: Any) -> str:
    """What a field holds as people read it: a day in words, an amount in dollars, all else as it stands."""
    if name in AMOUNTS:
        return a_month(Decimal(str(held)))
    if name not in DAYS:
        return str(held)
    return day_in_words(held if isinstance(held, date) else date.fromisoformat(str(held)))


def words_compared(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The old and the new words in pieces, word by word."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    if len(a) + len(b) > _MOST:
        return (Piece(kind="deleted", text=old),), (Piece(kind="inserted", text=new),)
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        gone, come = "".join(a[i:j]), "".join(b[k:m])
        if tag == "equal":
            before.append(Piece(kind="same", text=gone))
            after.append(Piece(kind="same", text=come))
            continue
        if gone:
            before.append(Piece(kind="deleted", text=gone))
        if come:
            after.append(Piece(kind="inserted", text=come))
    return tuple(before), tuple(after)


def compare(old: ContractText, new: ContractText) -> tuple[SectionChange, ...]:
    """All sections of both, in the order of the new text; those that are gone come last."""
    before = {one.key: one for one in old.sections()}
    after = {one.key: one for one in new.sections()}
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(_section(before.get(key), after.get(key)) for key in keys)


def differences(old: ContractText, new: ContractText) -> tuple[SectionChange, ...]:
    """The sections that differ."""
    return tuple(one for one in compare(old, new) if one.state != "same")


def since(seen: Mapping[str, str] | ContractText, now: ContractText) -> Since:
    """Which sections changed since somebody saw them: their `{section: SHA-256}` then, or the older text."""
    before = seen.hashes() if isinstance(seen, ContractText) else seen
    after = now.hashes()
    return Since(
        changed=tuple(key for key in after if key in before and before[key] != after[key]),
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
    )


def _section(before: Section | None, after: Section | None) -> SectionChange:
    one = after or before
    assert one is not None  # noqa: S101  # the key is from one of the two
    if before is not None and after is not None and before.sha256 == after.sha256:
        return SectionChange(key=one.key, kind=one.kind, title=one.title, state="same")
    state: State = "changed" if before and after else ("added" if after else "removed")
    old = fields_of(before.content) if before else {}
    new = fields_of(after.content) if after else {}
    fields = tuple(
        _field(place, old.get(place), new.get(place))
        for place in [*new, *(place for place in old if place not in new)]
        if old.get(place) != new.get(place)
    )
    return SectionChange(key=one.key, kind=one.kind, title=one.title or one.key, state=state, fields=fields)


def _field(place: str, old: tuple[str, str] | None, new: tuple[str, str] | None) -> FieldChange:
    before, after = words_compared(old[1] if old else "", new[1] if new else "")
    label = (new or old or ("", ""))[0]
    state: State = "changed" if old and new else ("added" if new else "removed")
    return FieldChange(place=place, label=label, state=state, before=before, after=after)
