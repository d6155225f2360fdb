"""Verify what was done about a finding and close it, or send it back; never by whoever answered or did it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import auditing, ledger, policies
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AuditFinding, FindingStep, FindingStepKind
from meritbook.records.states import FINDING_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    finding: AuditFinding,
    close: bool,
    says: str,
    due_on: date | None = None,
) -> FindingStep:
    """The finding closed, or sent back with a new day `due_on` by which it is to be done.

    Raises `ForbiddenError`; `OwnCaseError`; `FindingActorError`; `FindingDayError`; `StateError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = auditing.locked_finding(finding)
        role = require(actor, Capability.AUDIT_MEASURE, held, on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        possible.check_verifies(held, actor.user)
        move = "verify_finding to close it" if close else "verify_finding to send it back"
        held.status = next_state(FINDING_MOVES, move, held.status, of=str(held))
        if close:
            due_on = None
            held.verified_by, held.verified_at = actor.user, at
        else:
            if due_on is None:
                raise possible.FindingDayError("Say by when it is to be done.", where="due_on")
            possible.check_due(due_on, on)
            held.due_on, held.done_by = due_on, None
        held.save(update_fields=["status", "verified_by", "verified_at", "due_on", "done_by"])
        step = FindingStep.objects.create(
            finding=held,
            kind=FindingStepKind.CLOSED if close else FindingStepKind.SENT_BACK,
            says=says,
            due_on=due_on,
            by=actor.user,
            at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="verify_finding",
            subject=f"audit_finding:{held.pk}",
            facts={"audit": held.audit_id, "finding": held.number, "closed": close},
            records=[held, step],
        )
    return step
