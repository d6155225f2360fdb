"""Correct the day on which a contract was agreed, with the reason; nothing else of it changes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import agreement_policies, appointing, contracts, ledger, policies
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ContractRecord


def perform(
    actor: Actor, *, at: datetime, why: str, contract: ContractRecord, agreed_on: date, reason: str
) -> ContractRecord:
    """The contract with the right day of agreement; term and salary stay.

    Raises `ForbiddenError`; `OwnCaseError`; `AgreedError` for one that is not agreed, or was signed here; `TextError`;
    `ContractDayError`; `ContractTermError`; `DayRangeError`; `LawRefusesError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        held = appointing.locked(contract.appointment)
        role = require(actor, Capability.RECORD_CONTRACT, held, on=on)
        row: ContractRecord = ContractRecord.objects.select_for_update().get(pk=contract.pk)
        before = agreement_policies.check_agreed_here(row)
        if agreed_on == before:
            raise possible.AgreedError("That is the day on record.", where="agreed_on")
        row.agreed_on = agreed_on
        verdict = contracts.check(row, held, on=on, new_salary=False)
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="correct_agreed_day",
            subject=f"contract:{row.pk}",
            facts={
                **contracts.told(row, held, verdict),
                "agreed_on_before": before.isoformat(),
                "reason": reason,
            },
            records=[row],
        )
    return row
