"""Verify a saving with the amounts that can be seen, or say that it cannot; never who has a part in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Saving
from meritbook.records.states import SAVING_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, saving: Saving, amounts: Sequence[tuple[int, Decimal]], says: str
) -> Saving:
    """The saving, verified with `amounts`, or refused where these are empty; `says` tells what was looked at.

    Raises `ForbiddenError`; `OwnCaseError`; `SavingError`; `TextError`; `StateError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        event = leaning.locked(saving.event)
        row = Saving.objects.select_for_update(of=("self",)).get(pk=saving.pk)
        row.event = event
        role = require(actor, Capability.VERIFY_SAVINGS, row, on=on)
        possible.check_claimed(row)
        if amounts:
            row.verified = possible.check_verified(row, amounts)
            row.verified_json = leaning.as_amounts(amounts)
        move = f"verify_saving ({'verify' if amounts else 'refuse'})"
        row.status = next_state(SAVING_MOVES, move, row.status, of="The saving")
        row.decided_by, row.decided_at, row.decided_as, row.says = actor.user, at, role, says
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="verify_saving",
            subject=f"kaizen:{event.key}",
            facts={
                "saving": row.pk,
                "verified": None if row.verified is None else f"{row.verified:.2f}",
                "claimed": f"{row.claimed.normalize():.2f}",
            },
            records=[row],
        )
    return row
