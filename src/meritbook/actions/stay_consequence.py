"""Stay what the law drafted, with a reason: for good, or until a day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import law_policies as possible
from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Consequence
from meritbook.records.states import CONSEQUENCE_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, consequence: Consequence, says: str, until: date | None = None
) -> Consequence:
    """The consequence, stayed for the reason `says`: for good, or through the day `until`, after which it comes back.

    Raises `ForbiddenError`; `OwnCaseError`; `StateError`; `StayDayError`; `DayRangeError`; `TextError`.
    """
    says = policies.check_text(says, field="says")
    today = clock.day_of(at)
    with transaction.atomic():
        rows = Consequence.objects.select_for_update(of=("self",))
        one = rows.select_related("seat__position", "appointment").get(pk=consequence.pk)
        role = require(actor, Capability.SETTLE_CONSEQUENCE, one, on=today)
        one.status = next_state(CONSEQUENCE_MOVES, "stay_consequence", one.status, of=str(one))
        possible.check_stay(until, today=today)
        one.settled_by, one.settled_at, one.settled_says, one.stayed_until = actor.user, at, says, until
        one.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="stay_consequence",
            subject=f"consequence:{one.pk}",
            facts={
                "rule": one.rule,
                "draft": one.draft,
                "position": one.seat.position.number,
                "reason": says,
                "until": until.isoformat() if until else None,
            },
            records=[one],
        )
    return one
