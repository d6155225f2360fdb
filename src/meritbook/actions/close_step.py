"""Say what came of a step of an improvement plan."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ImprovementStep


def perform(
    actor: Actor, *, at: datetime, why: str, step: ImprovementStep, reached: bool, outcome: str
) -> ImprovementStep:
    """The step with what came of it.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `ReviewError`; `StepError`.
    """
    on = clock.day_of(at)
    kept = possible.check_words(outcome, field="outcome")
    with transaction.atomic():
        held = appointing.locked_contract(step.review.contract)
        row: ImprovementStep = ImprovementStep.objects.select_related("review__contract__appointment__seat").get(
            pk=step.pk
        )
        role = require(actor, Capability.REVIEW_PROGRESS, row, on=on)
        possible.check_review_stands(row.review)
        possible.check_step_open(row)
        row.outcome, row.reached, row.closed_by, row.closed_at = kept, reached, actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="close_step",
            subject=f"review:{row.review_id}",
            facts={
                **year_facts.of_contract(held),
                "step": row.pk,
                "reached": reached,
                "sha256": year_facts.words_hash(kept),
            },
            records=[row],
        )
    return row
