"""Say, as the department's director, that a position is supported in the service again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import appointing, ledger
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Seat, SupportWithdrawal


def perform(actor: Actor, *, at: datetime, why: str, seat: Seat, starts_on: date | None = None) -> SupportWithdrawal:
    """The withdrawal with the day from which the position is supported again (default: that day).

    Raises `ForbiddenError`; `OwnCaseError`; `DayRangeError`; `SupportError`.
    """
    on = clock.day_of(at)
    first = starts_on or on
    with transaction.atomic():
        seat = appointing.locked_seat(seat)
        role = require(actor, Capability.WITHDRAW_SUPPORT, seat, on=on)
        row = possible.withdrawal_that_stands(seat, first)
        row.restored_on, row.restored_by, row.restored_at = first, actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="restore_support",
            subject=f"seat:{seat.pk}",
            facts={"position": seat.position.number, "on": first.isoformat()},
            records=[row],
        )
    return row
