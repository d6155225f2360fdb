"""Report that a follow-up is done, and what was done; somebody else accepts it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reviewing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import FollowUp, FollowUpStep
from meritbook.records.states import FOLLOW_UP_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, follow_up: FollowUp, says: str) -> FollowUp:
    """The follow-up, reported done. Raises `ForbiddenError`; `StateError`; `TextError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        row = reviewing.locked_follow_up(follow_up)
        role = require(actor, Capability.REPORT_ACTION, row, on=on)
        row.state = next_state(FOLLOW_UP_MOVES, "report_follow_up", row.state, of=row.what)
        row.reported_by, row.reported_at = actor.user, at
        row.save(update_fields=["state", "reported_by", "reported_at"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        step = FollowUpStep.objects.create(follow_up=row, step="reported", says=says, said_by=actor.user, said_at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="report_follow_up",
            subject=reviewing.subject(row.review),
            facts={"follow_up": row.pk},
            records=[row, step],
        )
    return row
