"""From the elements of a text to nested sequences: which list a clause, a heading or a joining word belongs to.

A mark that is already open closes all that lies within it and begins its next item; one that is not open begins a
list inside the current item. What a joining word joins is settled by the element after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Elements

from meritbook.core.documents.model import Span
from meritbook.core.qualifications.parse.outline import Clause, Element, Join, Level, Rank, Sequence

_EQUIVALENT = re.compile(
    r"(?:or\s+)?(?:any|an)\s+(?:other\s+)?(?:acceptable\s+|equivalent\s+)+combination|any\s+equivalent", re.I
)
_SELECTIVE = re.compile(r"selective\s+certification", re.IGNORECASE)
_LISTS: tuple[Rank, ...] = ("number", "letter", "paren", "bullet")


class _Builder:
    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.root = Sequence()
        self.stack: list[Level] = []
        self.join: Join = ""
        self.joint: Span | None = None
        self.notes = False
        self.informs = False

    def current(self) -> Sequence:
        return self.stack[-1].items[-1][1] if self.stack else self.root

    def _own(self, owner: Level | Sequence) -> None:
        if self.joint is not None:
            owner.own.append(self.joint)
        self.joint = None

    def open(self, rank: Rank, element: Element, label: str = "") -> None:
        """Begin the next item of an open list of this rank, or a list of it inside the current item."""
        if any(level.rank == rank for level in self.stack):
            while self.stack[-1].rank != rank:
                self.stack.pop()
        else:
            level = Level(rank)
            self.current().things.append((self.join, level))
            self.join = ""
            self.stack.append(level)
        level = self.stack[-1]
        item = Sequence(label=label, own=[Span(start=element.start, end=element.end)])
        level.items.append((element.join if rank == "set" and level.items else self.join, item))
        self._own(level)
        self.join = ""

    def close(self, *ranks: Rank) -> None:
        while self.stack and self.stack[-1].rank in ranks:
            self.stack.pop()

    def take(self, element: Element) -> None:
        match element.sort:
            case "join":
                self._pending(element)
            case "scope" if self.notes:
                self._clause(element)
                # What is asked when eligibles are certified for some positions is no minimum qualification.
                self.informs = self.informs or bool(_SELECTIVE.match(element.label))
            case "scope":
                self.stack, self.notes = [], False
                self.open("scope", element, element.label)
            case "notes":
                self._note(element)
            case "head":
                self._head(element)
            case "mark":
                self._mark(element)
            case "clause":
                self._clause(element)

    def _pending(self, element: Element) -> None:
        if self.joint is not None:
            self.current().own.append(self.joint)
        self.join, self.joint = element.join, Span(start=element.start, end=element.end)

    def _note(self, element: Element) -> None:
        keep = [level for level in self.stack if level.rank == "scope"]
        self.stack = keep
        self.notes = element.label != "inline" or self.notes
        self.informs = element.label == "informs"
        self.current().own.append(Span(start=element.start, end=element.end))
        if self.joint is not None:
            self.current().own.append(self.joint)
        self.join, self.joint = "", None

    def _head(self, element: Element) -> None:
        if element.label == "either":
            self.current().own.append(Span(start=element.start, end=element.end))
            return
        ranks = [level.rank for level in self.stack]
        if "head" not in ranks and ranks and ranks[-1] in _LISTS and self.current().things:
            self.close(*_LISTS)
        self.open("head", element, element.label)

    def _mark(self, element: Element) -> None:
        self.open(element.rank, element)

    def _clause(self, element: Element) -> None:
        if _EQUIVALENT.match(self.plain, element.start) and self.join != "and":
            self.close(*_LISTS, "head")
        elif self.join and element.opens_line and self.stack and self.stack[-1].rank in _LISTS:
            self.close(*_LISTS)
        clause = Clause(element.start, element.end, element.bracketed, element.opens_line, self.notes, self.informs)
        self.current().things.append((self.join, clause))
        self._own(self.current())
        self.join = ""

    def finish(self) -> Sequence:
        if self.joint is not None:
            self.current().own.append(self.joint)
        return self.root


def nest(plain: str, elements: Elements[Element]) -> Sequence:
    """The outermost sequence of the text."""
    builder = _Builder(plain)
    for element in elements:
        builder.take(element)
    return builder.finish()
