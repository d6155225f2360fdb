"""What in somebody's words may give away who wrote them, for themselves to see before they send them.

Whoever writes is told of their own words alone: that one looks like a name, and never whose. What is on record of
other people is not listed back to them, and a word is marked alike whether its bearer is asked beside them or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from meritbook.core.folding import folded

_TELLS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "an address of mail"),
    (re.compile(r"\d[\d ()./-]{4,}\d"), "a long number, such as a telephone's or a file's"),
    (re.compile(r"\b(my (team|boss|supervisor|position|desk|case|name)|I am the|as the only)\b", re.I), "who you are"),
)
# An accent may be written as a mark of its own, after its letter.
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*){3,}")
_OWN_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*){2,}")


@dataclass(frozen=True)
class Screened:
    """A text with what may give somebody away."""

    warnings: tuple[str, ...]
    """In sentences, each with the words as they were typed."""
    pieces: tuple[tuple[str, bool], ...]
    """The whole text in its order, and of each piece whether it is marked."""


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The words of which names of people are made, first and last, made once for several texts; no short one.

    They are folded: *Jose* is marked where *José* is on record, and the reverse.
    """
    return frozenset(folded(word) for one in names for word in _WORD.findall(one))


def own_words(author: str, subject: str = "") -> frozenset[str]:
    """The words of the writer's own name, short ones too; not those that the person written of is called by as well."""
    named = {folded(word) for word in _OWN_WORD.findall(subject)}
    return frozenset(folded(word) for word in _OWN_WORD.findall(author)) - named


def screened(
    text: str, names: frozenset[str], own: frozenset[str] = frozenset(), but: frozenset[str] = frozenset()
) -> Screened:
    """What in the words may give away who wrote them, or somebody else; `names` are as `name_words` gives them.

    `own` is what `own_words` gives of the writer, and `but` are words that are no warning, as of the name of whom the
    words are on. A word that is written small throughout is no name: “will” and “mark” are. A machine finds some of it
    and not all: who writes reads it once more themselves.
    """
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    for rule, what in _TELLS:
        matches = list(rule.finditer(text))
        spans += [one.span() for one in matches]
        found += [f"It may tell {what}: “{one}”." for one in dict.fromkeys(one.group(0)[:60] for one in matches)]
    called = names - but
    written = [one for one in _OWN_WORD.finditer(text) if one.group(0) != one.group(0).lower()]
    mine = [one for one in written if folded(one.group(0)) in own]
    others = [one for one in written if one not in mine and folded(one.group(0)) in called]
    for says, matches in (("It may tell who you are, by your name", mine), ("It may name somebody", others)):
        spans += [one.span() for one in matches]
        found += [f"{says}: “{word}”." for word in dict.fromkeys(one.group(0) for one in matches)]
    return Screened(warnings=tuple(found), pieces=_pieces(text, spans))


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in sorted(spans):
        if end <= done:
            continue
        start = max(start, done)
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    return tuple(one for one in (*pieces, (text[done:], False)) if one[0])
