"""Let those appointments begin, and those ends take effect, whose day has come: incumbents follow."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import incumbents, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Position


def perform(actor: Actor, *, at: datetime, why: str, on: date | None = None) -> tuple[Position, ...]:
    """The positions whose incumbent changed as of the day (default: that of the act); none, and no entry, if none did.

    Run again it changes nothing. Raises `ForbiddenError`.
    """
    day = on or clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.WORK_THROUGH_DAYS, on=clock.day_of(at))
        changed = incumbents.settle_incumbents(day)
        if changed:
            ledger.write(
                actor,
                role=role,
                at=at,
                why=why,
                action="begin_appointments",
                subject=f"day:{day.isoformat()}",
                facts={
                    "on": day.isoformat(),
                    "positions": [[one.number, one.incumbent.username if one.incumbent else None] for one in changed],
                },
                records=changed,
            )
    return tuple(changed)
