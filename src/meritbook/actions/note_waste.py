"""Put waste that somebody saw on record, at a step of the current map or of the work as a whole."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import KaizenEvent, MapKind, WasteSeen


def perform(
    actor: Actor, *, at: datetime, why: str, event: KaizenEvent, kind: str, says: str, step: str = ""
) -> WasteSeen:
    """What was seen; `step` is the name of a step of the current map. Raises `ForbiddenError`; `LeanError`;
    `CharterError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    step = policies.check_text(step, field="step", longest=120, required=False)
    with transaction.atomic():
        held = leaning.locked(event)
        role = leaning.keeps(actor, held, on=on)
        possible.check_not_over(held)
        drawn = leaning.current_map(held, MapKind.CURRENT)
        possible.check_waste(kind, step, drawn, leaning.lean_policy(on))
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = WasteSeen.objects.create(
            event=held,
            kind=kind,
            step=step,
            map=drawn if step else None,
            says=says,
            seen_by=actor.user,
            seen_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="note_waste",
            subject=f"kaizen:{held.key}",
            facts={"kind": kind, "step": step},
            records=[row],
        )
    return row
