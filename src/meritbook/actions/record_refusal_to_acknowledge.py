"""Record, as the rater, that the executive would not acknowledge a final appraisal. It stays final all the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appraising, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Appraisal
from meritbook.records.states import APPRAISAL_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, appraisal: Appraisal, says: str) -> Appraisal:
    """The appraisal; the executive may acknowledge it later. `says`: how it was offered, and what was answered.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `StateError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=20_000)
    with transaction.atomic():
        row = appraising.locked(appraisal)
        role = require(actor, Capability.RATE_EXECUTIVE, row, on=on)
        row.status = next_state(APPRAISAL_MOVES, "record_refusal_to_acknowledge", row.status, of="The appraisal")
        row.refused_by, row.refused_at, row.refused_says = actor.user, at, says
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_refusal_to_acknowledge",
            subject=f"appraisal:{row.pk}",
            facts={**appraising.told(row), "sha256": row.sha256},
            records=[row],
        )
    return row
