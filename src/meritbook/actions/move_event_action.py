"""Say how far an action of a Kaizen event is: whoever is to do it, or who keeps the event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import KaizenAction


def perform(actor: Actor, *, at: datetime, why: str, action: KaizenAction, state: str, says: str) -> KaizenAction:
    """The action in its new state. Raises `ForbiddenError`; `LeanError`; `CharterError`; `TextError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = leaning.locked(action.event)
        row = KaizenAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
        row.event = held
        role = Standing(actor.user, on).role_for(Capability.KEEP_LEAN, held)
        role = role or require(actor, Capability.REPORT_ACTION, row, on=on)
        possible.check_working(held)
        row.state, row.says = possible.check_action_state(state), says
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.changed_by, row.changed_at = actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="move_event_action",
            subject=f"kaizen:{held.key}",
            facts={"action": row.pk, "state": row.state},
            records=[row],
        )
    return row
