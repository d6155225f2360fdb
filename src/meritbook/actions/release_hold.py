"""Release a legal hold, with the reason; it stays on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import filing, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.records import clock
from meritbook.records.models import Appointment, AppointmentStatus, LegalHold


def perform(actor: Actor, *, at: datetime, why: str, hold: LegalHold, reason: str) -> LegalHold:
    """The hold, released by somebody whom every file that it holds is open to.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `HoldError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        filing.lock_person(hold.executive_id)
        row = LegalHold.objects.select_for_update().get(pk=hold.pk)
        files = list(
            Appointment.objects.filter(executive=row.executive_id, status=AppointmentStatus.IN_FORCE)
            .select_related("seat__position__department", "executive")
            .order_by("pk")
        )
        if not files:
            raise ForbiddenError("The person has no file.")
        # What holds the files of two departments is not one department's to release.
        roles = [require(actor, Capability.HOLD_FILE, filing.the_file(one), on=on) for one in files]
        filing.check_hold_stands(row)
        row.released_by, row.released_at, row.released_because = actor.user, at, reason
        row.save()
        ledger.write(
            actor,
            role=roles[-1],
            at=at,
            why=why,
            action="release_hold",
            subject=f"hold:{row.pk}",
            facts={"hold": row.pk, "executive": row.executive.username, "matter": row.matter, "reason": reason},
            records=[row],
        )
    return row
