"""Return a nomination for completion: it loses its place in the row, and the seat that it kept is free."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, nominating, policies, seating
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import Nomination
from meritbook.records.states import NOMINATION_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, nomination: Nomination) -> Nomination:
    """The nomination, returned to the department's director with the reason.

    Central HR returns it, or the State Personnel Director before deciding. Raises `ForbiddenError`; `OwnCaseError` for
    whoever has a part in the case; `StateError` for one that was decided; `TextError`.
    """
    on = clock.day_of(at)
    nominating.require_review(actor, nomination, on)
    because = policies.check_text(why, field="why")
    with transaction.atomic():
        seating.lock(nomination.position, nomination)
        row = nominating.fresh(nomination)
        role = nominating.require_review(actor, row, on)  # as it stands now
        row.status = next_state(NOMINATION_MOVES, "return_nomination", row.status, of=str(row))
        row.returned_by, row.returned_at, row.returned_because = actor.user, at, because
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=because,
            action="return_nomination",
            subject=f"nomination:{row.pk}",
            facts=nominating.told(row),
            records=[row],
        )
    return row
