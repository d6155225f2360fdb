"""One audit, and one measure in it: criteria with their arithmetic, sample, recalculation, findings and rating."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from meritbook.actions import auditing
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.results.audit_checks import Recalculation, Sampled
from meritbook.core.results.audit_policy import AuditPolicy, Criterion, Grade, TrustLevel
from meritbook.core.results.audit_sampling import SamplePlan
from meritbook.core.results.trust import WORDS, most_allowed
from meritbook.core.verdict import Verdict
from meritbook.desk import audits as read
from meritbook.desk.audits import FindingLine, MeasureLine
from meritbook.records.models import (
    Audit,
    AuditedMeasure,
    AuditGrade,
    AuditRecalculation,
    AuditSample,
    AuditStatus,
    TrustRating,
)

GRADES = {
    Grade.MET: "Met",
    Grade.PARTLY: "Partly met",
    Grade.NOT_MET: "Not met",
    Grade.UNDETERMINED: "Undetermined",
}
"""Grades as people say them."""
_VERDICTS = {Grade.MET: Verdict.MET, Grade.NOT_MET: Verdict.NOT_MET}


def verdict_of(grade: Grade) -> Verdict:
    """The icon that stands beside a grade."""
    return _VERDICTS.get(grade, Verdict.UNDETERMINED)


@dataclass(frozen=True)
class GradeLine:
    """A grade in words."""

    row: AuditGrade
    word: str
    verdict: Verdict


@dataclass(frozen=True)
class ToldLine:
    """What the register worked out towards a criterion."""

    word: str
    verdict: Verdict
    sentence: str
    periods: tuple[str, ...]
    """Those that failed, each with its reason."""


@dataclass(frozen=True)
class CriterionLine:
    """A criterion of the policy with what was found on it."""

    criterion: Criterion
    grade: GradeLine | None
    earlier: tuple[GradeLine, ...]
    told: ToldLine | None


@dataclass(frozen=True)
class SampleShown:
    """A sample as it was drawn."""

    row: AuditSample
    plan: SamplePlan
    drawn: tuple[Sampled, ...]
    frame: tuple[str, ...]
    """The labels of all periods that could be drawn."""


@dataclass(frozen=True)
class RecalculationShown:
    """What the auditor worked out for a sample."""

    row: AuditRecalculation
    found: Recalculation
    verdict: Verdict


@dataclass(frozen=True)
class RatingShown:
    """The rating of the measure."""

    row: TrustRating
    word: str
    last_day: date


@dataclass(frozen=True)
class AuditedShown:
    """All that the page of a measure in an audit shows."""

    row: AuditedMeasure
    criteria: tuple[CriterionLine, ...]
    sample: SampleShown | None
    recalculation: RecalculationShown | None
    earlier: tuple[AuditSample, ...]
    """Samples that were drawn before, the newest first."""
    findings: tuple[FindingLine, ...]
    rating: RatingShown | None
    best: str
    """The best rating that the grades allow, in words."""
    levels: tuple[tuple[str, str], ...]
    """Ratings with their words."""
    moved: tuple[str, ...]
    """Parts of the entry that changed since the charter."""
    may_audit: bool
    """Whether the audit is under way and the person may act in it."""
    conflict: str
    """Why the person keeps out of it; empty where they need not."""

    @property
    def audit(self) -> Audit:
        """The audit."""
        return self.row.audit

    @property
    def graded(self) -> int:
        """How many criteria are graded."""
        return sum(1 for one in self.criteria if one.grade is not None)


@dataclass(frozen=True)
class AuditShown:
    """All that the page of an audit shows."""

    audit: Audit
    last_day: date
    """Of the span."""
    measures: tuple[MeasureLine, ...]
    graded: dict[int, int]
    """By the number of a measure in it, how many criteria are graded."""
    criteria: int
    findings: tuple[FindingLine, ...]
    policy: AuditPolicy
    may_withdraw: bool


def audit_page(standing: Standing, row: Audit) -> AuditShown:
    """The page; five statements whatever the number of measures and findings."""
    (line,) = read.shown([row])
    counted: dict[int, int] = {}
    for pk in AuditGrade.objects.filter(audited__audit=row, current=True).values_list("audited", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    found = row.findings.select_related("audited__measure__department", "audit").order_by("number")
    policy = auditing.audit_policy(standing.on)
    rated = any(one.word for one in line.measures)
    may = row.status == AuditStatus.UNDER_WAY and not rated
    return AuditShown(
        audit=row,
        last_day=row.ends_before - timedelta(days=1),
        measures=line.measures,
        graded=counted,
        criteria=len(policy.criteria),
        findings=read.finding_lines(list(found), standing.on),
        policy=policy,
        may_withdraw=may and standing.may(Capability.AUDIT_MEASURE, row),
    )


def sample_of(row: AuditSample) -> SampleShown:
    """A sample as a page shows it."""
    return SampleShown(row, auditing.plan_of(row), auditing.drawn_of(row), tuple(json.loads(row.frame_json)))


def audited_page(standing: Standing, row: AuditedMeasure) -> AuditedShown:
    """The page; a dozen statements whatever is on record."""
    on, policy = standing.on, auditing.audit_policy(standing.on)
    told = auditing.told_of(row, policy, on)
    samples = list(row.samples.select_related("drawn_by").order_by("-number")[:20])
    newest = row.recalculations.filter(current=True).select_related("document", "done_by", "sample").first()
    grades: dict[str, list[GradeLine]] = {}
    for one in row.grades.select_related("graded_by").order_by("-pk")[:200]:
        grade = Grade(one.grade)
        grades.setdefault(one.criterion, []).append(GradeLine(one, GRADES[grade], verdict_of(grade)))
    current = [one for one in samples if one.current]
    found = row.findings.select_related("audited__measure__department", "audit").order_by("number")
    rating = getattr(row, "rating", None)
    conflict = standing.conflict(Capability.AUDIT_MEASURE, row) if standing.may(Capability.AUDIT_MEASURE) else ""
    under_way = row.audit.status == AuditStatus.UNDER_WAY
    stands = {key: Grade(some[0].row.grade) for key, some in grades.items()}
    return AuditedShown(
        row=row,
        criteria=tuple(_criterion(one, grades.get(one.key, []), told, newest) for one in policy.criteria),
        sample=sample_of(current[0]) if current else None,
        recalculation=_recalculation(newest),
        earlier=tuple(one for one in samples if not one.current),
        findings=read.finding_lines(list(found), on),
        rating=_rating(rating),
        best=WORDS[most_allowed(stands, policy)],
        levels=tuple((one.value, WORDS[one]) for one in TrustLevel),
        moved=auditing.moved_since(row, told.versions, on) if under_way else (),
        may_audit=under_way and rating is None and standing.may(Capability.AUDIT_MEASURE, row),
        conflict=conflict if under_way else "",
    )


def _criterion(
    criterion: Criterion, grades: list[GradeLine], told: auditing.Told, newest: AuditRecalculation | None
) -> CriterionLine:
    stands = next((one for one in grades if one.row.current), None)
    found = auditing.proposed(criterion.computed, told, newest)
    line = None
    if found is not None:
        grade, sentence, periods = found
        line = ToldLine(GRADES[grade], verdict_of(grade), sentence, periods)
    return CriterionLine(criterion, stands, tuple(one for one in grades if one is not stands), line)


def _recalculation(row: AuditRecalculation | None) -> RecalculationShown | None:
    if row is None:
        return None
    found = auditing.result_of(row)
    return RecalculationShown(row, found, verdict_of(found.grade))


def _rating(row: TrustRating | None) -> RatingShown | None:
    if row is None:
        return None
    return RatingShown(row, WORDS[TrustLevel(row.level)], row.lapses_on - timedelta(days=1))


def criterion_of(shown: AuditedShown, key: str) -> CriterionLine:
    """A criterion of the page; raises `NoSuchAuditError`."""
    for one in shown.criteria:
        if one.criterion.key == key:
            return one
    raise read.NoSuchAuditError(f"The policy on audits knows no criterion “{key[:40]}”.", where=key[:40])


__all__ = [
    "GRADES",
    "AuditShown",
    "AuditedShown",
    "audit_page",
    "audited_page",
    "criterion_of",
    "sample_of",
]
