"""The class plan as a value: what a published class specification says, each part with its words.

Terms are the field's: plan, series, class, level, exclusion, distinguishing factor, minimum qualifications.
Jurisdictions use these words differently; `ClassPlan.labels` holds the words of the one that a plan comes from.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from meritbook.core.documents.model import Passage, Span
from meritbook.core.terms import Term
from meritbook.core.values import Value

SCHEMA_VERSION: Literal["1"] = "1"

Purpose = Literal["exclusion", "series", "level", "capacity", "location", "service"]
"""What a criterion decides: whether a position is kept out, belongs to the series, to the level, holds a listed
capacity of the class, stands in the right place, or is fit for inclusion in a service."""


# --- tests: a small language over facets -------------------------------------------------------------------


class FacetTest(Value):
    """One facet compared with values, e.g. `{"facet": "policy.role", "one_of": ["formulates", "establishes"]}`.

    Exactly one of `one_of`, `none_of`, `at_least`, `at_most`, `includes` is set. `at_least` and `at_most` compare
    numbers, or places on the facet's declared scale. Which facets there are, their scales and how they are read from a
    position stands in `meritbook.core.allocation.facets`.
    """

    facet: str
    one_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    at_least: str | int | None = None
    at_most: str | int | None = None
    includes: str | None = None


class AllTest(Value):
    """Met when every part is met."""

    all: tuple[Test, ...]


class AnyTest(Value):
    """Met when one part is met."""

    any: tuple[Test, ...]


class NotTest(Value):
    """Met when the part is not met."""

    negate: Test


Test = FacetTest | AllTest | AnyTest | NotTest


class Criterion(Value):
    """One clause that decides an allocation, with the words it rests on.

    `says` is the clause in short; `words` are the plan's own words, with their place. `test` is how it is computed;
    `None` means that only a person can judge it, and then `ask` says who. `essential` clauses must all be met; the
    others support. `anchors` find the clause's words in an imported document of the plan.
    """

    id: str
    purpose: Purpose
    says: str
    words: tuple[Passage, ...] = ()
    test: Test | None = None
    essential: bool = True
    sends_to: str = ""
    """For an exclusion: where a position that it catches belongs instead."""
    question: str = ""
    """What to ask when the evidence is missing."""
    ask: str = "supervisor"
    anchors: tuple[str, ...] = ()
    """Short cues that find the clause's words in a document of the plan (case and white space ignored)."""


# --- the plan ----------------------------------------------------------------------------------------------


class Pay(Value):
    """How a class is paid, in the plan's own terms. All parts are labels, not amounts."""

    grade: str = ""
    scale_group: str = ""
    scale_type: str = ""
    words: tuple[Passage, ...] = ()


class BoardChange(Value):
    """An executive board change: its number and date."""

    number: str
    on: date | None = None
    words: tuple[Passage, ...] = ()


class Exclusion(Value):
    """A kind of position that the series keeps out, and where it sends it (empty when the text does not say)."""

    id: str
    text: Passage
    sends_to: str = ""


class Factor(Value):
    """A factor that distinguishes the levels of a series."""

    id: str
    name: str
    text: Passage


class MinimumRequirement(Value):
    """One stated way to qualify, in the order of the text (they are joined by `or` unless the text says otherwise)."""

    id: str
    text: Passage
    kind: Literal["experience", "education", "combination", "equivalent", "substitution", "other"] = "other"


class JobClass(Value):
    """A class: what it is called, how it is paid, what its work is, and what it asks for.

    `ref` names the class within the plan: its published code, or, where the source has none, a slug of the title
    (`code` is then empty and stays so: a code is never made up).
    """

    ref: str
    code: str = ""
    title: str
    level: int | None = None
    """Rank within the series, from 1; `None` when the series has no ranks."""
    pay: Pay = Pay()
    bargaining_unit: str = ""
    civil_service: bool | None = None
    board_changes: tuple[BoardChange, ...] = ()
    definition: tuple[Passage, ...] = ()
    duties: tuple[Passage, ...] = ()
    capacities: tuple[Passage, ...] = ()
    knowledge_skills_abilities: tuple[Passage, ...] = ()
    minimum_requirements: tuple[MinimumRequirement, ...] = ()
    special_requirements: tuple[Passage, ...] = ()
    working_titles: tuple[Passage, ...] = ()
    notes: tuple[Passage, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    words: tuple[Passage, ...] = ()
    """Where title, code and pay stand in the source."""


class Series(Value):
    """A class series: its concept, what it keeps out, what tells its levels apart, and its classes from low to high."""

    ref: str
    title: str
    kind: Literal["class_series", "service"] = "class_series"
    """`service` for a pay plan that positions are nominated into (no class is allocated by it)."""
    role: Literal["", "coordinator", "manager", "executive"] = ""
    concept: tuple[Passage, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    factors: tuple[Factor, ...] = ()
    duties: tuple[Passage, ...] = ()
    """Duties that the text states once for all classes of the series; so with the three fields that follow."""
    knowledge_skills_abilities: tuple[Passage, ...] = ()
    minimum_requirements: tuple[MinimumRequirement, ...] = ()
    special_requirements: tuple[Passage, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    """Clauses for the series as a whole: its exclusions, and what places a position in it."""
    classes: tuple[JobClass, ...] = ()
    notes: tuple[Passage, ...] = ()
    words: tuple[Passage, ...] = ()


class Named(Value):
    """A named entry with its explanation: a competency, an initiative."""

    name: str
    text: Passage | None = None
    words: tuple[Passage, ...] = ()
    """Where the name stands in the source, when `text` does not hold it."""


ProvisionKind = Literal[
    "background", "right", "criterion", "process", "pay", "contract", "removal", "form", "instruction", "other"
]


class Provision(Value):
    """A part of a document that is not about one class: a section of a guide, a form, an instruction."""

    id: str
    heading: str = ""
    kind: ProvisionKind = "other"
    text: tuple[Passage, ...] = ()


class Gap(Value):
    """A place where the source itself lost something, such as a list after a colon. Kept, never filled in."""

    id: str
    says: str
    """What is missing, in our words."""
    after: Passage
    """The words behind which it is missing."""


class DateNote(Value):
    """A date that the document gives about itself; `on` only when the text gives a full day."""

    kind: Literal["reference", "revised", "effective", "board_change", "other"]
    text: Passage
    on: date | None = None
    month: str = ""
    """`YYYY-MM` when the text gives month and year alone."""
    remark: str = ""
    """Why the text gives no day, when it looks like a date and is none. A date is never guessed."""


Rank = Literal[
    "statute",
    "board_rule",
    "directors_procedure",
    "technical_assistance",
    "form",
    "class_specification",
    "guideline",
]
"""The rank of a source, from the law down."""


class SourceNote(Value):
    """Which document the plan was read from, and when."""

    title: str
    publisher: str = ""
    document_sha256: str = ""
    document_key: str = ""
    read_on: date | None = None
    rank: Rank = "class_specification"


class Accounting(Value):
    """The proof that nothing was lost, in non-blank characters of the source: placed + unplaced = total."""

    total: int
    placed: int
    unplaced: int

    @property
    def holds(self) -> bool:
        """Whether the sum is right."""
        return self.placed + self.unplaced == self.total


class ClassPlan(Value):
    """A class plan: one or more series of classes, from one source, at one revision."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    key: str
    """Short name: `kansas`, `maine`, `colorado`, `pennsylvania`, `iowa`, or a slug of the title."""
    name: str
    aliases: tuple[str, ...] = ()
    jurisdiction: str = ""
    jurisdiction_basis: str = ""
    """How the jurisdiction is known when the document does not say it."""
    source: SourceNote
    revision: Annotated[int, Field(ge=1)] = 1
    effective: Term | None = None
    labels: dict[str, str] = {}
    series: tuple[Series, ...] = ()
    competencies: tuple[Named, ...] = ()
    initiatives: tuple[Named, ...] = ()
    provisions: tuple[Provision, ...] = ()
    dates: tuple[DateNote, ...] = ()
    notes: tuple[Passage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    headings: tuple[Passage, ...] = ()
    """Section headings, labels and lead-ins of the source: they say where things stand and hold nothing themselves."""
    marks: tuple[Passage, ...] = ()
    """Bullets, numbers of list items, joining words between listed things, left-over markup."""
    unplaced: tuple[Passage, ...] = ()
    accounting: Accounting | None = None
    """Absent for a plan in our own words: there is no source text to account for."""

    def classes(self) -> tuple[tuple[Series, JobClass], ...]:
        """Every class with its series, in the plan's order."""
        return tuple((series, job_class) for series in self.series for job_class in series.classes)


def json_schema() -> dict[str, Any]:
    """The published JSON schema of a class plan, JSON Schema draft 2020-12.

    It is kept in `docs/reference/schemas/class-plan.schema.json`; a test holds that file and schema are the same.
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ClassPlan.model_json_schema()}


__all__ = [
    "SCHEMA_VERSION",
    "Accounting",
    "AllTest",
    "AnyTest",
    "BoardChange",
    "ClassPlan",
    "Criterion",
    "DateNote",
    "Exclusion",
    "FacetTest",
    "Factor",
    "Gap",
    "JobClass",
    "MinimumRequirement",
    "Named",
    "NotTest",
    "Passage",
    "Pay",
    "Provision",
    "ProvisionKind",
    "Purpose",
    "Rank",
    "Series",
    "SourceNote",
    "Span",
    "Term",
    "Test",
    "json_schema",
]
