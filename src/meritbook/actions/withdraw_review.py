"""Withdraw a review that was recorded wrongly: it stays on file as withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ProgressReview


def perform(actor: Actor, *, at: datetime, why: str, review: ProgressReview, reason: str) -> ProgressReview:
    """The review, withdrawn; it does not count as held any more, and its steps are not due.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `ReviewError`.
    """
    on = clock.day_of(at)
    kept = possible.check_words(reason, field="reason")
    with transaction.atomic():
        held = appointing.locked_contract(review.contract)
        row: ProgressReview = ProgressReview.objects.select_related("contract__appointment__seat__position").get(
            pk=review.pk
        )
        role = require(actor, Capability.REVIEW_PROGRESS, row, on=on)
        possible.check_review_stands(row)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, kept
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_review",
            subject=f"review:{row.pk}",
            facts={
                **year_facts.of_contract(held),
                "held_on": row.held_on.isoformat(),
                "sha256": year_facts.words_hash(kept),
            },
            records=[row],
        )
    return row
