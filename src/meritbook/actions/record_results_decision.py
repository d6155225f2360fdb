"""Record what the meeting of a quarterly review decided, and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reviewing
from meritbook.actions import reviewing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ResultsReview, ReviewDecision


def perform(
    actor: Actor, *, at: datetime, why: str, review: ResultsReview, says: str, because: str, about: str = ""
) -> ReviewDecision:
    """The decision; `about` is the item of the pack that it concerns, such as `measure:refund-days`.

    Raises `ForbiddenError`; `StateError`; `ReviewError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = reviewing.locked(review)
        role = require(actor, Capability.HOLD_REVIEW, held, on=on)
        possible.check_open(held, "record_results_decision")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ReviewDecision.objects.create(
            review=held,
            about=possible.check_about(held, about),
            says=says,
            because=because,
            recorded_by=actor.user,
            recorded_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_results_decision",
            subject=reviewing.subject(held),
            facts={"decision": row.pk, "about": row.about or None},
            records=[row],
        )
    return row
