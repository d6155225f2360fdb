"""Take back that one declined to answer an assessment, while it is open: one is asked again, as before."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import assessing, ledger
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.round_policies import check_declined
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, RaterStanding

WHY = "Declining is taken back."
"""The reason that the faces give: one that a person types would stand in the ledger beside their name."""


def perform(actor: Actor, *, at: datetime, why: str, rater: AssessmentRater) -> AssessmentRater:
    """The rater, who may answer again. Whom the keeper took out after they declined is not asked any more.

    Raises `ForbiddenError`; `RaterNotAskedError`; `LeftOfficeError`; `SubjectLeftError`; `AssessmentStandsError`;
    `AssessmentDaysError`; `NotDeclinedError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = assessing.locked_rater(rater)
        possible.check_may_answer(actor, row, on)
        role = require(actor, Capability.ANSWER_ASSESSMENT, row, on=on)
        ask_again(row, on)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="take_back_declining",
            subject=assessing.subject(row.assessment),
            facts={"assessment": row.assessment_id},
            records=[row],
        )
    return row


def ask_again(row: AssessmentRater, on: date) -> None:
    """Keep that a rater, signed in or come by a link, is asked again; why they declined is thrown away."""
    possible.check_window(row.assessment, on)
    possible.check_subject_in_office(row.assessment.subject, on)
    check_declined(row)
    row.standing = RaterStanding.ASKED
    row.declined_because = ""
    row.save(update_fields=["standing", "declined_because"])
