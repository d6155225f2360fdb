"""Say how far an improvement is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import developing, ledger, policies
from meritbook.actions import developing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Improvement, ImprovementState

_OVER = (ImprovementState.DONE, ImprovementState.DROPPED)


def perform(actor: Actor, *, at: datetime, why: str, improvement: Improvement, state: str, says: str) -> Improvement:
    """The improvement in its new state. Raises `ForbiddenError`; `DevelopmentError`; `TextError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        row: Improvement = (
            Improvement.objects.select_for_update(of=("self",))
            .select_related("assessment__department")
            .get(pk=improvement.pk)
        )
        role = require(actor, Capability.REPORT_ACTION, row, on=on)
        if state not in ImprovementState.values:
            raise possible.DevelopmentError(
                f"An improvement is one of {', '.join(ImprovementState.values)}.", where="state"
            )
        if row.state in _OVER and row.state != state and state == ImprovementState.PLANNED:
            raise possible.DevelopmentError("What is over is taken up again as under way.", where="state")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.state, row.says, row.changed_by, row.changed_at = state, says, actor.user, at
        row.save(update_fields=["state", "says", "changed_by", "changed_at"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="report_improvement",
            subject=developing.subject(row.assessment),
            facts={"improvement": row.pk, "state": state},
            records=[row],
        )
    return row
