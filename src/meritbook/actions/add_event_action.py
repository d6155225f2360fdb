"""Decide what a Kaizen event leaves to do, by whom and by which day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import KaizenAction, KaizenEvent, User


def perform(
    actor: Actor, *, at: datetime, why: str, event: KaizenEvent, what: str, owner: User, due_on: date
) -> KaizenAction:
    """The action, planned. Raises `ForbiddenError`; `LeanError`; `CharterError`; `TextError`; `DayRangeError`."""
    on = clock.day_of(at)
    what = policies.check_text(what, field="what", longest=400)
    with transaction.atomic():
        held = leaning.locked(event)
        role = leaning.keeps(actor, held, on=on)
        possible.check_working(held)
        possible.check_person(owner, where="owner")
        possible.check_action_day(held, due_on, leaning.lean_policy(on))
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = KaizenAction.objects.create(
            event=held, what=what, owner=owner, due_on=due_on, changed_by=actor.user, changed_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="add_event_action",
            subject=f"kaizen:{held.key}",
            facts={"action": row.pk, "owner": owner.username, "due_on": due_on.isoformat()},
            records=[row],
        )
    return row
