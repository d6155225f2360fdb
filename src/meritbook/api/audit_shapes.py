"""What the API takes and answers about audits of measures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Text
from meritbook.api.shapes import Because
from meritbook.core.results.audit_checks import Compared, Sampled
from meritbook.desk.audit_pages import AuditedShown, AuditShown
from meritbook.desk.audits import AuditLine, FindingLine, FindingShown

MeasureKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,79}$")]
Criterion = Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,29}$")]
Share = Annotated[Decimal, Field(ge=0, le=100)]


class CharterAudit(Because):
    """An audit to charter, over the periods in `[starts_on, ends_before)`."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    measures: Annotated[list[MeasureKey], Field(max_length=50)]
    auditor: Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")]
    """A username."""
    starts_on: date
    ends_before: date
    because: Text


class DrawSample(Because):
    """A sample to draw; shares in percent, those of the policy where none is given."""

    seed: int | None = None
    confidence: Share | None = None
    tolerable: Share | None = None
    expected: Share | None = None


class GradeCriterion(Because):
    """A grade on a criterion of the policy."""

    criterion: Criterion
    grade: Literal["met", "partly", "not_met", "undetermined"]
    says: Text


class RaiseFinding(Because):
    """A finding to raise."""

    criterion: Criterion
    severity: Criterion
    condition: Text
    cause: Text
    effect: Text
    recommendation: Text


class RateTrust(Because):
    """A rating, no better than the grades allow."""

    level: Literal["reliable", "with_care", "not_reliable", "undetermined"]
    because: Text


class EndAudit(Because):
    """The reason for withdrawing an audit."""

    because: Text


class AnswerFinding(Because):
    """An answer to a finding."""

    agrees: bool
    says: Text
    due_on: date


class FindingDone(Because):
    """That what was answered is done."""

    says: Text


class VerifyFinding(Because):
    """What was seen: the finding is closed, or sent back with a new day."""

    close: bool
    says: Text
    due_on: date | None = None


class AuditedLine(Schema):
    """A measure of an audit; `rating` is empty before it is rated."""

    measure: str
    title: str
    rating: str


class AuditAnswer(Schema):
    """An audit in the list."""

    id: int
    title: str
    department: str | None
    """A code; null for several departments, or the enterprise."""
    status: str
    starts_on: date
    ends_before: date
    auditor: str
    measures: list[AuditedLine]
    to_follow: int
    """Findings that are not closed."""


class FindingAnswer(Schema):
    """A finding."""

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
    cause: str
    effect: str
    recommendation: str


class AuditPageAnswer(AuditAnswer):
    """One audit with its findings."""

    because: str
    chartered_by: str
    policy: str
    findings: list[FindingAnswer]


class FindingStepAnswer(Schema):
    """An act on a finding."""

    kind: str
    agrees: bool | None
    says: str
    due_on: date | None
    by: str
    at: datetime


class FindingPageAnswer(FindingAnswer):
    """One finding with what became of it."""

    steps: list[FindingStepAnswer]


class AuditCriterionAnswer(Schema):
    """A criterion: the grade and its reason, null while there is none; and what the register works out towards it."""

    criterion: str
    grade: str | None
    says: str
    computed: str
    """Empty where the register works out nothing."""
    fails: list[str]


class SampleAnswer(Schema):
    """A sample, with the seed and all that is needed to draw it again."""

    number: int
    seed: int
    population: int
    size: int
    acceptable: int
    confidence: str
    tolerable: str
    expected: str
    sentence: str
    periods: list[Sampled]
    frame: list[str]
    sha256: str


class RecalculationAnswer(Schema):
    """What was worked out for a sample, and what it says of all periods."""

    grade: str
    sentence: str
    examined: int
    wrong: int
    low: int
    high: int
    projected: str
    lines: list[Compared]
    how: str
    document: str
    """SHA-256 of the file."""


class RatingAnswer(Schema):
    """The rating of the measure."""

    level: str
    because: str
    rated_on: date
    last_day: date
    rated_by: str


class AuditedAnswer(Schema):
    """One measure of an audit."""

    audit: int
    measure: str
    criteria: list[AuditCriterionAnswer]
    sample: SampleAnswer | None
    recalculation: RecalculationAnswer | None
    findings: list[FindingAnswer]
    rating: RatingAnswer | None
    best_rating: str
    """The best that the grades allow, in words."""


def audit_line(one: AuditLine) -> dict[str, Any]:
    """An audit in the list."""
    row = one.audit
    return {
        "id": row.pk,
        "title": row.title,
        "department": row.department.code if row.department else None,
        "status": row.status,
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "auditor": row.auditor.full_name,
        "measures": [
            {"measure": each.measure.key, "title": each.measure.title, "rating": each.word} for each in one.measures
        ],
        "to_follow": one.to_follow,
    }


def audit_answer(line: AuditLine, shown: AuditShown) -> dict[str, Any]:
    """One audit."""
    row = shown.audit
    return {
        **audit_line(line),
        "because": row.because,
        "chartered_by": row.chartered_by.full_name,
        "policy": row.policy,
        "findings": [finding_line(one) for one in shown.findings],
    }


def finding_line(one: FindingLine) -> dict[str, Any]:
    """A finding."""
    row = one.row
    said = ("number", "status", "due_on", "condition", "cause", "effect", "recommendation")
    return {
        **{name: getattr(row, name) for name in said},
        "id": row.pk,
        "audit": row.audit_id,
        "measure": one.measure.key,
        "criterion": row.criterion,
        "severity": row.severity,
        "overdue": one.overdue,
    }


def finding_answer(shown: FindingShown) -> dict[str, Any]:
    """One finding with its steps."""
    steps = [
        {
            "kind": one.kind,
            "agrees": one.agrees,
            "says": one.says,
            "due_on": one.due_on,
            "by": one.by.full_name,
            "at": one.at,
        }
        for one in shown.steps
    ]
    return {**finding_line(shown.line), "steps": steps}


def audited_answer(shown: AuditedShown) -> dict[str, Any]:
    """One measure of an audit."""
    return {
        "audit": shown.audit.pk,
        "measure": shown.row.measure.key,
        "criteria": [
            {
                "criterion": one.criterion.key,
                "grade": one.grade.row.grade if one.grade else None,
                "says": one.grade.row.says if one.grade else "",
                "computed": one.told.sentence if one.told else "",
                "fails": list(one.told.periods) if one.told else [],
            }
            for one in shown.criteria
        ],
        "sample": _sample(shown),
        "recalculation": _recalculation(shown),
        "findings": [finding_line(one) for one in shown.findings],
        "rating": _rating(shown),
        "best_rating": shown.best,
    }


def _sample(shown: AuditedShown) -> dict[str, Any] | None:
    one = shown.sample
    if one is None:
        return None
    shares = {name: f"{getattr(one.plan, name):f}" for name in ("confidence", "tolerable", "expected")}
    return {
        **shares,
        "number": one.row.number,
        "seed": one.row.seed,
        "population": one.plan.population,
        "size": one.plan.size,
        "acceptable": one.plan.acceptable,
        "sentence": one.plan.sentence,
        "periods": list(one.drawn),
        "frame": list(one.frame),
        "sha256": one.row.sha256,
    }


def _recalculation(shown: AuditedShown) -> dict[str, Any] | None:
    one = shown.recalculation
    if one is None:
        return None
    found = one.found
    return {
        **{name: getattr(found, name) for name in ("sentence", "examined", "wrong", "low", "high")},
        "grade": found.grade.value,
        "projected": f"{found.projected:f}",
        "lines": list(found.lines),
        "how": one.row.how,
        "document": one.row.document.sha256,
    }


def _rating(shown: AuditedShown) -> dict[str, Any] | None:
    one = shown.rating
    if one is None:
        return None
    row = one.row
    return {
        "level": row.level,
        "because": row.because,
        "rated_on": row.rated_on,
        "last_day": one.last_day,
        "rated_by": row.rated_by.full_name,
    }
