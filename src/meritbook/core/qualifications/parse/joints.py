"""From nested sequences to the tree: what joins the parts, what a list completes, and what a modifier bears on.

`and` binds tighter than `or`. Where the text names no joining word, parts are all asked for; items of a list that a
lead such as `one of the following` opens are alternatives; and items without a joining word of their own take that
of the next item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count

from meritbook.core.documents.model import Span
from meritbook.core.qualifications.model import (
    Admission,
    AllOf,
    AnyModifier,
    AnyNode,
    AnyOf,
    AtLeast,
    Counting,
    Education,
    Equivalent,
    Experience,
    InOrder,
    Licence,
    Note,
    Scope,
    Special,
    Standing,
    StatedProblem,
    Substitution,
    Text,
    Training,
)
from meritbook.core.qualifications.parse.clause import read_clause
from meritbook.core.qualifications.parse.outline import Clause, Join, Level, Sequence
from meritbook.core.qualifications.parse.reading import Context

_MODIFIERS = (Substitution, Admission, Counting, Note)
_LEAD = re.compile(
    r"(?:following|areas?|fields?|either|of these|below|capacit\w+|specialt\w+|"
    r"of|in|as)\s*(?:\([^)]*\))?\s*[:.]?\s*$|:\s*$",
    re.I,
)
_ONE_OF = re.compile(
    r"\b(?:one|any|either|a combination)(?:\s+or\s+(?:more|a\s+combination))?\s*(?:,\s*or\s+a\s+"
    r"combination\s*,?\s*)?\s+of\b|\beither\b|\bone\s+or\s+a\s+combination\b|"
    r"\bany\b",
    re.I,
)
_SOME_OF = re.compile(
    r"\b(?P<n>two|three|four|five|[2-5])\s+(?:\([2-5]\)\s+)?(?:or\s+more\s+)?(?:(?!(?:year|month|week|hour)s?\b)\w+\s+)?of\s+"
    r"(?:the\s+following|these)\b",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:however|but)\b,?\s*|applicants\s+substituting\b|(?:they|these|such|those)\s+(?:applicants|candidates|"
    r"persons|students)?|candidates\s+(?:will|may)\s+not\s+be\s+(?:appointed|"
    r"eligible)|the\s+registration\s+must\b|all\s+(?:such\s+)?(?:applicants|"
    r"candidates)\s+must",
    re.I,
)
_NARROWS = re.compile(
    r"at\s+least\b.*\bof\s+(?:this|the|which|such|that)\b|(?:this|such|that|"
    r"the(?:\s+required|\s+above)?)\s+(?:\w+\s+)?experience\s+(?:must|shall|"
    r"should)\s+(?:have\s+)?(?:been\s+in|include)|"
    r"(?:such|all\s+(?:of\s+)?(?:this|such|the))\s+(?:\w+\s+)?experience\s+(?:must|shall)|"
    r"this\s+includes\b|for\s+at\s+least\b|(?:\w+|\w+\s\w+)\s+(?:years?|months?)\s+of\s+(?:this|such|which|"
    r"the\s+(?:above|(?:\w+\s+){0,3}experience\s+(?:must|shall|should|has)))|"
    r"(?:these\s+|the\s+)?(?:duties|responsibilities)\s+must\s+have|which\s+(?:shall|"
    r"must|has|have)|including\b|experience\s+must\s+(?:have\s+)?includ|"
    r"at\s+least\s+(?:one|two|three|four|five)\s+(?:years?|months?)\s+(?:shall|must|of)",
    re.IGNORECASE | re.DOTALL,
)
_SAYS_FOLLOWING = re.compile(r"\bfollowing\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}


@dataclass
class Assembly:
    """The state of one reading: the text, its problems, and which nodes stand under which heading."""

    plain: str
    problems: list[StatedProblem] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    _number: count[int] = field(default_factory=count)

    def name(self, node: AnyNode) -> AnyNode:
        """The node with a working id, so that modifiers can point to it before its path is known."""
        return node.model_copy(update={"id": f"t{next(self._number)}"})


@dataclass
class _Line:
    """Parts that stand one after the other with the words between them, and the modifiers among them."""

    parts: list[tuple[Join, AnyNode]] = field(default_factory=list)
    modifiers: list[AnyModifier] = field(default_factory=list)
    own: list[Span] = field(default_factory=list)


def tree(assembly: Assembly, root: Sequence) -> AnyNode:
    """The tree of the outermost sequence."""
    return _sequence(assembly, root, "")


def _sequence(assembly: Assembly, sequence: Sequence, label: str) -> AnyNode:
    label = sequence.label if sequence.label and sequence.label != "either" else label
    line = _Line(own=list(sequence.own))
    lead: Clause | None = None
    for join, thing in sequence.things:
        if isinstance(thing, Clause):
            _clause(assembly, line, join, thing, label)
            lead = thing
        else:
            _level(assembly, line, join, thing, label, lead)
            lead = None
    return _close(line)


def _clause(assembly: Assembly, line: _Line, join: Join, clause: Clause, label: str) -> None:
    text = assembly.plain[clause.start : clause.end]
    if line.modifiers and not join and _GOES_ON.match(text.lstrip("(")) and not isinstance(line.modifiers[-1], Note):
        before = line.modifiers[-1]
        line.modifiers[-1] = before.model_copy(
            update={"spans": (*before.spans, Span(start=clause.start, end=clause.end))}
        )
        return
    more = (clause.goes_on and join) or re.match(r"therefore\b", text, re.I)
    if more and clause.in_notes and line.modifiers and isinstance(line.modifiers[-1], Note):
        line.modifiers[-1] = line.modifiers[-1].model_copy(
            update={"spans": (*line.modifiers[-1].spans, Span(start=clause.start, end=clause.end))}
        )
        return
    if clause.informs:
        line.modifiers.append(Note(spans=(Span(start=clause.start, end=clause.end),), matter="other"))
        return
    narrows = (
        not join
        and bool(line.parts)
        and line.parts[-1][1].kind == "experience"
        and bool(_NARROWS.match(text.strip(" ,(")))
    )
    context = Context(assembly.plain, "experience" if narrows else label, clause.in_notes, clause.bracketed, narrows)
    found = read_clause(context, clause.start, clause.end)
    assembly.problems.extend(context.problems)
    if clause.goes_on and line.modifiers and found.parts and all(_asks_little(node) for _, node in found.parts):
        # A further sentence in the brackets of a modifier that asks for nothing of its own explains it.
        last = line.modifiers[-1]
        line.modifiers[-1] = last.model_copy(update={"spans": (*last.spans, Span(start=clause.start, end=clause.end))})
        return
    for number, (word, node) in enumerate(found.parts):
        first: Join = join or ("or" if isinstance(node, Equivalent) else "")
        joint: Join = first if number == 0 else _as_join(word)
        if number == 0 and not line.parts:
            joint = ""
        if (
            isinstance(node, Standing)
            and line.parts
            and isinstance(line.parts[-1][1], Special)
            and ("these positions" in text or node.matter == "driving_record")
        ):
            node = Special(part=node)
        narrower = _narrower(assembly, line, node) if narrows else None
        if narrower is not None:
            line.parts[-1] = (line.parts[-1][0], narrower)
            continue
        named = assembly.name(node)
        line.parts.append((joint, named))
        assembly.labels.setdefault(label, []).append(named.id)
        if isinstance(named, Equivalent):
            assembly.needs[named.id] = text.lower()
    line.modifiers.extend(found.modifiers)


def _asks_little(node: AnyNode) -> bool:
    return isinstance(node, Text) or (isinstance(node, (Experience, Training)) and node.amount is None)


def _narrower(assembly: Assembly, line: _Line, node: AnyNode) -> AnyNode | None:
    """The experience before, when a sentence only says of what kind part of it must be."""
    before = line.parts[-1][1]
    if not isinstance(before, Experience):
        return None
    if isinstance(node, Text):
        words = " ".join(" ".join(span.cut(assembly.plain) for span in node.spans).split()).strip(" .,;")
        return before.model_copy(
            update={"spans": (*before.spans, *node.spans), "activities": (*before.activities, words)}
        )
    if not isinstance(node, Experience):
        return None
    spans = (*before.spans, *node.spans)
    if node.amount is None and not node.including:
        return before.model_copy(
            update={
                "spans": spans,
                "levels": (*before.levels, *node.levels),
                "activities": (*before.activities, *node.activities),
            }
        )
    inner = node.including if node.including and node.amount is None else (node,)
    return before.model_copy(update={"spans": spans, "including": (*before.including, *inner)})


def _as_join(word: str) -> Join:
    return "or" if word == "or" else ("and/or" if word == "and/or" else "and")


def _level(assembly: Assembly, line: _Line, join: Join, level: Level, label: str, lead: Clause | None) -> None:
    line.own.extend(level.own)
    if level.rank == "scope":
        for number, (_, item) in enumerate(level.items):
            part = _sequence(assembly, Sequence(item.things, "", []), label)
            titles = (item.label,) if not re.match(r"(?i)(?:for )?(?:all|both)\b", item.label) else ()
            if isinstance(part, AllOf) and not part.parts and not part.modifiers:
                line.own.extend(item.own)  # what follows the title stands under headings of its own
                continue
            scope = Scope(spans=tuple(item.own), titles=titles, part=part)
            only = part.parts if isinstance(part, AllOf) else (part,)
            beside: Join = "or" if number and all(isinstance(each, Equivalent) for each in only) else "and"
            line.parts.append((join if number == 0 else beside, scope))
        return
    lead_text = assembly.plain[lead.start : lead.end] if lead is not None else ""
    own_lead = (
        lead_text or assembly.plain[max(0, line.own[-1].start if line.own else 0) : line.own[-1].end if line.own else 0]
    )
    if lead is not None and not join and _completes(assembly, line, level, lead):
        return
    items = [(word, _sequence(assembly, item, label)) for word, item in level.items]
    joins = _filled([word for word, _ in items], level, own_lead)
    merged: list[tuple[Join, AnyNode]] = list(zip(joins, (node for _, node in items), strict=True))
    some = _SOME_OF.search(lead_text)
    kept = [(word, node) for word, node in merged if not _empty(node)]
    for _, node in merged:
        if _empty(node):
            line.modifiers.extend(node.modifiers if isinstance(node, AllOf) else ())
            line.own.extend(node.spans)
    if not kept:
        return
    if some is not None and len(kept) > 1:
        joined: AnyNode = AtLeast(n=_NUMBERS[some["n"].lower()], parts=tuple(node for _, node in kept))
    else:
        joined = _joined(kept)
    if lead is not None and line.parts and isinstance(line.parts[-1][1], Text) and _LEAD.search(lead_text):
        before = line.parts.pop()
        line.own.extend(before[1].spans)
        join = before[0]
    line.parts.append((join if line.parts else "", joined))


def _empty(node: AnyNode) -> bool:
    return isinstance(node, AllOf) and not node.parts


def _filled(words: list[Join], level: Level, lead: str) -> list[Join]:
    """Joining words of a level: a missing one is the next that is stated, else what the rank or the lead says."""
    if level.rank == "set":
        ways: list[Join] = ["or"] * len(words)
        ways[0] = ""
        return ways
    stated: Join = ""
    for word in reversed(words[1:]):
        if word:
            stated = word
    default: Join = "or" if _ONE_OF.search(lead) and level.rank != "head" else "and"
    filled: list[Join] = []
    following: Join = ""
    for word in reversed(words):
        following = word or following
        filled.append(following or stated or default)
    filled.reverse()
    if level.rank == "head":
        filled = [word or "and" for word in words]
    filled[0] = ""
    return filled


def _extent(level: Level) -> list[Span]:
    """Everything that a level covers."""
    found = list(level.own)
    for _, item in level.items:
        found.extend(item.own)
        for _, thing in item.things:
            found.extend(_extent(thing) if isinstance(thing, Level) else [Span(start=thing.start, end=thing.end)])
    return found


def _completes(assembly: Assembly, line: _Line, level: Level, lead: Clause) -> bool:
    """Whether the items only finish the sentence before them: then they become its subjects."""
    last = line.modifiers[-1] if line.modifiers else None
    lead_text = assembly.plain[lead.start : lead.end].rstrip(" )")
    if lead_text.endswith(".") and not _SAYS_FOLLOWING.search(lead_text):
        return False
    noted = isinstance(last, Note) and not lead_text.endswith(":")
    if last is not None and last.spans and not noted and last.spans[-1].end >= lead.end:
        line.modifiers[-1] = last.model_copy(update={"spans": (*last.spans, *_extent(level))})
        return True
    if not line.parts:
        return False
    target = line.parts[-1][1]
    if not isinstance(target, (Experience, Education, Training, Licence, Equivalent)):
        return False
    clauses: list[Clause] = []
    for _, item in level.items:
        for _, thing in item.things:
            if isinstance(thing, Level):
                for _, inner in thing.items:
                    clauses.extend(deep for _, deep in inner.things if isinstance(deep, Clause))
            else:
                clauses.append(thing)
    spoken: list[str] = []
    modifiers: list[AnyModifier] = []
    subjects: list[Clause] = []
    for clause in clauses:
        context = Context(assembly.plain, "", clause.in_notes, clause.bracketed)
        found = read_clause(context, clause.start, clause.end)
        if found.modifiers and not isinstance(found.modifiers[0], Note):
            modifiers.extend(found.modifiers)
            continue
        if any(_stands_alone(node) for _, node in found.parts):
            return False
        subjects.append(clause)
        spoken.append(" ".join(assembly.plain[clause.start : clause.end].split()).strip(" .,;:"))
    spans = (*target.spans, *(Span(start=clause.start, end=clause.end) for clause in subjects))
    line.modifiers.extend(modifiers)
    for _, item in level.items:
        line.own.extend(item.own)
        for _, thing in item.things:
            if isinstance(thing, Level):
                line.own.extend(thing.own)
                for _, inner in thing.items:
                    line.own.extend(inner.own)
    update: dict[str, object] = {"spans": spans}
    match target:
        case Experience():
            if target.including and _ends(target.including[-1], lead):
                within = target.including[-1]
                update["including"] = (*target.including[:-1], within.model_copy(update={"activities": tuple(spoken)}))
            else:
                update["activities"] = (*target.activities, *spoken)
        case Education():
            update["fields"] = (*target.fields, *spoken)
        case Training():
            update["subjects"] = (*target.subjects, *spoken)
        case Licence():
            update["name"] = target.name or "; ".join(spoken)
    line.parts[-1] = (line.parts[-1][0], target.model_copy(update=update))
    return True


def _ends(node: AnyNode, lead: Clause) -> bool:
    """Whether a node's words are the last ones of a clause."""
    return bool(node.spans) and lead.end - node.spans[-1].end < 3


def _stands_alone(node: AnyNode) -> bool:
    """Whether an item of a list asks for something by itself."""
    match node:
        case Experience():
            return node.amount is not None or bool(node.including)
        case Education():
            return bool(node.level or node.credits or node.amount)
        case Licence():
            return not node.text and (node.valid is True or bool(node.name))
        case Text() | Training():
            return False
        case _:
            return node.kind in ("age", "residence", "equivalent", "special")


def _joined(parts: list[tuple[Join, AnyNode]]) -> AnyNode:
    """One node of several, `and` before `or`."""
    for at in range(1, len(parts)):
        # An open equivalent ends the ways to qualify; what follows it without a joining word is asked of everybody.
        if parts[at][0] == "" and isinstance(parts[at - 1][1], Equivalent) and at > 1:
            after: list[tuple[Join, AnyNode]] = [(word or "and", node) for word, node in parts[at:]]
            rest = _joined(after)
            return AllOf(parts=(_joined(parts[:at]), *(rest.parts if isinstance(rest, AllOf) else (rest,))))
    groups: list[list[AnyNode]] = [[]]
    combinable = False
    for word, node in parts:
        if word in ("or", "and/or") and groups[-1]:
            groups.append([])
            combinable = combinable or word == "and/or"
        groups[-1].append(node)
    ways = [group[0] if len(group) == 1 else _all_of(group) for group in groups]
    if len(ways) == 1:
        return ways[0]
    if isinstance(ways[-1], Equivalent) and isinstance(ways[0], AnyOf) and not ways[0].combinable and len(ways) == 2:
        return ways[0].model_copy(update={"parts": (*ways[0].parts, ways[-1])})
    return AnyOf(parts=tuple(ways), combinable=combinable)


def _all_of(group: list[AnyNode]) -> AllOf:
    """The conjunction of a group; a conjunction inside that carries no modifiers of its own is taken apart."""
    parts: list[AnyNode] = []
    spans: list[Span] = []
    for node in group:
        if isinstance(node, AllOf) and not node.modifiers:
            parts.extend(node.parts)
            spans.extend(node.spans)
        else:
            parts.append(node)
    return AllOf(parts=tuple(parts), spans=tuple(spans))


def _close(line: _Line) -> AnyNode:
    if not line.parts:
        return AllOf.model_construct(
            kind="all_of", id="", spans=tuple(line.own), text="", parts=(), modifiers=tuple(line.modifiers)
        )
    node = _joined(line.parts)
    if line.modifiers:
        if isinstance(node, AllOf) and not node.modifiers:
            node = node.model_copy(update={"modifiers": tuple(line.modifiers)})
        else:
            node = AllOf(parts=(node,), modifiers=tuple(line.modifiers))
    if line.own:
        node = _owning(node, line.own)
    return node


def _owning(node: AnyNode, own: list[Span]) -> AnyNode:
    if isinstance(node, (AllOf, AnyOf, AtLeast, InOrder, Scope, Special)):
        return node.model_copy(update={"spans": (*node.spans, *own)})
    return node.model_copy(update={"spans": (*own, *node.spans)})


__all__ = ["Assembly", "tree"]
