"""What an allocation answers: the class, its clauses with both quotes, what is missing and whom to ask."""

from __future__ import annotations

from typing import Any, Literal

from meritbook.core.classes.model import Purpose
from meritbook.core.documents.model import Quote
from meritbook.core.values import Value
from meritbook.core.verdict import Missing, Verdict

SCHEMA_VERSION: Literal["1"] = "1"

Status = Literal["allocated", "none", "undetermined"]


class Finding(Value):
    """One clause with its verdict, the words of the class and the words of the position."""

    criterion: str
    purpose: Purpose
    essential: bool
    says: str
    verdict: Verdict
    reason: str
    """One sentence for a person: why."""
    class_quotes: tuple[Quote, ...] = ()
    position_quotes: tuple[Quote, ...] = ()
    missing: Missing | None = None
    sends_to: str = ""
    overridden_from: Verdict | None = None
    """Set when a reader turned this clause; the verdict that the evidence gave."""


class Candidate(Value):
    """A class that was considered."""

    plan: str
    plan_revision: int
    series: str
    series_title: str
    class_ref: str
    class_code: str
    class_title: str
    level: int | None
    pay: str = ""
    status: Literal["fits", "does_not_fit", "undetermined", "excluded"]
    clauses: tuple[Finding, ...] = ()
    """The clauses of this class itself; those of the series stand in `SeriesFinding`."""
    settled: int = 0
    of: int = 0
    """How many of its clauses, the series' among them, are met or not met, and out of how many."""


class SeriesFinding(Value):
    """What was found for a series as a whole."""

    plan: str
    series: str
    series_title: str
    status: Literal["belongs", "does_not_belong", "undetermined", "excluded"]
    clauses: tuple[Finding, ...] = ()


class Contrast(Value):
    """Why not the level above, or below: the clauses that decide it."""

    direction: Literal["above", "below"]
    class_ref: str
    class_title: str
    because: tuple[Finding, ...]
    says: str


class AllocationAnswer(Value):
    """The answer in one line."""

    status: Status
    plan: str = ""
    plan_revision: int | None = None
    series: str = ""
    class_ref: str = ""
    class_code: str = ""
    class_title: str = ""
    level: int | None = None
    pay: str = ""
    leading: tuple[str, ...] = ()
    """When undetermined: the class refs (`plan/ref`) between which the missing answers decide, nearest first."""
    summary: str
    """One or two sentences for a person."""


class AllocationResult(Value):
    """The whole answer. The same position and plans give the same bytes."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    position: str
    position_document: str
    """Key of the document that position quotes point into."""
    position_sha256: str
    plans: tuple[str, ...]
    """`key@revision` of each plan considered."""
    allocation: AllocationAnswer
    exclusions: tuple[Finding, ...] = ()
    """Exclusion clauses of every series that was considered, those that bite first."""
    series: tuple[SeriesFinding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    """Nearest first."""
    contrasts: tuple[Contrast, ...] = ()
    missing: tuple[Missing, ...] = ()
    overrides: dict[str, Verdict] = {}


def json_schema() -> dict[str, Any]:
    """The published JSON schema of `meritbook allocate --json`."""
    return AllocationResult.model_json_schema()
