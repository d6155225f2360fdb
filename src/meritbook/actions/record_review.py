"""Record a progress review that was held: what was said, and for an improvement plan its problem and its steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ImprovementStep, PerformanceContract, ProgressReview


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    contract: PerformanceContract,
    kind: str,
    held_on: date,
    rater_says: str,
    problem: str = "",
    next_on: date | None = None,
    steps: Sequence[possible.Step] = (),
) -> ProgressReview:
    """The review with its steps. None is required by the law; what is held is on record.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `NotSignedError`; `YearDayError`; `ReviewError`; `StepError`;
    `NoSuchObjectiveError`.
    """
    on = clock.day_of(at)
    says = possible.check_words(rater_says, field="rater_says")
    problem = possible.check_words(problem, field="problem", required=False)
    with transaction.atomic():
        held = appointing.locked_contract(contract)
        role = require(actor, Capability.REVIEW_PROGRESS, held, on=on)
        text = possible.signed_text(held)
        possible.check_review(kind, problem, steps)
        possible.check_in_year(held, held_on, where="held_on")
        possible.check_has_come(held_on, on=on, where="held_on")
        if next_on is not None:
            possible.check_in_year(held, next_on, where="next_on")
            possible.check_next(held_on, next_on)
        asked = [
            possible.check_step(held, text, step, held_on=held_on, place=place) for place, step in enumerate(steps, 1)
        ]
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        review = ProgressReview.objects.create(
            contract=held,
            kind=kind,
            held_on=held_on,
            rater_says=says,
            problem=problem,
            next_on=next_on,
            recorded_by=actor.user,
            recorded_at=at,
        )
        rows = [ImprovementStep.objects.create(review=review, **step._asdict()) for step in asked]
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_review",
            subject=f"review:{review.pk}",
            facts={
                **year_facts.of_contract(held),
                "kind": kind,
                "held_on": held_on.isoformat(),
                "next_on": next_on.isoformat() if next_on else None,
                "sha256": year_facts.words_hash(says),
                "steps": [one.due_on.isoformat() for one in rows],
            },
            records=[review, *rows],
        )
    return review
