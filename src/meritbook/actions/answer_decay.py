"""Say what is done about an improvement that has fallen back, or why that is borne."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import DecayAnswer, EventStatus, KaizenMeasure


def perform(actor: Actor, *, at: datetime, why: str, measure: KaizenMeasure, rests_on: str, says: str) -> DecayAnswer:
    """The answer. `rests_on` names what had fallen back, as the page shows it; a newer value asks again.

    Raises `ForbiddenError`; `CharterError`; `LeanError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    rests_on = policies.check_text(rests_on, field="rests_on", longest=64)
    with transaction.atomic():
        event = leaning.locked(measure.event)
        role = leaning.keeps(actor, event, on=on)
        if event.status not in (EventStatus.HELD, EventStatus.CLOSED):
            raise possible.CharterError("The event was not held yet.", where=event.key)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = DecayAnswer.objects.create(
            measure=measure, rests_on=rests_on, says=says, answered_by=actor.user, answered_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="answer_decay",
            subject=f"kaizen:{event.key}",
            facts={"measure": measure.title, "rests_on": rests_on},
            records=[row],
        )
    return row
