"""What the commands of `results audit` answer with `--json`."""

from __future__ import annotations

from datetime import date
from typing import Any

from meritbook.core.results.audit_checks import Recalculation, Sampled
from meritbook.core.results.audit_sampling import SamplePlan
from meritbook.core.values import Value


class AuditLine(Value):
    """An audit in the list."""

    id: int
    title: str
    department: str | None
    """A code; null for several departments, or the enterprise."""
    status: str
    auditor: str
    measures: dict[str, str]
    """The rating of each measure in words, by its key; empty before it is rated."""
    to_follow: int
    """Findings that are not closed."""


class AuditsAnswer(Value):
    """One page of the audits."""

    on: date
    page: int
    pages: int
    total: int
    audits: tuple[AuditLine, ...]


class CriterionAnswer(Value):
    """A criterion with its grade, null while there is none, and what the register works out towards it."""

    criterion: str
    grade: str | None
    says: str
    computed: str
    fails: tuple[str, ...]


class SampleAnswer(Value):
    """A sample, with all that is needed to draw it again."""

    number: int
    seed: int
    plan: SamplePlan
    sentence: str
    periods: tuple[Sampled, ...]
    frame: tuple[str, ...]
    sha256: str


class AuditedAnswer(Value):
    """One measure of an audit."""

    audit: int
    measure: str
    criteria: tuple[CriterionAnswer, ...]
    sample: SampleAnswer | None
    recalculation: Recalculation | None
    rating: str | None
    """In words; null before it is rated."""
    best_rating: str
    findings: tuple[dict[str, Any], ...]


class FindingLineAnswer(Value):
    """A finding that is followed up."""

    id: int
    audit: int
    number: int
    measure: str
    criterion: str
    severity: str
    status: str
    due_on: date
    overdue: bool
    condition: str


class FindingsAnswer(Value):
    """One page of the findings."""

    on: date
    page: int
    pages: int
    total: int
    findings: tuple[FindingLineAnswer, ...]
