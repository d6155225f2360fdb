"""Show an appraisal to the other side: the rater's to the executive, the self-assessment to the raters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appraisal_policies as possible
from meritbook.actions import appraising, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records import clock
from meritbook.records.models import Appraisal
from meritbook.records.states import APPRAISAL_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, appraisal: Appraisal) -> Appraisal:
    """The appraisal, shown. Raises `ForbiddenError`; `OwnCaseError`; `StateError`; `AppraisalChangedError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        row = appraising.locked(appraisal)
        role = require(actor, appraising.capability_of(row.kind), row, on=on)
        row.status = next_state(APPRAISAL_MOVES, "show_appraisal", row.status, of="The appraisal")
        possible.check_same_words(row, possible.check_signed(row.contract))
        row.shown_by, row.shown_at = actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="show_appraisal",
            subject=f"appraisal:{row.pk}",
            facts={**appraising.told(row), **appraising.tell(row)},
            records=[row],
        )
    return row
