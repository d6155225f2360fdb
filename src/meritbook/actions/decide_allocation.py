"""Decide on an allocation: accept the computed answer, or decide otherwise with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, letters, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import (
    AllocationRun,
    ClassEntry,
    Decision,
    DecisionOutcome,
    DecisionStatus,
    Position,
)
from meritbook.records.models.common import Vouched
from meritbook.records.states import DECISION_MOVES, next_state


def answered_class(run: AllocationRun) -> ClassEntry | None:
    """The class that the run answered; `None` when it answered none, or left it undetermined."""
    answer = run.result.allocation
    if answer.status != "allocated":
        return None
    return ClassEntry.objects.filter(
        plan_revision__in=run.plan_revisions.all(),
        plan_revision__key=answer.plan,
        plan_revision__revision=answer.plan_revision,
        ref=answer.class_ref,
    ).first()


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    run: AllocationRun,
    class_entry: ClassEntry | None,
    reason: str = "",
    starts_on: date | None = None,
) -> Decision:
    """The decision with its letters, in effect from `starts_on` (default: that day).

    No class means none of those considered. A reason is required when the decision is not what the run answered;
    an undetermined run leaves nothing to agree with. Of two analysts who decide at once, one is told that the
    other was first. Raises `ForbiddenError`;
    `OwnCaseError` on one's own position or that of a direct report; `NotOfficialError`; `AlreadyDecidedError`;
    `ClassNotConsideredError`; `ReasonMissingError`; `DecisionTermError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason", required=False)
    first = starts_on or on
    with transaction.atomic():
        position = Position.objects.select_for_update().get(pk=run.position_version.position_id)
        run = AllocationRun.objects.select_related("position_version__position").get(pk=run.pk)
        role = require(actor, Capability.DECIDE_ALLOCATION, position, on=on)
        standing = position.decisions.filter(status=DecisionStatus.STANDING).first()
        policies.check_decidable(run, standing)
        policies.check_class_considered(run, class_entry)
        answered = answered_class(run)
        if run.status == "allocated":
            agrees = answered is not None and class_entry is not None and answered.pk == class_entry.pk
        else:
            agrees = run.status == "none" and class_entry is None
        policies.check_reason(agrees, reason)
        saved: list[Vouched] = []
        in_effect = (
            position.decisions.exclude(status=DecisionStatus.UNDONE)
            .filter(starts_on__isnull=False)
            .order_by("-number")
            .first()
        )
        policies.check_decision_term(in_effect, first)
        # It has an end already where a decision after it was undone; that end may lie later than this first day.
        if in_effect is not None and (in_effect.ends_before is None or in_effect.ends_before > first):
            in_effect.ends_before = first
            in_effect.save()
            saved.append(in_effect)
        if standing is not None:
            standing.refresh_from_db()
            standing.status = next_state(
                DECISION_MOVES, "decide_allocation after it", standing.status, of=str(standing)
            )
            standing.save()
            saved = [*(row for row in saved if row.pk != standing.pk), standing]
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        decision = Decision(
            position=position,
            run=run,
            number=position.decisions.count() + 1,
            outcome=DecisionOutcome.CLASS if class_entry else DecisionOutcome.NONE,
            class_entry=class_entry,
            agrees=agrees,
            reason=reason,
            decided_by=actor.user,
            decided_at=at,
            status=next_state(DECISION_MOVES, "decide_allocation", "", of="The decision"),
            supersedes=standing,
            starts_on=first,
        )
        decision.letter_pdf, decision.letter_docx = letters.write(
            actor, at=at, decision=decision, entry=ledger.next_entry()
        )
        decision.save()
        saved.append(decision)
        saved.extend([decision.letter_pdf, decision.letter_docx])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decide_allocation",
            subject=f"decision:{decision.pk}",
            facts={
                "position": position.number,
                "number": decision.number,
                "run": run.result_sha256,
                "outcome": str(decision.outcome),
                "class": f"{class_entry.plan_revision}/{class_entry.ref}" if class_entry else None,
                "agrees": agrees,
                "reason": reason,
                "starts_on": first.isoformat(),
                "supersedes": standing.number if standing else None,
                "letters": [decision.letter_pdf.sha256, decision.letter_docx.sha256],
            },
            records=saved,
        )
    return decision
