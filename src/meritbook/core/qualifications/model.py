"""A minimum qualification as a tree of values: what it asks for, how the parts are joined, and with which words.

Every node carries `kind` (which tells the union apart), `id` (its path from the root: `1`, `1.2`, `1.2.1`), the spans
of its words in `Requirement.text`, and those words with white space folded. A field that the text does not speak
about is `None`, `""` or empty: never a guess. Amounts are `Decimal`.

Three sorts of node:

- joints: `AllOf`, `AnyOf`, `AtLeast`, `InOrder`, `Scope`, `Special`;
- asked things: `Experience`, `Education`, `Licence`, `Training`, `Age`, `Residence`, `Standing`, `Ability`, `Nothing`,
  `Equivalent`, and `Text` for words that were not read;
- modifiers, which ask for nothing themselves: `Substitution`, `Admission`, `Counting`, `Note`. They stand in
  `AllOf.modifiers`, never in `parts`, and name the nodes that they bear on by id.

The grammar that makes the tree is in `meritbook.core.qualifications.parse`; what the arithmetic is (a year, an overlap,
a credit) is a jurisdiction's policy and stands elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from meritbook.core.documents.model import Document, Quote, Span
from meritbook.core.qualifications.measures import (
    Amount,
    By,
    ClassRef,
    Credits,
    CreditUnit,
    StudyLevel,
    Unit,
    WorkLevel,
)
from meritbook.core.qualifications.nodes import (
    Ability,
    Admission,
    Age,
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
    Joint,
    Licence,
    Modifier,
    Node,
    NodeBase,
    Note,
    Nothing,
    Rate,
    Residence,
    Scope,
    Special,
    Standing,
    Substitution,
    Text,
    Training,
    children,
    walk,
)
from meritbook.core.values import Value

SCHEMA_VERSION: Literal["1"] = "1"


class StatedProblem(Value):
    """A place where the text contradicts itself or can be read in two ways; kept, never repaired."""

    code: Literal["amount.contradicts", "joint.ambiguous", "list.broken"]
    says: str
    span: Span


class Counts(Value):
    """How much was read. Characters are non-blank ones of `Requirement.text`."""

    nodes: int
    text_nodes: int
    characters: int
    text_characters: int

    @property
    def share_read(self) -> float:
        """Share of the nodes that are not `Text`."""
        return 1.0 if self.nodes == 0 else 1 - self.text_nodes / self.nodes


class Requirement(Value):
    """A requirement text and its tree.

    `document` is the key of the text that quotes name, and `offset` the place of `text` in it: the spans of the nodes
    are places in `text`.
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    document: str
    offset: int = Field(default=0, ge=0)
    text: str
    root: Node
    problems: tuple[StatedProblem, ...] = ()
    counts: Counts

    def nodes(self) -> Iterator[AnyNode]:
        """Every node, the root first."""
        return walk(self.root)

    def node(self, node_id: str) -> AnyNode:
        """The node with this id; raises `KeyError` when there is none."""
        for node in self.nodes():
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    def titles(self) -> tuple[str, ...]:
        """The classes or specialties that the text keeps apart, in order; empty when it speaks about one only."""
        found = [title for node in self.nodes() if isinstance(node, Scope) for title in node.titles]
        return tuple(dict.fromkeys(found))

    def quotes(self, node: AnyNode, *, label: str = "") -> tuple[Quote, ...]:
        """The node's own words as quotes of the document."""
        return tuple(
            Quote(
                document=self.document,
                span=Span(start=span.start + self.offset, end=span.end + self.offset),
                text=span.cut(self.text),
                label=label,
            )
            for span in node.spans
        )


def document_key(text: str, document: Document | None) -> str:
    """The key that quotes of a requirement carry: the document's, or one made from the text."""
    if document is not None:
        return document.key
    return "requirement:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def json_schema() -> dict[str, Any]:
    """The published JSON schema of a requirement, JSON Schema draft 2020-12.

    It is kept in `docs/reference/schemas/requirement.schema.json`; a test holds that file and schema are the same.
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Requirement.model_json_schema()}


Requirement.model_rebuild()

__all__ = [
    "SCHEMA_VERSION",
    "Ability",
    "Admission",
    "Age",
    "AllOf",
    "Amount",
    "AnyModifier",
    "AnyNode",
    "AnyOf",
    "AtLeast",
    "By",
    "ClassRef",
    "Counting",
    "Counts",
    "CreditUnit",
    "Credits",
    "Education",
    "Equivalent",
    "Experience",
    "InOrder",
    "Joint",
    "Licence",
    "Modifier",
    "Node",
    "NodeBase",
    "Note",
    "Nothing",
    "Rate",
    "Requirement",
    "Residence",
    "Scope",
    "Special",
    "Standing",
    "StatedProblem",
    "StudyLevel",
    "Substitution",
    "Text",
    "Training",
    "Unit",
    "WorkLevel",
    "children",
    "document_key",
    "json_schema",
    "walk",
]
