"""Close an examination: nothing more is received, answered or determined in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Examination
from meritbook.records.states import EXAMINATION_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, examination: Examination) -> Examination:
    """The examination, closed; what was determined in it stands, and its notices can be read.

    Raises `ForbiddenError`; `OwnCaseError`; `ExaminationClosedError`; `WorkUnderWayError`.
    """
    with transaction.atomic():
        examination = Examination.objects.select_for_update().get(pk=examination.pk)
        role = require(actor, Capability.OPEN_EXAMINATION, examination, on=clock.day_of(at))
        possible.check_open(examination)
        possible.check_no_work(examination)
        examination.status = next_state(
            EXAMINATION_MOVES, "close_examination", examination.status, of=f"Examination {examination.number}"
        )
        examination.closed_by, examination.closed_at = actor.user, at
        examination.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="close_examination",
            subject=f"examination:{examination.pk}",
            facts={"number": examination.number, "applications": examination.applications.count()},
            records=[examination],
        )
    return examination
