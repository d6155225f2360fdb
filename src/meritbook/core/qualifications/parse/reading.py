"""What the readings of a clause share: the clause in its shape, the amounts in it, and phrases cut out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from meritbook.core.documents.model import Span
from meritbook.core.qualifications.model import Amount, AnyModifier, AnyNode, Credits, StatedProblem
from meritbook.core.qualifications.parse.amounts import fold
from meritbook.core.qualifications.parse.tokens import Shape, Token, tokens

AMOUNT = r"<\d+>"
CREDITS = r"\{\d+\}"
_EDGES = " ,;:.()\"'"


@dataclass
class Context:
    """What holds around a clause: the text, its heading, whether it stands among notes; and the problems found."""

    plain: str
    label: str = ""
    in_notes: bool = False
    bracketed: bool = False
    narrows: bool = False
    """The clause says of which kind the experience before it must be."""
    problems: list[StatedProblem] = field(default_factory=list)


class Phrase:
    """A stretch of a clause: its shape, and the amounts that its `<n>` and `{n}` stand for."""

    def __init__(self, shape: Shape, amounts: list[Amount], credits_: list[Credits], context: Context) -> None:
        self.shape = shape
        self.line = shape.line
        self.amounts = amounts
        self.credits = credits_
        self.context = context

    @classmethod
    def of(cls, context: Context, start: int, end: int) -> Phrase:
        """The phrase of a stretch of the text; amounts that contradict themselves are noted as problems."""
        folded, amounts, credits_ = fold(tokens(context.plain, start, end))
        phrase = cls(Shape(folded), amounts, credits_, context)
        phrase._note_problems(folded)
        return phrase

    def _note_problems(self, folded: list[Token]) -> None:
        for token in folded:
            measure: Amount | Credits | None = None
            if len(token.low) > 2 and token.low.startswith("<"):
                measure = self.amounts[int(token.low[1:-1])]
            elif len(token.low) > 2 and token.low.startswith("{"):
                measure = self.credits[int(token.low[1:-1])]
            if measure is not None and measure.problem:
                self.context.problems.append(
                    StatedProblem(
                        code="amount.contradicts", says=measure.problem, span=Span(start=token.start, end=token.end)
                    )
                )

    @property
    def span(self) -> Span:
        """Where the phrase stands in the text."""
        return self.shape.span(0, len(self.line))

    def cut(self, start: int, end: int | None = None) -> Phrase:
        """A part of the phrase, by places of its line."""
        return Phrase(
            self.shape.cut(start, len(self.line) if end is None else end), self.amounts, self.credits, self.context
        )

    def search(self, pattern: str, start: int = 0) -> re.Match[str] | None:
        """The first match in the line."""
        return compiled(pattern).search(self.line, start)

    def has(self, pattern: str) -> bool:
        """Whether the line holds a match."""
        return compiled(pattern).search(self.line) is not None

    def all(self, pattern: str) -> Iterator[re.Match[str]]:
        """All matches in the line."""
        return compiled(pattern).finditer(self.line)

    def amount(self, match: re.Match[str], group: str = "amount") -> Amount | None:
        """The amount that a named group caught."""
        found = match.groupdict().get(group)
        return self.amounts[int(found[1:-1])] if found else None

    def credit(self, match: re.Match[str], group: str = "credits") -> Credits | None:
        """The credits that a named group caught."""
        found = match.groupdict().get(group)
        return self.credits[int(found[1:-1])] if found else None

    def words(self, start: int, end: int) -> str:
        """The original words of a stretch of the line, white space folded, without marks at the edges."""
        while start < end and self.line[start] == " ":  # a space belongs to the token before it
            start += 1
        if start >= end:
            return ""
        span = self.shape.span(start, end)
        return " ".join(self.context.plain[span.start : span.end].split()).strip(_EDGES)

    def original(self) -> str:
        """The words of the whole phrase."""
        return self.words(0, len(self.line))


_COMPILED: dict[str, re.Pattern[str]] = {}


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once."""
    found = _COMPILED.get(pattern)
    if found is None:
        found = _COMPILED[pattern] = re.compile(pattern)
    return found


@dataclass
class Found:
    """What a clause was read as: parts with the words that join them, and modifiers."""

    parts: list[tuple[str, AnyNode]] = field(default_factory=list)
    modifiers: list[AnyModifier] = field(default_factory=list)


_LIST_BREAK = re.compile(
    r" , and/or | , and / or | and/or | and / or | , or | , and | , | ; or | ; and | ; | or | and "
)


def listed(phrase: Phrase, start: int, end: int, *, by: re.Pattern[str] = _LIST_BREAK) -> tuple[str, ...]:
    """The items of a list of names in a stretch of the line, in the text's words."""
    items: list[str] = []
    at = start
    for match in by.finditer(phrase.line, start, end):
        items.append(phrase.words(at, match.start()))
        at = match.end()
    items.append(phrase.words(at, end))
    cleaned = [
        re.sub(r"^(?:either|an?|the|such as|one of the following|following)\s+", "", item, flags=re.I) for item in items
    ]
    return tuple(dict.fromkeys(item for item in cleaned if item and item.lower() not in ("either", "both")))
