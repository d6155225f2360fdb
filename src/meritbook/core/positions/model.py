"""The position description as a value.

What was not answered is `None` or empty and means *not stated*: never none, never zero. The titles that a
position carries today are kept apart (`working_title`, `current_class`): they are shown to people and are never
evidence for an allocation.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import Field

from meritbook.core.documents.model import Span
from meritbook.core.values import Value

SCHEMA_VERSION: Final = "1"

Reach = Literal["unit", "agency", "regional", "statewide", "enterprise"]
PolicyRole = Literal["none", "applies", "recommends", "formulates", "establishes"]
BudgetRole = Literal["none", "monitors", "prepares", "manages", "approves"]
StaffKind = Literal["manager", "supervisor", "professional", "technical", "clerical", "other"]
Direction = Literal["immediate", "general_supervision", "administrative", "general_direction"]


class Duty(Value):
    """One duty; `percent` of working time, 0 to 100."""

    number: int = Field(ge=1)
    text: str
    percent: Decimal | None = Field(default=None, ge=0, le=100)
    essential: bool | None = None


class Subordinate(Value):
    """A position or group of positions that reports to this one."""

    title: str
    count: int | None = Field(default=None, ge=0)
    kind: StaffKind | None = None
    pay_level: str = ""
    """Pay grade or pay scale group as the jurisdiction writes it, e.g. `09`."""


class Program(Value):
    """A program that the position has to do with."""

    name: str
    reach: Reach | None = None
    sub_programs: int | None = Field(default=None, ge=0)
    description: str = ""


class Supervisor(Value):
    """To whom the position reports."""

    title: str = ""
    position_number: str = ""


class PositionDescription(Value):
    """A position description.

    Money is a decimal of whole dollars and cents a year; `fte` is full-time equivalents directed, this position
    not counted. Free-text answers are kept word for word.
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    number: str
    working_title: str = ""
    current_class: str = ""
    jurisdiction: str = ""
    department: str = ""
    division: str = ""
    unit: str = ""
    location: str = ""
    reports_to: Supervisor | None = None
    direction_received: Direction | None = None
    purpose: str = ""
    duties: tuple[Duty, ...] = ()
    subordinates: tuple[Subordinate, ...] | None = None
    """`None`: not stated. Empty: stated to supervise nobody."""
    supervision: str = ""
    """What the description says about supervision, in words."""
    budget: Decimal | None = Field(default=None, ge=0)
    budget_role: BudgetRole | None = None
    budget_text: str = ""
    fte: Decimal | None = Field(default=None, ge=0)
    programs: tuple[Program, ...] = ()
    policy_role: PolicyRole | None = None
    policy_text: str = ""
    decisions: str = ""
    contacts: str = ""
    specialised_qualification: str = ""
    """The specialised subject-matter qualification that the position requires, in words."""
    specialised_qualification_required: bool | None = None
    """`False` when the description says that none is needed; `None` when it is silent."""
    qualifications: str = ""
    """What the description asks of candidates, in words."""
    other: tuple[tuple[str, str], ...] = ()
    """Headings that we do not know, with their text: kept, and read as evidence."""


class Statement(Value):
    """A piece of a position description laid out as text: what it is, and where it stands.

    `field` is the path (`duties.1`, `budget_text`, `reports_to`), `label` is for people (`duty 1, 35 %`), `weight`
    is the percent of time for a duty. `evidence` is false for what must never count (titles).
    """

    field: str
    label: str
    span: Span
    text: str
    weight: Decimal | None = None
    evidence: bool = True


def json_schema() -> dict[str, Any]:
    """The published JSON schema of a position description."""
    return PositionDescription.model_json_schema()
