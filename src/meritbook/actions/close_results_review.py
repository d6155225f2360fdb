"""Close the meeting of a quarterly review: its minutes are sealed with who was present."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reviewing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import ResultsReview
from meritbook.records.states import REVIEW_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, review: ResultsReview, present: str, says: str = ""
) -> ResultsReview:
    """The review, closed with its minutes; follow-ups go on. Raises `ForbiddenError`; `StateError`; `TextError`."""
    on = clock.day_of(at)
    present = policies.check_text(present, field="present", longest=4_000)
    says = policies.check_text(says, field="says", longest=20_000, required=False)
    with transaction.atomic():
        row = reviewing.locked(review)
        role = require(actor, Capability.HOLD_REVIEW, row, on=on)
        row.status = next_state(REVIEW_MOVES, "close_results_review", row.status, of=str(row))
        minutes = reviewing.minutes_of(row, present=present, says=says)
        row.minutes_json, row.minutes_sha256 = canonical_json(minutes), minutes.seal()
        row.closed_by, row.closed_at = actor.user, at
        row.save()
        row.__dict__.pop("minutes", None)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="close_results_review",
            subject=reviewing.subject(row),
            facts={
                "quarter": row.quarter,
                "minutes": row.minutes_sha256,
                "decisions": len(minutes.decisions),
                "follow_ups": len(minutes.follow_ups),
            },
            records=[row],
        )
    return row
