"""Take somebody out who is asked in an assessment, with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, policies, rating_drafts
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, MultiraterState, RaterStanding


def perform(actor: Actor, *, at: datetime, why: str, rater: AssessmentRater, because: str) -> AssessmentRater:
    """The rater, not asked any more; a guest's link opens nothing from then on.

    Once the assessment is open, it can be done with those who declined, with those who left office, and with guests who
    never came: whether it can must not tell who has answered. What somebody answered before they left counts, and it
    shows nowhere that they had. Raises `ForbiddenError`; `OwnCaseError`; `AssessmentStandsError`;
    `RaterStandsError`; `TextError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        row = assessing.locked_rater(rater)
        role = require(actor, Capability.KEEP_ASSESSMENT, row.assessment, on=on)
        gone = assessing.is_shut_out(row, assessing.out_of_office([row], on))
        possible.check_removable(row, gone=gone)
        if row.assessment.state == MultiraterState.OPEN and gone and row.standing != RaterStanding.DECLINED:
            row.left = True
        else:
            row.standing = RaterStanding.REMOVED
        row.because = because
        row.link_sha256 = ""
        row.save(update_fields=["standing", "left", "because", "link_sha256"])
        rating_drafts.drop(row)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="remove_rater",
            subject=assessing.subject(row.assessment),
            facts={"rater": row.user.username if row.user else row.guest, "because": because},
            records=[row],
        )
    return row
