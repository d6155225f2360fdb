"""Say, as the department's director, that a position is no longer supported in the service."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, ledger, policies
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Seat, SupportWithdrawal


def perform(
    actor: Actor, *, at: datetime, why: str, seat: Seat, says: str, starts_on: date | None = None
) -> SupportWithdrawal:
    """The withdrawal, from `starts_on` (default: that day). The law drafts what follows; nothing is removed by this.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `DayRangeError`; `SeatTermError`; `SupportError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says")
    first = starts_on or on
    with transaction.atomic():
        seat = appointing.locked_seat(seat)
        role = require(actor, Capability.WITHDRAW_SUPPORT, seat, on=on)
        possible.check_seat_covers(seat, first)
        possible.check_supported(seat)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = SupportWithdrawal(seat=seat, on=first, says=says, withdrawn_by=actor.user, withdrawn_at=at)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise possible.SupportError("The support was withdrawn at the same moment.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_support",
            subject=f"seat:{seat.pk}",
            facts={"position": seat.position.number, "on": first.isoformat(), "says": says},
            records=[row],
        )
    return row
