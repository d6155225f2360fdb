"""Withdraw a nomination, as the department's director: the seat that it kept is free."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, nominating, policies, seating
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import Nomination
from meritbook.records.states import NOMINATION_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, nomination: Nomination) -> Nomination:
    """The nomination, withdrawn with the reason; also one that was approved, as long as no day of entry is set.

    Raises `ForbiddenError`; `OwnCaseError`; `StateError` for one that is over; `TextError`.
    """
    on = clock.day_of(at)
    nominating.require_director(actor, nomination, on)
    because = policies.check_text(why, field="why")
    with transaction.atomic():
        seating.lock(nomination.position, nomination)
        row = nominating.fresh(nomination)
        role = nominating.require_director(actor, row, on)  # as it stands now
        row.status = next_state(NOMINATION_MOVES, "withdraw_nomination", row.status, of=str(row))
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, because
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=because,
            action="withdraw_nomination",
            subject=f"nomination:{row.pk}",
            facts=nominating.told(row),
            records=[row],
        )
    return row
