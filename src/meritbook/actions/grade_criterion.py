"""Say what was found on one criterion of an audited measure, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import auditing, ledger, policies
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AuditedMeasure, AuditGrade


def perform(
    actor: Actor, *, at: datetime, why: str, audited: AuditedMeasure, criterion: str, grade: str, says: str
) -> AuditGrade:
    """The grade, with what the register told of the criterion then; an earlier one stays on record.

    `grade`: `met`, `partly`, `not_met` or `undetermined`. Raises `ForbiddenError`; `OwnCaseError`; `AuditEndedError`;
    `AuditError`; `TextError`; `AuditPolicyError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = auditing.locked(audited.audit)
        role = require(actor, Capability.AUDIT_MEASURE, audited, on=on)
        possible.check_under_way(held)
        policy = auditing.audit_policy(on)
        asked = possible.check_criterion(criterion, policy)
        found = possible.check_grade(grade)
        newest = audited.recalculations.filter(current=True).first()
        told = auditing.proposed(asked.computed, auditing.told_of(audited, policy, on), newest)
        before = audited.grades.filter(criterion=criterion, current=True).first()
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = AuditGrade.objects.create(
            audited=audited,
            criterion=criterion,
            grade=found.value,
            says=says,
            told=told[1] if told else "",
            graded_by=actor.user,
            graded_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="grade_criterion",
            subject=f"audit:{held.pk}",
            facts={
                "measure": audited.measure.key,
                "criterion": criterion,
                "grade": found.value,
                "worked_out": told[0].value if told else None,
            },
            records=[row, *([before] if before else [])],
        )
    return row
