"""Accept a follow-up that was reported done, give it back, or drop it; never by its owner or whoever reported it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reviewing
from meritbook.actions import reviewing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import FollowUp, FollowUpState, FollowUpStep
from meritbook.records.states import FOLLOW_UP_MOVES, next_state

WAYS = {"accept": "accepted", "give back": "returned", "drop": "dropped"}
"""How it can be settled, with the step that is kept of it."""


def perform(actor: Actor, *, at: datetime, why: str, follow_up: FollowUp, how: str, says: str) -> FollowUp:
    """The follow-up; `how` is a key of `WAYS`. One that is given back is open again.

    Raises `ForbiddenError`; `StateError`; `FollowUpError`; `ReviewError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        row = reviewing.locked_follow_up(follow_up)
        role = require(actor, Capability.HOLD_REVIEW, row, on=on)
        if how not in WAYS:
            raise possible.ReviewError(f"Choose one of: {', '.join(WAYS)}.", where="how")
        row.state = next_state(FOLLOW_UP_MOVES, f"settle_follow_up ({how})", row.state, of=row.what)
        possible.check_settled_by(row, actor.user)
        if row.state == FollowUpState.OPEN:
            row.reported_by, row.reported_at = None, None
        else:
            row.settled_by, row.settled_at = actor.user, at
        row.save()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        step = FollowUpStep.objects.create(follow_up=row, step=WAYS[how], says=says, said_by=actor.user, said_at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="settle_follow_up",
            subject=reviewing.subject(row.review),
            facts={"follow_up": row.pk, "how": how},
            records=[row, step],
        )
    return row
