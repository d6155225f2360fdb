"""Answer a finding of an audit: whether one agrees, what will be done, and by when."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import auditing, ledger, policies
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records import clock
from meritbook.records.models import AuditFinding, FindingStep, FindingStepKind
from meritbook.records.states import FINDING_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, finding: AuditFinding, agrees: bool, says: str, due_on: date
) -> FindingStep:
    """The answer, by whoever owns the measure or keeps its entry; another one later replaces the day.

    Raises `ForbiddenError`; `FindingActorError`; `FindingDayError`; `StateError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = auditing.locked_finding(finding)
        role = require(actor, possible.answering_capability(held, actor.user, on), held, on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        possible.check_answers(held, actor.user)
        possible.check_due(due_on, on)
        held.status = next_state(FINDING_MOVES, "answer_finding", held.status, of=str(held))
        held.answered_by, held.answered_at, held.agrees, held.due_on = actor.user, at, agrees, due_on
        held.save(update_fields=["status", "answered_by", "answered_at", "agrees", "due_on"])
        step = FindingStep.objects.create(
            finding=held,
            kind=FindingStepKind.ANSWERED,
            agrees=agrees,
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
            action="answer_finding",
            subject=f"audit_finding:{held.pk}",
            facts={"audit": held.audit_id, "agrees": agrees, "due_on": due_on.isoformat()},
            records=[held, step],
        )
    return step
