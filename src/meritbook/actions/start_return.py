"""Record that an approved investment is under way, and from when; its first verification follows from the policy."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, returning
from meritbook.actions import returning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ReturnCase
from meritbook.records.states import RETURN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, case: ReturnCase, started_on: date) -> ReturnCase:
    """The case, under way since a day.

    Raises `ForbiddenError`; `StateError`; `ReturnError`; `DayRangeError`; `ReturnPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = returning.locked(case)
        role = require(actor, Capability.KEEP_RETURN, row, on=on)
        status = next_state(RETURN_MOVES, "start_return", row.status, of=row.key)
        possible.check_started(started_on, on=on)
        row.status, row.started_on = status, started_on
        row.verify_by = returning.verified_by(started_on, returning.return_policy(on))
        row.save(update_fields=["status", "started_on", "verify_by"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="start_return",
            subject=returning.subject(row),
            facts={"started_on": started_on.isoformat(), "verify_by": row.verify_by.isoformat()},
            records=[row],
        )
    return row
