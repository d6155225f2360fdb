"""Say that a copy of a contract arrived; where it is of the version in force, the contract on record takes the day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, filing, ledger
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import ContractRecord, ContractStatus, CopySent, CopyTo
from meritbook.records.models.common import Vouched


def perform(actor: Actor, *, at: datetime, why: str, copy: CopySent) -> CopySent:
    """The copy, received by the office to which it went.

    With the department it is put into the personnel file, where it was not there before. Raises `ForbiddenError`;
    `OwnCaseError`; `CopyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = appointing.locked(copy.version.contract.appointment)
        row = CopySent.objects.select_for_update().select_related("version__contract__appointment").get(pk=copy.pk)
        role = filing.require_receiver(actor, row, on=on)
        filing.check_not_received(row)
        row.received_by, row.received_at = actor.user, at
        row.save()
        saved: list[Vouched] = [row]
        record = None
        if row.version.contract.record_id is not None and row.version.status == ContractStatus.SIGNED:
            record = ContractRecord.objects.select_for_update().get(pk=row.version.contract.record_id)
            if row.to == CopyTo.DEPARTMENT_HR:
                record.at_department_hr_on = on
                record.filed_on = record.filed_on or on
            else:
                record.at_central_hr_on = on
            record.save()
            saved.append(record)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="receive_copy",
            subject=f"copy:{row.pk}",
            facts={
                "copy": row.pk,
                "contract": row.version.contract_id,
                "version": row.version.number,
                "executive": held.executive.username,
                "to": row.to,
                "filed_on": record.filed_on.isoformat() if record and record.filed_on else None,
            },
            records=saved,
        )
    return row
