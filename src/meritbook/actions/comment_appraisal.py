"""Comment on an appraisal that was shown, as the executive, before it is final."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appraisal_policies as possible
from meritbook.actions import appraising, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Appraisal
from meritbook.records.states import APPRAISAL_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, appraisal: Appraisal, says: str) -> Appraisal:
    """The appraisal with the comments; a later comment takes the place of an earlier one.

    Raises `ForbiddenError`; `TextError`; `AppraisalKindError`; `StateError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=20_000)
    with transaction.atomic():
        row = appraising.locked(appraisal)
        role = require(actor, Capability.ASSESS_SELF, row, on=on)
        possible.check_rater(row)
        row.status = next_state(APPRAISAL_MOVES, "comment_appraisal", row.status, of="The appraisal")
        row.executive_says, row.commented_by, row.commented_at = says, actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="comment_appraisal",
            subject=f"appraisal:{row.pk}",
            facts=appraising.told(row),
            records=[row],
        )
    return row
