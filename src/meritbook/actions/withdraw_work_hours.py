"""Withdraw one's own hours that were entered wrongly; they stay on record and count no more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import helping_policies as possible
from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.records import clock
from meritbook.records.models import WorkHours


def perform(actor: Actor, *, at: datetime, why: str, hours: WorkHours, because: str) -> WorkHours:
    """The hours, withdrawn. Raises `ForbiddenError` for those of others; `HoursError`; `TextError`."""
    because = policies.check_text(because, field="because", longest=1_000)
    with transaction.atomic():
        held = WorkHours.objects.select_for_update(of=("self",)).select_related("department").get(pk=hours.pk)
        role = require(actor, Capability.GIVE_HELP, held, on=clock.day_of(at))
        if actor.user is None or held.person_id != actor.user.pk:
            raise ForbiddenError("Only who entered hours withdraws them.")
        if held.withdrawn_at is not None:
            raise possible.HoursError("These hours are withdrawn already.", where="hours")
        held.withdrawn_at, held.withdrawn_because = at, because
        held.save(update_fields=["withdrawn_at", "withdrawn_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_work_hours",
            subject=f"hours:{held.pk}",
            facts={"worked_on": held.worked_on.isoformat(), "hours": str(held.hours)},
            records=[held],
        )
    return held
