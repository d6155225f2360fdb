"""Reads requirement text into a tree.

The grammar is written by hand, as recursive descent over an outline and over tokens, without a parser generator.
Two things decided it. The outer language is layout: what a joining word joins depends on the list mark of the
*next* element, which a context-free grammar over characters cannot say without a rule for each pair of ranks. And
the inner language is open: most words of a clause are subjects and duties that must pass through unread but in
place, so that a generated parser would spend itself on the rule "any words". What a hand-written descent gives in
exchange is that it never fails: what it cannot read becomes a `Text` node with its span.

The way of a text: `tokens` and `amounts` (words, numbers, amounts folded), `outline` and `inline` (clauses,
headings, list marks, joining words), `nesting` (which list each belongs to), `clause` and `phrases` with `experience`,
`subjects`, `levels`, `education`, `credentials`, `modifiers`, `ceilings` and `eithers` (one clause as nodes), `joints`
(the tree), `finish` (ids, words, pointers, coverage). `sections` finds the requirement text in a specification.
"""

from __future__ import annotations

from meritbook.core.documents.model import Document
from meritbook.core.qualifications.model import AnyNode, Requirement, document_key
from meritbook.core.qualifications.parse import finish, joints, nesting, outline
from meritbook.core.qualifications.parse.errors import EmptyRequirementError, RequirementNotInDocumentError
from meritbook.core.qualifications.parse.sections import Section, requirement_sections
from meritbook.core.qualifications.parse.tokens import normal


def parse_requirement(text: str, *, document: Document | None = None) -> Requirement:
    """The tree of a requirement text.

    With `document`, quotes name it and have their places in it; the text must stand in it as it is given.

    Raises `EmptyRequirementError` for a text without a letter or figure, and `RequirementNotInDocumentError` when the
    text does not stand in the document. It raises nothing else: what is not read is a `Text` node.
    """
    if not any(character.isalnum() for character in text):
        raise EmptyRequirementError("The requirement text holds no words.")
    offset = 0
    if document is not None:
        offset = document.text.find(text)
        if offset < 0:
            raise RequirementNotInDocumentError(
                "The requirement text does not stand in the document.", where=document.name
            )
    plain = normal(text)
    assembly = joints.Assembly(plain)
    root: AnyNode = joints.tree(assembly, nesting.nest(plain, outline.scan(plain)))
    root = finish.cover(plain, root)
    root = finish.number(text, root, assembly.labels, assembly.needs)
    return Requirement(
        document=document_key(text, document),
        offset=offset,
        text=text,
        root=root,
        problems=tuple(assembly.problems),
        counts=finish.counts(text, root),
    )


__all__ = [
    "EmptyRequirementError",
    "RequirementNotInDocumentError",
    "Section",
    "parse_requirement",
    "requirement_sections",
]
