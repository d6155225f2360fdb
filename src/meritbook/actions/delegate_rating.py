"""Name somebody who answers an assessment instead, in the same group."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, rating_drafts, rating_mail, round_policies
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, may, require
from meritbook.core.competencies.answers import RaterGroup
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, User

WHY = "Somebody else answers."
"""The reason that the faces give."""


def perform(actor: Actor, *, at: datetime, why: str, rater: AssessmentRater, delegate: User) -> AssessmentRater:
    """The rater with who answers instead, until they hand it back: see `decline_rating`.

    What was typed before is thrown away: it is not for other eyes. Raises `ForbiddenError`; `RaterNotAskedError`;
    `GivenOnError`; `RaterLeftError`; `RaterTwiceError`; `MultiraterError`; `AssessmentStandsError`;
    `AssessmentDaysError`; `SubjectLeftError`; `RaterAnsweredError`; `RaterDeclinedError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = assessing.locked_rater(rater)
        possible.check_delegable(actor, row)
        role = require(actor, Capability.ANSWER_ASSESSMENT, on=on)
        possible.check_answered_now(row, on)
        round_policies.check_named(delegate, on, where="delegate")
        keeps = may(delegate, Capability.KEEP_ASSESSMENT, row.assessment, on=on)
        round_policies.check_no_keeper(row.assessment, [delegate] if keeps else [], delegate, "", where="delegate")
        possible.check_new(row.assessment, delegate, "", RaterGroup(row.group), where="delegate")
        row.delegate = delegate
        rating_drafts.drop(row)
        row.messages, row.last_message_on = 0, None
        row.save(update_fields=["delegate", "messages", "last_message_on"])
        rating_mail.send(row.assessment, [row], on)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="delegate_rating",
            subject=assessing.subject(row.assessment),
            facts={"delegate": delegate.username},
            records=[row],
        )
    return row
