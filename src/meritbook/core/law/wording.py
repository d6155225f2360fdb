"""A check in words: what must be so, part by part, for people who do not read the language of checks.

The words are those of the pack: a fact, a parameter and a step stand in their own sentences, and each can be led back
to where it is explained. What is joined by `and` and `or` becomes a list; the rest a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from meritbook.core.law.model import Rule
from meritbook.core.law.pack import PLACEHOLDER, Law
from meritbook.core.law.tree import ConstantNode, FactNode, Node, OperationNode, ParameterNode, StepNode, TodayNode
from meritbook.core.values import Value

PieceKind = Literal["plain", "fact", "parameter", "step", "table"]


class Piece(Value):
    """A few words of a line, and what they stand for."""

    text: str
    kind: PieceKind = "plain"
    name: str = ""
    """The fact, parameter, step or table that the words stand for."""


Pieces = tuple[Piece, ...]


class Phrase(Value):
    """One line of a check in words, and the lines that stand below it."""

    pieces: Pieces
    parts: tuple[Phrase, ...] = ()

    @property
    def text(self) -> str:
        """The line as plain text, without the lines below it."""
        return "".join(piece.text for piece in self.pieces)


LISTS = {"and": "All of these:", "or": "At least one of these:"}
NEGATED = {"and": "Not all of these:", "or": "None of these:"}
COMPARED = {
    "at_most": ("at most", "no later than"),
    "less": ("less than", "earlier than"),
    "at_least": ("at least", "no earlier than"),
    "more": ("more than", "later than"),
    "equal": ("the same as", "the same as"),
    "unequal": ("not the same as", "not the same as"),
}
"""For numbers and for days."""
WORDS: dict[str, tuple[str, ...]] = {
    "add": ("", " plus ", ""),
    "subtract": ("", " less ", ""),
    "multiply": ("", " times ", ""),
    "divide_whole": ("", " divided by ", ", whole times only"),
    "ceiling": ("", " divided by ", ", a started time counting whole"),
    "share": ("", " of ", ""),
    "min": ("the lesser of ", " and ", ""),
    "max": ("the greater of ", " and ", ""),
    "add_days": ("", " plus ", ""),
    "subtract_days": ("", " less ", ""),
    "add_years": ("", " plus ", ""),
    "days_between": ("the days from ", " to ", ""),
    "months_between": ("the whole months from ", " to ", ""),
    "fiscal_year": ("the fiscal year of ", ", counted from ", ""),
    "business_day": ("", ", or the next day that is no weekend and none of ", ""),
    "length": ("the number of entries of ", ""),
    "some": ("", ": at least one."),
    "all_between": ("", ": each from ", " to ", "."),
    "often_low": ("", ": entries at most ", " come up so often (", ") among the first so many (", ")."),
    "by": ("", ", by ", "."),
    "not_before": ("", ", not before ", "."),
    "happened": ("it has happened that ", "."),
    "day_of": ("the day on which ", ""),
}
"""The words before, between and after the parts of an operation."""
OF_DAYS = {"min": "the earlier of ", "max": "the later of "}


class Wording:
    """Puts the checks of one rule into words."""

    def __init__(self, law: Law, rule: Rule) -> None:
        self.law = law
        self.rule = rule
        self._steps = {step.name: step.says for step in rule.steps}

    def applies(self) -> Phrase | None:
        """When the rule bears on a case; nothing where it always does."""
        node = self.law.compiled[self.rule.id].applies
        return None if node is None else self.phrase(node)

    def check(self) -> Phrase:
        """What must be so."""
        return self.phrase(self.law.compiled[self.rule.id].check)

    def step(self, name: str) -> Phrase:
        """How a step is figured."""
        return self.phrase(self.law.compiled[self.rule.id].steps[name])

    def sentence(self, text: str) -> str:
        """A sentence of the rule, with what is filled in for a case named in square brackets."""

        def named(name: str) -> str:
            if name in self._steps:
                return _noun(self._steps[name])
            if name in self.law.facts:
                return _noun(self.law.facts[name].says)
            return _noun(self.law.parameters[name].says) if name in self.law.parameters else "the day of the check"

        return PLACEHOLDER.sub(lambda match: f"[{named(match[1])}]", text)

    def changes(self, reading: str) -> tuple[tuple[str, Phrase], ...]:
        """What changes when a reading is taken the other way: the name of each step, or `check`, and its words then."""
        other = self.law.under(self.rule.id, frozenset([reading]))
        changed = next((one for one in self.rule.alternatives if one.reading == reading), None)
        if changed is None:
            return ()
        steps = tuple((name, self.phrase(other.steps[name])) for name in changed.steps)
        return steps if changed.check is None else (*steps, ("check", self.phrase(other.check)))

    def phrase(self, node: Node) -> Phrase:
        """A part as lines."""
        if isinstance(node, OperationNode):
            if node.operation in LISTS:
                return _list(LISTS[node.operation], (self.phrase(one) for one in _same(node, node.operation)))
            if node.operation == "not":
                return self._negated(node.parts[0])
            if node.operation == "if":
                return _list("By case:", self._cases(node))
        return Phrase(pieces=_sentence(self._line(node)))

    def _negated(self, node: Node) -> Phrase:
        if isinstance(node, OperationNode) and node.operation in NEGATED:
            return _list(NEGATED[node.operation], (self.phrase(one) for one in _same(node, node.operation)))
        return Phrase(pieces=(Piece(text="Not so: "), *_inside(self._line(node)), Piece(text=".")))

    def _cases(self, node: Node) -> Iterable[Phrase]:
        """The branches of a choice, and of a choice in its last branch."""
        while isinstance(node, OperationNode) and node.operation == "if":
            condition, yes, node = node.parts
            where = (Piece(text="Where it is so that "), *_inside(self._line(condition)), Piece(text=":"))
            yield Phrase(pieces=where, parts=(self.phrase(yes),))
        yield Phrase(pieces=(Piece(text="Otherwise:"),), parts=(self.phrase(node),))

    def _line(self, node: Node) -> Pieces:
        if isinstance(node, OperationNode):
            return self._operation(node)
        if isinstance(node, FactNode):
            return (Piece(text=_noun(self.law.facts[node.text].says), kind="fact", name=node.text),)
        if isinstance(node, ParameterNode):
            return (Piece(text=_noun(self.law.parameters[node.text].says), kind="parameter", name=node.text),)
        if isinstance(node, StepNode):
            return (Piece(text=_noun(self._steps[node.text]), kind="step", name=node.text),)
        if isinstance(node, TodayNode):
            return (Piece(text="the day of the check"),)
        assert isinstance(node, ConstantNode)  # noqa: S101 - no other part exists
        if node.kind.name == "choice":
            row = next(one for one in self.law.tables[node.kind.table].rows if one.key == node.word)
            return (Piece(text=f"“{row.says.rstrip('.')}”", kind="table", name=node.kind.table),)
        return (Piece(text=f"{node.value:,}"),)

    def _operation(self, node: OperationNode) -> Pieces:
        if node.operation in ("holds", "covers"):
            return self._of_table(node)
        parts = [self._line(one) for one in node.parts]
        if node.operation in COMPARED:
            sign = COMPARED[node.operation][node.parts[0].kind.name == "date"]
            if node.operation == "equal" and node.parts[0].kind.name == "choice":
                sign = "it is"
            return (*parts[0], Piece(text=f": {sign} "), *parts[1], Piece(text="."))
        if node.operation == "in_year":
            return (*parts[1], Piece(text=" in "), *parts[0])
        if node.operation == "if":
            condition, yes, no = parts
            return (*yes, Piece(text=" where it is so that "), *_inside(condition), Piece(text=", or else "), *no)
        if node.operation in LISTS:
            return _between(("", *(f" {node.operation} " for _ in parts[1:]), ""), [_inside(one) for one in parts])
        if node.operation == "not":
            return (Piece(text="not: "), *_inside(parts[0]))
        words = WORDS[node.operation]
        if node.kind.name == "date" and node.operation in OF_DAYS:
            words = (OF_DAYS[node.operation], *words[1:])
        return _between(words, parts)

    def _of_table(self, node: OperationNode) -> Pieces:
        fact, named = node.parts
        table = self.law.tables[named.kind.table]
        name = Piece(text=f"“{table.says.rstrip('.')}”", kind="table", name=table.id)
        if node.operation == "covers":
            return (*self._line(fact), Piece(text=": all that is asked for in the table "), name, Piece(text="."))
        mark = Piece(text=f": one of which it is said, “{table.holds_says.rstrip('.')}”, in the table ")
        return (*self._line(fact), mark, name, Piece(text="."))


def _list(lead: str, parts: Iterable[Phrase]) -> Phrase:
    return Phrase(pieces=(Piece(text=lead),), parts=tuple(parts))


def _same(node: Node, operation: str) -> Iterable[Node]:
    """The parts of a list, and in place of a list of the same sort within it, its parts."""
    if isinstance(node, OperationNode) and node.operation == operation:
        for part in node.parts:
            yield from _same(part, operation)
    else:
        yield node


def _between(words: Sequence[str], parts: Sequence[Pieces]) -> Pieces:
    """The words and the parts in turn."""
    pieces: list[Piece] = []
    for word, part in zip(words, [*parts, ()], strict=True):
        pieces += [Piece(text=word)] if word else []
        pieces += part
    return tuple(pieces)


def _lower(text: str) -> str:
    """Without the capital of a sentence; a sign such as FTE keeps its own."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _noun(says: str) -> str:
    """A sentence of the pack as it stands inside a line."""
    return _lower(says.rstrip("."))


def _sentence(pieces: Pieces) -> Pieces:
    """With a capital at its beginning and a full stop at its end."""
    first, last = pieces[0], pieces[-1]
    capital = (first.model_copy(update={"text": first.text[:1].upper() + first.text[1:]}), *pieces[1:])
    return capital if last.text.endswith(".") else (*capital, Piece(text="."))


def _inside(pieces: Pieces) -> Pieces:
    """Without the full stop at its end."""
    last = pieces[-1]
    if last.text == ".":
        return pieces[:-1]
    return (*pieces[:-1], last.model_copy(update={"text": last.text.rstrip(".")}))
