"""Answer an assessment: who answered is put on record, what was answered goes into the box.

Of those in groups nothing ties the two but a receipt, which is shown to its author once and kept nowhere: the box
holds a hash of it together with the number of the rater, so that nobody takes back what is not theirs.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from meritbook.actions import assessing, ledger, rating_box, rating_drafts
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.competencies.answers import NAMED, BoxedRating, RaterGroup, ratings_of
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, RaterStanding

WHY = "Answered."
"""The reason that the faces give: one that a person types would stand in the ledger beside their name."""


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    rater: AssessmentRater,
    given: Mapping[str, Any],
    comments: Mapping[str, Any],
    seen: str,
) -> str:
    """The receipt of the answer, to be shown once. `seen` is the hash of the answers as a preview showed them.

    The ledger says who answered which assessment, and vouches for no answer. Raises `ForbiddenError`;
    `RaterNotAskedError`; `LeftOfficeError`; `SubjectLeftError`; `AssessmentStandsError`; `AssessmentDaysError`;
    `RaterAnsweredError`; `RaterDeclinedError`; `RatingAnswerError`; `RatingPreviewError`; `RatingBoxError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = assessing.locked_rater(rater)
        possible.check_may_answer(actor, row, on)
        role = require(actor, Capability.ANSWER_ASSESSMENT, row, on=on)
        receipt = box_up(row, given, comments, seen, on)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="answer_assessment",
            subject=assessing.subject(row.assessment),
            facts={"assessment": row.assessment_id},
            records=[row],
        )
    return receipt


def box_up(row: AssessmentRater, given: Mapping[str, Any], comments: Mapping[str, Any], seen: str, on: date) -> str:
    """Put the answers of a rater, signed in or come by a link, into the box; gives the receipt."""
    assessment = row.assessment
    possible.check_answered_now(row, on)
    ratings = ratings_of(assessing.model_of(assessment), assessment.role, given, comments)
    possible.check_seen(ratings, seen)
    group = RaterGroup(row.group)
    receipt = secrets.token_hex(16)
    one = BoxedRating(
        group=group,
        rater=row.pk if group in NAMED else None,
        receipt=receipt_sha256(row, receipt),
        ratings=ratings,
    )
    box = rating_box.held(assessment)
    rating_box.put(box, rating_box.look(box).with_one(one))
    rating_drafts.drop(row)
    row.standing = RaterStanding.ANSWERED
    row.save(update_fields=["standing"])
    return "-".join(receipt[place : place + 4] for place in range(0, len(receipt), 4))


def receipt_sha256(row: AssessmentRater, receipt: str) -> str:
    """Under what an answer lies in the box. Without the receipt, of 128 bits drawn, nobody finds the rater by it."""
    said = "".join(receipt.split()).replace("-", "").casefold()
    return hashlib.sha256(f"{row.assessment_id}:{row.pk}:{said}".encode("utf-8", "surrogatepass")).hexdigest()
