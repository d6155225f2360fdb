"""The nodes of a requirement's tree; what they mean together stands in `meritbook.core.qualifications.model`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from meritbook.core.documents.model import Span
from meritbook.core.qualifications.measures import Amount, By, ClassRef, Credits, StudyLevel, WorkLevel
from meritbook.core.values import Value


class NodeBase(Value):
    """What every node has."""

    id: str = ""
    """Path from the root."""
    spans: tuple[Span, ...] = ()
    """Where its words stand in `Requirement.text`; a joint's spans cover its joining words, parts have theirs."""
    text: str = ""
    """The words, with white space folded."""


# --- joints ------------------------------------------------------------------------------------------------


class AllOf(NodeBase):
    """Every part must be met; the modifiers say what may stand in for a part, or how it is counted."""

    kind: Literal["all_of"] = "all_of"
    parts: tuple[Node, ...]
    modifiers: tuple[Modifier, ...] = ()


class AnyOf(NodeBase):
    """One part must be met."""

    kind: Literal["any_of"] = "any_of"
    parts: tuple[Node, ...]
    combinable: bool = False
    """The parts may also be put together ("and/or"): time under one part counts with time under another."""


class AtLeast(NodeBase):
    """So many of the parts must be met."""

    kind: Literal["at_least"] = "at_least"
    n: int = Field(ge=1)
    parts: tuple[Node, ...]


class InOrder(NodeBase):
    """The parts must be met one after the other in time ("followed by")."""

    kind: Literal["in_order"] = "in_order"
    parts: tuple[Node, ...]


class Scope(NodeBase):
    """A part that holds for one class, level or specialty of several that the text speaks about.

    `titles` is the heading as published; empty when it holds for all of them.
    """

    kind: Literal["scope"] = "scope"
    titles: tuple[str, ...] = ()
    part: Node


class Special(NodeBase):
    """A requirement that binds only some positions of the class.

    `when` says which, in the text's words ("if required by work assignment"); empty when it says only "some".
    """

    kind: Literal["special"] = "special"
    part: Node
    when: str = ""
    decided_by: str = ""


# --- what is asked -----------------------------------------------------------------------------------------


class Experience(NodeBase):
    """Time spent in work: how much, at which level, in what, where, in which class."""

    kind: Literal["experience"] = "experience"
    amount: Amount | None = None
    levels: tuple[WorkLevel, ...] = ()
    """Any one of these will do."""
    fields: tuple[str, ...] = ()
    """The subject, in the text's words; any one of these will do."""
    activities: tuple[str, ...] = ()
    """What must have been done ("planning, organising and directing"), in the text's words."""
    where: tuple[str, ...] = ()
    """Employer or kind of employer; any one of these will do."""
    classes: tuple[ClassRef, ...] = ()
    """Any one of these will do."""
    full_time: bool | None = None
    paid: bool | None = None
    continuous: bool | None = None
    within: Amount | None = None
    """Recency: within the last so many years."""
    concurrent: bool | None = None
    """Whether it may run at the same time as another part (only where the text says)."""
    including: tuple[Node, ...] = ()
    """Narrower experience that must lie *within* this one ("two years of which"): it is not added to it."""
    fields_preferred: tuple[str, ...] = ()


class Education(NodeBase):
    """Study: how far, in what, how many credits, and whether an equivalent or a degree in progress will do."""

    kind: Literal["education"] = "education"
    level: StudyLevel = ""
    fields: tuple[str, ...] = ()
    """Any one of these will do; empty when any field will."""
    related_field: bool = False
    """Or a closely related field: who decides what is related is not said unless `decided_by` does."""
    amount: Amount | None = None
    """So many years of it ("two years of college")."""
    credits: tuple[Credits, ...] = ()
    """Credits that must be shown: all of them."""
    accredited: bool | None = None
    in_progress: bool = False
    """Being enrolled will do."""
    equivalent: bool = False
    """Equivalent to it: the level may be shown otherwise than by the paper."""
    fields_preferred: tuple[str, ...] = ()
    including: tuple[Node, ...] = ()
    decided_by: str = ""


class Licence(NodeBase):
    """A licence, certificate, registration, clearance card or membership of a profession."""

    kind: Literal["licence"] = "licence"
    type: Literal["licence", "certificate", "registration", "permit", "clearance", "membership"] = "licence"
    name: str = ""
    """What it is for, in the text's words: `driver`, `Registered Nurse`, `Civil Engineer`."""
    class_: str = ""
    """Its class, where the text names one: `C`, `A`."""
    issuer: str = ""
    valid: bool | None = None
    eligible: bool = False
    """Being eligible for it will do."""
    by: By = ""
    within: Amount | None = None
    """How long after `by` it may still be obtained."""
    held_for: Amount | None = None
    """How long it must have been held."""
    maintained: bool = False
    """It must be kept while in the position."""


class Training(NodeBase):
    """A course, academy, apprenticeship or internship completed."""

    kind: Literal["training"] = "training"
    type: Literal["training", "course", "academy", "apprenticeship", "internship", "residency", "examination"] = (
        "training"
    )
    amount: Amount | None = None
    credits: Credits | None = None
    subjects: tuple[str, ...] = ()
    provider: str = ""
    by: By = ""
    within: Amount | None = None


class Age(NodeBase):
    """Not younger, not older, in years."""

    kind: Literal["age"] = "age"
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    by: By = ""


class Residence(NodeBase):
    """Living in a place, at a point of time or for so long."""

    kind: Literal["residence"] = "residence"
    where: str = ""
    amount: Amount | None = None
    by: By = ""
    within: Amount | None = None


class Standing(NodeBase):
    """Something that a person is or passes, other than work and study."""

    kind: Literal["standing"] = "standing"
    matter: Literal[
        "citizenship", "eligible_list", "civil_service_status", "current_class", "background", "driving_record",
        "medical", "examination", "military", "legal", "other",
    ]  # fmt: skip
    subject: str = ""
    by: By = ""
    within: Amount | None = None
    """The time that is looked at: a driving record of the last 36 months."""


class Ability(NodeBase):
    """Knowledge, skill, ability or willingness stated as a requirement."""

    kind: Literal["ability"] = "ability"
    matter: Literal["knowledge", "skill", "ability", "willingness", "physical"] = "ability"
    subject: str = ""


class Nothing(NodeBase):
    """The text says that it asks for nothing here ("no experience required")."""

    kind: Literal["nothing"] = "nothing"
    of: Literal["", "experience", "education"] = ""


class Equivalent(NodeBase):
    """An open equivalent: some combination that somebody decides about, and that no program can."""

    kind: Literal["equivalent"] = "equivalent"
    of: tuple[Literal["education", "training", "experience"], ...] = ()
    decided_by: str = ""
    must_include: tuple[str, ...] = ()
    """Ids of nodes that the combination must still hold ("that has included the specific experience")."""
    including: tuple[Node, ...] = ()
    """Minima that are stated in the clause itself."""


class Text(NodeBase):
    """Words that were not read: a person judges them."""

    kind: Literal["text"] = "text"
    reason: str = ""


# --- modifiers ---------------------------------------------------------------------------------------------


class Rate(Value):
    """So much of what is offered counts as so much of what is asked: 1 year of study for 6 months of experience.

    Exactly one of `give`, `give_credits` and `give_degree` is set.
    """

    give: Amount | None = None
    give_credits: Credits | None = None
    give_degree: StudyLevel = ""
    get: Amount


class Substitution(NodeBase):
    """Something that may stand in for a part, at a rate, up to a limit.

    No `rates` and no `decided_by`: the offered thing stands in for as much as `most` says, or for all of it when `most`
    is empty too and `whole` is true. With `decided_by` the extent waits for that decision.
    """

    kind: Literal["substitution"] = "substitution"
    offers: Node
    """What may be offered."""
    asks: Literal["experience", "education", "licence", "training", "any"]
    """For which sort of part."""
    replaces: tuple[str, ...] = ()
    """Ids of the parts that it may stand in for, as far as the text lets one tell; empty when it does not."""
    rates: tuple[Rate, ...] = ()
    most: Amount | None = None
    whole: bool | None = None
    """It may stand in for the whole part."""
    decided_by: str = ""
    forbidden: bool = False
    """The text says that this may *not* stand in."""
    binds: str = ""
    """Which part of the asked thing it bears on, in the text's words ("the general experience")."""


class Admission(NodeBase):
    """Who may be examined although a part is not met yet; it must be met by `until`."""

    kind: Literal["admission"] = "admission"
    lacking: Amount | None = None
    """So much experience may be lacking."""
    having: Node | None = None
    """What is enough for now (a senior year, being within a term of graduating)."""
    of: tuple[str, ...] = ()
    """Ids of the parts that may be lacking."""
    until: By = "appointment"


class Counting(NodeBase):
    """How time is counted: what does not count, or what part must lie where."""

    kind: Literal["counting"] = "counting"
    counts: bool
    """Whether it counts (true) or not (false)."""
    what: str = ""
    requires: Node | None = None
    """What the counted time must hold."""
    of: tuple[str, ...] = ()


class Note(NodeBase):
    """Words that bind no one's qualification: how to file, what is preferred, what a word means, where duties lie."""

    kind: Literal["note"] = "note"
    matter: Literal["filing", "preference", "definition", "duty", "process", "heading", "other"] = "other"


Joint = AllOf | AnyOf | AtLeast | InOrder | Scope | Special
Asked = Experience | Education | Licence | Training | Age | Residence | Standing | Ability | Nothing | Equivalent | Text
AnyModifier = Substitution | Admission | Counting | Note
AnyNode = Joint | Asked | AnyModifier
# The same with the field that tells them apart, for fields of other values and for the published schema.
Modifier = Annotated[AnyModifier, Field(discriminator="kind")]
Node = Annotated[Joint | Asked, Field(discriminator="kind")]


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """The nodes directly beneath a node, in order: parts, then modifiers."""
    match node:
        case AllOf():
            return (*node.parts, *node.modifiers)
        case AnyOf() | AtLeast() | InOrder():
            return node.parts
        case Scope() | Special():
            return (node.part,)
        case Experience() | Education() | Equivalent():
            return node.including
        case Substitution():
            return (node.offers,)
        case Admission():
            return () if node.having is None else (node.having,)
        case Counting():
            return () if node.requires is None else (node.requires,)
        case _:
            return ()


def walk(node: AnyNode) -> Iterator[AnyNode]:
    """The node and all beneath it, each before its children."""
    yield node
    for child in children(node):
        yield from walk(child)


for _model in (AllOf, AnyOf, AtLeast, InOrder, Scope, Special, Experience, Education, Equivalent):
    _model.model_rebuild()
for _modifier in (Substitution, Admission, Counting):
    _modifier.model_rebuild()
