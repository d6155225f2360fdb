"""Take an appraisal back, with the reason; it stays on record as it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appraisal_policies as possible
from meritbook.actions import appraising, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import Appraisal, AppraisalKind
from meritbook.records.states import APPRAISAL_MOVES, next_state


def asked(standing: Standing, row: Appraisal) -> Capability:
    """What taking it back asks for: of whoever wrote it, or, once it is final, of those who may undo steps."""
    if row.kind == AppraisalKind.SELF:
        return Capability.ASSESS_SELF
    if row.status in appraising.FINAL and not standing.may(Capability.RATE_EXECUTIVE, row):
        return Capability.UNDO_STEP
    return Capability.RATE_EXECUTIVE


def perform(actor: Actor, *, at: datetime, why: str, appraisal: Appraisal, reason: str) -> Appraisal:
    """The appraisal, taken back; another can be written. Not while a decision on pay rests on it.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `StateError`; `PayRestsError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason", longest=20_000)
    with transaction.atomic():
        row = appraising.locked(appraisal)
        role = require(actor, asked(Standing(actor.user, on), row), row, on=on)
        row.status = next_state(APPRAISAL_MOVES, "undo_appraisal", row.status, of="The appraisal")
        possible.check_no_pay_rests(row)
        row.undone_by, row.undone_at, row.undone_because = actor.user, at, reason
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="undo_appraisal",
            subject=f"appraisal:{row.pk}",
            facts=appraising.told(row),
            records=[row],
        )
    return row
