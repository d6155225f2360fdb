"""Every field of a plan that holds words of its source, with a name that a person understands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from meritbook.core.classes.model import ClassPlan, JobClass, Series
from meritbook.core.classes.walk import passages
from meritbook.core.documents.model import Passage, Span

STEP = re.compile(r"(\w+)(?:\[([^\]]*)\])?")

NAMES = {
    "definition": "definition",
    "duties": "duty",
    "capacities": "capacity",
    "knowledge_skills_abilities": "knowledge, skill or ability",
    "minimum_requirements": "minimum requirement",
    "special_requirements": "special requirement",
    "working_titles": "working title",
    "notes": "note",
    "words": "title",
    "concept": "concept",
    "exclusions": "exclusion",
    "factors": "distinguishing factor",
    "competencies": "competency",
    "initiatives": "initiative",
    "provisions": "provision",
    "gaps": "gap: words before it",
    "dates": "date",
    "board_changes": "board change",
    "pay": "pay",
    "unplaced": "unplaced",
    "headings": "heading of the source",
    "marks": "mark of the source",
    "states": "statement",
}
ONE_ONLY = frozenset({"pay", "words", "concept", "definition"})


@dataclass(frozen=True)
class Field:
    """A field with its words: whose it is (`group`), its name, and its places in the source."""

    group: str
    name: str
    text: str
    spans: tuple[Span, ...]


def fields_of(plan: ClassPlan, *, criteria: bool = False) -> tuple[Field, ...]:
    """All fields in the order of the plan; the words of criteria repeat other fields, so they stay out by default."""
    return tuple(_field(plan, path, passage) for path, passage in passages(plan) if criteria or "criteria[" not in path)


def _field(plan: ClassPlan, path: str, passage: Passage) -> Field:
    steps = [(match[1], match[2]) for match in STEP.finditer(path)]
    group, rest = plan.name, steps
    owner: Series | JobClass | None = None
    if rest and rest[0][0] == "series":
        owner = plan.series[int(rest[0][1])]
        rest = rest[1:]
        if rest and rest[0][0] == "classes":
            owner = owner.classes[int(rest[0][1])]
            rest = rest[1:]
        group = owner.title
    elif rest and rest[0][0] == "provisions":
        provision = plan.provisions[int(rest[0][1])]
        group = provision.heading or "Provisions"
    kind, index = rest[0] if rest else ("", "")
    name = NAMES.get(kind, kind.replace("_", " "))
    if kind in ("competencies", "initiatives"):
        entries = plan.competencies if kind == "competencies" else plan.initiatives
        name = f"{name} “{entries[int(index)].name}”"
    elif kind == "words" and isinstance(owner, JobClass) and owner.code:
        name = "code and title"
    elif index and index.isdigit() and kind not in ONE_ONLY:
        name = f"{name} {int(index) + 1}"
    return Field(group=group, name=name[:1].upper() + name[1:], text=passage.text, spans=passage.spans)


def grouped(fields: tuple[Field, ...]) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """Fields under the headings of what they belong to, in order; a group that returns later is opened again."""
    groups: list[tuple[str, list[Field]]] = []
    for field in fields:
        if not groups or groups[-1][0] != field.group:
            groups.append((field.group, []))
        groups[-1][1].append(field)
    return tuple((name, tuple(members)) for name, members in groups)
