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
_FOR_ALL = re.compile(r"(?:applicants|candidates)\b|(?:(?!\d)[^.])*\b(?:may|can)\s+(?:be\s+)?substitute", re.IGNORECASE)
"""A line without a mark behind a list that changes how its items are met."""
_SELECTIVE = re.compile(r"selective\s+certification", re.IGNORECASE)
_SPECIALTY = re.compile(r"specialt|\blevels?\b", re.IGNORECASE)
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
        self.selective = False
        self.ended = False
        """A class or specialty had an open equivalent of its own."""

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
            case "scope" if self.notes and (self.informs or not _SPECIALTY.search(element.label)):
                self._clause(element)
                # What is asked when eligibles are certified for some positions is no minimum qualification.
                self.selective = self.selective or bool(_SELECTIVE.match(element.label))
                self.informs = self.informs or self.selective
            case "scope":
                self._scope(element)
            case "notes":
                self._note(element)
            case "head":
                self._head(element)
            case "mark":
                self._mark(element)
            case "clause":
                self._clause(element)

    def _scope(self, element: Element) -> None:
        """A title opens a scope of the whole text; right behind `Option 2:` it only divides that option."""
        self.notes = False
        ranks = [level.rank for level in self.stack]
        divides = "set" in ranks and (
            "scope" in ranks[ranks.index("set") :] or ("scope" not in ranks and not self.current().things)
        )
        if not divides:
            self.stack = self.stack[:1] if ranks[:1] == ["scope"] else []
        self.open("scope", element, element.label)

    def _pending(self, element: Element) -> None:
        if self.joint is not None:
            self.current().own.append(self.joint)
        self.join, self.joint = element.join, Span(start=element.start, end=element.end)

    def _note(self, element: Element) -> None:
        kept = ("scope", "set") if element.label == "inline" else ("scope",)
        self.stack = [level for level in self.stack if level.rank in kept]
        self.notes = element.label != "inline" or self.notes
        self.informs = element.label == "informs" or self.selective
        self.current().own.append(Span(start=element.start, end=element.end))
        if self.joint is not None:
            self.current().own.append(self.joint)
        self.join, self.joint = "", None

    def _head(self, element: Element) -> None:
        if element.label == "either":
            self.current().own.append(Span(start=element.start, end=element.end))
            return
        self.notes = self.informs = False  # what a heading asks for binds, wherever it stands
        ranks = [level.rank for level in self.stack]
        if "head" not in ranks and ranks and ranks[-1] in _LISTS and self.current().things:
            self.close(*_LISTS)
        self.open("head", element, element.label)

    def _mark(self, element: Element) -> None:
        self.open(element.rank, element)

    def _clause(self, element: Element) -> None:
        if _EQUIVALENT.match(self.plain, element.start) and self.join != "and":
            self._end_ways()
        elif (
            element.opens_line
            and self.stack
            and self.stack[-1].rank in _LISTS
            and (self.join or (not element.bracketed and _FOR_ALL.match(self.plain, element.start, element.end)))
        ):
            self.close(*_LISTS)
        clause = Clause(
            element.start, element.end, element.bracketed, element.opens_line, self.notes, self.informs, element.goes_on
        )
        self.current().things.append((self.join, clause))
        self._own(self.current())
        self.join = ""

    def _end_ways(self) -> None:
        """An open equivalent stands beside all ways to qualify, of which it is the last."""
        ranks = [level.rank for level in self.stack]
        if "set" in ranks:
            del self.stack[ranks.index("set") :]
        self.close(*_LISTS, "head")
        if self.stack and not self.current().things:
            return  # "General specialty only: any equivalent ..." holds for what its title names
        if self.stack and len(self.stack[0].items) > 1 and not self.ended:
            self.stack = []  # several specialties share the one equivalent behind the last of them
        elif self.stack:
            self.ended = True

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
