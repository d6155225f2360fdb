"""Consent, as director of the department that is left, to the transfer of an executive."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, OwnCaseError, require
from meritbook.records import clock
from meritbook.records.models import Appointment
from meritbook.records.states import APPOINTMENT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, appointment: Appointment) -> Appointment:
    """The appointment, released. The director of the receiving department consented by proposing it.

    Raises `ForbiddenError`; `OwnCaseError`; `NotTransferError`; `AlreadyReleasedError`; `StateError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = appointing.locked(appointment)
        if actor.user is not None and actor.user.pk == row.executive_id:
            raise OwnCaseError("Nobody releases themselves.", details={"capability": Capability.RELEASE_EXECUTIVE})
        if row.releasing is None:
            require(actor, Capability.RELEASE_EXECUTIVE, row.seat, on=on)
            raise possible.NotTransferError("No other department has to release the executive.", where="appointment")
        role = require(actor, Capability.RELEASE_EXECUTIVE, row.releasing, on=on)
        row.status = next_state(APPOINTMENT_MOVES, "release_executive", row.status, of="The appointment")
        if row.released_at is not None:
            raise possible.AlreadyReleasedError("The executive is released already.", where="appointment")
        row.released_by, row.released_at = actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="release_executive",
            subject=f"appointment:{row.pk}",
            facts={
                "position": row.seat.position.number,
                "executive": row.executive.username,
                "releasing": row.releasing.code,
            },
            records=[row],
        )
    return row
