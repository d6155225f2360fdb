"""Acknowledge, as the executive, the rights that are gained and given up, as they were shown."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, service_law
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.service.rights import rights_of
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Appointment
from meritbook.records.states import APPOINTMENT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, appointment: Appointment, sha256: str) -> Appointment:
    """The appointment, with the rights as they were shown; `sha256` is the hash of what the executive read.

    Raises `ForbiddenError`; `NotYoursError`; `StateError`; `NoRightsError`; `RightsChangedError` where the rights are
    others by now.
    """
    on = clock.day_of(at)
    rights = rights_of(service_law.service_law())
    with transaction.atomic():
        row = appointing.locked(appointment)
        role = require(actor, Capability.ACKNOWLEDGE_RIGHTS, row, on=on)
        possible.check_own(actor.user, row)
        row.status = next_state(APPOINTMENT_MOVES, "acknowledge_rights", row.status, of="The appointment")
        if rights is None:
            raise possible.NoRightsError("This office's law pack has no table of rights.")
        if rights.sha256 != sha256:
            raise possible.RightsChangedError("The rights are not those that were shown.", where="sha256")
        row.rights_sha256, row.rights_json = rights.sha256, canonical_json(rights)
        row.acknowledged_by, row.acknowledged_at = actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="acknowledge_rights",
            subject=f"appointment:{row.pk}",
            facts={"position": row.seat.position.number, "pack": rights.pack, "rights": rights.sha256},
            records=[row],
        )
    return row
