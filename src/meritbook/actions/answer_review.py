"""Answer a review: the executive's own words beside those of the rater."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ProgressReview


def perform(actor: Actor, *, at: datetime, why: str, review: ProgressReview, says: str) -> ProgressReview:
    """The review with its answer. It is answered once.

    Raises `ForbiddenError`; `TextError`; `ReviewError`.
    """
    on = clock.day_of(at)
    kept = possible.check_words(says, field="says")
    with transaction.atomic():
        held = appointing.locked_contract(review.contract)
        row: ProgressReview = ProgressReview.objects.select_related("contract__appointment__seat__position").get(
            pk=review.pk
        )
        role = require(actor, Capability.ANSWER_REVIEW, row, on=on)
        possible.check_review_stands(row)
        possible.check_not_answered(row)
        row.answered_by, row.answered_at, row.executive_says = actor.user, at, kept
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="answer_review",
            subject=f"review:{row.pk}",
            facts={**year_facts.of_contract(held), "sha256": year_facts.words_hash(kept)},
            records=[row],
        )
    return row
