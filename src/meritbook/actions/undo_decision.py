"""Undo a decision: a new decision that withdraws it, with its reason. Nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Decision, DecisionOutcome, Position
from meritbook.records.states import DECISION_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, decision: Decision, reason: str) -> Decision:
    """The withdrawal; the position has no decided allocation then, until a new decision.

    Raises `ForbiddenError`; `OwnCaseError`; `NotStandingError`; `ReasonMissingError`.
    """
    reason = policies.check_text(reason, field="reason", required=False)
    with transaction.atomic():
        position = Position.objects.select_for_update().get(pk=decision.position_id)
        decision = Decision.objects.select_related("position", "run").get(pk=decision.pk)
        role = require(actor, Capability.UNDO_DECISION, position, on=clock.day_of(at))
        policies.check_undoable(decision)
        policies.check_reason(False, reason)
        decision.status = next_state(DECISION_MOVES, "undo_decision", decision.status, of=str(decision))
        decision.save()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        withdrawal = Decision.objects.create(
            position=position,
            run=decision.run,
            number=position.decisions.count() + 1,
            outcome=DecisionOutcome.WITHDRAWN,
            agrees=False,
            reason=reason,
            decided_by=actor.user,
            decided_at=at,
            status=next_state(DECISION_MOVES, "undo_decision (the withdrawal)", "", of="The withdrawal"),
            supersedes=decision,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="undo_decision",
            subject=f"decision:{decision.pk}",
            facts={
                "position": position.number,
                "undone": decision.number,
                "number": withdrawal.number,
                "reason": reason,
            },
            records=[decision, withdrawal],
        )
    return withdrawal
