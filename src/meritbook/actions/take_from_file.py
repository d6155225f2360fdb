"""Take a contract out of the personnel file once its years there are full, and never under a legal hold.

It stands in the file and in packets no more. Nothing is deleted: rows and originals stay on record, since the ledger
vouches for each of them.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, filing, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ContractRecord


def perform(actor: Actor, *, at: datetime, why: str, contract: ContractRecord) -> ContractRecord:
    """The contract on record, out of the file from the day on.

    Raises `ForbiddenError`; `OwnCaseError`; `HoldError`; `RetentionError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = appointing.locked(contract.appointment)
        filing.lock_person(held.executive_id)
        role = require(actor, Capability.KEEP_FILE, filing.the_file(held), on=on)
        row: ContractRecord = ContractRecord.objects.select_for_update().get(pk=contract.pk)
        filing.check_no_hold(held.executive_id)
        kept = filing.check_may_leave(row, on=on)
        row.taken_from_file_on = on
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="take_from_file",
            subject=f"contract:{row.pk}",
            facts={
                "contract": row.pk,
                "executive": held.executive.username,
                "position": held.seat.position.number,
                "starts_on": row.starts_on.isoformat(),
                "filed_on": row.filed_on.isoformat() if row.filed_on else None,
                "kept_until": kept.until.isoformat() if kept.until else None,
                "taken_from_file_on": on.isoformat(),
            },
            records=[row],
        )
    return row
