"""Open the meeting of a quarterly review: its pack is sealed, and does not change any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, reviewing
from meritbook.actions import reviewing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.review import ReviewPack
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import ResultsReview
from meritbook.records.states import REVIEW_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, review: ResultsReview, pack: ReviewPack) -> ResultsReview:
    """The review, open on the day. `pack` is what the record says of the quarter today, as the page shows it.

    Raises `ForbiddenError`; `StateError`; `ReviewError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = reviewing.locked(review)
        role = require(actor, Capability.HOLD_REVIEW, row, on=on)
        status = next_state(REVIEW_MOVES, "open_results_review", row.status, of=str(row))
        found = possible.check_pack(row, pack, on=on)
        row.status, row.held_on, row.opened_by, row.opened_at = status, on, actor.user, at
        row.pack_json, row.pack_sha256 = canonical_json(found), found.seal()
        row.save()
        row.__dict__.pop("pack", None)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="open_results_review",
            subject=reviewing.subject(row),
            facts={"quarter": row.quarter, "pack": row.pack_sha256, "items": found.total},
            records=[row],
        )
    return row
