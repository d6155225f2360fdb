"""Decline to answer an assessment. Nobody has to say why."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, policies, rating_drafts
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, RaterStanding

WHY = "Declined."
"""The reason that the faces give: one that a person types would stand in the ledger beside their name."""


def perform(actor: Actor, *, at: datetime, why: str, rater: AssessmentRater, because: str = "") -> AssessmentRater:
    """The rater. Whoever answers for somebody else hands it back to them by it.

    Raises `ForbiddenError`; `RaterNotAskedError`; `LeftOfficeError`; `AssessmentStandsError`; `AssessmentDaysError`;
    `RaterAnsweredError`; `RaterDeclinedError`; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = assessing.locked_rater(rater)
        possible.check_may_answer(actor, row, on)
        role = require(actor, Capability.ANSWER_ASSESSMENT, row, on=on)
        decline(row, because, on)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decline_rating",
            subject=assessing.subject(row.assessment),
            facts={"handed_back": row.standing == RaterStanding.ASKED},
            records=[row],
        )
    return row


def decline(row: AssessmentRater, because: str, on: date) -> None:
    """Keep that a rater declines, signed in or come by a link."""
    said = policies.check_text(because, field="because", longest=4_000, required=False)
    possible.check_window(row.assessment, on)
    possible.check_waits(row)
    rating_drafts.drop(row)
    if row.delegate_id is not None:
        row.delegate = None
    else:
        row.standing = RaterStanding.DECLINED
        row.declined_because = said
    row.save(update_fields=["delegate", "standing", "declined_because"])
