"""Take back an answer by its receipt, while the assessment is open. Whoever takes it back may answer anew."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import answer_assessment, assessing, ledger, rating_box
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock, wal
from meritbook.records.models import AssessmentRater, MultiraterAssessment, RaterStanding

WHY = "Taken back."
"""The reason that the faces give."""


def perform(actor: Actor, *, at: datetime, why: str, assessment: MultiraterAssessment, receipt: str) -> AssessmentRater:
    """The rater, who has not answered now. The receipt of somebody else opens nothing.

    Raises `ForbiddenError`; `RaterNotAskedError`; `LeftOfficeError`; `AssessmentStandsError`; `AssessmentDaysError`;
    `ReceiptError`; `RatingBoxError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = assessing.locked(assessment)
        row = assessing.rater_of(held, actor.user) if actor.user is not None else None
        if row is None:
            raise possible.RaterNotAskedError(f"{actor.name} is not asked for this assessment.", where=str(held.pk))
        row.assessment = held
        possible.check_may_answer(actor, row, on)
        role = require(actor, Capability.ANSWER_ASSESSMENT, row, on=on)
        take_out(row, receipt, on)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="take_back_rating",
            subject=assessing.subject(held),
            facts={"assessment": held.pk},
            records=[row],
        )
    return row


def take_out(row: AssessmentRater, receipt: str, on: date) -> None:
    """Take the answer of a rater, signed in or come by a link, out of the box."""
    possible.check_window(row.assessment, on)
    box = rating_box.held(row.assessment)
    left = rating_box.look(box).without(answer_assessment.receipt_sha256(row, receipt))
    if row.standing != RaterStanding.ANSWERED or left is None:
        raise possible.ReceiptError("No answer of yours in this assessment carries this receipt.", where="receipt")
    rating_box.put(box, left)
    row.standing = RaterStanding.ASKED
    row.save(update_fields=["standing"])
    # The box as it was stands in the log of the database.
    wal.empty_after_commit()
