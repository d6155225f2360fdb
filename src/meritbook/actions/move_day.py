"""Move the day of a demonstration forward."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import day_policies as possible
from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import OfficeDay


def perform(actor: Actor, *, at: datetime, why: str, on: date) -> OfficeDay:
    """The day on which the demonstration lives from now on. `at` is by the office's clock: a moment before the move.

    Before the first move of a demonstration the day of `at` is the one that is left. Raises `ForbiddenError`;
    `RealOfficeError`; `DayFixedError`; `DayRangeError`; `DayBackwardsError`; `SameDayError`; `TextError`.
    """
    role = require(actor, Capability.MOVE_DAY, on=clock.day_of(at))
    possible.check_demonstration()
    possible.check_not_fixed()
    policies.check_day_in_range(on, where="on")
    with transaction.atomic():
        # Two who move it at once come one after the other: the second is asked from the day that the first set.
        ledger.next_entry()
        standing = clock.demo_day() or clock.day_of(at)
        possible.check_not_back(on, standing=standing)
        possible.check_another_day(on, standing=standing)
        row = OfficeDay.objects.create(on=on, moved_by=actor.user, moved_at=clock.machine_now())
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="move_day",
            subject=f"officeday:{row.pk}",
            facts={"from": standing.isoformat(), "to": on.isoformat()},
            records=[row],
        )
    return row
