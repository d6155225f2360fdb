"""Report that what was answered to a finding is done, so that somebody else verifies it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import auditing, ledger, policies
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records import clock
from meritbook.records.models import AuditFinding, FindingStep, FindingStepKind
from meritbook.records.states import FINDING_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, finding: AuditFinding, says: str) -> FindingStep:
    """The report, with where the traces are, by whoever owns the measure or keeps its entry.

    Raises `ForbiddenError`; `FindingActorError`; `StateError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = auditing.locked_finding(finding)
        role = require(actor, possible.answering_capability(held, actor.user, on), held, on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        possible.check_answers(held, actor.user)
        held.status = next_state(FINDING_MOVES, "report_finding_done", held.status, of=str(held))
        held.done_by = actor.user
        held.save(update_fields=["status", "done_by"])
        step = FindingStep.objects.create(finding=held, kind=FindingStepKind.DONE, says=says, by=actor.user, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="report_finding_done",
            subject=f"audit_finding:{held.pk}",
            facts={"audit": held.audit_id, "finding": held.number},
            records=[held, step],
        )
    return step
