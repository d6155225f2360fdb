"""Let those hand-overs take effect whose day has come: the positions follow their new appointing authority."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import handing_over, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import HandOver


def perform(actor: Actor, *, at: datetime, why: str, on: date | None = None) -> tuple[HandOver, ...]:
    """The hand-overs that were settled as of the day (default: that of the act); none, and no entry, if none were.

    It catches up with days that nobody worked, and run again it changes nothing. A day to come settles nothing before
    it has come. Raises `ForbiddenError`.
    """
    today = clock.day_of(at)
    day = min(on or today, today)
    with transaction.atomic():
        role = require(actor, Capability.WORK_THROUGH_DAYS, on=today)
        handing_over.lock_due(day)
        rows = list(handing_over.due(day).select_related("department", "giver", "successor"))
        saved = handing_over.settle(rows, at)
        if rows:
            ledger.write(
                actor,
                role=role,
                at=at,
                why=why,
                action="settle_hand_overs",
                subject=f"day:{day.isoformat()}",
                facts={
                    "on": day.isoformat(),
                    "hand_overs": [handing_over.told(one) for one in rows],
                    "positions": handing_over.moved(saved),
                },
                records=saved,
            )
    return tuple(rows)
