"""Say who a candidate is, to somebody who needs to know, and put it on record that it was said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.qualifications.candidate import Person
from meritbook.records import clock
from meritbook.records.models import Application


def perform(actor: Actor, *, at: datetime, why: str, application: Application) -> Person:
    """Who the candidate is. The ledger keeps who asked and why, and no name.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`.
    """
    with transaction.atomic():
        application = Application.objects.select_related("examination").get(pk=application.pk)
        role = require(actor, Capability.REVEAL_CANDIDATE, application, on=clock.day_of(at))
        # Nothing is saved, so nothing is vouched for anew: a row that was tampered with stays found.
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="reveal_candidate",
            subject=f"application:{application.pk}",
            facts={"examination": application.examination.number, "application": application.number},
        )
    return application.person
