"""Claim a saving of a Kaizen event: its kind, the amounts by fiscal year, how they are worked out, the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import EventStatus, KaizenEvent, Saving
from meritbook.records.states import SAVING_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    event: KaizenEvent,
    kind: str,
    amounts: Sequence[tuple[int, Decimal]],
    basis: str,
    evidence: str,
) -> Saving:
    """The saving, which waits for somebody else to verify it; `amounts` are fiscal years with dollars or hours.

    Raises `ForbiddenError`; `SavingError`; `CharterError`; `TextError`.
    """
    on = clock.day_of(at)
    basis = policies.check_text(basis, field="basis", longest=4_000)
    evidence = policies.check_text(evidence, field="evidence", longest=4_000)
    with transaction.atomic():
        held = leaning.locked(event)
        role = leaning.keeps(actor, held, on=on)
        if held.status not in (EventStatus.HELD, EventStatus.CLOSED):
            raise possible.CharterError("Savings are claimed of an event that was held.", where=held.key)
        chosen = possible.check_saving_kind(kind, leaning.lean_policy(on))
        total = possible.check_amounts(amounts, held)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = Saving.objects.create(
            event=held,
            kind=chosen.key,
            unit=chosen.unit,
            basis=basis,
            evidence=evidence,
            amounts_json=leaning.as_amounts(amounts),
            claimed=total,
            status=next_state(SAVING_MOVES, "claim_saving", "", of="The saving"),
            claimed_by=actor.user,
            claimed_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="claim_saving",
            subject=f"kaizen:{held.key}",
            facts={"saving": row.pk, "kind": row.kind, "claimed": f"{total:.2f}", "unit": row.unit},
            records=[row],
        )
    return row
