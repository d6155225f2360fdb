"""From the elements of a text to nested sequences: which list a clause, a heading or a joining word belongs to.

A mark that is already open closes all that lies within it and begins its next item; one that is not open begins a
list inside the current item. What a joining word joins is settled by the element after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Elements
from itertools import islice

from meritbook.core.documents.model import Span
from meritbook.core.qualifications.parse.clause import read_clause
from meritbook.core.qualifications.parse.outline import Clause, Element, Join, Level, Rank, Sequence
from meritbook.core.qualifications.parse.reading import Context

_EQUIVALENT = re.compile(
    r"(?:or\s+)?(?:any|an)\s+(?:other\s+)?(?:acceptable\s+|equivalent\s+)+combination|any\s+equivalent", re.I
)
_FOR_ALL = re.compile(r"(?:applicants|candidates)\b|(?:(?!\d)[^.])*\b(?:may|can)\s+(?:be\s+)?substitute", re.IGNORECASE)
"""A line without a mark behind a list that changes how its items are met."""
_SELECTIVE = re.compile(r"selective\s+certification", re.IGNORECASE)
_SPECIALTY = re.compile(r"specialt|\blevels?\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*$")
_BESIDE_WAYS = ("licence", "age", "residence", "standing", "special")
"""What a sentence of its own behind the ways to qualify asks of everybody."""
_LISTS: tuple[Rank, ...] = ("number", "letter", "paren", "bullet")


class _Builder:
    def __init__(self, plain: str, elements: Elements[Element]) -> None:
        self.plain = plain
        self.elements = elements
        self.taken = 0
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
        self.taken += 1
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
        if element.ends_list:
            self.close("paren")
        if _EQUIVALENT.match(self.plain, element.start) and self.join != "and":
            self._end_ways()
        elif (
            element.opens_line
            and self.stack
            and self.stack[-1].rank in _LISTS
            and (self.join or (not element.bracketed and _FOR_ALL.match(self.plain, element.start, element.end)))
        ):
            self.close(*_LISTS)
        elif element.opens_line and not self.join and self._asked_of_all(element):
            self.close(*_LISTS, "head")
        clause = Clause(
            element.start, element.end, element.bracketed, element.opens_line, self.notes, self.informs, element.goes_on
        )
        self.current().things.append((self.join, clause))
        self._own(self.current())
        self.join = ""

    def _asked_of_all(self, element: Element) -> bool:
        """Whether a paragraph without a mark behind the last of several ways speaks of them all.

        It stays with the last way where it is set further in than the mark of that way, begins as a continuation
        does, or where a way before it has such a paragraph of its own.
        """
        lists = [level for level in self.stack if level.rank in _LISTS]
        if self.notes or not lists or max(len(level.items) for level in lists) < 2:
            return False
        if not _new_paragraph(self.plain, element.start) or not self.plain[element.start].isupper():
            return False
        if any(_column(self.plain, element.start) > _column(self.plain, _mark(level.items[-1][1])) for level in lists):
            return False
        if any(_has_paragraph(self.plain, item) for level in lists for _, item in level.items[:-1]):
            return False
        if not self._behind_the_last({level.rank for level in lists}):
            return False
        found = read_clause(Context(self.plain), element.start, element.end)
        asked = [node.kind in _BESIDE_WAYS for _, node in found.parts]
        told = [modifier.kind == "note" for modifier in found.modifiers]
        return bool(asked or told) and all((*asked, *told))

    def _behind_the_last(self, ranks: set[Rank]) -> bool:
        """Whether neither a joining word nor a further item of the open lists follows."""
        for number, element in enumerate(islice(self.elements, self.taken, None)):
            if element.sort in ("scope", "notes") or element.rank == "set":
                return True
            if (element.sort == "join" and number == 0) or (element.sort == "mark" and element.rank in ranks):
                return False
        return True

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


def _new_paragraph(plain: str, at: int) -> bool:
    return bool(_PARAGRAPH.search(plain, max(0, at - 200), at))


def _column(plain: str, at: int) -> int:
    return at - plain.rfind("\n", 0, at) - 1


def _mark(item: Sequence) -> int:
    """Where an item begins."""
    return item.own[0].start


def _has_paragraph(plain: str, item: Sequence) -> bool:
    """Whether a sentence of an item stands behind a blank line."""
    return any(isinstance(thing, Clause) and _new_paragraph(plain, thing.start) for _, thing in item.things[1:])


def nest(plain: str, elements: Elements[Element]) -> Sequence:
    """The outermost sequence of the text."""
    builder = _Builder(plain, elements)
    for element in elements:
        builder.take(element)
    return builder.finish()
