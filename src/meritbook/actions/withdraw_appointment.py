"""Withdraw, as the director, an appointment that is not in force yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Appointment
from meritbook.records.states import APPOINTMENT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, appointment: Appointment, reason: str) -> Appointment:
    """The appointment, withdrawn; the seat is free again.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError` without a reason; `StateError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        row = appointing.locked(appointment)
        role = require(actor, Capability.APPOINT_EXECUTIVE, row, on=on)
        row.status = next_state(APPOINTMENT_MOVES, "withdraw_appointment", row.status, of="The appointment")
        row.concluded_by, row.concluded_at, row.ended_because = actor.user, at, reason
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_appointment",
            subject=f"appointment:{row.pk}",
            facts={
                "position": row.seat.position.number,
                "executive": row.executive.username,
                "reason": reason,
            },
            records=[row],
        )
    return row
