"""Audits of measures as read: the list, one audit, and findings as far as they are followed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from meritbook.actions.auditing import audit_policy
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.audit_policy import AuditPolicy, TrustLevel
from meritbook.core.results.trust import WORDS
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Audit,
    AuditedMeasure,
    AuditFinding,
    AuditStatus,
    Department,
    FindingStatus,
    FindingStep,
    Measure,
    MeasureOwner,
    ValueBatch,
)

STATES = {"": "All", **{one.value: str(one.label) for one in AuditStatus}}
FINDING_SHOWS = {
    "": "Not closed",
    "overdue": "Overdue",
    "open": "To be answered",
    "answered": "To be done",
    "done": "To be verified",
    "closed": "Closed",
    "mine": "Of measures that you answer for",
}
"""What the list of findings can be narrowed to."""


class NoSuchAuditError(MeritbookError):
    """No audit of that number, no such measure in it, or no such finding."""

    code = "results.no_such_audit"
    remedy = "Open the list of audits, or that of findings."
    http_status = 404


@dataclass(frozen=True)
class MeasureLine:
    """A measure of an audit in a list."""

    row: AuditedMeasure
    word: str
    """Its rating in words; empty before it is rated."""

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.row.measure


@dataclass(frozen=True)
class AuditLine:
    """An audit in a list."""

    audit: Audit
    measures: tuple[MeasureLine, ...]
    to_follow: int
    """Findings that are not closed."""


@dataclass(frozen=True)
class FindingLine:
    """A finding in a list."""

    row: AuditFinding
    criterion: str
    severity: str
    overdue: bool

    @property
    def measure(self) -> Measure:
        """The measure that it is of."""
        return self.row.audited.measure


@dataclass(frozen=True)
class FindingShown:
    """A finding with what became of it, and what the person may do about it."""

    line: FindingLine
    steps: tuple[FindingStep, ...]
    owner: str
    """Who answers for the measure on the day; empty for nobody."""
    may_answer: bool
    may_report: bool
    may_verify: bool


def chosen(*, words: str = "", state: str = "", department: Department | None = None) -> QuerySet[Audit]:
    """The audits that the filters name, the newest first."""
    rows = Audit.objects.select_related("department", "auditor").order_by("-pk")
    if words:
        of = AuditedMeasure.objects.filter(audit=OuterRef("pk"))
        named = of.filter(Q(measure__title__icontains=words) | Q(measure__key__icontains=words))
        rows = rows.filter(Q(title__icontains=words) | Exists(named))
    if state:
        rows = rows.filter(status=state)
    if department is not None:
        rows = rows.filter(department=department)
    return rows


def lines(
    *, words: str = "", state: str = "", department: Department | None = None, number: int = 1
) -> Page[AuditLine]:
    """One page of the audits: four statements whatever their number."""
    page: Page[Audit] = paged(chosen(words=words, state=state, department=department), number)
    return Page(rows=shown(page.rows), number=page.number, of=page.of, total=page.total)


def shown(rows: Sequence[Audit]) -> tuple[AuditLine, ...]:
    """Audits as lines; two statements."""
    by_audit: dict[int, list[MeasureLine]] = {}
    audited = AuditedMeasure.objects.filter(audit__in=rows).select_related("measure", "rating").order_by("measure__key")
    for one in audited:
        by_audit.setdefault(one.audit_id, []).append(MeasureLine(one, rating_word(one)))
    waiting = AuditFinding.objects.filter(audit__in=rows).exclude(status=FindingStatus.CLOSED)
    counts = dict(waiting.order_by().values_list("audit").annotate(number=Count("pk")))
    return tuple(AuditLine(one, tuple(by_audit.get(one.pk, ())), counts.get(one.pk, 0)) for one in rows)


def rating_word(row: AuditedMeasure) -> str:
    """The rating of the measure in the audit, in words; empty before it is rated."""
    rating = getattr(row, "rating", None)
    return WORDS[TrustLevel(rating.level)] if rating is not None else ""


def get(pk: int) -> Audit:
    """One audit; raises `NoSuchAuditError`."""
    rows = Audit.objects.select_related("department", "auditor", "chartered_by")
    found = rows.filter(pk=pk).first() if pk < 2**62 else None
    if found is None:
        raise NoSuchAuditError(f"There is no audit {pk}.", where=str(pk))
    return found


def audited(pk: int, key: str) -> AuditedMeasure:
    """A measure of an audit; raises `NoSuchAuditError`."""
    rows = AuditedMeasure.objects.select_related("audit__auditor", "audit__department", "measure__department", "rating")
    found = rows.filter(audit=pk, measure__key__iexact=key[:100].replace("\0", "")).first() if pk < 2**62 else None
    if found is None:
        raise NoSuchAuditError(f"There is no audit {pk} of a measure “{key[:80]}”.", where=key[:80])
    return found


def finding(pk: int) -> AuditFinding:
    """A finding; raises `NoSuchAuditError`."""
    rows = AuditFinding.objects.select_related(
        "audit", "audited__measure__department", "audited__audit", "raised_by", "answered_by", "done_by", "verified_by"
    )
    found = rows.filter(pk=pk).first() if pk < 2**62 else None
    if found is None:
        raise NoSuchAuditError(f"There is no finding {pk}.", where=str(pk))
    return found


def finding_lines(rows: Sequence[AuditFinding], on: date) -> tuple[FindingLine, ...]:
    """Findings as lines; no statement."""
    policy = audit_policy(on)
    return tuple(
        FindingLine(
            row=one,
            criterion=policy.title_of(one.criterion),
            severity=severity_of(policy, one.severity),
            overdue=is_overdue(one, on),
        )
        for one in rows
    )


def is_overdue(row: AuditFinding, on: date) -> bool:
    """Whether its day is over and it waits for whoever answers for the measure."""
    return row.status in (FindingStatus.OPEN, FindingStatus.ANSWERED) and row.due_on < on


def severity_of(policy: AuditPolicy, key: str) -> str:
    """The word of a severity; its key where the policy does not know it any more."""
    return next((one.title for one in policy.severities if one.key == key), key)


def findings(
    standing: Standing, *, show: str = "", department: Department | None = None, number: int = 1
) -> Page[FindingLine]:
    """One page of the findings, the earliest day first; two statements. `show` is a key of `FINDING_SHOWS`."""
    on = standing.on
    rows = AuditFinding.objects.select_related("audit", "audited__measure__department").order_by("due_on", "pk")
    rows = rows.exclude(audit__status=AuditStatus.WITHDRAWN)
    rows = rows.filter(status=show) if show in FindingStatus.values else rows.exclude(status=FindingStatus.CLOSED)
    if show == "overdue":
        rows = rows.filter(status__in=[FindingStatus.OPEN, FindingStatus.ANSWERED], due_on__lt=on)
    if show == "mine":
        mine = MeasureOwner.objects.on(on).filter(owner=standing.user).values("measure")
        rows = rows.filter(audited__measure__in=mine)
    if department is not None:
        rows = rows.filter(audited__measure__department=department)
    page: Page[AuditFinding] = paged(rows, number)
    return Page(rows=finding_lines(page.rows, on), number=page.number, of=page.of, total=page.total)


def answers(standing: Standing, row: AuditFinding) -> bool:
    """Whether the person may answer the finding: they own the measure or keep it, and did not raise the finding."""
    user = standing.user
    if user is None or user.pk == row.raised_by_id:
        return False
    owns = row.owned_by(user.pk, standing.on)
    return standing.may(Capability.RECORD_VALUE if owns else Capability.KEEP_MEASURE, row)


def finding_shown(standing: Standing, row: AuditFinding) -> FindingShown:
    """A finding with its steps; a few statements."""
    (line,) = finding_lines([row], standing.on)
    may = answers(standing, row)
    open_to_all = row.audit.status != AuditStatus.WITHDRAWN
    owners = MeasureOwner.objects.on(standing.on).filter(measure=row.audited.measure).select_related("owner")
    held = owners.first()
    waits = row.status in (FindingStatus.ANSWERED, FindingStatus.DONE)
    return FindingShown(
        line=line,
        steps=tuple(row.steps.select_related("by").order_by("pk")),
        owner=held.owner.full_name if held is not None else "",
        may_answer=open_to_all and may and row.status in (FindingStatus.OPEN, FindingStatus.ANSWERED),
        may_report=open_to_all and may and row.status == FindingStatus.ANSWERED,
        may_verify=open_to_all and waits and standing.may(Capability.AUDIT_MEASURE, row),
    )


def reached(standing: Standing) -> QuerySet[Measure]:
    """The measures that the person may audit: those in reach in which they have no part; no statement yet."""
    rows = Measure.objects.filter(standing.results(Capability.AUDIT_MEASURE))
    owned = MeasureOwner.objects.filter(owner=standing.user, measure=OuterRef("pk"))
    recorded = ValueBatch.objects.filter(recorded_by=standing.user, values__measure=OuterRef("pk"))
    return rows.filter(~Exists(owned), ~Exists(recorded))


def to_verify(standing: Standing) -> QuerySet[AuditFinding]:
    """The findings that were reported done and that the person may verify, the earliest day first."""
    rows = AuditFinding.objects.filter(status=FindingStatus.DONE, audited__measure__in=reached(standing))
    rows = rows.exclude(audit__status=AuditStatus.WITHDRAWN)
    rows = rows.exclude(answered_by=standing.user).exclude(done_by=standing.user)
    return rows.select_related("audited__measure", "audit").order_by(F("due_on"), "pk")
