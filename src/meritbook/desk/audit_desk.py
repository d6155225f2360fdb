"""Audits on a desk: findings to answer and to do of one's own measures; for who audits, what is to be followed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from meritbook.actions.auditing import audit_policy
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk import audits
from meritbook.desk.acts import MOST, Act, Section
from meritbook.records.models import (
    Audit,
    AuditFinding,
    AuditStatus,
    FindingStatus,
    MeasureOwner,
    TrustRating,
)

HEADING = "Audits of measures"
SOON = timedelta(days=14)
"""How long before its day what was answered to a finding comes onto the desk."""
READ = 60
"""Rows of one kind that a desk reads at most."""


def audit_section(standing: Standing) -> Section | None:
    """The acts on audits; none for whom nothing waits."""
    if standing.user is None or not standing.may(Capability.READ_RESULTS):
        return None
    acts = list(_owned(standing))
    if standing.may(Capability.AUDIT_MEASURE):
        acts += [*_to_verify(standing), *_led(standing), *_ending(standing)]
    if not acts:
        return None
    acts.sort(key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title))
    return Section(
        heading=HEADING, acts=tuple(acts[:MOST]), total=len(acts), empty="Nothing waits.", view="web:audit_findings"
    )


def _owned(standing: Standing) -> Iterator[Act]:
    """Findings of one's own measures: to answer at once, to do when their day is near."""
    mine = MeasureOwner.objects.on(standing.on).filter(owner=standing.user).values("measure")
    rows = AuditFinding.objects.filter(audited__measure__in=mine).exclude(audit__status=AuditStatus.WITHDRAWN)
    waiting = rows.filter(status=FindingStatus.OPEN) | rows.filter(
        status=FindingStatus.ANSWERED, due_on__lte=standing.on + SOON
    )
    for row in waiting.select_related("audited__measure").order_by("due_on", "pk")[:READ]:
        title = row.audited.measure.title
        if row.status == FindingStatus.OPEN:
            yield Act(
                f"Answer a finding: {title}", "web:audit_finding", row.pk, row.condition[:160],
                "The finding stands unanswered, and whoever reads the measure sees it.", since=row.raised_at,
                last_day=row.due_on,
            )  # fmt: skip
        else:
            yield Act(
                f"Do what was answered to a finding: {title}", "web:audit_finding", row.pk,
                f"{row.recommendation[:160]} Due on {day_in_words(row.due_on)}.",
                "The finding is overdue.", since=row.answered_at, last_day=row.due_on,
            )  # fmt: skip


def _to_verify(standing: Standing) -> Iterator[Act]:
    for row in audits.to_verify(standing)[:READ]:
        yield Act(
            f"Verify a finding: {row.audited.measure.title}", "web:audit_finding", row.pk,
            "What was answered to it is reported done.", "The finding is not closed.", last_day=row.due_on,
        )  # fmt: skip


def _led(standing: Standing) -> Iterator[Act]:
    """For who leads an audit: what is under way, and answers that have not come."""
    for row in Audit.objects.filter(auditor=standing.user, status=AuditStatus.UNDER_WAY).order_by("pk")[:READ]:
        yield Act(
            f"Go on with an audit: {row.title}", "web:audit", row.pk, "Its measures are not all rated.",
            "The measures stay without a rating of trust.", since=row.chartered_at,
        )  # fmt: skip
    overdue = AuditFinding.objects.filter(
        audit__auditor=standing.user,
        status__in=[FindingStatus.OPEN, FindingStatus.ANSWERED],
        due_on__lt=standing.on,
    ).exclude(audit__status=AuditStatus.WITHDRAWN)
    for late in overdue.select_related("audited__measure").order_by("due_on", "pk")[:READ]:
        waits = "an answer" if late.status == FindingStatus.OPEN else "what was answered"
        yield Act(
            f"Follow a finding up: {late.audited.measure.title}", "web:audit_finding", late.pk,
            f"It waits for {waits} since {day_in_words(late.due_on)}.", "What was found stays as it is.",
            last_day=late.due_on,
        )  # fmt: skip


def _ending(standing: Standing) -> Iterator[Act]:
    """How many ratings of measures that the person may audit are over or about to be."""
    until = standing.on + timedelta(days=audit_policy(standing.on).warn_days + 1)
    rows = TrustRating.objects.filter(current=True, lapses_on__lte=until, measure__in=audits.reached(standing))
    count = rows.filter(measure__ends_before__isnull=True).count()
    if count:
        yield Act(
            "Audit measures anew whose rating ends", "web:audits", None,
            f"{count} rating{' is' if count == 1 else 's are'} over or about to be.",
            "They show as expired wherever the measures are.",
        )  # fmt: skip
