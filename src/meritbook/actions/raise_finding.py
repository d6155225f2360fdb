"""Raise a finding of an audit: what is, what caused it, what follows, and what should be done."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from meritbook.actions import auditing, ledger, policies
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AuditedMeasure, AuditFinding
from meritbook.records.states import FINDING_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    audited: AuditedMeasure,
    criterion: str,
    severity: str,
    condition: str,
    cause: str,
    effect: str,
    recommendation: str,
) -> AuditFinding:
    """The finding, to be answered by the day that the policy sets for its severity.

    Raises `ForbiddenError`; `OwnCaseError`; `AuditEndedError`; `AuditError`; `TextError`; `AuditPolicyError`.
    """
    on = clock.day_of(at)
    words = {
        name: policies.check_text(said, field=name, longest=4_000)
        for name, said in (
            ("condition", condition),
            ("cause", cause),
            ("effect", effect),
            ("recommendation", recommendation),
        )
    }
    with transaction.atomic():
        held = auditing.locked(audited.audit)
        role = require(actor, Capability.AUDIT_MEASURE, audited, on=on)
        possible.check_under_way(held)
        policy = auditing.audit_policy(on)
        possible.check_criterion(criterion, policy)
        grave = possible.check_severity(severity, policy)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = AuditFinding.objects.create(
            audited=audited,
            audit=held,
            number=held.findings.count() + 1,
            criterion=criterion,
            severity=severity,
            status=next_state(FINDING_MOVES, "raise_finding", "", of=held.title),
            due_on=on + timedelta(days=grave.answer_days),
            raised_by=actor.user,
            raised_at=at,
            **words,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="raise_finding",
            subject=f"audit:{held.pk}",
            facts={
                "measure": audited.measure.key,
                "finding": row.number,
                "criterion": criterion,
                "severity": severity,
                "due_on": row.due_on.isoformat(),
            },
            records=[row],
        )
    return row
