"""Take back what one shows somebody of one's own report."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, own_sharing
from meritbook.actions import report_sharing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability
from meritbook.records import clock
from meritbook.records.models import ReportShare


def perform(actor: Actor, *, at: datetime, why: str, share: ReportShare) -> ReportShare:
    """What was shown, which opens nothing any more from this moment on; it takes no role.

    Raises `ForbiddenError`; `NotSharedError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = (
            ReportShare.objects.select_for_update(of=("self",)).select_related("assessment", "reader").get(pk=share.pk)
        )
        role = own_sharing.require_to_end(actor, Capability.READ_OWN_REPORT, row, row.assessment.subject_id, on=on)
        possible.check_shared(row)
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_report_share",
            subject=assessing.subject(row.assessment),
            facts={"reader": row.reader.username},
            records=[row],
        )
    return row
