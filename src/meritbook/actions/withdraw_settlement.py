"""Take back an answer that was given about a candidate; it stays on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, qualifying
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Application, Examination, Settlement


def perform(actor: Actor, *, at: datetime, why: str, settlement: Settlement) -> Settlement:
    """The answer, taken back: the question is open again, unless a precedent answers it.

    The precedent that the answer set stands until it is overruled. Raises `ForbiddenError`; `OwnCaseError`;
    `TextError`; `ExaminationClosedError`; `SettlementWithdrawnError`.
    """
    why = policies.check_text(why, field="why")
    with transaction.atomic():
        application = Application.objects.get(pk=settlement.application_id)
        examination = Examination.objects.select_for_update().get(pk=application.examination_id)
        application = Application.objects.select_for_update().get(pk=application.pk)
        application.examination = examination
        role = require(actor, Capability.SETTLE_QUESTION, application, on=clock.day_of(at))
        possible.check_open(examination)
        settlement = Settlement.objects.get(pk=settlement.pk)
        possible.check_settlement_stands(settlement)
        settlement.withdrawn_by, settlement.withdrawn_at = actor.user, at
        settlement.save()
        qualifying.find([application], at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_settlement",
            subject=f"application:{application.pk}",
            facts={
                "examination": examination.number,
                "application": application.number,
                "key": settlement.key,
                "verdict": settlement.verdict,
                "settlement": settlement.pk,
            },
            records=[settlement],
        )
    return settlement
