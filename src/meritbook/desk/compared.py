"""Two texts compared word by word, for people: what went, what came, what stayed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

MOST_WORDS = 4000
"""Longer texts are shown whole, before and after, since a word-by-word comparison of them takes too long."""


@dataclass(frozen=True)
class Piece:
    """A stretch of words: `same`, `removed` or `added`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One thing that differs: where, whether it was added, removed or changed, and the words."""

    where: str
    kind: str
    pieces: tuple[Piece, ...]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in order, each with what became of it."""
    old, new = before.split(), after.split()
    if len(old) + len(new) > MOST_WORDS:
        return (Piece("removed", before), Piece("added", after))
    found: list[Piece] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", " ".join(old[left:left_end])))
            continue
        if left_end > left:
            found.append(Piece("removed", " ".join(old[left:left_end])))
        if right_end > right:
            found.append(Piece("added", " ".join(new[right:right_end])))
    return tuple(found)


def change(where: str, before: str, after: str) -> Change:
    """The change from one text to the other; either may be empty."""
    kind = "added" if not before else "removed" if not after else "changed"
    return Change(where=where, kind=kind, pieces=pieces(before, after))


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """What differs between two sets of named texts, in the order of the later one, then what only the earlier has."""
    order = [*after, *(name for name in before if name not in after)]
    return tuple(
        change(name, before.get(name, ""), after.get(name, ""))
        for name in order
        if " ".join(before.get(name, "").split()) != " ".join(after.get(name, "").split())
    )
