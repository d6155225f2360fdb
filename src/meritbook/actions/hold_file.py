"""Place a legal hold on the files of an executive: nothing leaves them while it stands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, filing, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Appointment, LegalHold


def perform(actor: Actor, *, at: datetime, why: str, appointment: Appointment, matter: str, reason: str) -> LegalHold:
    """The hold, which reaches every file of the executive.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `HoldError`.
    """
    on = clock.day_of(at)
    matter = policies.check_text(matter, field="matter", longest=200)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        held = appointing.locked(appointment)
        filing.lock_person(held.executive_id)
        role = require(actor, Capability.HOLD_FILE, filing.the_file(held), on=on)
        filing.check_no_such_hold(held.executive_id, matter)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        hold = LegalHold.objects.create(
            executive=held.executive, matter=matter, reason=reason, placed_by=actor.user, placed_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="hold_file",
            subject=f"hold:{hold.pk}",
            facts={
                "hold": hold.pk,
                "executive": held.executive.username,
                "position": held.seat.position.number,
                "matter": matter,
                "reason": reason,
            },
            records=[hold],
        )
    return hold
