"""Call a quarterly review off before it opens, with the reason; another of the quarter can be called then."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reviewing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ResultsReview
from meritbook.records.states import REVIEW_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, review: ResultsReview, because: str) -> ResultsReview:
    """The review, called off. Raises `ForbiddenError`; `StateError`; `TextError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        row = reviewing.locked(review)
        role = require(actor, Capability.HOLD_REVIEW, row, on=on)
        row.status = next_state(REVIEW_MOVES, "call_off_results_review", row.status, of=str(row))
        row.off_because = because
        row.save(update_fields=["status", "off_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="call_off_results_review",
            subject=reviewing.subject(row),
            facts={"quarter": row.quarter},
            records=[row],
        )
    return row
